"""How far each change moves a reference product, by hand arithmetic."""

from collections.abc import Callable
from pathlib import Path

import pytest

from lca.rule_diff import RuleDifference
from lca.rule_diff.difference import Effect
from lca.rules.comparison import Impact

Compared = Callable[..., RuleDifference]
SHARE = ('value: "0.8"', 'value: "0.9"')
RATIO = ('value: "3"', 'value: "4"')
QUARRY = ("amount: 10 kg", "amount: 12 kg")
INVENTORY = """\
zuji: 1
rule: test.kiln
product: {name: {zh: 石灰, en: lime of a works}}
company: {name: {zh: 厂, en: works}}
period: {from: 2024-01-01, to: 2024-12-31}
production: 1 t
site: {name: {zh: 厂, en: works}, geography: CN}
activity_data:
  coke: {value: 200, unit: kg, source: ledger}
  stone: {value: 1000, unit: kg, source: ledger}
"""


def only(found: RuleDifference) -> Effect:
    (effect,) = found.effects
    return effect


def parts(effect: Effect) -> dict[tuple[int, ...], float]:
    return {part.changes: part.moved.total for part in effect.parts}


def test_a_rule_against_itself_moves_nothing(compared: Compared) -> None:
    found = compared()
    effect = only(found)
    assert (found.changes, found.impact, found.proposed, found.findings) == ((), None, "1.0.0", ())
    assert effect.old == effect.new
    assert effect.old is not None
    assert effect.old.total == pytest.approx(260.0)
    assert (effect.parts, effect.names, effect.origin) == ((), ("a kiln",), "both")


def test_one_change_is_the_whole_difference(compared: Compared) -> None:
    """2 t of stone at 12 kg: 264 kg, and what moves is what is dug."""
    effect = only(compared(QUARRY))
    assert effect.new is not None
    assert effect.new.total == pytest.approx(264.0)
    assert parts(effect) == pytest.approx({(1,): 4.0})
    assert effect.parts[0].moved.stages == pytest.approx((4.0, 0.0, 0.0, 0.0, 0.0))


def test_two_factors_of_a_product_share_what_they_do_together(compared: Compared) -> None:
    """100 * (0.9 * 4 - 0.8 * 3) = 120: 0.1 * 3.5 * 100 = 35 and 1 * 0.85 * 100 = 85; the quarry 4 apart."""
    found = compared(SHARE, RATIO, QUARRY)
    numbers = {one.category: at for at, one in enumerate(found.changes, start=1)}
    assert len(found.changes) == 3
    effect = only(found)
    shares = parts(effect)
    assert sorted(shares.values()) == pytest.approx([4.0, 35.0, 85.0])
    assert shares[numbers["processes.lines.amount"],] == pytest.approx(4.0)
    assert effect.difference is not None
    assert sum(shares.values()) == pytest.approx(effect.difference.total) == pytest.approx(124.0)
    assert (effect.method, effect.interaction) == ("shapley", None)


def test_a_name_and_the_formula_that_uses_it(compared: Compared) -> None:
    """A new constant moves nothing by itself: the formula does. 100 * 0.8 * 3 * 0.5 = 120 kg less."""
    new = (
        "parameters:\n",
        "parameters:\n  half: {value: '0.5', source: chosen, label: {zh: 半, en: half}}\n",
    )
    found = compared(new, ("amount: burnt * ratio", "amount: burnt * ratio * half"))
    effect = only(found)
    assert list(parts(effect).values()) == pytest.approx([-120.0])
    (changes,) = parts(effect)
    assert "processes.lines.amount" in {found.changes[at - 1].category for at in changes}


def test_a_line_that_came_and_one_that_went(compared: Compared) -> None:
    """Without the quarry's gas 20 kg less, with 5 kg of fossil methane 5 * 29.8 kg more (IPCC AR6)."""
    gone = ("    emissions:\n      - {gas: co2, origin: fossil, amount: 10 kg}\n", "")
    bought = ("label: {zh: 采石, en: quarry}\n", "label: {zh: 采石, en: quarry}\n    clause: '7'\n")
    more = (
        "amount: burnt * ratio}\n",
        "amount: burnt * ratio}\n      - {gas: ch4, origin: fossil, amount: 5 kg}\n",
    )
    effect = only(compared(gone, bought, more))
    assert sorted(parts(effect).values()) == pytest.approx([-20.0, 149.0])


def test_renamed_activity_data_are_found_again(compared: Compared) -> None:
    names = (
        ("  coke:", "  petcoke:"),
        ("formula: coke", "formula: petcoke"),
        ("{coke: 100", "{petcoke: 100"),
    )
    found = compared(*names)
    effect = only(found)
    assert "activity_data renamed" in {f"{one.category} {one.verb}" for one in found.changes}
    assert effect.old == effect.new
    assert effect.old is not None
    assert (effect.origin, effect.left_out) == ("both", ())


def test_what_only_the_new_rule_asks_for_is_left_out(compared: Compared) -> None:
    """Optional wood of the new test: 30 kg of gas by the new rule, and none under the old one."""
    wood = "  wood: {unit: kg, per: t, required: false, label: {zh: 木, en: wood},\n"
    asked = ("activity_data:\n", f"activity_data:\n{wood}    default: {{value: 0 kg, source: none}}}}\n")
    gas = "      - {gas: co2, id: wood, origin: fossil, amount: wood * 2}\n"
    line = ("amount: burnt * ratio}\n", f"amount: burnt * ratio}}\n{gas}")
    given = ("{coke: 100 kg, stone: 2000 kg}", "{coke: 100 kg, stone: 2000 kg, wood: 15 kg}")
    found = compared(asked, line, given, ("a kiln", "a kiln with wood"))
    old, new = found.effects
    assert (old.origin, new.origin) == ("old", "new")
    assert old.difference is not None
    assert old.difference.total == pytest.approx(0.0)
    assert new.left_out == ("wood",)
    assert new.difference is not None
    assert new.difference.total == pytest.approx(30.0)


def test_what_the_new_rule_refuses_is_lost(compared: Compared) -> None:
    """R373: a range that no longer holds 100 kg of coke; the number is refused, so the change breaks."""
    found = compared(("range: [50, 500]", "range: [150, 500]"))
    effect = only(found)
    assert effect.lost
    assert (effect.refused_old, [one.code for one in effect.refused_new]) == ((), ["A204"])
    assert "R373" in {one.code for one in found.findings}
    assert (found.impact, found.proposed) == (Impact.BREAKING, "2.0.0")


def test_a_file_is_a_reference_product_too(compared: Compared, tmp_path: Path) -> None:
    """200 * 0.8 * 3 + 10 = 490 kg, and 12 instead of 10."""
    file = tmp_path / "works.yaml"
    file.write_text(INVENTORY, encoding="utf-8")
    test, works = compared(QUARRY, inventories=(file,)).effects
    assert (works.names, works.origin) == (("lime of a works (works.yaml)",), "file")
    assert works.old is not None
    assert works.new is not None
    assert (works.old.total, works.new.total) == pytest.approx((490.0, 492.0))
    assert parts(test) == pytest.approx({(1,): 4.0})
