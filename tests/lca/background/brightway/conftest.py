"""Brightway itself, in a folder of its own; its warnings are its own affair and no others are silenced."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

import numpy as np
import pytest
from brightway_cases import quiet
from numpy.typing import NDArray


@dataclass(frozen=True)
class Brightway:
    """The three libraries that are compared with."""

    bc: Any
    bd: Any
    bp: Any

    def scores(self, package: Any, size: int, method: Sequence[str]) -> NDArray[np.float64]:
        """Score of one unit of every product 1 to ``size``, as Brightway computes all of them fastest."""
        names = {str(product): {product: 1} for product in range(1, size + 1)}
        with quiet():
            lca = self.bc.FastScoresOnlyMultiLCA(
                demands=names,
                method_config={"impact_categories": [tuple(method)]},
                data_objs=[package],
                direction="adjoint",
            )
            next(lca)
        found = (
            lca.scores.sel(category=lca.scores.category[0]) if "category" in lca.scores.dims else lca.scores
        )
        return np.asarray(found.values, dtype=np.float64).reshape(-1)

    def score(self, package: Any, product: int, forward: Any = None) -> float:
        """Score of one unit of a product by Brightway's ordinary class."""
        with quiet():
            lca = self.bc.LCA({product: 1}, data_objs=[package])
            lca.lci()
            lca.lcia()
        return float(lca.score)


@pytest.fixture(scope="session")
def brightway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Brightway]:
    """Brightway with its folder among the temporary ones; absent it skips, or fails where it is required."""
    if not all(map(find_spec, ("bw2calc", "bw2data", "bw_processing"))):
        if os.environ.get("ZUJI_REQUIRE_BRIGHTWAY") == "1":
            pytest.fail("Brightway is required and not installed")
        pytest.skip("Brightway is not installed (extra: brightway)")
    with pytest.MonkeyPatch.context() as patch, quiet():
        patch.setenv("BRIGHTWAY2_DIR", str(tmp_path_factory.mktemp("brightway")))
        logging.getLogger("bw2data").setLevel(logging.ERROR)
        import bw2calc
        import bw2data
        import bw_processing

        yield Brightway(bw2calc, bw2data, bw_processing)
