"""The order of versions, after the example of Semantic Versioning 2.0.0, item 11."""

from itertools import pairwise

import pytest

from lca.rules.versions import precedence, split

ORDER = (
    "0.9.9",
    "1.0.0-alpha",
    "1.0.0-alpha.1",
    "1.0.0-alpha.beta",
    "1.0.0-beta",
    "1.0.0-beta.2",
    "1.0.0-beta.11",
    "1.0.0-rc.1",
    "1.0.0",
    "2.0.0",
    "2.1.0",
    "2.1.1",
    "2.1.10",
)


def test_the_order_of_the_specification() -> None:
    for lower, higher in pairwise(ORDER):
        below, above = precedence(lower), precedence(higher)
        assert below is not None
        assert above is not None
        assert below < above, (lower, higher)


def test_builds_do_not_count() -> None:
    assert precedence("1.0.0+linux") == precedence("1.0.0+20250501")


@pytest.mark.parametrize("text", ["1.0", "1", "v1.0.0", "01.0.0", "1.0.0.0", "", "latest"])
def test_what_is_no_version(text: str) -> None:
    assert precedence(text) is None
    assert split(f"cn.steel@{text}") is None


def test_ids_with_and_without_a_version() -> None:
    assert split("cn.steel.bf-bof") == ("cn.steel.bf-bof", None)
    assert split("cn.steel@1.0.0-rc.1") == ("cn.steel", "1.0.0-rc.1")
    assert split("../cn.steel") is None
    assert split("Steel") is None
