"""IDTA 02023-1-0-1, the submodel Carbon Footprint, as AAS JSON and as AASX package (metamodel 3.0).

A table fills what AAS calls the values of the submodel; they are then clothed with model types, semantic
ids and value ids from the template (:mod:`lca.passport.formats.aas_terms`). An entry is written for each
group of phases (:mod:`lca.passport.formats.aas_phases`). What the template has no field for stands in
``PcfInformation``, which it leaves open; the uncertainty is an extension of the submodel.
"""

from __future__ import annotations

from typing import Any

from lca.passport.facts import Facts
from lca.passport.formats import Format
from lca.passport.formats import aas_forms as form
from lca.passport.formats.aas_check import check
from lca.passport.formats.aas_environment import environment
from lca.passport.formats.aas_library import as_aas_json, as_aasx
from lca.passport.formats.aas_phases import entries
from lca.passport.formats.aas_terms import PHASES
from lca.passport.forms import decimal_text, text
from lca.passport.mapping import Field, Gap, Written, write

_ASSET = "shell.assetInformation"
_EACH = "submodel.ProductCarbonFootprints[]"
_RULE = "submodel.ProductOrSectorSpecificCarbonFootprints[]"
_MORE = f"{_RULE}.PcfInformation"
_METHODS = "PcfCalculationMethods"


def _methods(path: str) -> tuple[Field, ...]:
    """Later rows go before earlier ones: what is stated before what the rule says."""
    return (
        Field(path, "rule.standards", form.methods, "optional", note="the standards that the rule models"),
        Field(path, "standards", form.methods, "optional", where="standards", note="beside them"),
        Field(path, "statement.aas.methods", form.methods, "optional", where="aas.methods"),
    )


def _handover(name: str, key: str) -> Field:
    path = f"{_EACH}.GoodsHandoverAddress.{name}"
    return Field(path, f"statement.aas.handover.{key}", need="optional", where=f"aas.handover.{key}")


def _more(name: str, of: str, how: Any = decimal_text, note: str = "") -> Field:
    return Field(f"{_MORE}.{name}", of, how, "optional", note=note)


FIELDS = (
    Field(f"{_ASSET}.globalAssetId", "product.ids", form.first, "optional", where="product.ids"),
    Field(f"{_ASSET}.globalAssetId", "statement.aas.asset_id", need="optional", where="aas.asset_id"),
    Field(f"{_ASSET}.assetKind", "statement.aas.asset_kind", need="optional", where="aas.asset_kind"),
    Field(f"{_ASSET}.specificAssetIds.gtin", "product.gtin", need="optional", where="product.gtin"),
    Field(f"{_ASSET}.specificAssetIds.model", "product.model", need="optional", where="product.model"),
    Field(f"{_ASSET}.specificAssetIds.batch", "product.batch", need="optional", where="product.batch"),
    Field(f"{_ASSET}.specificAssetIds.serial", "product.serial", need="optional", where="product.serial"),
    *_methods(f"{_EACH}.{_METHODS}"),
    Field(f"{_EACH}.PcfCO2eq", "emissions.total", decimal_text, note="by groups of phases, from `stages`"),
    Field(f"{_EACH}.ReferenceImpactUnitForCalculation", "unit", form.reference_unit),
    Field(f"{_EACH}.QuantityOfMeasureForCalculation", "unit", form.quantity),
    Field(
        f"{_EACH}.LifeCyclePhases",
        "stages",
        form.phases,
        where="aas.phases",
        note="raw materials and production A1-A3, distribution A4, use B1-B7, end of life C1-C4, credits D",
    ),
    Field(f"{_EACH}.ExplanatoryStatement", "statement.study.url", need="optional", where="study.url"),
    Field(
        f"{_EACH}.ExplanatoryStatement", "statement.aas.explanation", need="optional", where="aas.explanation"
    ),
    _handover("Street", "street"),
    _handover("Zipcode", "zip_code"),
    _handover("CityTown", "city"),
    _handover("NationalCode", "country"),
    Field(f"{_EACH}.PublicationDate", "created", form.moment),
    Field(f"{_EACH}.ExpirationDate", "validity.end", form.moment, "expected", where="validity"),
    *_methods(f"{_RULE}.{_METHODS}"),
    Field(
        f"{_RULE}.ProductOrSectorSpecificRule.PcfRuleOperator",
        "statement.aas.rule.operator",
        need="expected",
        where="aas.rule.operator",
        note="without it nothing is said of the rule, nor what PcfInformation holds",
    ),
    Field(f"{_RULE}.ProductOrSectorSpecificRule.PcfRuleName", "rule.title"),
    Field(f"{_RULE}.ProductOrSectorSpecificRule.PcfRuleVersion", "rule.version"),
    Field(
        f"{_RULE}.ProductOrSectorSpecificRule.PcfRuleOnlineReference",
        "statement.aas.rule.address",
        need="optional",
        where="aas.rule.address",
    ),
    Field(f"{_RULE}.ExternalPcfApi.PcfApiEndpoint", "statement.aas.api.endpoint", need="optional"),
    Field(f"{_RULE}.ExternalPcfApi.PcfApiQuery", "statement.aas.api.query", need="optional"),
    _more("RuleId", "rule.id", text),
    _more("RuleStatus", "rule.status", text),
    _more("TotalIncludingBiogenicUptake", "emissions.total"),
    _more("TotalExcludingBiogenicUptake", "emissions.excluding_uptake"),
    _more("FossilEmissions", "emissions.fossil"),
    _more("BiogenicEmissions", "emissions.biogenic_emission"),
    _more("BiogenicUptake", "emissions.uptake"),
    _more("LandUseChangeEmissions", "emissions.land_use_change"),
    _more("AircraftEmissions", "emissions.aircraft", note="part of the fossil emissions"),
    _more("StageRawMaterialAcquisition", "stages.raw_material_acquisition"),
    _more("StageProduction", "stages.production"),
    _more("StageDistribution", "stages.distribution"),
    _more("StageUse", "stages.use"),
    _more("StageEndOfLife", "stages.end_of_life"),
    _more("ExcludedStages", "stages.excluded", form.standing),
    _more("PeriodStart", "period.first", form.day),
    _more("PeriodEnd", "period.last", form.day),
    _more("GwpSet", "gwp", text),
    _more("PrimaryDataShare", "primary_percent", note="percent"),
    _more("TechnologicalDQR", "quality.technological"),
    _more("GeographicalDQR", "quality.geographical"),
    _more("TemporalDQR", "quality.temporal"),
    _more("ExemptedEmissions", "exempted.percent", note="percent"),
    _more("ProductMass", "unit.mass_kg", note="kg for the declared amount"),
    _more("SystemBoundary", "boundary", text),
    _more("Allocation", "allocation", text),
    _more("Comment", "comment", text),
)


def build(facts: Facts) -> Written:
    """The environment of one shell and one submodel, and what could not be filled."""
    written = write(FIELDS, facts)
    values, gaps = written.document, list(written.gaps)
    made, unmapped = entries(facts)
    gaps += unmapped
    asset = values["shell"]["assetInformation"] if "shell" in values else {}
    if "globalAssetId" not in asset:
        gaps.append(Gap(f"{_ASSET}.globalAssetId", "required", "product.ids"))
    asset.setdefault("assetKind", "Instance" if facts.product.serial else "Type")
    common = values["submodel"]["ProductCarbonFootprints"][0]
    specific = values["submodel"]["ProductOrSectorSpecificCarbonFootprints"][0]
    if methods := _all_methods(facts):
        common[_METHODS] = specific[_METHODS] = methods
    else:
        gaps.append(Gap(f"{_EACH}.{_METHODS}", "required", "aas.methods"))
    if "PcfRuleOperator" not in specific["ProductOrSectorSpecificRule"]:
        del values["submodel"]["ProductOrSectorSpecificCarbonFootprints"]
    values["submodel"]["ProductCarbonFootprints"] = [
        {
            **common,
            "PcfCO2eq": decimal_text(entry.value),
            "LifeCyclePhases": [PHASES[phase][0] for phase in entry.phases],
        }
        for entry in made
    ]
    return Written(environment(values, made, facts, asset), tuple(gaps))


def _all_methods(facts: Facts) -> list[str] | None:
    """As stated; else the standards of the rule and the cross-sectoral ones that they stand for."""
    stated = facts.statement.aas.methods if facts.statement.aas else ()
    return form.methods(stated or (*facts.rule.standards, *(facts.standards or ())))


_TITLE = "IDTA 02023-1-0-1 Carbon Footprint"
FORMAT = Format("aas-02023", _TITLE, "application/json", FIELDS, build, check, as_aas_json)
PACKAGE = Format(
    "aas-02023-aasx",
    f"{_TITLE} (AASX)",
    "application/asset-administration-shell-package",
    FIELDS,
    build,
    check,
    as_aasx,
    ".aasx",
)
