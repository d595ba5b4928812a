"""zuji background show: contributions, paths and decisive exchanges add up to the footprint."""

import json
import math
from pathlib import Path

import pytest
from rich.cells import cell_len

from lca.background.importing import import_database
from lca.background.linking import link
from lca.background.records import Dataset, Exchange, Flow, FlowKind, Reading, Role
from lca.background.store import SourceFile, write
from lca.distributions import Normal

LANGUAGES = ("en", "zh")
METALS = Path(__file__).parents[2] / "datasets" / "backgrounds" / "illustrative-metals"
ALL = ("--contributions", "--paths", "1%", "--exchanges")


def fits(text: str) -> bool:
    return max(map(cell_len, text.splitlines())) <= 80


@pytest.fixture
def folder(tmp_path):
    """A car of 2 steel, itself 1 kg, that gives off 4 slag and saves 1 steel at its end.

    Steel emits 3 (standard deviation 0.3) and takes 0.5 kWh of 2 kg each: 4 kg a unit. Treating slag emits
    0.25 a unit. The car: 1 + 2·4 + 4·0.25 - 1·4 = 6.
    """
    flows = {
        "car": Flow("car", "car", FlowKind.PRODUCT, "p"),
        "steel": Flow("steel", "steel", FlowKind.PRODUCT, "kg"),
        "power": Flow("power", "power", FlowKind.PRODUCT, "kWh"),
        "slag": Flow("slag", "slag", FlowKind.WASTE, "kg"),
        "co2": Flow("co2", "Carbon dioxide, fossil", FlowKind.ELEMENTARY, "kg", ("air",)),
    }

    def making(key: str, *inputs: Exchange, amount: float, spread: Normal | None = None) -> Dataset:
        made = Exchange(key, Role.REFERENCE, True, 1.0, flows[key].unit)
        burnt = Exchange("co2", Role.OUTPUT, True, amount, "kg", spread=spread)
        return Dataset(f"m-{key}", f"making {key}", "CN", (made, burnt, *inputs))

    datasets = (
        making(
            "car",
            Exchange("steel", Role.INPUT, False, 2.0, "kg"),
            Exchange("slag", Role.OUTPUT, True, 4.0, "kg"),
            Exchange("steel", Role.AVOIDED, True, 1.0, "kg", provider="m-steel"),
            amount=1.0,
        ),
        making(
            "steel", Exchange("power", Role.INPUT, False, 0.5, "kWh"), amount=3.0, spread=Normal(3.0, 0.3)
        ),
        making("power", amount=2.0),
        Dataset(
            "t-slag",
            "dumping slag",
            "CN",
            (
                Exchange("slag", Role.REFERENCE, False, 1.0, "kg"),
                Exchange("co2", Role.OUTPUT, True, 0.25, "kg"),
            ),
        ),
    )
    write(link(Reading("hand", "1", flows, datasets), "cars"), tmp_path / "cars", SourceFile("x", "0" * 64))
    return tmp_path / "cars"


def shown(zuji, folder, process, *words):
    done = zuji("background", "show", folder, process, *words, "--format", "json")
    assert done.code == 0, done.err
    return json.loads(done.out)


def rest(of) -> float:
    return of["positive"] + of["negative"]


def test_contributions_by_hand(zuji, folder) -> None:
    """By process: car 1, steel (2 - 1)·3, power (2 - 1)·0.5·2, slag 4·0.25."""
    found = shown(zuji, folder, "making car", "--contributions")["contributions"]
    assert found["total"] == pytest.approx(6.0, rel=1e-14)
    values = {part["name"]: part["value"] for part in found["processes"]}
    assert values == pytest.approx(
        {"making steel": 3.0, "making car": 1.0, "making power": 1.0, "dumping slag": 1.0}
    )
    assert found["direct"] == pytest.approx(1.0)
    bought = {part["name"]: (part["amount"], part["value"]) for part in found["suppliers"]}
    # 2 taken and 1 avoided stand in one cell of the matrix.
    assert bought == {
        "making steel": (pytest.approx(1.0), pytest.approx(4.0)),
        "dumping slag": (pytest.approx(-4.0), pytest.approx(1.0)),
    }
    assert found["tiers"] == pytest.approx([1.0, 4.0, 1.0, 0.0, 0.0, 0.0])
    assert found["beyond"] == pytest.approx(0.0, abs=1e-15)


def test_the_treatment_of_a_waste_is_a_burden_per_unit_treated(zuji, folder) -> None:
    """Dumping emits 0.25 kg a unit: no credit, whatever the sign of its entry is."""
    zuji("background", "solve", folder)
    found = shown(zuji, folder, "dumping slag", *ALL)
    assert found["value"] == pytest.approx(0.25)
    assert found["by_gas"] == [["co2 fossil", pytest.approx(0.25)]]
    assert found["emissions"][0]["share"] == pytest.approx(1.0)
    assert found["contributions"]["direct"] == found["contributions"]["total"] == pytest.approx(0.25)
    (step,) = found["paths"]["steps"]
    assert (step["amount"], step["burden"], step["direct"]) == pytest.approx((1.0, 0.25, 0.25))
    assert "0.25 kg CO2e per kg treated" in zuji("background", "show", folder, "dumping slag").out


def test_paths_are_a_tree_and_what_is_below_the_cut_off_is_rest(zuji, folder) -> None:
    """Steel stands for 4 of 6, its power for 1, slag for 1: a cut-off of 20 % leaves 2 to the rest."""
    found = shown(zuji, folder, "making car", "--paths", "20%")["paths"]
    assert [step["chain"] for step in found["steps"]] == [["m-car"], ["m-car", "m-steel"]]
    assert [step["burden"] for step in found["steps"]] == pytest.approx([6.0, 4.0])
    assert [step["direct"] for step in found["steps"]] == pytest.approx([1.0, 3.0])
    assert found["rest"] == {"count": 2, "positive": pytest.approx(2.0), "negative": 0.0}
    deep = shown(zuji, folder, "making car", "--paths", "10%")["paths"]
    assert [step["chain"][-1] for step in deep["steps"]] == ["m-car", "m-steel", "m-power", "t-slag"]
    assert deep["rest"]["count"] == 0


def test_exchanges_that_decide(zuji, folder) -> None:
    """1 % more steel taken is 2·4/6 %; only steel's emission varies: a net 1 kg of it, 0.3 kg CO2e."""
    found = shown(zuji, folder, "making car", "--exchanges")["exchanges"]
    first = found["sensitive"][0]
    assert (first["name"], first["process"], first["matrix"]) == (
        "making steel",
        "making car",
        "technosphere",
    )
    assert first["elasticity"] == pytest.approx(8 / 6)
    assert found["sd"] == pytest.approx(0.3)
    (bar,) = found["uncertain"]
    assert (bar["process"], bar["share"]) == ("making steel", pytest.approx(1.0))
    z = 1.6448536269514722
    assert (bar["low"], bar["high"]) == pytest.approx((6 - 0.3 * z, 6 + 0.3 * z))
    assert found["rest"]["count"] == 0


@pytest.mark.parametrize("limit", [(), ("--all",)])
def test_everything_adds_up_on_a_real_network(zuji, tmp_path, limit) -> None:
    """Loops, wastes, avoided products: each list and its rest give the footprint, of every process."""
    import_database(METALS, tmp_path / "metals")
    rows = json.loads(zuji("background", "list", tmp_path / "metals", "--format", "json").out)
    for row in rows:
        found = shown(zuji, tmp_path / "metals", row["id"], "--contributions", "--paths", "3%", *limit)
        parts, total = found["contributions"], found["contributions"]["total"]
        sums = (
            sum(part["value"] for part in parts["processes"]) + rest(parts["processes_rest"]),
            parts["direct"] + sum(p["value"] for p in parts["suppliers"]) + rest(parts["suppliers_rest"]),
            sum(parts["tiers"]) + parts["beyond"],
            sum(step["direct"] for step in found["paths"]["steps"]) + rest(found["paths"]["rest"]),
        )
        for one in sums:
            assert math.isclose(one, total, rel_tol=1e-12), row["id"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_fits_and_needs_no_solution(zuji, folder, language) -> None:
    done = zuji("background", "show", folder, "making car", *ALL, "--lang", language)
    assert done.code == 0
    assert fits(done.out)
    assert done.out.count("100.0 %") >= 4
    assert not (folder / "solutions").exists()


def test_a_footprint_of_zero_has_no_shares(zuji, tmp_path) -> None:
    flows = {"x": Flow("x", "x", FlowKind.PRODUCT, "kg")}
    flows["co2"] = Flow("co2", "Carbon dioxide, fossil", FlowKind.ELEMENTARY, "kg", ("air",))
    parts = (Exchange("x", Role.REFERENCE, True, 1.0, "kg"), Exchange("co2", Role.OUTPUT, True, 0.0, "kg"))
    whole = link(Reading("hand", "1", flows, (Dataset("x", "making x", "", parts),)), "one")
    write(whole, tmp_path / "one", SourceFile("x", "0" * 64))
    found = shown(zuji, tmp_path / "one", "x", *ALL)
    assert found["contributions"]["total"] == 0
    assert found["exchanges"]["sensitive"] == found["exchanges"]["uncertain"] == []
    assert zuji("background", "show", tmp_path / "one", "x", *ALL).code == 0


@pytest.mark.parametrize(("share", "code"), [("0", "B475"), ("200%", "B475"), ("-1%", "B475"), ("few", "U")])
def test_a_cut_off_that_is_no_share_is_refused(zuji, folder, share, code) -> None:
    done = zuji("background", "show", folder, "making car", f"--paths={share}")
    assert done.code == 2
    assert f"error {code}" in done.err
