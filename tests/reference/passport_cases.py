"""Footprints and statements for tests of passports: the examples, and small ones with more stages."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import lca
from lca.names import Names
from lca.results.footprint import Amount, Contribution, Footprint

ROOT = Path(__file__).resolve().parent.parent.parent
EXAMPLES = ("bf-bof-steel", "lfp-battery", "primary-aluminium")
AT = datetime(2025, 7, 1, 8, tzinfo=UTC)


@cache
def computed(name: str) -> Footprint:
    """The example of this folder, with few samples."""
    return lca.calculate(ROOT / "datasets" / "examples" / name / "inventory.yaml", samples=200)


def whole_life(example: Footprint, **values: float) -> Footprint:
    """The small example with further stages, a line each: ``use=50``; ``credit`` is at the end of life."""
    lines = [_line(stage, value) for stage, value in values.items()]
    own = {stage.key: stage.value for stage in example.stages if stage.included}
    for line in lines:
        own[line.stage] = own.get(line.stage, 0.0) + line.value
    total = sum(own.values())
    stages = tuple(
        stage.model_copy(update={"value": own[stage.key], "included": True}) if stage.key in own else stage
        for stage in example.stages
    )
    fossil = example.categories[0].model_copy(update={"key": "fossil", "value": total})
    return example.model_copy(
        update={
            "total": example.total.model_copy(update={"value": total, "interval": None}),
            "stages": stages,
            "categories": (fossil,),
            "contributions": (*example.contributions, *lines),
            "alternative_units": (),
        }
    )


def without(example: Footprint, stage: str) -> Footprint:
    """The small example without one of its stages."""
    gone = next(one.value for one in example.stages if one.key == stage)
    lines = tuple(one for one in example.contributions if one.stage != stage)
    stages = tuple(
        one.model_copy(update={"value": 0.0, "included": False}) if one.key == stage else one
        for one in example.stages
    )
    total = example.total.value - gone
    return example.model_copy(
        update={
            "total": example.total.model_copy(update={"value": total, "interval": None}),
            "stages": stages,
            "categories": (example.categories[0].model_copy(update={"key": "fossil", "value": total}),),
            "contributions": lines,
            "alternative_units": (),
        }
    )


def _line(name: str, value: float) -> Contribution:
    stage = "end_of_life" if name == "credit" else name
    return Contribution(
        path=f"{stage}.all.{name}",
        stage=stage,
        process="all",
        process_label=Names(en="all"),
        item=name,
        label=Names(en=name),
        kind="credit" if name == "credit" else "input",
        value=value,
        share=0.0,
        categories={"fossil": value},
        gases={"co2": value},
        amount=Amount(value=1, unit="kg", normalised=1, normalised_unit="kg"),
        intensity=value,
    )
