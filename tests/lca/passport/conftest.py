"""Footprints to make passports of: every example that is shipped, and small ones whose sums a reader sees."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

import lca
from lca.content import content
from lca.names import Names
from lca.passport import Statement, load_statement
from lca.results.footprint import CATEGORIES, STAGES, Contribution, Footprint, Part, Stage

AT = datetime(2025, 6, 1, tzinfo=UTC)
EXAMPLES = ("primary-aluminium", "lfp-battery", "bf-bof-steel")
MINIMAL = {
    "company": {"ids": ["urn:pact:example.com:company-id:1"]},
    "product": {
        "mass": "1000 kg",
        "carbon_content": {"fossil": "0 kg", "biogenic": "0 kg", "recycled": "0 kg"},
        "categories": {"cpc": ["41431"]},
    },
    "packaging": {"included": False},
    "capture": {"included": False},
    "exempted": {"percent": 2, "description": "construction"},
}
Line = tuple[str, dict[str, float], dict[str, float]]


@cache
def calculated(example: str) -> Footprint:
    folder = Path(str(content("datasets"))) / "examples" / example
    return lca.calculate(folder / "inventory.yaml", samples=200)


@cache
def stated(example: str) -> Statement:
    if example == "lfp-battery":
        return load_statement(Path(str(content("datasets"))) / "examples" / example / "passport.yaml")
    return load_statement(MINIMAL)


@pytest.fixture(scope="session")
def at() -> datetime:
    return AT


@pytest.fixture(scope="session")
def minimal() -> dict[str, object]:
    return MINIMAL


@pytest.fixture(params=EXAMPLES)
def shipped(request: pytest.FixtureRequest) -> tuple[Footprint, Statement]:
    """Each shipped example, calculated with 200 samples, and a statement for it."""
    return calculated(request.param), stated(request.param)


@pytest.fixture(scope="session")
def battery() -> tuple[Footprint, Statement]:
    return calculated("lfp-battery"), stated("lfp-battery")


@pytest.fixture(scope="session")
def made(example: Footprint) -> Callable[..., Footprint]:
    """``made(("production", {"fossil": 3.0}, {"co2": 3.0}), ...)``: a footprint of just these lines."""

    def make(*lines: Line, stages: tuple[str, ...] = STAGES[:2], **changes: object) -> Footprint:
        contributions = tuple(
            _line(example.contributions[0], number, *one) for number, one in enumerate(lines)
        )
        total = sum(one.value for one in contributions)
        update = {
            "contributions": contributions,
            "total": example.total.model_copy(update={"value": total}),
            "categories": tuple(_category(key, contributions) for key in CATEGORIES),
            "stages": tuple(_stage(key, contributions, key in stages) for key in STAGES),
            "alternative_units": (),
            "illustrative": False,
        }
        return example.model_copy(update={**update, **changes})

    return make


def _line(
    like: Contribution, number: int, stage: str, categories: dict[str, float], gases: dict[str, float]
) -> Contribution:
    value = sum(categories.values())
    update = {
        "path": f"{stage}.process.item{number}",
        "stage": stage,
        "value": value,
        "categories": categories,
        "gases": gases,
    }
    return like.model_copy(update=update)


def _category(key: str, lines: tuple[Contribution, ...]) -> Part:
    value = sum(line.categories.get(key, 0.0) for line in lines)
    return Part(key=key, label=Names(en=key), value=value, share=0.0)


def _stage(key: str, lines: tuple[Contribution, ...], included: bool) -> Stage:
    value = sum(line.value for line in lines if line.stage == key)
    reason = None if included else Names(en="beyond the gate", zh="大门之外")
    return Stage(key=key, label=Names(en=key), value=value, share=0.0, included=included, reason=reason)
