"""Samples for ``zuji background solve``: as many as are asked for, or until they are sure enough."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from lca.background.characterising import GasFlows
    from lca.background.database import Background
    from lca.background.sampling import Samples
    from lca.cli.background_progress import Tell
    from lca.errors import Finding
    from lca.gases import GwpSet

MOST = 10_000
"""Samples after which a wanted precision is given up, unless more are asked for."""
LEAST = 16
ROWS = 512
SHOWN = (2.5, 50.0, 97.5)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What samples are asked for: ``count`` is the most where a ``precision`` (a share) is given."""

    count: int
    precision: float | None
    seed: int
    design: str
    kind: Literal["float32", "float64"]
    threads: int | None
    watched: tuple[int, ...] = ()

    @property
    def about(self) -> dict[str, Any]:
        """What makes stored samples those that are wanted, as the description beside them says it."""
        return {"count": self.count, "design": self.design, "precision": self.kind}


@dataclass(frozen=True, eq=False)
class Drawn:
    """Samples that stand beside a database.

    Attributes:
        values: (products, samples) kg CO2e, memory-mapped.
        about: what is written beside them.
        findings: warnings of the drawing, of new samples only.
        stored: whether they stood there before.
        replaced: what is written of other samples that they replace.
    """

    values: NDArray[np.floating[Any]]
    about: Mapping[str, Any]
    findings: tuple[Finding, ...] = ()
    stored: bool = False
    replaced: Mapping[str, Any] | None = None


def drawn(background: Background, gases: GasFlows, gwp: GwpSet, wanted: Wanted, tell: Tell) -> Drawn:
    """Draw and store samples, or take those that are stored and the same.

    Raises:
        InputError: B472 a precision with another design than ``random``, and as drawing does.
    """
    from lca.background.solving.stored import samples_about, stored_samples
    from lca.errors import Finding, InputError

    if wanted.precision is not None and wanted.design != "random":
        raise InputError(Finding("B472", {"design": wanted.design}))
    before = samples_about(background, gases, gwp.name, wanted.seed)
    if before is not None and wanted.precision is None and before.items() >= wanted.about.items():
        values = stored_samples(background, gases, gwp.name, wanted.seed)
        if values is not None:
            return Drawn(values, before, stored=True)
    found = _fixed if wanted.precision is None else _until
    made = found(background, gases, gwp, wanted, tell)
    about = samples_about(background, gases, gwp.name, wanted.seed) or {}
    values = stored_samples(background, gases, gwp.name, wanted.seed)
    return Drawn(made.values if values is None else values, about, made.findings, replaced=before)


def _fixed(background: Background, gases: GasFlows, gwp: GwpSet, wanted: Wanted, tell: Tell) -> Samples:
    from lca.background.sampling import store_samples

    made: Samples = store_samples(
        background, gases, gwp, seed=wanted.seed, count=wanted.count, precision=wanted.kind,
        design_name=wanted.design, threads=wanted.threads, progress=partial(tell, "samples"),
    )[0]  # fmt: skip
    return made


def _until(background: Background, gases: GasFlows, gwp: GwpSet, wanted: Wanted, tell: Tell) -> Samples:
    """Draw until the means of the watched products are sure enough, then store all that was drawn."""
    from lca.background.sampling import keep_samples, sample_until

    made, _ = sample_until(
        background, gases, gwp, wanted.precision or 0.0, seed=wanted.seed, most=wanted.count or MOST,
        products=np.array(wanted.watched, dtype=np.int64) if wanted.watched else None,
        threads=wanted.threads, progress=partial(tell, "samples"),
    )  # fmt: skip
    keep_samples(background, gases, made, precision=wanted.kind)
    return made


@dataclass(frozen=True, slots=True)
class Sureness:
    """Statistics of a product's samples with their standard errors; ``at`` is for percentiles."""

    process: str
    name: str
    unit: str
    count: int
    mean: float
    mean_error: float
    sd: float
    at: tuple[float, ...]
    percentiles: tuple[float, ...]
    percentile_errors: tuple[float, ...]


def sureness(
    background: Background, values: NDArray[np.floating[Any]], positions: Sequence[int]
) -> tuple[Sureness, ...]:
    """Mean and percentiles of some products; nothing of one with too few finite samples to say so."""
    from lca.background.sampling.statistics import PERCENTILES, convergence

    chosen = [PERCENTILES.index(one) for one in SHOWN]
    able = [at for at in positions if np.isfinite(values[at]).sum() >= LEAST]
    if not able:
        return ()
    table = background.processes
    # Of the treatment of a waste, the burden is per unit that it takes in: see background_process.
    signs = np.array([-1.0 if table.column("kind")[at].as_py() == "waste" else 1.0 for at in able])
    known = convergence(signs[:, None] * values[able])
    ids, names, units = (table.column(key) for key in ("id", "name", "unit"))
    return tuple(
        Sureness(
            ids[able[k]].as_py(),
            names[able[k]].as_py(),
            units[able[k]].as_py(),
            int(known.count[k]),
            float(known.mean[k]),
            float(known.mean_error[k]),
            float(known.sd[k]),
            SHOWN,
            tuple(known.percentiles[chosen, k].tolist()),
            tuple(known.percentile_errors[chosen, k].tolist()),
        )
        for k in range(len(able))
    )


def relative_errors(values: NDArray[np.floating[Any]]) -> NDArray[np.float64]:
    """Relative standard error of the mean of each product, rows by rows; NaN where there is none."""
    found = np.full(len(values), np.nan)
    for first in range(0, len(values), ROWS):
        rows = np.asarray(values[first : first + ROWS], dtype=np.float64)
        finite = np.isfinite(rows)
        count = finite.sum(axis=1)
        kept = np.where(finite, rows, 0.0)
        with np.errstate(all="ignore"):
            mean = kept.sum(axis=1) / count
            sd = np.sqrt(((kept - mean[:, None]) ** 2 * finite).sum(axis=1) / (count - 1))
            found[first : first + ROWS] = np.where(count > 1, sd / np.sqrt(count) / np.abs(mean), np.nan)
    return found
