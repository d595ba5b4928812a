"""A small study whose requirements are decided: the plant of ``demanding_case`` and ways to change it."""

from dataclasses import replace

from demanding_case import case, demanding, names

from lca.results.requirements import judge
from lca.results.requirements.study import Shared, Study


def base(**more):
    """Its study: 5 kg CO2e, allocated by mass, with one case of another allocation."""
    small = demanding({"energy": case(allocation={"plant": "energy"})}, **more)
    rule, _ = small.loaded()
    shared = (Shared("plant", names("plant"), ("mass",), True, 1.0),)
    return Study(result=small.footprint(samples=50), model=rule.model, shared=shared)


def result(study, **fields):
    """The study with other fields in its result."""
    return replace(study, result=study.result.model_copy(update=fields))


def part(study, name, **fields):
    """The study with other fields in one part of its result."""
    return result(study, **{name: getattr(study.result, name).model_copy(update=fields)})


def model(study, **fields):
    """The study with other fields in its rule."""
    return replace(study, model=study.model.model_copy(update=fields))


def first(study, name, **fields):
    """The study with other fields in the first of several parts of its result."""
    head, *rest = getattr(study.result, name)
    return result(study, **{name: (head.model_copy(update=fields), *rest)})


def stage(study, key, **fields):
    """The study with other fields in one stage."""
    stages = (one.model_copy(update=fields) if one.key == key else one for one in study.result.stages)
    return result(study, stages=tuple(stages))


def category(study, **values):
    """The study with other values of categories; shares are of the total."""
    total = study.result.total.value
    changed = (
        one.model_copy(update={"value": values[one.key], "share": values[one.key] / total})
        if one.key in values
        else one
        for one in study.result.categories
    )
    return result(study, categories=tuple(changed))


def decided(study, id):
    """The judgement of one requirement, ``gbt24067.`` left out of the id."""
    (found,) = (one for one in judge.decide(study).items if one.id == f"gbt24067.{id}")
    return found
