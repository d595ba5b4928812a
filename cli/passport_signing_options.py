"""Options of the signing commands, and what becomes of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lca.errors import Finding, InputError, Location
from lca.i18n import Language, text

if TYPE_CHECKING:
    from datetime import datetime

    from lca.passport.signing import PrivateKey, PublicKey, Trust

KeyFileOption = Annotated[
    Path, typer.Option("--key", metavar="FILE", help="Your private key: PEM or JWK, yours alone (私钥).")
]
PassphraseOption = Annotated[
    Path | None,
    typer.Option(
        "--passphrase-file",
        metavar="FILE",
        help="File that holds its passphrase (口令文件).",
        show_default=False,
    ),
]
AtOption = Annotated[
    str | None,
    typer.Option(
        "--at", metavar="TIME", help="Instead of now, e.g. 2026-01-31T12:00:00Z (时间).", show_default=False
    ),
]
PublicKeysOption = Annotated[
    list[str] | None,
    typer.Option(
        "--key",
        metavar="FILE",
        help="Public key that must have signed: PEM, JWK or did:key (公钥).",
        show_default=False,
    ),
]
DocumentsOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--did-document", metavar="FILE", help="DID document of the issuer (DID 文档).", show_default=False
    ),
]
IssuersOption = Annotated[
    list[str] | None,
    typer.Option(
        "--issuer", metavar="DID", help="The only issuers to trust (受信签发者).", show_default=False
    ),
]
StatusListsOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--status-list", metavar="FILE", help="Signed status list credential (状态列表).", show_default=False
    ),
]


def moment(words: str | None, option: str = "--at") -> datetime:
    """The time that an option states, else now; InputError P447 where it is none."""
    from datetime import UTC, datetime

    from lca.passport.signing.times import read_time

    if words is None:
        return datetime.now(UTC)
    try:
        return read_time(words)
    except InputError:
        raise InputError(Finding("P447", {"time": words[:40]}, Location(option))) from None


def private_key(path: Path, passphrase_file: Path | None) -> PrivateKey:
    """The private key that the options name."""
    from lca.passport.signing import read_private_key
    from lca.passport.signing.key_files import read_passphrase

    return read_private_key(path, read_passphrase(passphrase_file) if passphrase_file else None)


def trusted(keys: list[str] | None, documents: list[Path] | None, issuers: list[str] | None) -> Trust:
    """Whom the options trust."""
    from lca.passport.signing import read_did_document, trust

    read = [read_did_document(content(path), str(path)) for path in documents or ()]
    return trust(*(_public_key(words) for words in keys or ()), documents=read, issuers=issuers)


def content(path: Path) -> bytes:
    """The bytes of a file, no more than a passport may have; InputError P402, P429."""
    from lca.passport.signing.strict_json import MAXIMUM_BYTES

    try:
        with path.open("rb") as file:
            data = file.read(2 * MAXIMUM_BYTES + 1)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise InputError(Finding("P429", {"reason": reason}, Location(str(path)))) from None
    if len(data) > 2 * MAXIMUM_BYTES:
        raise InputError(Finding("P402", {"size": len(data), "limit": MAXIMUM_BYTES}, Location(str(path))))
    return data


def document(path: Path) -> dict[str, Any]:
    """The JSON object in a file, read strictly."""
    from lca.passport.signing.strict_json import read_object

    return read_object(content(path), str(path))


def print_lines(lines: dict[str, Any], language: Language) -> None:
    """Print what is known, a line each: its name in the catalogue (``signing.<name>``) and its value."""
    for name, value in lines.items():
        if value is not None:
            typer.echo(f"{text(f'signing.{name}', language)}: {value}")


def _public_key(words: str) -> PublicKey:
    from lca.passport.signing import public_key, read_public_key

    return public_key(words, "--key") if words.startswith("did:key:") else read_public_key(Path(words))
