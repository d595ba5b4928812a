"""Our stages against the modules of EN 15804: by hand from the definitions of the two standards."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from passport_cases import AT, whole_life, without

from lca.errors import InputError
from lca.passport.facts import facts
from lca.passport.formats.aas_phases import entries
from lca.passport.formats.aas_terms import PHASES
from lca.passport.statement import load_statement
from lca.passport.statement_aas import singles


def told(footprint, aas=None):
    statement = load_statement({"aas": aas}) if aas is not None else None
    return entries(facts(footprint, statement, AT))


def groups(footprint, aas=None):
    made, gaps = told(footprint, aas)
    assert not gaps
    return {"+".join(entry.phases): entry.value for entry in made}


def test_cradle_to_gate_is_a1_to_a3(example):
    assert groups(example) == {"A1-A3": Decimal(10_000)}


def test_all_stages_with_a_credit_at_the_end_of_life(example):
    footprint = whole_life(example, distribution=120.0, use=30.5, end_of_life=80.0, credit=-200.0)
    assert groups(footprint) == {
        "A1-A3": Decimal(10_000),
        "A4": Decimal(120),
        "B1-B7": Decimal("30.5"),
        "C1-C4": Decimal(80),
        "D": Decimal(-200),
    }


def test_avoided_production_stays_and_is_told(example):
    made, _ = told(example)
    assert made[0].avoided == Decimal("-302.5")
    footprint = whole_life(example, end_of_life=1.0, credit=-2.0)
    assert [one.avoided for one in told(footprint)[0]] == [Decimal("-302.5"), 0, 0]


def test_production_alone_is_a3(example):
    footprint = without(example, "raw_material_acquisition")
    assert groups(footprint) == {"A3": Decimal(8_100)}


def test_raw_materials_alone_are_refused_until_they_are_mapped(example):
    footprint = without(example, "production")
    _, gaps = told(footprint)
    assert [(gap.need, gap.where) for gap in gaps] == [("required", "aas.phases.raw_material_acquisition")]
    stated = {"phases": {"raw_material_acquisition": ["A1", "A2"]}}
    assert groups(footprint, stated) == {"A1+A2": Decimal(1_900)}


def test_a_stated_mapping_splits_raw_materials_from_production(example):
    stated = {"phases": {"raw_material_acquisition": ["A1", "A2"], "production": ["A3"]}}
    assert groups(example, stated) == {"A1+A2": Decimal(1_900), "A3": Decimal(8_100)}


def test_one_stated_alone_leaves_the_other_without_a_phase(example):
    _, gaps = told(example, {"phases": {"production": ["A3"]}})
    assert [gap.where for gap in gaps] == ["aas.phases.raw_material_acquisition"]


def test_a_stated_phase_that_a_default_claims_is_refused(example):
    footprint = whole_life(example, distribution=1.0)
    _, gaps = told(footprint, {"phases": {"distribution": ["A3"]}})
    assert [(gap.where, gap.note) for gap in gaps] == [
        ("aas.phases.distribution", "A3 is already raw_material_acquisition")
    ]


def test_one_entry_for_all_keeps_the_total_and_names_each_phase(example):
    footprint = whole_life(example, use=2.0, end_of_life=3.0, credit=-4.0)
    made, _ = told(footprint, {"split": "total"})
    assert [(one.phases, one.value) for one in made] == [(("A1-A3", "B1-B7", "C1-C4", "D"), Decimal(10_001))]


@given(
    st.dictionaries(
        st.sampled_from(["distribution", "use", "end_of_life", "credit"]),
        st.floats(-1e6, 1e6).map(lambda value: round(value, 7)),
    )
)
def test_entries_add_up_to_the_total_to_the_last_digit(example, values):
    values = {key: -abs(value) if key == "credit" else value for key, value in values.items()}
    known = facts(whole_life(example, **values), None, AT)
    made, gaps = entries(known)
    assert not gaps
    assert sum(one.value for one in made) == known.emissions.total
    single = [phase for one in made for code in one.phases for phase in singles(code)]
    assert len(single) == len(set(single))


def test_groups_are_their_single_phases():
    assert singles("A1-A3") == ("A1", "A2", "A3")
    assert singles("C2-C4") == ("C2", "C3", "C4")
    assert singles("D") == ("D",)
    assert {one for code in PHASES for one in singles(code)} <= set(PHASES)


@pytest.mark.parametrize(
    ("phases", "code"),
    [
        ({"production": ["A3"], "use": ["A1-A3"]}, "P320"),
        ({"production": ["A3", "A1-A3"]}, "P320"),
        ({"production": []}, "P321"),
        ({"production": ["A9"]}, "Y125"),
        ({"making": ["A3"]}, "Y125"),
    ],
)
def test_wrong_mappings_are_refused(phases, code):
    with pytest.raises(InputError) as caught:
        load_statement({"aas": {"phases": phases}})
    assert caught.value.findings[0].code == code
