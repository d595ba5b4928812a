"""Two results field by field: identical, within tolerance, different, missing, added.

One engine version gives the same bits everywhere, so a number that is only *within tolerance* is told even
then. Tolerances: 1e-9 of the value for what is computed without chance; 1e-6 of it for statistics of
samples; and for what only measures rounding (residual, forward against adjoint) anything below 1e-9.
Another version may word things otherwise: texts that the engine writes count as *reworded* then, and as
different within one version. Names, units and everything that came from the inputs have no such grace.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

Status = Literal["identical", "within", "reworded", "different", "missing", "added"]
STATUSES: Final[tuple[Status, ...]] = ("identical", "within", "reworded", "different", "missing", "added")
NOMINAL: Final = 1e-9
STATISTICS: Final = 1e-6
ROUNDING: Final = 1e-9

SAMPLED: Final = re.compile(
    r"(\.interval\.|^uncertainty\.|\.mean$|\.p2_5$|\.p97_5$|\.probability$|\.beyond$)"
)
RESIDUAL: Final = re.compile(r"^provenance\.solver\.(residual|forward_adjoint_difference)$")
OURS: Final = re.compile(
    r"^(findings\[.*\]\.(message|remedy)|completeness\[.*\]\.reason|factors\[.*\]\.trail\[.*\]\.detail"
    r"|contributions\[.*\]\.steps\[.*\]\.detail|requirements\.items\[.*\]\.(title|evidence|ask|facts)"
    r"|(stages|categories|gases)\[.*\]\.label|total\.label|reported_apart\.delay_method)\b"
)
VERSIONED: Final = frozenset(("provenance.engine_version", "format_version"))
"""Fields that another engine version has otherwise by itself."""
KEYS: Final[tuple[tuple[str, ...], ...]] = (
    ("path",),
    ("kind", "path"),
    ("id",),
    ("key",),
    ("process", "key"),
    ("role", "name"),
    ("code", "location"),
    ("name",),
    ("action",),
)
"""What tells the members of a list apart, tried in this order; else their place."""
Scalar: TypeAlias = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Field:
    """A field that is not identical: as the result states it, and as it was computed again."""

    path: str
    status: Status
    stated: Scalar = None
    found: Scalar = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """All fields counted by status, and those that are not identical."""

    counts: Mapping[Status, int]
    fields: tuple[Field, ...]

    @property
    def same(self) -> bool:
        """Whether nothing is different, missing or added."""
        return not any(self.counts[status] for status in ("different", "missing", "added"))


def compared(stated: Any, found: Any, *, one_version: bool) -> Comparison:
    """Compare two JSON documents.

    ``one_version`` says that one engine version made both: then nothing may be missing, added or reworded.
    """
    left, right = dict(leaves(stated)), dict(leaves(found))
    fields = [
        Field(path, _status(path, left, right, one_version), left.get(path), right.get(path))
        for path in dict.fromkeys((*left, *right))
    ]
    counts = Counter(field.status for field in fields)
    if not one_version:
        counts["reworded"] += counts.pop("added", 0)
        fields = [_newer(field) for field in fields]
    unlike = tuple(field for field in fields if field.status != "identical")
    return Comparison({status: counts[status] for status in STATUSES}, unlike)


def _newer(field: Field) -> Field:
    """What only a newer document holds is no difference of the number."""
    return Field(field.path, "reworded", field.stated, field.found) if field.status == "added" else field


def leaves(data: Any, path: str = "") -> Iterator[tuple[str, Scalar]]:
    """The scalars of a JSON document by path, members of lists by what tells them apart.

    An empty list or object counts as one scalar, and the order of a list's members as another.
    """
    if isinstance(data, dict):
        for key, value in data.items():
            yield from leaves(value, f"{path}.{key}" if path else key)
        if not data:
            yield path, "{}"
    elif isinstance(data, list):
        names = _names(data)
        for name, value in zip(names, data, strict=True):
            yield from leaves(value, f"{path}[{name}]")
        if not data or not names[0].isdigit():
            yield f"{path}[]", "|".join(names)
    else:
        yield path, data


def _names(members: Sequence[Any]) -> list[str]:
    places = [str(place) for place in range(len(members))]
    if not all(isinstance(one, dict) for one in members):
        return places
    for keys in KEYS:
        names = [":".join(str(one.get(key, "")) for key in keys) for one in members]
        if all(keys[0] in one for one in members) and len(set(names)) == len(names):
            return names
    return places


def _status(path: str, left: Mapping[str, Scalar], right: Mapping[str, Scalar], one_version: bool) -> Status:
    if path not in right:
        return "missing"
    if path not in left:
        return "added"
    stated, found = left[path], right[path]
    if type(stated) is type(found) and stated == found:
        return "identical"
    if _numbers(stated, found):
        return "within" if _near(path, float(stated), float(found)) else "different"  # type: ignore[arg-type]
    if not one_version and (OURS.match(path) or path in VERSIONED or path.endswith("[]")):
        return "reworded"
    return "different"


def _numbers(*values: Scalar) -> bool:
    return all(isinstance(value, int | float) and not isinstance(value, bool) for value in values)


def _near(path: str, stated: float, found: float) -> bool:
    if RESIDUAL.match(path):
        return max(abs(stated), abs(found)) < ROUNDING
    tolerance = STATISTICS if SAMPLED.search(path) else NOMINAL
    return math.isclose(stated, found, rel_tol=tolerance, abs_tol=0.0)
