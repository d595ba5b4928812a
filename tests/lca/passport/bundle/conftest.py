"""Results of the project's examples with few samples, and their bundles."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from bundle_case import example, unpacked

from lca.calculation import calculate
from lca.passport.bundle import bundle
from lca.results.footprint import Footprint

SAMPLES = 64


@dataclass(frozen=True)
class Made:
    """A result, the file that it came from, and its bundle."""

    inventory: Path
    footprint: Footprint
    content: bytes

    @property
    def files(self) -> dict[str, bytes]:
        return unpacked(self.content)


@pytest.fixture(scope="session")
def made_of():
    kept: dict[Path, Made] = {}

    def make(path: Path) -> Made:
        if path not in kept:
            footprint = calculate(path, samples=SAMPLES)
            kept[path] = Made(path, footprint, bundle(footprint, inventory=path))
        return kept[path]

    return make


@pytest.fixture(scope="session")
def made(made_of) -> Made:
    return made_of(example("primary-aluminium"))
