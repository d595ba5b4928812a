"""The factor database: the public door to a release."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lca.dimensions import NOWHERE
from lca.errors import FactorError, Finding, Location, nearest
from lca.factors.geography import Gazetteer
from lca.factors.match import match
from lca.factors.schema import Factor, FactorKind, Match, Release, Request
from lca.factors.search import Hit, search
from lca.factors.table import FactorTable, read_table
from lca.gases import GwpSet


@dataclass(frozen=True, slots=True)
class FactorDatabase:
    """One release, opened; immutable and safe to share between threads."""

    table: FactorTable

    @classmethod
    def open(cls, path: Path | None = None) -> FactorDatabase:
        """Open a release file, the shipped one by default; FactorError where it is none."""
        return cls(read_table(path))

    @property
    def release(self) -> Release:
        """Version, content hash and number of factors."""
        return self.table.release

    @property
    def geography(self) -> Gazetteer:
        """The places of the release."""
        return self.table.geography

    def __len__(self) -> int:
        return self.release.count

    def __iter__(self) -> Iterator[Factor]:
        return iter(self.table)

    def get(self, key: str) -> Factor:
        """Give the factor of an id; FactorError with the nearest ids where there is none."""
        position = self.table.by_id.get(key)
        if position is None:
            near = nearest(key, self.table.by_id)
            raise FactorError(Finding("F206", {"id": key}, candidates=near))
        return self.table.factor(position)

    def match(self, request: Request, location: Location = NOWHERE) -> Match:
        """Give the factor that answers a request, with its reasoning; FactorError where nothing fits."""
        return match(self.table, request, location)

    def search(
        self,
        text: str,
        limit: int = 10,
        kind: FactorKind | None = None,
        year: int | None = None,
        geography: str | None = None,
    ) -> list[Hit]:
        """Factors whose item or name is like ``text``, in either language, best first."""
        return search(self.table, text, limit, kind=kind, year=year, geography=geography)

    def gwp_sets(self) -> tuple[str, ...]:
        """Give the names of the GWP sets, for example ``AR6`` (GWP100) or ``AR6-GWP20``."""
        return tuple(sorted(gwp_rows(self.table)))

    def gwp(self, name: str = "AR6") -> GwpSet:
        """Give a GWP set by name; FactorError with the known names where there is none.

        Where the set prints methane by origin only beside a generic value, all stand side by side.
        """
        sets = gwp_rows(self.table)
        key = name.upper().replace(" ", "-").replace("_", "-").removesuffix("-GWP100")
        if key not in sets:
            raise FactorError(Finding("F407", {"set": name, "known": ", ".join(sorted(sets))}))
        rows = (self.table.factor(position) for position in sets[key])
        return GwpSet(key, {(f.item, f.variant or "default"): f.value for f in rows if f.value is not None})


def gwp_rows(table: FactorTable) -> dict[str, list[int]]:
    """Set name to the rows of its values."""
    found: dict[str, list[int]] = {}
    kinds, names = table.rows["kind"].to_pylist(), table.rows["gwp_set"].to_pylist()
    for position, (kind, name) in enumerate(zip(kinds, names, strict=True)):
        if kind == FactorKind.GWP:
            found.setdefault(name, []).append(position)
    return found
