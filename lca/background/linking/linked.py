"""What linking gives: the database, all that is to be told, and how much there was of what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from lca.background.database import Background
from lca.background.records import Remark


@dataclass(frozen=True, eq=False)
class Linked:
    """A linked database, everything to be told about it, and how much there was of what.

    Attributes:
        background: the database, in memory.
        remarks: of the reader and of linking.
        counts: ``datasets_read``, ``datasets_used``, ``datasets_left_out``, ``datasets_repeated``,
            ``processes``, ``flows`` (elementary); of exchanges in data sets: ``exchanges_read``, which is the
            sum of ``exchanges_producing``, ``exchanges_linked`` (to a supplier),
            ``exchanges_elementary``, ``exchanges_unlinked``, ``exchanges_left_out``,
            ``exchanges_of_left_out_datasets`` and ``exchanges_of_repeated_datasets``;
            ``exchanges_uncertain`` of those used. A data set that stands twice is repeated, whether it says
            the same or another thing.
        suppliers: how suppliers were chosen.
        format: name of the reader, and ``version`` that of the format.
        version: of the format, as the file states it.
        title: of the source.
    """

    background: Background
    remarks: tuple[Remark, ...]
    counts: Mapping[str, int]
    suppliers: str = "geography"
    format: str = ""
    version: str = ""
    title: str = ""

    @property
    def reasons(self) -> dict[str, dict[str, int]]:
        """How many remarks there are, by consequence and code."""
        found: dict[str, Counter[str]] = {}
        for one in self.remarks:
            found.setdefault(one.consequence.value, Counter())[one.finding.code] += 1
        return {kind: dict(sorted(found[kind].items())) for kind in sorted(found)}
