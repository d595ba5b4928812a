"""Chapter 6.4.9: fossil and biogenic carbon, storage, land, aircraft, electricity."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from lca.inventory.values import GRID
from lca.results.cases import ALL_GRID
from lca.results.requirements.decision import (
    Decider,
    Decision,
    asked,
    fact,
    failed,
    met,
    outside,
    percent,
    unique,
)
from lca.results.requirements.study import Study
from lca.system.electricity import described

KG = "kg CO2e"
ORIGINS = ("fossil", "biogenic_emission", "biogenic_uptake")
CERTIFICATE_CODES = ("C210", "C211", "C212")


def fossil_biogenic(study: Study) -> Decision:
    """Each origin has its number, and nothing is left unsplit."""
    facts = [fact(f"categories[{key}]", study.category(key), unit=KG) for key in ORIGINS]
    if study.unsplit:
        return asked("unsplit", _unsplit(study), share=percent(study.unsplit))
    return met("stated", *facts)


def _unsplit(study: Study) -> str:
    return fact("categories[not_stated].share", percent(study.unsplit))


def biogenic_signs(study: Study) -> Decision:
    """Uptake is never positive, release never negative."""
    taken, given = study.category("biogenic_uptake"), study.category("biogenic_emission")
    facts = (fact("categories[biogenic_uptake]", taken), fact("categories[biogenic_emission]", given))
    return failed("signs_wrong", *facts) if taken > 0 or given < 0 else met("signs", *facts)


def carbon_content(study: Study) -> Decision:
    """The content that the rule has computed."""
    apart = study.result.reported_apart
    if apart is None or apart.biogenic_carbon_content is None:
        return asked("carbon_unknown", fact("rule.carbon_storage", len(study.model.carbon_storage)))
    content = fact("reported_apart.biogenic_carbon_content", apart.biogenic_carbon_content, unit="kg C")
    return met("apart", content)


def carbon_storage(study: Study) -> Decision:
    """Each storage stands beside the total with its mass and time."""
    apart = study.result.reported_apart
    if apart is None or not apart.carbon_storage:
        return failed("storage_missing", fact("rule.carbon_storage", *study.model.carbon_storage))
    facts = [
        fact(f"reported_apart.carbon_storage[{one.key}]", one.carbon, unit="kg C")
        for one in apart.carbon_storage
    ]
    return met("apart", *facts)


def land_use_change(study: Study) -> Decision:
    """A number, or a person's word that there is none."""
    value = study.category("land_use_change")
    told = fact("categories[land_use_change]", value, unit=KG)
    return met("stated", told) if value else asked("none_stated", told, _unsplit(study))


def aircraft(study: Study) -> Decision:
    """A number; without one, whether anything is flown and whether a source could hide it."""
    value = study.category("aircraft")
    told = fact("categories[aircraft]", value, unit=KG)
    if value:
        return met("stated", told)
    if study.flown:
        return asked("flown_unsplit", fact("contributions[by air]", *study.flown), told)
    if study.unsplit:
        return asked("none_stated", told, _unsplit(study))
    return outside("nothing_flown", told)


def hierarchy(study: Study) -> Decision:
    """Grid average claims nothing; every other source needs the word that its attributes are free."""
    if not study.special and study.technologies:
        return asked("technology_factors", fact("factors[technology]", *study.technologies))
    if not study.special:
        return met("grid_only", fact("contributions[electricity]", *(one.path for one in study.electric)))
    facts = tuple(
        fact(f"activity_data.{supply.name}", *(f"{one.key} {percent(one.share)}" for one in supply.sources))
        for supply in study.special
    )
    return asked("special_supply", *facts, supply=described(study.special[0]))


def life_cycle(study: Study) -> Decision:
    """Life cycle factors at the consumer hold all of it; an emission factor alone does not."""
    if not study.electric:
        return asked("electricity_own")
    kinds = {one.kind for one in study.electric}
    factors = fact("factors[electricity]", *unique(one.factor for one in study.electric))
    facts = (
        factors,
        fact("kind", *sorted(kinds)),
        fact("scope", *unique(one.scope for one in study.electric)),
    )
    if "direct_emission" in kinds and "upstream" not in kinds:
        return failed("electricity_direct", *facts)
    plants = [one.path for one in study.electric if one.at_plant]
    if plants:
        return asked("electricity_at_plant", fact("contributions[at plant]", *plants), *facts)
    whole = all(one.scope == "life_cycle" or one.kind == "transmission" for one in study.electric)
    return met("electricity_whole", *facts) if whole else asked("electricity_parts", *facts)


def instruments(study: Study) -> Decision:
    """The certificates by id; a vintage beyond the rule's limit fails, redemption is for a person."""
    sources = [one for supply in study.special for one in supply.sources if one.type == "contract"]
    ids = [proof.id for source in sources for proof in source.certificates]
    codes = study.found(*CERTIFICATE_CODES)
    facts = ([fact("certificates", *ids)] if ids else []) + ([fact("findings", *codes)] if codes else [])
    bare = [source.key for source in sources if not source.certificates]
    if bare:
        return failed("no_certificate", fact("contract[without certificate]", *bare))
    return failed("certificate_vintage", *facts) if "C212" in codes else asked("certificates", *facts)


def grid_sensitivity(study: Study) -> Decision:
    """The same product with all electricity from the grid."""
    cases = [one for one in study.result.sensitivities if one.key == GRID or one.changes == ALL_GRID]
    if not cases:
        told = fact("sensitivities", len(study.result.sensitivities))
        return failed("no_grid_case", told) if study.special else asked("no_grid_case", told)
    return met("grid_case", fact(f"sensitivities[{cases[0].key}]", cases[0].value, unit=KG))


def treatment(study: Study) -> Decision:
    """The factors of electricity, for a person to tell how they were made."""
    ids = unique(one.factor for one in study.electric)
    used = [factor for factor in study.result.factors if factor.id in ids]
    facts = [fact(f"factors[{one.id}]", one.value, unit=f"{KG}/{one.unit}") for one in used]
    return asked("electricity_factors", *facts)


DECIDERS: Mapping[str, Decider] = MappingProxyType(
    {
        "gbt24067.6.4.9.fossil_biogenic": fossil_biogenic,
        "gbt24067.6.4.9.biogenic_signs": biogenic_signs,
        "gbt24067.6.4.9.carbon_content": carbon_content,
        "gbt24067.6.4.9.carbon_storage": carbon_storage,
        "gbt24067.6.4.9.land_use_change": land_use_change,
        "gbt24067.6.4.9.aircraft": aircraft,
        "gbt24067.6.4.9.4.hierarchy": hierarchy,
        "gbt24067.6.4.9.4.life_cycle": life_cycle,
        "gbt24067.6.4.9.4.instruments": instruments,
        "gbt24067.6.4.9.4.sensitivity": grid_sensitivity,
        "gbt24067.6.4.9.4.treatment": treatment,
    }
)
