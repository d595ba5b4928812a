"""``zuji passport disclose`` and ``open``: views of a result that keep parts back, and parts opened later."""

from __future__ import annotations

import os
import stat
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lca.cli.language import LanguageOption, chosen, tell
from lca.cli.output import OutOption, emit
from lca.errors import Finding, InputError, Location
from lca.i18n import Language, text

if TYPE_CHECKING:
    from lca.passport.disclosure import CheckedView, Policy

KEY_BYTES = 32
PRIVATE = 0o600
OTHERS = 0o077


class PieceOption(StrEnum):
    """What ``--piece`` takes."""

    value = "value"
    amount = "amount"
    factor = "factor"


ViewOption = Annotated[
    str, typer.Option("--view", metavar="NAME|FILE", help="public, customer, verifier or a policy (策略).")
]
KeyOption = Annotated[
    Path | None,
    typer.Option(
        "--key",
        metavar="FILE",
        help="Secret bytes from which the salts follow; else random (密钥文件).",
        show_default=False,
    ),
]
SecretsOption = Annotated[
    Path | None,
    typer.Option(
        "--secrets",
        metavar="FILE",
        help="Write what opens hidden parts; to be kept (密文文件).",
        show_default=False,
    ),
]
LicensedOption = Annotated[
    list[str] | None,
    typer.Option(
        "--hide-factor", metavar="ID", help="Keep the number of this factor back too (隐藏因子).",
        show_default=False,
    ),
]  # fmt: skip


def disclose(
    result: Annotated[Path, typer.Argument(metavar="RESULT", help="Result, JSON (结果文件).")],
    view: ViewOption = "public",
    key: KeyOption = None,
    make_key: Annotated[bool, typer.Option("--make-key", help="Make the key file first (生成密钥).")] = False,
    secrets: SecretsOption = None,
    hide_factor: LicensedOption = None,
    out: OutOption = None,
    lang: LanguageOption = None,
) -> None:
    """Make a view of a result that keeps parts back (生成分级披露视图)."""
    from lca.passport.disclosure import disclose as make
    from lca.results.reading import read_footprint

    language = chosen(lang)
    secret = _key(key, make_key) if key is not None else None
    policy, closed = _policy(view, hide_factor or []), None
    footprint = read_footprint(result)
    if hide_factor:
        from lca.passport.disclosure.policy import matching
        from lca.passport.disclosure.view import closed_factors

        closed = closed_factors(footprint) | matching(hide_factor, [one.id for one in footprint.factors])
    made = make(footprint, policy, closed=closed, key=secret)
    if secrets is not None:
        write_private(secrets, made.secrets.to_json().encode())
        tell(text("passport.disclosure.kept", language, path=secrets))
    emit(made.view.to_json(), out)
    for finding in made.findings:
        tell(finding.render(language))
    counts = text(
        "passport.disclosure.made",
        language,
        view=made.view.view,
        shown=len(made.view.shown),
        hidden=len(made.view.hidden),
        lines=made.view.rest.lines,
        root=made.view.root,
    )
    tell(counts)


def _policy(name: str, factors: list[str]) -> Policy:
    """The policy, with further factors to hide."""
    from lca.passport.disclosure import policy_of

    own = policy_of(name)
    return own.model_copy(update={"hide_factors": (*own.hide_factors, *factors)}) if factors else own


def open_(
    secrets: Annotated[Path, typer.Argument(metavar="SECRETS", help="Secrets of the view (密文文件).")],
    line: Annotated[str, typer.Argument(metavar="LINE", help="Path of the line, or id of a part (条目).")],
    piece: Annotated[
        PieceOption, typer.Option("--piece", help="What of a line (条目的哪一部分).")
    ] = PieceOption.value,
    out: OutOption = None,
) -> None:
    """Open one hidden part for whoever has the view (打开一个隐藏部分)."""
    from lca.passport.disclosure import open_leaf, open_line, read_secrets

    own = read_secrets(secrets)
    known = any(leaf.id == line for leaf in own.leaves)
    opening = open_leaf(own, line) if known else open_line(own, line, piece.value)
    emit(opening.to_json(), out)


def is_view(path: Path) -> bool:
    """Whether a file is JSON and not an archive: then it is a view, or nothing of ours."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(64).lstrip()[:1] == b"{"


def checked(path: Path, openings: list[Path]) -> CheckedView:
    """A view of a file, checked with parts that were opened."""
    from lca.passport.disclosure import check_view, read_opening, read_view

    return check_view(read_view(path), [read_opening(one) for one in openings])


def view_lines(found: CheckedView, language: Language) -> list[str]:
    """What became of a view, for people: the verdict first."""
    view, verdict = found.view, "sound" if found.same else "unsound"
    said = [
        text(f"passport.disclosure.{verdict}", language),
        text("passport.disclosure.root", language, root=view.root, view=view.view),
    ]
    counts = {"shown": len(view.shown), "hidden": len(view.hidden) - found.opened, "opened": found.opened}
    said.append(
        text("passport.disclosure.parts", language, default=None, **counts, total=f"{view.rest.total:.10g}",
             lines=view.rest.lines)
    )  # fmt: skip
    for check in found.checks:
        if check.passed is False:
            words = {"kind": check.kind, "about": check.about, "stated": check.stated, "found": check.found}
            said.append("  " + text("passport.disclosure.wrong", language, **words))
    return said


def _key(path: Path, make: bool) -> bytes:
    """The bytes of a key file that nobody else can read, made first where that is asked for.

    Raises:
        InputError: P559 readable by others, P560 there already, P561 not readable or writable.
    """
    if make:
        import secrets

        write_private(path, secrets.token_bytes(KEY_BYTES))
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
        if os.name == "posix" and mode & OTHERS:
            raise InputError(Finding("P559", {"mode": f"{mode:o}"}, Location(str(path))))
        return path.read_bytes()
    except OSError as error:
        raise _unusable(path, error) from error


def write_private(path: Path, content: bytes) -> None:
    """Write a new file that only its owner can read; an existing one is never overwritten."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE)
    except FileExistsError as error:
        raise InputError(Finding("P560", {}, Location(str(path)))) from error
    except OSError as error:
        raise _unusable(path, error) from error
    with os.fdopen(handle, "wb") as file:
        file.write(content)


def _unusable(path: Path, error: OSError) -> InputError:
    return InputError(Finding("P561", {"reason": error.strerror or str(error)}, Location(str(path))))
