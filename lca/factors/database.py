"""The factor database: the public door to a release and the layers over it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from lca.dimensions import NOWHERE
from lca.errors import FactorError, Finding, Location, nearest
from lca.factors.geography import Gazetteer
from lca.factors.match import match
from lca.factors.schema import Factor, FactorKind, Match, Release, Request
from lca.factors.search import Filter, Hit, Index, index_of, search
from lca.factors.table import FactorTable, read_table
from lca.gases import GwpSet

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from lca.factors.user.layer import UserFactors


@dataclass(frozen=True)
class FactorDatabase:
    """One release, opened, with any layers of users' factors; immutable and safe to share between threads.

    ``findings`` is what laying the layers on had to tell: conflicts with the release and between layers.
    """

    table: FactorTable
    findings: tuple[Finding, ...] = ()

    @classmethod
    def open(cls, path: Path | None = None) -> FactorDatabase:
        """Open a release file, the shipped one by default; FactorError where it is none."""
        return cls(read_table(path))

    @property
    def release(self) -> Release:
        """Version, content hash and number of factors of the release, and the layers over it."""
        return self.table.release

    @property
    def geography(self) -> Gazetteer:
        """The places of the release."""
        return self.table.geography

    @cached_property
    def index(self) -> Index:
        """The search index, built when first asked for."""
        return index_of(self.table)

    def __len__(self) -> int:
        return int(self.table.rows.num_rows)

    def __iter__(self) -> Iterator[Factor]:
        return iter(self.table)

    def get(self, key: str) -> Factor:
        """Give the factor of an id; FactorError with the nearest ids where there is none."""
        position = self.table.by_id.get(key)
        if position is None:
            near = nearest(key, self.table.by_id)
            raise FactorError(Finding("F206", {"id": key}, candidates=near))
        return self.table.factor(position)

    def layer_of(self, key: str) -> str | None:
        """Name the layer that the factor of an id comes from; None for the release's own."""
        return self.table.layer_of.get(key)

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
        category: str | None = None,
        as_of: date | None = None,
    ) -> list[Hit]:
        """Factors whose item or name is like ``text``, in either language, best first.

        The rest are filters; ``as_of`` keeps what was published and in force on that day. FactorError
        where no place is called ``geography``.
        """
        place = self.geography.code(geography) if geography else None
        return search(self.index, text, limit, Filter(kind, year, place, category, as_of))

    def with_layer(self, layer: UserFactors) -> FactorDatabase:
        """Give a database with a user's factors laid over this one, which stays as it is.

        Where both answer a request equally well the layer's factor is taken. Conflicts stand in
        ``findings``; FactorError where an id or the layer's name is taken already.
        """
        from lca.factors.user.overlay import overlay

        table, findings = overlay(self.table, layer)
        return FactorDatabase(table, (*self.findings, *layer.findings, *findings))

    def gwp_sets(self) -> tuple[str, ...]:
        """Give the names of the GWP sets, for example ``AR6`` (GWP100) or ``AR6-GWP20``."""
        return tuple(sorted(self.table.gwp_rows))

    def gwp(self, name: str = "AR6") -> GwpSet:
        """Give a GWP set by name; FactorError with the known names where there is none.

        Where the set prints methane by origin only beside a generic value, all stand side by side.
        """
        sets = self.table.gwp_rows
        key = name.upper().replace(" ", "-").replace("_", "-").removesuffix("-GWP100")
        if key not in sets:
            raise FactorError(Finding("F407", {"set": name, "known": ", ".join(sorted(sets))}))
        rows = (self.table.factor(position) for position in sets[key])
        return GwpSet(key, {(f.item, f.variant or "default"): f.value for f in rows if f.value is not None})

    def to_arrow(self) -> pa.Table:
        """Give all factors as an Arrow table, a row a factor, sorted as the release is, layers after it.

        ``value`` is float64 kg CO2e per ``unit`` (null where the source gives none), ``reference_year``
        int32, ``published``, ``valid_from`` and ``valid_to`` date32, ``revision`` int32; every other
        column is text, null where the source does not say. ``layer`` is null for the release's own.
        """
        from lca.factors.frames import arrow

        return arrow(self.table)

    def to_pandas(self) -> pd.DataFrame:
        """Give the columns of :meth:`to_arrow` as a pandas data frame indexed by id (extra ``pandas``).

        Numbers that a source does not give are NA, never zero; text columns are nullable strings.
        """
        from lca.factors.frames import pandas

        return pandas(self.table)


def open_with(paths: Sequence[Path], base: FactorDatabase | None = None) -> FactorDatabase:
    """Lay the users' factors of some files over a database, the shipped release by default, in order.

    A layer is called as its file is, without the ending. All errors of all files are raised at once.
    """
    from lca.factors.user.read import read_user_factors

    database = base or FactorDatabase.open()
    wrong: list[Finding] = []
    for path in paths:
        try:
            database = database.with_layer(read_user_factors(path, base=database.table))
        except FactorError as error:
            wrong += error.findings
    if wrong:
        raise FactorError(wrong)
    return database
