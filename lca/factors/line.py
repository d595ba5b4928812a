"""A row of a factor table with its place, and what the rows of a release may refer to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lca.errors import Finding, Location
from lca.factors.columns import Row


@dataclass(frozen=True, slots=True)
class Line:
    """A row with its place in its table."""

    table: str
    number: int
    row: Row

    @property
    def place(self) -> str:
        """Table and line, as a person looks them up."""
        return f"{self.table}:{self.number}"

    def finding(self, code: str, column: str, **params: object) -> Finding:
        """Give a finding about one cell; ``candidates`` are the nearest allowed names."""
        near = params.pop("candidates", ())
        place = Location(self.table, self.number, None, column)
        about = {"id": self.row.get("id", ""), "column": column, "cell": self.row.get(column, "")}
        return Finding(code, about | params, place, candidates=tuple(near) if isinstance(near, tuple) else ())


@dataclass(frozen=True, slots=True)
class Known:
    """What the rows may refer to."""

    ids: Mapping[str, Row]
    gases: frozenset[str]
    places: frozenset[str]
    sources: frozenset[str]
