"""A mapping is a table: their field, our fact, its form; writing it tells what could not be filled."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from lca.errors import Finding, Location, Severity

Need = Literal["required", "expected", "optional"]
Form = Callable[[Any], Any]


def same(value: Any) -> Any:
    """As it is."""
    return value


@dataclass(frozen=True, slots=True)
class Field:
    """One row of a mapping.

    ``path`` is their field, dotted; ``name[]`` is the first item of a list. ``of`` is a dotted name in
    :class:`lca.passport.facts.Facts`, or empty where ``value`` is a constant. ``form`` turns the fact
    into their representation; where it gives None the field is missing. ``where`` is the key of the
    statement that supplies it.
    """

    path: str
    of: str = ""
    form: Form = same
    need: Need = "required"
    where: str = ""
    note: str = ""
    value: Any = None


@dataclass(frozen=True, slots=True)
class Gap:
    """A field that could not be filled."""

    field: str
    need: Need
    where: str
    note: str = ""

    def finding(self, format: str) -> Finding:
        """An error for a required field, a warning for an expected one."""
        required = self.need == "required"
        code = ("P110" if required else "P111") if self.where else ("P112" if required else "P113")
        params = {"format": format, "field": self.field, "key": self.where, "note": self.note or "-"}
        severity = Severity.ERROR if required else Severity.WARNING
        return Finding(
            code, params, Location("<statement>" if self.where else "<result>", path=self.where), severity
        )


@dataclass(frozen=True, slots=True)
class Written:
    """A document of a format and what could not be filled in it."""

    document: Any
    gaps: tuple[Gap, ...] = ()
    findings: tuple[Finding, ...] = ()
    """What the format does not carry or carries otherwise, beside the gaps."""


def write(fields: Iterable[Field], facts: object) -> Written:
    """Fill a document from facts; what is missing is a gap and stands nowhere in the document."""
    document: dict[str, Any] = {}
    gaps: list[Gap] = []
    for field in fields:
        fact = field.value if not field.of else get(facts, field.of)
        value = None if fact is None else field.form(fact)
        if value is not None:
            put(document, field.path, value)
        elif field.need != "optional":
            gaps.append(Gap(field.path, field.need, field.where, field.note))
    return Written(document, tuple(gaps))


def get(facts: object, name: str) -> Any:
    """The fact of a dotted name; None where a part on the way is None. A name that is none is a bug."""
    found: Any = facts
    for part in name.split("."):
        if found is None:
            return None
        found = found.get(part) if isinstance(found, Mapping) else getattr(found, part)
    return found


@cache
def steps(path: str) -> tuple[tuple[str, bool], ...]:
    """The keys of a dotted path, each with whether it is the first item of a list."""
    return tuple((key.removesuffix("[]"), key.endswith("[]")) for key in path.split("."))


def put(document: dict[str, Any], path: str, value: Any) -> None:
    """Set a dotted path in nested objects, making what stands on the way."""
    *way, (last, listed) = steps(path)
    holder = document
    for key, many in way:
        inner = holder.setdefault(key, [{}] if many else {})
        holder = inner[0] if many else inner
    holder[last] = [value] if listed else value


def at(document: Any, path: str) -> Any:
    """What stands at a dotted path (``a.b[].c``, ``a[2].c``); None where nothing does."""
    found = document
    for key in re.findall(r"[^.\[\]]+|\[\d*\]", path):
        if key.startswith("["):
            place = int(key[1:-1] or 0)
            found = found[place] if isinstance(found, Sequence) and len(found) > place else None
        else:
            found = found.get(key) if isinstance(found, Mapping) else None
        if found is None:
            return None
    return found
