"""When a requirement has something to apply to: ``applies`` of the catalogue, by rule and result."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from lca.results.omitted import left_out
from lca.results.requirements.decision import Condition, Decision, fact, outside
from lca.results.requirements.study import Study

OF_LIVING_THINGS = ("0", "21", "22", "23", "24", "25", "26", "27", "28", "29", "31", "32")
"""CPC section 0 and the divisions whose products are made chiefly of plants and animals: food, drink,
tobacco, textiles, leather, wood, paper (United Nations, Central Product Classification, version 2.1)."""


def decided(study: Study, conditions: tuple[str, ...]) -> Decision | None:
    """Why a requirement does not apply; None where it does."""
    for name in conditions:
        reason = CONDITIONS[name](study)
        if reason is not None:
            return reason
    return None


def _use(study: Study) -> Decision | None:
    return None if study.included("use") else outside("outside.use", _stage("use"))


def _end_of_life(study: Study) -> Decision | None:
    return None if study.included("end_of_life") else outside("outside.end_of_life", _stage("end_of_life"))


def _later_stages(study: Study) -> Decision | None:
    if study.included("use", "end_of_life"):
        return None
    return outside("outside.later_stages", _stage("use"), _stage("end_of_life"))


def _stage(key: str) -> str:
    return fact(f"stages[{key}].included", "false")


def _to_gate(study: Study) -> Decision | None:
    kind = study.result.boundary.type
    return None if kind == "cradle_to_gate" else outside("outside.to_gate", fact("boundary.type", kind))


def _omissions(study: Study) -> Decision | None:
    found = left_out(study.result.completeness)
    return None if found else outside("outside.omissions", fact("completeness[left out]", 0))


def _data_demands(study: Study) -> Decision | None:
    demanded = study.model.data_quality is not None or any(
        getattr(spec, "quality", None) is not None for spec in study.model.activity_data.values()
    )
    return None if demanded else outside("outside.data_demands")


def _allocation(study: Study) -> Decision | None:
    return None if study.shared else outside("outside.allocation", fact("boundary.allocation", "none"))


def _recycling(study: Study) -> Decision | None:
    known = study.model.end_of_life
    if known.materials or known.method != "cut_off":
        return None
    return outside("outside.recycling", fact("rule.end_of_life.materials", 0))


def _biogenic(study: Study) -> Decision | None:
    values = {key: study.category(key) for key in ("biogenic_emission", "biogenic_uptake")}
    if any(values.values()):
        return None
    return outside("outside.biogenic", *(fact(f"categories[{key}]", value) for key, value in values.items()))


def _biological(study: Study) -> Decision | None:
    codes = study.model.product.categories.get("cpc", ())
    if not codes or any(code.startswith(OF_LIVING_THINGS) for code in codes):
        return None
    return outside("outside.biological", fact("rule.product.categories.cpc", *codes))


def _storage(study: Study) -> Decision | None:
    apart = study.result.reported_apart
    held = study.model.carbon_storage or (apart is not None and apart.carbon_storage)
    return None if held else outside("outside.storage", fact("rule.carbon_storage", 0))


def _electricity(study: Study) -> Decision | None:
    return None if study.electric or study.special else outside("outside.electricity")


def _attributes(study: Study) -> Decision | None:
    return None if study.special or study.technologies else outside("outside.attributes")


def _contracts(study: Study) -> Decision | None:
    held = any(source.type == "contract" for supply in study.special for source in supply.sources)
    return None if held else outside("outside.contracts")


CONDITIONS: Mapping[str, Condition] = MappingProxyType(
    {
        "use": _use,
        "end_of_life": _end_of_life,
        "later_stages": _later_stages,
        "to_gate": _to_gate,
        "omissions": _omissions,
        "data_demands": _data_demands,
        "allocation": _allocation,
        "recycling": _recycling,
        "biogenic": _biogenic,
        "biological": _biological,
        "storage": _storage,
        "electricity": _electricity,
        "attributes": _attributes,
        "contracts": _contracts,
    }
)
