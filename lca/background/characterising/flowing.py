"""What flows: elementary flows as columns of text, and how much of each the processes exchange."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from lca.background.characterising.compartments import Medium, medium
from lca.background.database import Background, Floats


@dataclass(frozen=True, eq=False)
class FlowTable:
    """The elementary flows of a database; one element a flow, in the order of ``Background.flows``."""

    background: Background

    def __len__(self) -> int:
        return len(self.background.flows)

    @cached_property
    def id(self) -> Sequence[str]:
        """Identifiers of the source."""
        return self._text("id")

    @cached_property
    def name(self) -> Sequence[str]:
        """Names."""
        return self._text("name")

    @cached_property
    def cas(self) -> Sequence[str]:
        """CAS numbers as written."""
        return self._text("cas")

    @cached_property
    def unit(self) -> Sequence[str]:
        """Units in which amounts are stated."""
        return self._text("unit")

    @cached_property
    def compartment(self) -> Sequence[str]:
        """Compartments from the widest on, joined by `` / ``."""
        return [" / ".join(path) for path in self._paths]

    @cached_property
    def medium(self) -> Sequence[Medium]:
        """What the compartments are."""
        return [medium(path) for path in self._paths]

    @cached_property
    def exchanged(self) -> Floats:
        """Sum of the magnitudes of a flow over all processes, in its unit; shape (flows,)."""
        entries = self.background.interventions
        sums = np.bincount(entries.row, weights=np.abs(entries.amount), minlength=len(self))
        return sums.astype(np.float64)

    @cached_property
    def used_by(self) -> Floats:
        """How many exchanges have a flow; shape (flows,)."""
        return np.bincount(self.background.interventions.row, minlength=len(self)).astype(np.float64)

    @cached_property
    def _paths(self) -> list[tuple[str, ...]]:
        return [_path(value) for value in self._column("compartment")]

    def _text(self, column: str) -> list[str]:
        return [str(value) if value is not None else "" for value in self._column(column)]

    def _column(self, column: str) -> list[Any]:
        """A column that an older table may lack reads as empty."""
        flows = self.background.flows
        if column not in flows.column_names:
            return [None] * len(flows)
        values: list[Any] = flows.column(column).to_pylist()
        return values


def _path(value: Any) -> tuple[str, ...]:
    """A compartment, which a table gives as a list of parts or as one text."""
    return (value,) if isinstance(value, str) else tuple(str(part) for part in value or ())
