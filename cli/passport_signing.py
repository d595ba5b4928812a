"""``zuji passport keygen``, ``sign`` and ``status-list``."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from lca.cli.language import LanguageOption, chosen, tell
from lca.cli.output import OutOption, emit, json_text, write_atomically
from lca.cli.passport_signing_options import (
    AtOption,
    KeyFileOption,
    PassphraseOption,
    content,
    document,
    moment,
    print_lines,
    private_key,
)
from lca.errors import Finding, InputError, Location
from lca.i18n import text

UNTP = "vocabulary.uncefact.org/untp"


class KeyKind(StrEnum):
    """What ``--kind`` takes."""

    p256 = "P-256"
    ed25519 = "Ed25519"


class KeyForm(StrEnum):
    """What ``--form`` takes."""

    pem = "pem"
    jwk = "jwk"


class Securing(StrEnum):
    """What ``--as`` takes."""

    jose = "jose"
    data_integrity = "data-integrity"


def keygen(
    out: Annotated[Path, typer.Argument(metavar="FILE", help="Private key file to make (私钥文件).")],
    kind: Annotated[
        KeyKind, typer.Option("--kind", help="P-256 signs ES256, Ed25519 EdDSA (密钥类型).")
    ] = KeyKind.p256,
    form: Annotated[KeyForm, typer.Option("--form", help="Form of both files (格式).")] = KeyForm.pem,
    public: Annotated[
        Path | None,
        typer.Option("--public", metavar="FILE", help="Else FILE with .pub (公钥文件).", show_default=False),
    ] = None,
    passphrase_file: PassphraseOption = None,
    did: Annotated[
        str | None,
        typer.Option("--did", metavar="DID", help="did:web to be signed for (DID).", show_default=False),
    ] = None,
    did_document: Annotated[
        Path | None,
        typer.Option("--did-document", metavar="FILE", help="Write its DID document.", show_default=False),
    ] = None,
    lang: LanguageOption = None,
) -> None:
    """Make a key pair; the private file is yours alone, nothing is overwritten (生成密钥)."""
    from lca.passport import signing
    from lca.passport.signing.key_files import read_passphrase

    language = chosen(lang)
    name, url = did or "", signing.did_web_url(did) if did else ""
    if did_document is not None and (not did or did_document.exists()):
        code = "P416" if did else "P422"
        raise InputError(Finding(code, {"did": "-"}, Location(str(did_document))))
    beside = public or out.with_name(f"{out.stem}.pub{out.suffix}")
    key = signing.generate(kind.value)
    passphrase = read_passphrase(passphrase_file) if passphrase_file else None
    signing.write_key_pair(key, out, beside, form.value, passphrase)
    issuer = name or key.public.did
    lines = {
        "private": out,
        "public": beside,
        "kind": kind.value,
        "fingerprint": key.public.thumbprint,
        "issuer": issuer,
        "method": signing.method_of(issuer, key.public),
    }
    if did_document is not None:
        write_atomically(did_document, json_text(signing.did_document(name, [key.public])))
        lines |= {"did_document": did_document, "publish": url}
    print_lines(lines, language)


def sign(
    file: Annotated[Path, typer.Argument(metavar="PAYLOAD", help="Payload of zuji passport export (JSON).")],
    key: KeyFileOption,
    securing: Annotated[
        Securing, typer.Option("--as", help="Token around it, or proof inside it (方式).")
    ] = Securing.jose,
    of: Annotated[
        str, typer.Option("--of", metavar="FORMAT", help="What the payload is, e.g. pact-3.0 (载荷格式).")
    ] = "",
    issuer: Annotated[
        str | None,
        typer.Option(
            "--issuer", metavar="DID", help="Else the payload's, else the key's.", show_default=False
        ),
    ] = None,
    method: Annotated[
        str | None,
        typer.Option("--method", metavar="DID#KEY", help="Address of your public key.", show_default=False),
    ] = None,
    valid_until: Annotated[
        str | None,
        typer.Option("--valid-until", metavar="TIME", help="Until when (有效期止).", show_default=False),
    ] = None,
    status_list: Annotated[
        str | None,
        typer.Option(
            "--status-list", metavar="URL", help="Where you publish its status.", show_default=False
        ),
    ] = None,
    status_index: Annotated[
        int | None,
        typer.Option("--status-index", min=0, help="Its place in that list (序号).", show_default=False),
    ] = None,
    envelope: Annotated[
        bool, typer.Option("--envelope", help="Write the token as a JSON credential (封装).")
    ] = False,
    name_fields: Annotated[
        bool, typer.Option(help="Let a proof tell which field was tampered with (字段摘要).")
    ] = True,
    passphrase_file: PassphraseOption = None,
    at: AtOption = None,
    out: OutOption = None,
    lang: LanguageOption = None,
) -> None:
    """Sign a payload as a verifiable credential (签名)."""
    from lca.passport import signing

    payload = document(file)
    if (status_list is None) != (status_index is None):
        raise InputError(Finding("P456", {"key": "--status-list, --status-index"}, Location(str(file))))
    entry = None
    if status_list is not None and status_index is not None:
        untp = any(UNTP in str(word) for word in payload.get("@context", ()))
        entry = signing.status_entry(status_list, status_index, index_as_text=not untp)
    signed = signing.sign(
        payload,
        private_key(key, passphrase_file),
        at=moment(at),
        securing=securing.value,
        format=of,
        issuer=issuer,
        method=method,
        valid_until=moment(valid_until, "--valid-until") if valid_until else None,
        status=entry,
        name_fields=name_fields,
    )
    token = securing is Securing.jose
    written = json_text(signed.document) if token and envelope else signed.text.rstrip("\n") + "\n"
    emit(written, out)
    if out is not None:
        tell(text("cli.written", chosen(lang), path=out))


def status_list(
    address: Annotated[str, typer.Argument(metavar="URL", help="Where the list is published (发布地址).")],
    key: KeyFileOption,
    set_: Annotated[
        list[int] | None,
        typer.Option("--set", min=0, help="Places to revoke (撤销序号).", show_default=False),
    ] = None,
    clear: Annotated[
        list[int] | None,
        typer.Option("--clear", min=0, help="Places to clear (恢复序号).", show_default=False),
    ] = None,
    base: Annotated[
        Path | None,
        typer.Option("--from", metavar="FILE", help="The list so far, signed.", show_default=False),
    ] = None,
    purpose: Annotated[
        str, typer.Option("--purpose", help="revocation or suspension (用途).")
    ] = "revocation",
    securing: Annotated[Securing, typer.Option("--as", help="As for sign (方式).")] = Securing.jose,
    issuer: Annotated[
        str | None, typer.Option("--issuer", metavar="DID", help="As for sign.", show_default=False)
    ] = None,
    method: Annotated[
        str | None, typer.Option("--method", metavar="DID#KEY", help="As for sign.", show_default=False)
    ] = None,
    valid_until: Annotated[
        str | None, typer.Option("--valid-until", metavar="TIME", help="As for sign.", show_default=False)
    ] = None,
    passphrase_file: PassphraseOption = None,
    at: AtOption = None,
    out: OutOption = None,
    lang: LanguageOption = None,
) -> None:
    """Make or change a status list, signed: what is set is revoked or suspended (状态列表)."""
    from lca.passport import signing
    from lca.passport.signing.status_list import list_of

    now = moment(at)
    secret = private_key(key, passphrase_file)
    statuses = signing.empty_list()
    if base is not None:
        known = signing.verify_with(content(base), secret.public, at=now)
        if known.document is None:
            raise InputError(known.problems)
        statuses = list_of(known.document, purpose)
    if clear and purpose == "revocation":
        raise InputError(Finding("P428", {}, Location("--clear")))
    statuses = statuses.having(set_ or ()).having(clear or (), 0)
    until = moment(valid_until, "--valid-until") if valid_until else None
    name = issuer or secret.public.did
    made = signing.status_list_credential(statuses, address, name, now, until, purpose)
    signed = signing.sign(made, secret, at=now, securing=securing.value, method=method, name_fields=False)
    emit(signed.text.rstrip("\n") + "\n", out)
    if out is not None:
        tell(text("cli.written", chosen(lang), path=out))


def mount(app: typer.Typer) -> None:
    """Add the commands of signing to ``zuji passport``."""
    from lca.cli.passport_signature import check_signature

    app.command("keygen")(keygen)
    app.command("sign")(sign)
    app.command("check-signature")(check_signature)
    app.command("status-list")(status_list)
