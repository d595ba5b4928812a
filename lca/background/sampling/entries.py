"""The entries of one sample: what anybody needs to solve it with another program."""

from __future__ import annotations

import numpy as np

from lca.background.characterising import GasFlows
from lca.background.database import Background, Floats
from lca.background.sampling.blocks import LANES, Workspace, draw_segment
from lca.background.sampling.designs import design
from lca.background.sampling.plan import plan
from lca.gases import GwpSet


def sampled_entries(
    background: Background,
    gases: GasFlows,
    gwp: GwpSet,
    number: int,
    *,
    seed: int = 1,
    design_name: str = "random",
    total: int = 0,
) -> tuple[Floats, Floats]:
    """Entries of the technosphere and of the interventions in a sample, in the order of the exchanges.

    Interventions that are no greenhouse gas are not drawn and stand at their amounts.

    Raises:
        InputError: as :func:`lca.background.sampling.sample`.
    """
    made, spread = plan(background, gases, gwp), design(design_name, seed, total)
    block, lane = divmod(number, LANES)
    a, space = made.arrangement, Workspace.of(made)
    technosphere = background.technosphere.amount.copy()
    interventions = background.interventions.amount.copy()
    for segment in made.segments:
        with np.errstate(all="ignore"):
            draw_segment(made, space, segment, block, spread)
        starts = (*a.kinds, made.gas_starts)
        for starts_of, offset in zip(starts, segment.offset.tolist(), strict=True):
            low, high = int(starts_of[segment.begin]), int(starts_of[segment.end])
            drawn = space.values[low - offset : high - offset, lane]
            if starts_of is made.gas_starts:
                interventions[made.gas_exchange[low:high]] = drawn
            else:
                technosphere[a.exchange[low:high]] = drawn
    return technosphere, interventions
