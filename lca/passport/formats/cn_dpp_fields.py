"""The mapping of the Chinese passport: which of our facts is which datum of which of the seven categories.

A path is ``category.datum``; of two rows for one datum the later goes before the earlier, so that what is
stated goes before what the result has. The labels are ``cn_dpp.CATEGORY.DATUM`` in the catalogue.
"""

from __future__ import annotations

from lca.passport.formats import cn_dpp_forms as form
from lca.passport.mapping import Field, Form

BASIC, MATERIALS, PERFORMANCE = "basic_information", "materials", "performance"
PRODUCTION, COMPLIANCE, ENVIRONMENT = "production_and_sales", "compliance", "environment"
AFTER = "after_sales_and_recovery"


def _may(path: str, of: str, how: Form, where: str = "", note: str = "") -> Field:
    return Field(path, of, how, "optional", where, note)


def _should(path: str, of: str, how: Form, where: str) -> Field:
    return Field(path, of, how, "expected", where)


FIELDS = (
    _may(f"{BASIC}.product_name", "footprint.product.name", form.words),
    _may(f"{BASIC}.product_name", "statement.product.name", form.words, "product.name"),
    _may(f"{BASIC}.description", "footprint.unit.of", form.words),
    _may(f"{BASIC}.description", "statement.product.description", form.words, "product.description"),
    _should(f"{BASIC}.model", "product.model", form.code, "product.model"),
    _may(f"{BASIC}.batch", "product.batch", form.code, "product.batch"),
    _may(f"{BASIC}.serial_number", "product.serial", form.code, "product.serial"),
    _may(f"{BASIC}.gtin", "product.gtin", form.code, "product.gtin"),
    _may(f"{BASIC}.classification", "product.categories", form.classes, "product.categories"),
    _may(f"{BASIC}.image", "product.image", form.address, "product.image"),
    _may(f"{BASIC}.manufacturer", "footprint.company.name", form.words),
    _may(f"{BASIC}.manufacturer", "statement.company.name", form.words, "company.name"),
    _may(f"{BASIC}.manufacturer_identifier", "company.identifier", form.code),
    _may(f"{BASIC}.manufacturer_address", "company.address", form.words_of, "company.address"),
    _may(f"{BASIC}.contact", "company.contact", form.words_of, "company.contact"),
    _should(f"{MATERIALS}.mass", "unit.mass_kg", form.kg, "product.mass"),
    _may(f"{MATERIALS}.fossil_carbon", "product.fossil_carbon", form.kg, "product.carbon_content.fossil"),
    _may(
        f"{MATERIALS}.biogenic_carbon", "product.biogenic_carbon", form.kg, "product.carbon_content.biogenic"
    ),
    _may(
        f"{MATERIALS}.recycled_carbon", "product.recycled_carbon", form.kg, "product.carbon_content.recycled"
    ),
    _may(f"{PERFORMANCE}.service_life", "unit.service_life", form.words_of),
    _may(f"{PRODUCTION}.facility", "footprint.site.name", form.words),
    _may(f"{PRODUCTION}.facility", "statement.facility.name", form.words, "facility.name"),
    _should(f"{PRODUCTION}.facility_identifier", "facility.id", form.code, "facility.id"),
    _may(f"{PRODUCTION}.facility_address", "facility.address", form.words_of, "facility.address"),
    _should(f"{PRODUCTION}.country", "facility.country", form.code, "facility.country"),
    _may(f"{PRODUCTION}.subdivision", "geography.subdivision", form.code, "geography.subdivision"),
    _may(f"{PRODUCTION}.data_period", "period", form.span),
    _may(f"{COMPLIANCE}.standards", "rule.standards", form.codes, note="standards that the rule models"),
    _may(f"{COMPLIANCE}.rule", "footprint.rule.title", form.words),
    _may(f"{COMPLIANCE}.rule_version", "rule.version", form.code),
    _may(f"{COMPLIANCE}.rule_status", "rule.status", form.code),
    _should(
        f"{COMPLIANCE}.certificate_number",
        "statement.certificate.number",
        form.code,
        "certificate.number",
    ),
    _may(f"{COMPLIANCE}.certification_body", "statement.certificate.body", form.words, "certificate.body"),
    _may(
        f"{COMPLIANCE}.certificate_expires", "statement.certificate.expires", form.day, "certificate.expires"
    ),
    _may(
        f"{COMPLIANCE}.verifier",
        "statement.verification.provider",
        form.words_of,
        "verification.provider",
    ),
    _may(
        f"{COMPLIANCE}.verification_standard",
        "statement.verification.standard",
        form.code,
        "verification.standard",
    ),
    _may(
        f"{COMPLIANCE}.verification_date",
        "statement.verification.completed",
        form.day,
        "verification.completed",
    ),
    Field(f"{ENVIRONMENT}.carbon_footprint", "emissions.total", form.kg_co2e),
    _may(f"{ENVIRONMENT}.declared_unit", "unit.of", form.words_of),
    _may(f"{ENVIRONMENT}.declared_amount", "unit", form.amount),
    _may(f"{ENVIRONMENT}.boundary_type", "boundary_type", form.boundary_type),
    _may(f"{ENVIRONMENT}.boundary", "boundary", form.words_of, "boundary"),
    _may(f"{ENVIRONMENT}.excluding_uptake", "emissions.excluding_uptake", form.kg_co2e),
    _may(f"{ENVIRONMENT}.stages", "stages", form.stages),
    _may(f"{ENVIRONMENT}.parts", "emissions", form.parts),
    _may(f"{ENVIRONMENT}.interval", "uncertainty", form.interval),
    _may(f"{ENVIRONMENT}.gwp_set", "gwp", form.code),
    _may(f"{ENVIRONMENT}.primary_share", "primary_percent", form.percent),
    _may(f"{ENVIRONMENT}.technological_dqr", "quality.technological", form.score),
    _may(f"{ENVIRONMENT}.geographical_dqr", "quality.geographical", form.score),
    _may(f"{ENVIRONMENT}.temporal_dqr", "quality.temporal", form.score),
    _may(f"{ENVIRONMENT}.exempted", "exempted.percent", form.percent, "exempted.percent"),
    _may(f"{ENVIRONMENT}.allocation", "allocation", form.words_of, "allocation"),
    _may(f"{ENVIRONMENT}.performance_class", "footprint.performance_class.name", form.code),
    _may(f"{ENVIRONMENT}.study", "statement.study.url", form.address, "study.url"),
    _may(f"{AFTER}.end_of_life_method", "footprint.boundary.end_of_life", form.code),
    _may(f"{AFTER}.service_address", "statement.cn_dpp.after_sales", form.address, "cn_dpp.after_sales"),
)
"""Rows for what the engine knows; what a category holds beyond it comes from ``cn_dpp.data``."""
