"""Samples written beside their database as they are drawn."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import numpy as np

from lca.background.characterising import GasFlows
from lca.background.database import Background
from lca.background.sampling.run import Progress, sample
from lca.background.sampling.summing import Samples
from lca.background.solving.stored import finish, new_array, samples_key
from lca.gases import GwpSet

Precision = Literal["float32", "float64"]
KINDS: dict[str, type[np.float32] | type[np.float64]] = {"float32": np.float32, "float64": np.float64}


def store_samples(
    background: Background,
    gases: GasFlows,
    gwp: GwpSet,
    *,
    seed: int = 1,
    count: int = 1000,
    precision: Precision = "float64",
    design_name: str = "random",
    threads: int | None = None,
    progress: Progress | None = None,
) -> tuple[Samples, Path]:
    """Draw samples 0 to ``count`` into ``solutions/`` beside the database, block by block.

    Whatever stood there under the same database, gases, GWP set and seed is replaced when all is done,
    and not before. Gives the samples, whose values are the memory map, and the file.

    Raises:
        InputError: B681 a database in memory, and as :func:`lca.background.sampling.sample`.
    """
    key = samples_key(background, gases, gwp.name, seed)
    made = new_array(background, key, (background.size, count), KINDS[precision])
    try:
        samples = sample(
            background, gases, gwp, seed=seed, count=count, design_name=design_name, threads=threads,
            out=made[0], progress=progress,
        )  # fmt: skip
    except BaseException:
        made[1].unlink(missing_ok=True)
        raise
    return samples, finish(background, key, made, _about(samples, precision))


def keep_samples(
    background: Background, gases: GasFlows, samples: Samples, *, precision: Precision = "float64"
) -> Path:
    """Write samples from number 0 on that were drawn already, as :func:`store_samples` would; the file.

    Raises:
        InputError: B681 a database in memory.
    """
    key = samples_key(background, gases, samples.gwp, samples.seed)
    made = new_array(background, key, samples.values.shape, KINDS[precision])
    try:
        made[0][:] = samples.values
    except BaseException:
        made[1].unlink(missing_ok=True)
        raise
    return finish(background, key, made, _about(samples, precision))


def _about(samples: Samples, precision: Precision) -> dict[str, Any]:
    return {
        "kind": "samples",
        "gwp": samples.gwp,
        "seed": samples.seed,
        "count": samples.values.shape[1],
        "precision": precision,
        "design": samples.design,
        "unproductive": list(samples.unproductive),
        "direct": list(samples.direct),
        "lost": list(samples.lost),
        "findings": [finding.message() for finding in samples.findings],
    }
