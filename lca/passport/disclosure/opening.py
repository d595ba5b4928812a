"""Opening hidden parts later, and checking views and openings against each other and against a root."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal, TypeVar

from pydantic import Field, ValidationError

from lca.errors import Finding, InputError, Location, nearest
from lca.passport.bundle.opened import Check
from lca.passport.bundle.strict import parsed
from lca.passport.disclosure.commitments import path_of, root_by, root_of
from lca.passport.disclosure.view import LINE, SCHEMA, Digest, Part, Secrets, View, rest_of
from lca.validation import Frozen

Document = TypeVar("Document", bound=Frozen)
TOLERANCE: Final = 1e-9
"""Relative to the largest of the numbers that are added."""
MAXIMUM_BYTES: Final = 64 * 2**20
Piece = Literal["value", "amount", "factor"]
PREFIX: Final[Mapping[Piece, str]] = {"value": LINE, "amount": "line.amount:", "factor": "line.factor:"}
OPENING_SCHEMA: Final = SCHEMA.with_name("opening.schema.json")


class Neighbour(Frozen):
    """A step of the way from a commitment to the root."""

    side: Literal["left", "right"]
    hash: Digest


class Opening(Frozen):
    """One part opened, with its way to the root: to be checked against a view or against the root alone."""

    format: Literal["zuji.opening"] = "zuji.opening"
    format_version: Literal["1.0"] = "1.0"
    root: Digest
    part: Part
    path: tuple[Neighbour, ...] = Field(max_length=64)

    def to_json(self) -> str:
        """The document as JSON with a final newline."""
        return self.model_dump_json(indent=2) + "\n"


@dataclass(frozen=True)
class CheckedView:
    """What became of a view: whether its commitments lead to the root, and its numbers add up."""

    view: View
    checks: tuple[Check, ...]
    opened: int = 0

    @property
    def same(self) -> bool:
        """Whether nothing contradicts the view."""
        return all(check.passed is not False for check in self.checks)

    @property
    def exit_code(self) -> int:
        """0 sound, 1 not."""
        return 0 if self.same else 1


def open_leaf(secrets: Secrets, leaf: str) -> Opening:
    """Open one part; InputError P557 with the nearest ids where there is none of this id."""
    found = next((one for one in secrets.leaves if one.id == leaf), None)
    if found is None:
        near = nearest(leaf, [one.id for one in secrets.leaves])
        raise InputError(Finding("P557", {"leaf": leaf}, candidates=near))
    way = path_of([one.digest for one in secrets.leaves], found.digest)
    part = Part(id=found.id, salt=found.salt, content=found.content)
    return Opening(
        root=secrets.root,
        part=part,
        path=tuple(Neighbour(side=side, hash=one) for side, one in way),
    )


def open_line(secrets: Secrets, path: str, piece: Piece = "value") -> Opening:
    """Open what a line burdens, or its amount, or its factor."""
    return open_leaf(secrets, PREFIX[piece] + path)


def check_opening(opening: Opening, root: str) -> bool:
    """Whether an opened part stands under a root."""
    way = [(one.side, one.hash) for one in opening.path]
    return opening.root == root and root_by(opening.part.leaf.digest, way) == root


def check_view(view: View, openings: Iterable[Opening] = ()) -> CheckedView:
    """Check a view, with parts that were opened later: commitments, root, and what adds up.

    With all hidden lines opened it is decided that they add up to what the view states of them; before, the
    sum is stated and bound to the root, and only whoever opens all lines knows.
    """
    opened, good = tuple(openings), list[Part]()
    try:
        checks = [*_commitments(view), *_opened(view, opened)]
        good += (one.part for one in opened if one.part.leaf.digest in view.hidden)
        parts = {part.id: part.content for part in (*view.shown, *good)}
        checks += _numbers(view, parts)
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        checks = [Check("numbers", " ".join(str(error).split())[:80], False)]
    return CheckedView(view, tuple(checks), len(good))


def _commitments(view: View) -> Iterator[Check]:
    shown = [part.leaf.digest for part in view.shown]
    names = [part.id for part in view.shown]
    every = [*shown, *view.hidden]
    single = all(count == 1 for count in Counter((*names, *every)).values())
    ordered = names == sorted(names) and list(view.hidden) == sorted(view.hidden)
    yield Check("form", "shown, hidden", single and ordered)
    yield Check("count", "leaves", view.leaves == len(every), str(view.leaves), str(len(every)))
    yield Check("root", "root", root_of(every) == view.root, view.root, root_of(every))


def _opened(view: View, openings: Sequence[Opening]) -> Iterator[Check]:
    for one in openings:
        yield Check("opening", one.part.id, check_opening(one, view.root), view.root, one.root)


def _numbers(view: View, parts: Mapping[str, Any]) -> Iterator[Check]:
    """Sums over what is shown and opened; a part that lacks a number fails, it never counts as zero."""
    stated = rest_of({part.id: part.content for part in view.shown})
    yield _same("rest", "rest", view.rest.model_dump(), stated.model_dump())
    left = rest_of(parts)
    if left.lines == 0:
        scale = max((abs(parts["total"]["value"]), *_values(parts, LINE)))
        yield _adds("total", "total", 0.0, left.total, scale)
        for key, value in left.stages.items():
            yield _adds("stage", f"stage:{key}", 0.0, value, scale)
    yield from _groups(parts)


def _values(parts: Mapping[str, Any], prefix: str) -> list[float]:
    return [abs(float(one["value"])) for name, one in parts.items() if name.startswith(prefix)]


def _groups(parts: Mapping[str, Any]) -> Iterator[Check]:
    """Categories, gases and stages each make the total, where all of them are shown."""
    total = float(parts["total"]["value"])
    stages = [one for name, one in parts.items() if name.startswith("stage:")]
    if len(stages) == 5:
        values = [float(one["value"]) for one in stages]
        yield _adds("sum", "stages", total, math.fsum(values), max(map(abs, (total, *values))))
    for name, one in parts.items():
        if name.split(":", 1)[0] in ("stage", "category", "gas", "process", "line") and total:
            share, value = float(one["share"]), float(one["value"])
            yield _adds("share", name, share, value / total, max(abs(share), 1.0))


def _same(kind: str, about: str, stated: object, found: object) -> Check:
    return Check(kind, about, stated == found, str(stated), str(found))


def _adds(kind: str, about: str, stated: float, found: float, scale: float) -> Check:
    near = math.isclose(stated, found, rel_tol=0.0, abs_tol=TOLERANCE * scale)
    return Check(kind, about, near, f"{stated:.12g}", f"{found:.12g}")


def read_view(source: str | Path | bytes, file: str | None = None) -> View:
    """A view from a file or its bytes; InputError P558 where it is none."""
    return _read(View, source, file)


def read_opening(source: str | Path | bytes, file: str | None = None) -> Opening:
    """An opening from a file or its bytes; InputError P558 where it is none."""
    return _read(Opening, source, file)


def read_secrets(source: str | Path | bytes, file: str | None = None) -> Secrets:
    """Secrets from a file or its bytes; InputError P558 where they are none. Their words never show."""
    raw, name = _raw(source, file)
    data = parsed(raw, name, "P558")
    try:
        if data["format"] != "zuji.disclosure_secrets":
            raise ValueError
        parts = [Part.model_validate(one) for one in data["leaves"]]
        leaves = tuple(part.leaf for part in parts)
        if root_of([one.digest for one in leaves]) != data["root"]:
            raise ValueError
    except (KeyError, TypeError, ValueError, ValidationError) as error:
        raise InputError(Finding("P558", {"reason": "no secrets of a view"}, Location(name))) from error
    return Secrets(data["root"], leaves)


def _read(model: type[Document], source: str | Path | bytes, file: str | None) -> Document:
    raw, name = _raw(source, file)
    data = parsed(raw, name, "P558")
    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = Location(name, path=".".join(map(str, first["loc"])))
        raise InputError(Finding("P558", {"reason": first["msg"]}, place)) from error


def _raw(source: str | Path | bytes, file: str | None) -> tuple[bytes, str]:
    if isinstance(source, bytes):
        return source, file or "<memory>"
    path = Path(source)
    try:
        if path.stat().st_size > MAXIMUM_BYTES:
            reason = f"> {MAXIMUM_BYTES // 2**20} MiB"
            raise InputError(Finding("P558", {"reason": reason}, Location(str(path))))
        return path.read_bytes(), str(path)
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(Finding("P558", {"reason": reason}, Location(str(path)))) from error


def opening_schema_text() -> str:
    """The schema of an opening as it is committed beside this module."""
    from lca.passport.disclosure.view import DIALECT

    schema = Opening.model_json_schema()
    schema["required"] = ["format", "format_version", *schema["required"]]
    schema["$defs"]["Part"]["required"] = ["id", "salt", "content"]
    whole = {"$schema": DIALECT, "$id": "urn:zuji:opening:1.0", **schema}
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    OPENING_SCHEMA.write_text(opening_schema_text(), encoding="utf-8")
