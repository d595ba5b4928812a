"""Results of the examples and views of them."""

import pytest
from bundle_case import example

from lca.calculation import calculate
from lca.passport.disclosure import disclose

KEY = bytes(range(32))


@pytest.fixture(scope="session")
def footprint_of():
    kept = {}

    def make(name):
        if name not in kept:
            kept[name] = calculate(example(name), samples=64)
        return kept[name]

    return make


@pytest.fixture(scope="session")
def disclosed(footprint_of):
    kept = {}

    def make(name, policy):
        if (name, policy) not in kept:
            kept[name, policy] = disclose(footprint_of(name), policy, key=KEY)
        return kept[name, policy]

    return make
