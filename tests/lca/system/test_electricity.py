"""Electricity by its supply: delivered factors against the official tables by hand, laws, wrong input.

Official factors, kg CO2e/kWh (Ministry of Ecology and Environment, electricity carbon footprint factors):

the numbers below; transmission without and with line losses: 2023 0.0036 and not published, 2024 0.0046
and 0.0327. Provinces' CO2 emission factors are another series and never stand in a footprint.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_case import Case

from lca.errors import InputError
from lca.report.explanation import render_explanation
from lca.results.explain import explain
from lca.rules.load import lint

HIERARCHY = ("on_site", "direct_line", "contract", "grid_average")
GEC = "A1B2C3D4E5F6G7H8J" + "000000000001200"
OTHER = "A1B2C3D4E5F6G7H8J" + "000000000009999"
OFFICIAL = {
    2023: {
        "coal": 0.9440, "gas": 0.4792, "hydro": 0.0143, "nuclear": 0.0065,
        "wind": 0.0336, "solar_pv": 0.0545, "csp": 0.0313, "biomass": 0.0457,
    },
    2024: {
        "coal": 0.9240, "gas": 0.4503, "hydro": 0.0141, "nuclear": 0.0065,
        "wind": 0.0324, "solar_pv": 0.0520, "csp": 0.0312, "biomass": 0.0404,
    },
}  # fmt: skip
AVERAGE = {2023: 0.6205, 2024: 0.5777}


def rule(policy=None, factor=None, **more):
    """A kilogram of product that takes ``power``; its electricity is a supply."""
    return {
        "electricity": {"hierarchy": list(HIERARCHY), **(policy or {})},
        "activity_data": {"power": {"unit": "kWh"}, "source": {"supply": "electricity", "required": False}},
        "processes": {
            "plant": {
                "stage": "production",
                "output": {"product": "product", "amount": "1 kg"},
                "inputs": [
                    {"of": "electricity", "amount": "power", "factor": factor or {"electricity": "$source"}}
                ],
            }
        },
        **more,
    }


def inventory(supply=None, year=2024, power="1 kWh", **more):
    data = {"power": power} | ({} if supply is None else {"source": supply})
    period = {"from": f"{year}-01-01", "to": f"{year}-12-31"}
    return {"activity_data": data, "period": period, "production": "1000 kg", **more}


def contract(volume="2000 kWh", vintage=2024, certificate=GEC, **more):
    proof = {"certificate": certificate, "vintage": vintage, "volume": volume}
    return {"type": "contract", "technology": "wind", "evidence": proof, **more}


def footprint(supply=None, policy=None, **more):
    return Case(rule(policy), inventory(supply, **more)).footprint()


def total(supply=None, **more):
    return footprint(supply, **more).total.value


def codes(found):
    return {finding.code for finding in found.findings}


def refused(supply=None, policy=None, **more):
    """The findings that refuse a supply, each with words and a remedy in both languages and a place."""
    with pytest.raises(InputError) as caught:
        footprint(supply, policy, **more)
    for finding in caught.value.findings:
        assert finding.message("en")
        assert finding.message("zh")
        assert finding.remedy("en")
        assert finding.remedy("zh")
        assert finding.location.file == "inventory.yaml"
    return [finding.code for finding in caught.value.findings]


@pytest.mark.parametrize("year", [2023, 2024])
def test_the_average_is_taken_as_published_and_nothing_is_added(year):
    found = footprint("grid_average", year=year)
    assert found.total.value == AVERAGE[year]
    (line,) = found.contributions
    assert line.path == "production.plant.electricity"
    assert line.factor == f"cn.mee.elec_footprint.national_avg.{year}"
    assert "nothing is added" in line.steps[-1].detail.en
    assert found.sensitivities == ()


@pytest.mark.parametrize("kind", ["on_site", "direct_line"])
@pytest.mark.parametrize(("year", "technology"), [(y, t) for y in OFFICIAL for t in OFFICIAL[y]])
def test_own_and_direct_supply_is_the_factor_of_the_technology(kind, year, technology):
    found = total({"type": kind, "technology": technology}, year=year)
    assert found == pytest.approx(OFFICIAL[year][technology], rel=1e-14)


def test_a_declared_loss_divides():
    """0.0141 / (1 - 0.04) = 0.0146875."""
    found = footprint({"type": "direct_line", "technology": "hydro", "line_loss": "4 %"})
    assert found.total.value == pytest.approx(0.0146875, rel=1e-14)
    assert any("0.0146875" in step.detail.en for step in found.contributions[0].steps)
    assert found.factors[0].value == pytest.approx(0.0141), "the factor itself is told as published"


@pytest.mark.parametrize("technology", sorted(OFFICIAL[2024]))
def test_contract_over_the_grid_adds_transmission_with_losses(technology):
    found = footprint(contract() | {"technology": technology})
    assert found.total.value == pytest.approx(OFFICIAL[2024][technology] + 0.0327, rel=1e-14)


def test_a_contract_is_two_lines_with_their_own_factors():
    found = footprint(contract(), power="100 kWh", production="10 kg")
    assert {line.path: line.value for line in found.contributions} == {
        "production.plant.electricity[contract.wind]": pytest.approx(3.24),
        "production.plant.electricity[contract.wind.transmission]": pytest.approx(3.27),
    }
    assert {factor.id: factor.value for factor in found.factors} == {
        "cn.mee.elec_footprint.gen_wind.2024": pytest.approx(0.0324),
        "cn.mee.elec_footprint.td_inc_loss.2024": pytest.approx(0.0327),
    }
    assert any(GEC in step.detail.en for line in found.contributions for step in line.steps)
    assert "F308" not in codes(found), "the way to the consumer is counted"


def test_in_2023_the_loss_has_to_be_declared():
    """0.0336 / (1 - 0.05) + 0.0036 = 0.0389684..."""
    assert refused(contract(vintage=2023), year=2023) == ["S330"]
    found = total(contract(vintage=2023, line_loss="5 %"), year=2023)
    assert found == pytest.approx(0.0336 / 0.95 + 0.0036, rel=1e-14)


def test_a_loss_beside_transmission_with_losses_is_not_counted_twice():
    found = footprint(contract(line_loss="4 %"))
    assert found.total.value == pytest.approx(0.0324 + 0.0327)
    assert "C213" in codes(found)


def test_shares():
    """0.4 x 0.5777 + 0.2 x 0.052 + 0.4 x (0.0324 + 0.0327) = 0.26752."""
    mixed = [
        {"type": "grid_average", "share": "40 %"},
        {"type": "on_site", "technology": "solar_pv", "share": "20 %"},
        contract(share="40 %"),
    ]
    found = footprint(mixed)
    assert found.total.value == pytest.approx(0.26752, rel=1e-12)
    amounts = {line.item: line.amount.value for line in found.contributions}
    assert amounts["electricity[grid_average]"] == pytest.approx(0.4)
    assert amounts["electricity[on_site.solar_pv]"] == pytest.approx(0.2)


@settings(max_examples=12, deadline=None)
@given(st.integers(1, 99), st.sampled_from(sorted(OFFICIAL[2024])))
def test_a_mixture_lies_where_its_shares_say(percent, technology):
    mixed = [
        {"type": "grid_average", "share": f"{percent} %"},
        {"type": "on_site", "technology": technology, "share": f"{100 - percent} %"},
    ]
    found = footprint(mixed)
    expected = percent / 100 * 0.5777 + (1 - percent / 100) * OFFICIAL[2024][technology]
    assert found.total.value == pytest.approx(expected, rel=1e-12)
    shown = sum(line.amount.normalised for line in found.contributions)
    assert shown == pytest.approx(3.6), "the parts of the amount are the amount"


@settings(max_examples=8, deadline=None)
@given(st.floats(1e-3, 1e7))
def test_all_of_it_from_the_grid_is_the_plain_grid_bit_for_bit(power):
    plain = Case(rule(factor={"item": "electricity"}), inventory(power=power_text(power)))
    plain.rule["activity_data"].pop("source")
    expected = plain.footprint(samples=50).contributions
    whole = [{"type": "grid_average", "share": "100 %"}]
    for supply in (None, "grid_average", {"type": "grid_average"}, whole):
        (found,) = (
            Case(rule(), inventory(supply, power=power_text(power))).footprint(samples=50).contributions
        )
        assert (found.value, found.interval) == (expected[0].value, expected[0].interval)


def power_text(power):
    return f"{power!r} kWh"


def test_left_out_is_the_grid_and_stands_in_the_ledger():
    found = footprint(None)
    assert found.total.value == 0.5777
    assert [entry.path for entry in found.completeness if entry.kind == "default_value"] == ["source"]


def test_everybody_shares_the_draws_of_a_factor():
    """Half grid and all grid have samples in the ratio of the shares."""
    half = [
        {"type": "grid_average", "share": "50 %"},
        {"type": "on_site", "technology": "wind", "share": "50 %"},
    ]
    of_half, of_all = (
        Case(rule(), inventory(supply)).footprint(samples=200).contributions
        for supply in (half, "grid_average")
    )
    part = next(line for line in of_half if line.item == "electricity[grid_average]")
    assert part.interval.p97_5 == pytest.approx(0.5 * of_all[0].interval.p97_5, rel=1e-14)


@pytest.mark.parametrize("demanded", [True, False])
def test_the_grid_is_always_the_sensitivity(demanded):
    found = footprint(contract(), {"sensitivity": "grid_average"} if demanded else None)
    (case,) = found.sensitivities
    assert case.value == 0.5777
    assert case.change == pytest.approx(0.5777 / 0.0651 - 1)
    assert ("C170" if demanded else "C201") in codes(found)
    assert "wind power" in case.label.en
    assert "风力发电" in case.label.zh


def test_certificates_below_the_use_are_topped_up_from_the_grid():
    """1,000 kg x 1 kWh = 1,000 kWh; 600 kWh proven: 0.6 x 0.0651 + 0.4 x 0.5777 = 0.27014."""
    found = footprint(contract(volume="600 kWh"))
    assert found.total.value == pytest.approx(0.27014, rel=1e-12)
    (finding,) = [finding for finding in found.findings if finding.code == "C210"]
    assert "600 kWh of the 1,000 kWh" in finding.message.en


def test_the_parts_of_a_contract_are_uncertain_each_for_itself():
    found = Case(rule(), inventory(contract())).footprint(samples=100)
    assert {parameter.id for parameter in found.uncertainty.parameters} == {
        "factor:cn.mee.elec_footprint.gen_wind.2024",
        "factor:cn.mee.elec_footprint.td_inc_loss.2024",
    }


@pytest.mark.parametrize(("language", "words"), [("en", "how applied"), ("zh", "应用方式")])
def test_every_step_can_be_asked_for(language, words):
    found = footprint([{"type": "grid_average", "share": "40 %"}, contract(share="60 %")])
    told = explain(found, "production.plant.electricity")
    assert told.value == pytest.approx(found.total.value)
    assert len(told.parts) == 3
    assert told.label.en == "electricity"
    assert words in render_explanation(found, told, language).plain


def test_several_certificates_add_up():
    proofs = [
        {"certificate": GEC, "vintage": 2024, "volume": "0.4 MWh"},
        {"certificate": OTHER, "vintage": 2024, "volume": "600 kWh"},
    ]
    assert total(contract() | {"evidence": proofs}) == pytest.approx(0.0651, rel=1e-12)


def test_the_use_is_found_through_the_chain():
    """The plant takes 2 kWh of its own power supply for a kilogram: 2,000 kWh, of which 500 are proven."""
    chain = rule()
    chain["processes"]["plant"]["inputs"] = [{"product": "site_power", "amount": "2 * power"}]
    chain["processes"]["supply"] = {
        "stage": "production",
        "output": {"product": "site_power", "amount": "1 kWh"},
        "inputs": [{"of": "electricity", "amount": "1 kWh", "factor": {"electricity": "$source"}}],
    }
    found = Case(chain, inventory(contract(volume="500 kWh"))).footprint()
    assert found.total.value == pytest.approx(2 * (0.25 * 0.0651 + 0.75 * 0.5777), rel=1e-12)


def test_production_may_be_in_an_alternative_unit():
    """A piece is 2 kg: 250 pieces take 500 kWh, all proven."""
    pieces = {"id": "piece", "kind": "declared", "amount": "1 item", "of": {"zh": "件", "en": "piece"}}
    more = rule(alternative_units=[{**pieces, "reference_flow": "2 kg"}])
    found = Case(more, inventory(contract(volume="500 kWh")) | {"production": "250 item"}).footprint()
    assert found.total.value == pytest.approx(0.0651, rel=1e-12)
    assert "C210" not in codes(found)


@pytest.mark.parametrize(
    ("limit", "vintage", "code", "severity"),
    [
        (None, 2024, None, None),
        (None, 2022, "C211", "warning"),
        (2, 2022, "C211", "info"),
        (1, 2022, "C212", "blocking"),
        (0, 2025, "C212", "blocking"),
    ],
)
def test_vintage(limit, vintage, code, severity):
    found = footprint(contract(vintage=vintage), {} if limit is None else {"vintage": limit})
    told = {finding.code: finding.severity for finding in found.findings if finding.code in ("C211", "C212")}
    assert told == ({} if code is None else {code: severity})
    assert found.blocking == (severity == "blocking")


def test_a_footprint_of_the_generator_may_stand_for_the_technology():
    own = {
        "footprints": {"roof": {"value": 0.04, "unit": "kg CO2e/kWh", "gwp_set": "AR6", "source": "study"}}
    }
    found = footprint({"type": "on_site", "footprint": "roof", "line_loss": "2 %"}, **own)
    assert found.total.value == pytest.approx(0.04 / 0.98, rel=1e-14)
    assert found.factors[0].value == pytest.approx(0.04)


@pytest.mark.parametrize(
    ("supply", "code"),
    [
        ("on_site", "S322"),
        ("wind", "S325"),
        ("gird_average", "S321"),
        ("3 kWh", "S320"),
        ([{"name": "a"}], "S320"),
        ({"type": "on_site"}, "S313"),
        ({"type": "on_site", "technology": "wind", "footprint": "roof"}, "S313"),
        ({"type": "on_sight", "technology": "wind"}, "Y125"),
        ({"type": "on_site", "technology": "tidal"}, "Y125"),
        ({"type": "on_site", "technology": "wind", "loss": "3 %"}, "Y110"),
        ({"type": "grid_average", "line_loss": "3 %"}, "S312"),
        ({"type": "grid_average", "technology": "coal"}, "S312"),
        ({"type": "contract", "technology": "wind"}, "S314"),
        (contract() | {"type": "on_site"}, "S315"),
        (contract(certificate="short"), "S311"),
        (contract(certificate=GEC[:-1] + "-"), "S311"),
        (contract(volume="0 kWh"), "S319"),
        (contract(volume="3 kg"), "U301"),
        (contract(volume="many"), "U201"),
        (contract(vintage="last year"), "Y123"),
        ({"type": "on_site", "technology": "wind", "line_loss": "100 %"}, "S318"),
        ({"type": "on_site", "technology": "wind", "line_loss": "-1 %"}, "S318"),
        ([{"type": "grid_average", "share": "90 %"}], "S310"),
        ([{"type": "grid_average"}, contract(share="60 %")], "S316"),
        ([{"type": "grid_average", "share": "0 %"}, contract(share="100 %")], "S316"),
        ([{"type": "grid_average", "share": "50 %"}, {"type": "grid_average", "share": "50 %"}], "S317"),
        ({"type": "on_site", "footprint": "roof"}, "S323"),
        (contract() | {"evidence": [contract()["evidence"], contract()["evidence"]]}, "S324"),
    ],
)
def test_wrong_supplies(supply, code):
    assert refused(supply) == [code]


def test_only_what_the_rule_permits():
    assert refused(contract(), {"hierarchy": ["on_site", "grid_average"]}) == ["S321"]


def test_a_certificate_stands_once_in_a_file():
    two = rule()
    two["activity_data"]["second"] = {"supply": "electricity"}
    line = {"id": "other", "of": "more", "amount": "power", "factor": {"electricity": "$second"}}
    two["processes"]["plant"]["inputs"].append(line)
    data = inventory(contract())
    data["activity_data"]["second"] = contract()
    with pytest.raises(InputError) as caught:
        Case(two, data).footprint()
    assert [finding.code for finding in caught.value.findings] == ["S324"]


@pytest.mark.parametrize(("production", "code"), [(None, "S332"), ("10 m3", "S333")])
def test_a_volume_needs_a_production(production, code):
    data = inventory(contract())
    if production is None:
        data.pop("production")
    else:
        data["production"] = production
    with pytest.raises(InputError) as caught:
        Case(rule(), data).footprint()
    assert [finding.code for finding in caught.value.findings] == [code]


def test_no_transmission_factor_no_contract():
    """No transmission factor is published for Germany."""
    with pytest.raises(InputError) as caught:
        Case(rule(), inventory(contract()) | {"site": {"geography": "DE"}}).footprint()
    assert {finding.code for finding in caught.value.findings} <= {"S331", "F205", "F204"}


def test_a_suppliers_footprint_does_not_pass_by_the_hierarchy():
    own = {"footprints": {"electricity": {"value": 0.01, "unit": "kg CO2e/kWh", "source": "brochure"}}}
    assert refused("grid_average", **own) == ["A221"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"electricity": None}, "S301"),
        ({"electricity": {"hierarchy": ["on_site"]}}, "S302"),
        ({"quantities": {"x": 'if($source == "wind", 1, 2)'}}, "S303"),
        ({"factor": {"electricity": "$sauce"}}, "S304"),
        ({"factor": {"electricity": "$source", "item": "electricity"}}, "S305"),
        ({"activity_data": {"power": {"unit": "kg"}, "source": {"supply": "electricity"}}}, "S306"),
    ],
)
def test_wrong_rules(change, code):
    import json

    factor = change.pop("factor", None)
    wrong = Case({**rule(factor=factor), **change}).rule
    wrong = {key: value for key, value in wrong.items() if value is not None}
    found = lint(json.dumps(wrong).encode(), "rule.yaml")
    finding = next(finding for finding in found if finding.severity == "error")
    assert finding.code == code
    assert finding.message("zh")
    assert finding.remedy("zh")
    assert finding.location.line == 1


PROVINCE = "cn.mee.elec_co2.cn_yn.2023"
TABLE = {
    "activity_data": {
        "bought": {"table": {"name": "text", "what": "factor", "amount": "kWh"}, "key": "name"}
    },
    "processes": {
        "plant": {
            "stage": "production",
            "output": {"product": "product", "amount": "1 kg"},
            "inputs": [{"for_each": "bought", "of": "power", "amount": "$row.amount", "factor": "$row.what"}],
        }
    },
}


def by_id():
    row = {"name": "a", "what": {"id": PROVINCE}, "amount": "1 kWh"}
    return Case(TABLE, {"activity_data": {"bought": [row]}})


def by_kind():
    selector = {"item": "electricity", "kind": "direct_emission", "geography": "CN-YN"}
    found = Case(rule(factor=selector), inventory())
    found.rule["activity_data"].pop("source")
    return found


@pytest.mark.parametrize(("made", "code"), [(by_id, "F211"), (by_kind, "S340")])
def test_a_provinces_co2_factor_is_refused_and_may_be_accepted(made, code):
    """Yunnan 2023: 0.1333 kg CO2/kWh, operation only."""
    with pytest.raises(InputError) as caught:
        made().footprint()
    (finding,) = caught.value.findings
    assert finding.code == code
    assert finding.location.file
    accepted = made().footprint(accept=(code,))
    assert accepted.contributions[0].gases["co2"] == pytest.approx(0.1333)
    (told,) = [one for one in accepted.findings if one.code == "C220"]
    assert told.severity == "blocking"
    assert accepted.blocking
    assert code in told.message.en
    assert accepted.contributions[0].factor in told.message.en


def test_an_item_that_is_there_as_co2_only_is_refused_and_may_be_accepted():
    """Fossil generation of the nation, 2023: 0.8273 kg CO2/kWh."""
    made = Case(rule(factor={"item": "electricity.fossil"}), inventory())
    made.rule["activity_data"].pop("source")
    with pytest.raises(InputError) as caught:
        made.footprint()
    assert [finding.code for finding in caught.value.findings] == ["F213"]
    accepted = made.footprint(accept=("F213",))
    assert accepted.total.value == pytest.approx(0.8273)
    assert accepted.blocking


def test_accepting_something_else_does_not_help():
    with pytest.raises(InputError) as caught:
        by_id().footprint(accept=("S340",))
    assert caught.value.findings[0].code == "F211"


@pytest.mark.parametrize("code", ["A202", "F203", "nonsense"])
def test_only_documented_codes_can_be_accepted(code):
    with pytest.raises(InputError) as caught:
        footprint_of_grid(accept=(code,))
    assert [finding.code for finding in caught.value.findings] == ["S341"]


def footprint_of_grid(**options):
    return Case(rule(), inventory("grid_average")).footprint(**options)


def test_accepting_what_was_not_refused_changes_nothing():
    accepting, plain = footprint_of_grid(accept=("F211", "F213", "S340")), footprint_of_grid()
    assert accepting.provenance.accepted == ("F211", "F213", "S340")
    assert accepting.model_copy(update={"provenance": plain.provenance}) == plain
