"""Facts: numbers that add up, the split of biogenic carbon, places, times, identities and what is told."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from lca.errors import InputError, Severity
from lca.names import Names
from lca.passport import load_statement
from lca.passport.facts import facts
from lca.passport.facts_numbers import common_unit
from lca.results.footprint import Boundary, Identified, LedgerEntry, ReportedApart


def of(footprint, at, said=None):
    return facts(footprint, load_statement(said) if said is not None else None, at)


def codes(found) -> dict[str, Severity]:
    return {one.code: one.severity for one in found.findings}


def test_parts_of_shipped_examples_add_up_in_print(shipped, at) -> None:
    found = facts(*shipped, at).emissions
    assert found.fossil + found.biogenic_emission + found.land_use_change + found.uptake == found.total
    assert found.fossil_stated + found.not_stated + found.aircraft == found.fossil
    assert found.biogenic_co2 + found.biogenic_non_co2 == found.biogenic_emission
    assert found.excluding_uptake == found.total - found.uptake
    assert found.excluding_product_uptake == found.total - found.product_uptake


def test_stages_of_shipped_examples_add_up_in_print(shipped, at) -> None:
    found = facts(*shipped, at)
    stages = found.stages
    known = [stages.raw_material_acquisition, stages.production, stages.distribution, stages.use]
    assert sum(one for one in [*known, stages.end_of_life] if one is not None) == found.emissions.total
    assert stages.use is None
    assert stages.excluded["use"]


def test_the_number_is_that_of_the_result_to_ten_digits(shipped, at) -> None:
    footprint, statement = shipped
    found = facts(footprint, statement, at)
    unit = next((one for one in footprint.alternative_units if one.id == statement.unit), None)
    value = unit.value if unit else footprint.total.value
    assert float(found.emissions.total) == pytest.approx(value, rel=1e-9)


def test_uptake_that_is_released_within_the_boundary_cancels(made, at) -> None:
    # Biomass takes up 100 kg CO2; 60 are burnt at the works, 40 leave in the product; 2 kg CO2e of CH4.
    footprint = made(
        ("raw_material_acquisition", {"biogenic_uptake": -100.0}, {"co2": -100.0}),
        ("production", {"biogenic_emission": 60.0}, {"co2": 60.0}),
        ("production", {"biogenic_emission": 2.0}, {"ch4": 2.0}),
        ("production", {"fossil": 10.0}, {"co2": 10.0}),
        ("production", {"aircraft": 1.0}, {"co2": 1.0}),
        ("production", {"land_use_change": 3.0}, {"co2": 3.0}),
        ("production", {"not_stated": 4.0}, {"co2e": 4.0}),
    )
    found = of(footprint, at).emissions
    assert (found.total, found.uptake, found.excluding_uptake) == (-20, -100, 80)
    assert (found.biogenic_co2, found.biogenic_non_co2) == (60, 2)
    assert (found.product_uptake, found.excluding_product_uptake, found.net_biogenic_co2) == (-40, 20, 0)
    assert (found.fossil, found.fossil_stated, found.not_stated, found.aircraft) == (15, 10, 4, 1)
    # 15 fossil + 3 land use change + 2 biogenic other than CO2, as the exchange formats add.
    assert found.fossil + found.land_use_change + found.biogenic_non_co2 == found.excluding_product_uptake


def test_biogenic_co2_beyond_the_uptake_is_told(made, at) -> None:
    footprint = made(("production", {"biogenic_emission": 5.0}, {"co2": 5.0}))
    found = of(footprint, at)
    assert (found.emissions.product_uptake, found.emissions.net_biogenic_co2) == (0, 5)
    assert codes(found)["P134"] is Severity.WARNING


def test_a_line_that_mixes_origins_does_not_tell_its_biogenic_gas(made, at) -> None:
    footprint = made(("production", {"biogenic_emission": 5.0, "fossil": 1.0}, {"co2": 5.5, "ch4": 0.5}))
    found = of(footprint, at)
    assert found.emissions.undecided_biogenic == found.emissions.biogenic_non_co2 == 5
    assert codes(found)["P133"] is Severity.WARNING


def test_from_cradle_to_gate_only_the_first_two_stages_count(made, at) -> None:
    footprint = made(
        ("raw_material_acquisition", {"fossil": 4.0}, {"co2": 4.0}),
        ("production", {"fossil": 3.0}, {"co2": 3.0}),
        ("distribution", {"fossil": 2.0}, {"co2": 2.0}),
        ("use", {"fossil": 1.0}, {"co2": 1.0}),
        stages=("raw_material_acquisition", "production", "distribution", "use"),
    )
    found = of(footprint, at)
    assert (found.emissions.total, found.gate.total, found.gate.fossil) == (10, 7, 7)
    assert (found.stages.distribution, found.stages.use, found.stages.end_of_life) == (2, 1, None)
    assert found.uncertainty is not None
    assert found.gate_uncertainty is None


@pytest.mark.parametrize(
    ("text", "amount", "word", "many"),
    [
        ("t", 1, "kilogram", "1000"),
        ("kg", 2.5, "kilogram", "2.5"),
        ("item", 1, "piece", "1"),
        ("kWh", 1, "kilowatt hour", "1"),
        ("MWh", 2, "kilowatt hour", "2000"),
        ("GJ", 1, "megajoule", "1000"),
        ("L", 12.5, "liter", "12.5"),
        ("m3", 1, "cubic meter", "1"),
        ("t·km", 1, "ton kilometer", "1"),
        ("m2", 1, "square meter", "1"),
        ("h", 1, "hour", "1"),
        ("Nm3", 1, None, None),
        ("Wp", 1, None, None),
        ("m", 1, None, None),
        ("CNY", 1, None, None),
        ("nonsense", 1, None, None),
    ],
)
def test_units_in_the_words_that_formats_share(text, amount, word, many) -> None:
    assert common_unit(text, amount) == (word, None if many is None else Decimal(many))


def test_a_further_unit_is_chosen_by_its_id(battery, at) -> None:
    footprint, _ = battery
    pack = of(footprint, at, {"unit": "per_pack", "product": {"mass": "428 kg"}})
    assert (pack.unit.common, pack.unit.common_amount, pack.unit.mass_kg) == ("piece", 1, 428)
    assert pack.unit.text == "item"
    with pytest.raises(InputError) as caught:
        of(footprint, at, {"unit": "per_pak"})
    [finding] = caught.value.findings
    assert (finding.code, finding.candidates[0]) == ("P121", "per_pack")


def test_all_further_units_are_there(battery, at) -> None:
    footprint, statement = battery
    units = {one.id: one for one in facts(footprint, statement, at).units}
    assert units.keys() == {"per_pack", "per_kilogram", "per_kwh_delivered"}
    assert float(units["per_kwh_delivered"].value) == pytest.approx(0.0311569672)


def test_the_same_content_has_the_same_id_and_another_has_another(example, at) -> None:
    one, later = of(example, at), of(example, at + timedelta(days=1))
    assert one.id == later.id
    assert one.id != of(example, at, {"comment": "x"}).id
    assert one.id != of(example.model_copy(update={"kind": "full"}), at).id
    assert len(one.id) == 36
    assert one.id[14] == "5"


def test_times_are_utc_and_ends_are_excluded(example, at) -> None:
    east = datetime(2025, 6, 1, 8, 0, 0, 5, tzinfo=timezone(timedelta(hours=8)))
    found = of(example, east, {"validity": {"from": "2025-01-01", "to": "2025-12-31"}})
    assert found.created == datetime(2025, 6, 1, tzinfo=UTC)
    assert (found.period.first, found.period.last) == (date(2024, 1, 1), date(2024, 12, 31))
    assert (found.period.start, found.period.end) == (
        datetime(2024, 1, 1, tzinfo=UTC),
        datetime(2025, 1, 1, tzinfo=UTC),
    )
    assert found.validity.end == datetime(2026, 1, 1, tzinfo=UTC)
    assert of(example, at, {"issued": "2024-03-01T00:00:00Z"}).created == datetime(2024, 3, 1, tzinfo=UTC)


def test_a_moment_without_a_zone_is_refused(example) -> None:
    with pytest.raises(InputError) as caught:
        of(example, datetime(2025, 6, 1))
    assert [one.code for one in caught.value.findings] == ["P123"]


@pytest.mark.parametrize(
    ("said", "level", "one"),
    [
        ({}, "subdivision", (None, None, "CN-YN")),
        ({"granularity": "country"}, "country", (None, "CN", None)),
        ({"granularity": "region"}, "region", ("Eastern Asia", None, None)),
        ({"granularity": "global"}, "global", (None, None, None)),
        ({"country": "DE"}, "country", (None, "DE", None)),
        ({"subdivision": "DE-BW"}, "subdivision", (None, None, "DE-BW")),
    ],
)
def test_one_place_is_given_and_never_two(example, at, said, level, one) -> None:
    found = of(example, at, {"geography": said}).geography
    assert found.granularity == level
    assert (found.one_region, found.one_country, found.one_subdivision) == one


def test_a_granularity_without_its_place_is_refused_and_not_taken_for_the_world(example, at) -> None:
    nowhere = example.model_copy(update={"site": Identified(), "company": Identified()})
    found = of(nowhere, at, {"geography": {"granularity": "country"}})
    assert codes(found)["P125"] is Severity.ERROR
    assert "P125" not in codes(of(nowhere, at, {"geography": {"granularity": "global"}}))


def test_region_and_country_follow_from_what_is_stated(example, at) -> None:
    found = of(example, at, {"geography": {"country": "DE"}}).geography
    assert (found.region, found.country, found.subdivision) == ("Western Europe", "DE", None)
    nowhere = example.model_copy(update={"site": Identified()})
    assert of(nowhere, at).geography.granularity == "global"


def test_identifiers_that_are_no_urns_are_not_taken_for_ones(example, at) -> None:
    footprint = example.model_copy(update={"company": Identified(id="91450000X", name=Names(en="C"))})
    found = of(footprint, at)
    assert found.company.ids is None
    assert found.company.identifier == "91450000X"
    assert of(footprint, at, {"company": {"ids": ["urn:x-uscc:91450000X"]}}).company.ids == (
        "urn:x-uscc:91450000X",
    )


def test_a_gtin_and_the_own_identifier_stand_side_by_side(example, at) -> None:
    found = of(example, at, {"product": {"gtin": "6291041500213"}}).product
    assert found.ids == ("urn:gtin:6291041500213", "urn:test:al")


def test_what_is_left_out_is_a_share_of_the_footprint_or_not_known(example, at) -> None:
    left = LedgerEntry(
        kind="excluded_process", path="p", reason=Names(en="plant", zh="厂房"), basis="footprint"
    )
    by_footprint = Boundary(type="cradle_to_gate", cut_off_basis="footprint", omitted_share=0.015)
    by_mass = Boundary(type="cradle_to_gate", cut_off_basis="mass", omitted_share=0.015)

    def exempted(boundary, said=None):
        changed = example.model_copy(update={"boundary": boundary, "completeness": (left,)})
        return of(changed, at, said).exempted

    assert exempted(by_footprint).percent == Decimal("1.5")
    assert exempted(by_mass).percent is None
    assert exempted(by_mass).description == "plant"
    assert exempted(by_mass, {"exempted": {"percent": 3}}).percent == 3
    assert exempted(Boundary(type="cradle_to_gate")).percent is None


def test_standards_follow_from_the_rule_or_are_stated(example, at) -> None:
    def standards(*names, said=None):
        rule = example.rule.model_copy(update={"standards": names})
        return of(example.model_copy(update={"rule": rule}), at, said).standards

    assert standards("GB/T 44905-2024", "GB/T 24067-2024") == ("ISO14067",)
    assert standards("GB/T 44905-2024") is None
    assert standards("GB/T 44905-2024", said={"standards": ["PEF"]}) == ("PEF",)


def test_biogenic_carbon_and_uptake_must_be_the_same_carbon(made, at) -> None:
    # 12.011 kg C bind 44.009 kg CO2.
    footprint = made(("production", {"biogenic_uptake": -44.009}, {"co2": -44.009}))
    right = {"product": {"carbon_content": {"biogenic": "12.011 kg"}}}
    wrong = {"product": {"carbon_content": {"biogenic": "6 kg"}}}
    assert "P137" not in codes(of(footprint, at, right))
    assert codes(of(footprint, at, wrong))["P137"] is Severity.WARNING
    reported = made(
        ("production", {"fossil": 1.0}, {"co2": 1.0}),
        reported_apart=ReportedApart(biogenic_carbon_content=2.0),
    )
    assert of(reported, at).product.biogenic_carbon == 2
    assert "P137" in codes(of(reported, at))


def test_a_result_that_must_not_be_issued_says_so(example, at) -> None:
    blocking = example.findings[0].model_copy(update={"severity": "blocking"})
    found = of(example.model_copy(update={"findings": (blocking,)}), at)
    assert codes(found)["P130"] is Severity.ERROR


def test_illustrative_unsplit_and_several_sets_are_told(shipped, at) -> None:
    found = facts(*shipped, at)
    assert codes(found).keys() >= {"P131", "P132", "P135"}
    assert found.gwp_sets == ("AR5", "AR6")
    assert found.comment.count("Illustrative") == 1
    assert found.provenance.result_sha256 in found.comment


def test_a_result_without_samples_says_so(example, at) -> None:
    bare = example.model_copy(
        update={
            "total": example.total.model_copy(update={"interval": None}),
            "uncertainty": example.uncertainty.model_copy(update={"method": "none"}),
        }
    )
    found = of(bare, at)
    assert found.uncertainty is None
    assert "P136" in codes(found)


def test_chinese_words_where_the_statement_asks_for_them(example, at) -> None:
    found = of(example, at, {"language": "zh"})
    assert (found.product.name, found.company.name) == ("电解铝", "乙铝业")
    assert "不包括" in found.boundary


@pytest.mark.parametrize("part", ["categories", "stages", "contributions"])
def test_a_result_whose_parts_do_not_add_up_is_refused(example, at, part) -> None:
    first, *others = getattr(example, part)
    changed = example.model_copy(
        update={part: (first.model_copy(update={"value": first.value + 1}), *others)}
    )
    with pytest.raises(InputError) as caught:
        of(changed, at)
    assert [(one.code, one.location.path) for one in caught.value.findings] == [("P124", part)]


def test_a_further_unit_that_is_not_the_total_is_refused(battery, at) -> None:
    footprint, _ = battery
    first, *others = footprint.alternative_units
    changed = first.model_copy(update={"value": first.value * 0.9})
    with pytest.raises(InputError) as caught:
        of(footprint.model_copy(update={"alternative_units": (changed, *others)}), at)
    [finding] = caught.value.findings
    assert (finding.code, finding.location.path) == ("P129", f"alternative_units.{first.id}")
    assert float(finding.params["expected"]) == pytest.approx(first.value, rel=1e-9)
