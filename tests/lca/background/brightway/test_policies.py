"""Matrices as Brightway builds them of the same packages: duplicates, later groups, flips, scales, NaN."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from brightway_cases import group, members, quiet
from numpy.typing import NDArray

from lca.background.reading import open_archive
from lca.background.reading.brightway_datapackage import read_columns

SIZE = 4


def groups(seed: int, duplicates: bool) -> list[Mapping[str, Any]]:
    """A diagonal and three groups that write into few cells; duplicates within a group are there or not."""
    rng = np.random.default_rng(seed)
    own = np.arange(1, SIZE + 1)
    made = [group("diagonal", "technosphere_matrix", own, own, np.full(SIZE, 10.0))]
    cells = [(row, column) for row in own.tolist() for column in own.tolist() if row != column]
    for number in range(3):
        picked = rng.choice(len(cells), 6, replace=duplicates)
        rows, columns = [cells[at][0] for at in picked], [cells[at][1] for at in picked]
        data = rng.normal(0, 1, 6)
        data[rng.integers(0, 6)] = math.nan
        arrays = {"flip": rng.random(6) < 0.5, "rescale": rng.choice([1.0, 0.5, 3.0], 6)}
        made.append(group(f"g{number}", "technosphere_matrix", rows, columns, data, **arrays))
    made.append(group("bio", "biosphere_matrix", [90], [1], [1.0]))
    return made


def matrix_of_brightway(brightway: Any, folders: list[Path]) -> NDArray[np.float64]:
    from fsspec.implementations.dirfs import DirFileSystem
    from fsspec.implementations.local import LocalFileSystem

    with quiet():
        objects = [
            brightway.bp.load_datapackage(DirFileSystem(path=str(folder), fs=LocalFileSystem()))
            for folder in folders
        ]
        lca = brightway.bc.LCA({1: 1}, data_objs=objects)
        lca.lci()
    place = [lca.dicts.product[one] for one in range(1, SIZE + 1)]
    across = [lca.dicts.activity[one] for one in range(1, SIZE + 1)]
    dense: NDArray[np.float64] = lca.technosphere_matrix.toarray()[np.ix_(place, across)]
    return dense


def matrix_of_ours(folder: Path) -> NDArray[np.float64]:
    with open_archive(folder) as archive:
        found = read_columns(archive, "case").background
    dense = np.zeros((SIZE, SIZE))
    np.add.at(dense, (found.technosphere.row, found.technosphere.column), found.technosphere.amount)
    return dense


@pytest.mark.parametrize("between", [False, True])
@pytest.mark.parametrize("within", [False, True])
@pytest.mark.parametrize("seed", range(4))
def test_the_matrix_is_that_of_brightway(
    brightway: Any, tmp_path: Path, seed: int, within: bool, between: bool
) -> None:
    """One package, or the same groups shared out over two."""
    # matrix_utils leaves open what duplicates within a group do that do not add up but add to other groups
    made = groups(seed, duplicates=within or not between)
    for name, parts in (("one", [made]), ("two", [made[:3], made[3:]])):
        folders = []
        for number, part in enumerate(parts):
            folder = tmp_path / name / f"p{number}"
            folder.mkdir(parents=True)
            files = members(part, f"p{number}", sum_intra_duplicates=within, sum_inter_duplicates=between,
                            combinatorial=False, sequential=False, seed=None)  # fmt: skip
            for member, data in files.items():
                (folder / member).write_bytes(data)
            folders.append(folder)
        theirs = matrix_of_brightway(brightway, folders)
        assert matrix_of_ours(tmp_path / name) == pytest.approx(theirs, rel=1e-15, abs=1e-15)
