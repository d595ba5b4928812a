"""``zuji passport check-signature``: who signed, what was tampered with, whether it is in force."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lca.cli.language import LanguageOption, chosen, tell
from lca.cli.output import Format, FormatOption, emit, json_text, write_atomically
from lca.cli.passport_signing_options import (
    AtOption,
    DocumentsOption,
    IssuersOption,
    PublicKeysOption,
    StatusListsOption,
    content,
    document,
    moment,
    print_lines,
    trusted,
)
from lca.i18n import Language, text

if TYPE_CHECKING:
    from lca.passport.signing import Verification

INVALID = 1


def check_signature(
    file: Annotated[Path, typer.Argument(metavar="SIGNED", help="Token or signed JSON (已签名文件).")],
    key: PublicKeysOption = None,
    did_document: DocumentsOption = None,
    issuer: IssuersOption = None,
    status_list: StatusListsOption = None,
    no_status: Annotated[
        bool, typer.Option("--no-status", help="Take a status that cannot be looked up (不核查状态).")
    ] = False,
    original: Annotated[
        Path | None,
        typer.Option("--original", metavar="FILE", help="Credential as it should be.", show_default=False),
    ] = None,
    payload_out: Annotated[
        Path | None,
        typer.Option("--payload", metavar="FILE", help="Write what a valid one carries.", show_default=False),
    ] = None,
    at: AtOption = None,
    format: FormatOption = None,
    lang: LanguageOption = None,
) -> None:
    """Check a signature, offline: who signed, what was tampered with, validity, revocation (核验签名).

    Exit code 1 where it is not valid.
    """
    from lca.passport import signing

    found = signing.verify(
        content(file),
        trusted(key, did_document, issuer),
        at=moment(at),
        status_lists=[content(path) for path in status_list or ()],
        check_status=not no_status,
        original=None if original is None else document(original),
    )
    language = chosen(lang)
    if format is Format.json:
        emit(json_text(_plain(found, language)), None)
    else:
        _print_verification(found, file, language)
    if payload_out is not None and found.valid and found.payload is not None:
        write_atomically(payload_out, json_text(dict(found.payload)))
    if not found.valid:
        raise typer.Exit(INVALID)


def _plain(found: Verification, language: Language) -> dict[str, Any]:
    told = [
        {"code": one.code, "message": one.message(language), "remedy": one.remedy(language)}
        for one in (*found.problems, *found.remarks)
    ]
    return {
        "valid": found.valid,
        "codes": found.codes,
        "fields": found.fields,
        "securing": found.securing,
        "issuer": found.issuer,
        "method": found.method,
        "statuses": found.statuses,
        "findings": told,
    }


def _print_verification(found: Verification, file: Path, language: Language) -> None:
    for finding in (*found.problems, *found.remarks):
        tell(finding.render(language))
    lines: dict[str, object] = {"file": file}
    lines["verdict"] = text("signing.valid" if found.valid else "signing.invalid", language)
    lines |= {"securing": found.securing, "issuer": found.issuer, "method": found.method}
    if found.fields:
        lines["fields"] = ", ".join(name or text("signing.whole", language) for name in found.fields)
    if found.statuses:
        lines["statuses"] = ", ".join(f"{name} {status}" for name, status in found.statuses.items())
    print_lines(lines, language)
