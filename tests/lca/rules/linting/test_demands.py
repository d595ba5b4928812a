"""Findings about demands that need more than one change of the rule; the others stand in spoilt.yaml."""

from collections.abc import Sequence

import pytest

from lca.errors import Finding, Severity
from lca.i18n import LANGUAGES

OUTPUT = "    output: {product: metal, amount: 1 t}\n"
BALANCE = "    balances: {mass: {inputs: 1 t, outputs: 1 t, tolerance: 2 %}}\n"
EXCLUSION = "exclusions: [{name: {zh: 车, en: car}, stage: production, clause: x%s}]\ncut_off: {basis: %s"
MASS = "allocation: {method: mass, justification: {zh: 同一用途, en: same use}}"
REFERENCE = "reference_flow: {product: metal, amount: 1 t}"
PER_KILOGRAM = "reference_flow: 1 kg}"
SLAG = "{product: slag, amount: 0.3 t,"
POWER = "      - {of: electricity, amount: electricity,"


def codes(findings: Sequence[Finding]) -> list[tuple[str, str]]:
    for finding in findings:
        assert all(finding.message(language) and finding.remedy(language) for language in LANGUAGES)
    return [(finding.code, finding.location.path) for finding in findings]


def test_every_process_declares_the_balances_that_are_demanded(found) -> None:
    end = "end_of_life: {method: cut_off}\n"
    findings = found((end, f"{end}data_quality: {{balances: [mass]}}\n"), (OUTPUT, OUTPUT + BALANCE))
    assert codes(findings) == [("R286", "processes.mining"), ("R286", "processes.tailings_pond")]
    assert "{mass: {inputs: …" in findings[0].remedy("en")


@pytest.mark.parametrize(
    ("basis", "amount", "expected"),
    [
        ("mass", "", [("R293", "boundary.exclusions[0]")]),
        ("mass", ", amount: 3 kg", []),
        ("energy", ", amount: 3 kWh", []),
        ("footprint", "", []),
    ],
)
def test_what_is_left_out_by_mass_needs_its_mass(found, basis, amount, expected) -> None:
    findings = found(("cut_off: {basis: footprint", "  " + EXCLUSION % (amount, basis)))
    assert codes(findings) == expected
    assert all(finding.severity is Severity.INFO for finding in findings)


def test_a_share_needs_something_that_it_is_a_share_of(found) -> None:
    bought = "      - {for_each: freight, of: material, amount: $row.mass, factor: $row.material}\n"
    excluded = ("cut_off: {basis: footprint", "  " + EXCLUSION % (", amount: 3 kg", "mass"))
    rest = ("      material: factor\n", "")
    assert codes(found(excluded, (bought, ""), rest)) == [("R290", "cut_off.basis")]
    stated = ("cut_off: {basis: footprint", "  " + EXCLUSION % (", amount: 3 kg", "mass, of: 2 t"))
    assert codes(found(stated, (bought, ""), rest)) == []


def test_a_free_product_may_not_be_all_that_is_asked_of_a_process(found) -> None:
    """The reference product itself carries nothing: all of smelting would vanish."""
    findings = found(
        (MASS, "allocation: {method: none}"),
        (REFERENCE, "reference_flow: {product: slag, amount: 0.3 t}"),
    )
    assert codes(findings) == [("R291", "unit.reference_flow.product")]


@pytest.mark.parametrize(("method", "free"), [("none", True), ("mass", False)])
def test_a_process_reached_by_its_free_product_alone(found, method, free) -> None:
    """Smelting takes heat of a boiler whose heat carries no burden and whose steam nobody takes."""
    boiler = f"""  boiler:
    label: {{zh: 锅炉, en: boiler}}
    stage: production
    output: {{product: steam, amount: 1 t}}
    inputs: [{{of: diesel, amount: 20 MJ, factor: {{item: diesel}}}}]
    co_products: [{{product: condensate, amount: 0.5 t}}]
    allocation: {{method: {method}, justification: {{zh: 无, en: none}}}}
  smelting:"""
    taken = f"      - {{product: condensate, amount: 0.1 t}}\n{POWER}"
    findings = found(("  smelting:", boiler), (POWER, taken))
    assert [f.code for f in findings if f.severity is Severity.ERROR] == (["R291"] if free else [])
    steam = f"      - {{product: steam, amount: 0.1 t}}\n{taken}"
    assert codes(found(("  smelting:", boiler), (POWER, steam))) == []


@pytest.mark.parametrize(
    ("taken", "expected"),
    [
        ("0.4 t", [("R292", "processes.smelting.inputs[1].product")]),
        ("300 kg", []),
        ("coke * 2", []),
    ],
)
def test_a_process_takes_back_no_more_of_its_free_product_than_it_makes(found, taken, expected) -> None:
    """0.3 t of slag are made; what depends on activity data is compared in the result."""
    findings = found(
        (MASS, "allocation: {method: none}"),
        (POWER, f"      - {{product: slag, amount: {taken}}}\n{POWER}"),
    )
    assert codes(findings) == expected
