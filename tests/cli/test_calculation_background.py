"""From a public kind of file to a footprint: import, solve with samples, calc, explain, as the README shows.

The matrix of ``datasets/backgrounds/illustrative-metals`` stands here once more, by hand, in exact rationals.
"""

import json
from fractions import Fraction

import pytest
from rich.cells import cell_len

from lca.content import content
from lca.results.footprint import Footprint

METALS = content("datasets") / "backgrounds" / "illustrative-metals"
BATTERY = content("datasets") / "examples" / "lfp-battery" / "inventory-background.yaml"
FOIL = "background:illustrative-metals:foil-mill"
F = Fraction
PROCESSES = {
    # what a unit takes of the others, and emits of CO2 (kg), CH4 and N2O (g)
    "coal": ({"power": F("0.03")}, (F("0.02"), 8, 0)),
    "coal_power": ({"coal": F("0.4")}, (F("0.9"), 0, F("0.02"))),
    "hydropower": ({}, (F("0.005"), 0, 0)),
    "power": ({"coal_power": F("0.65"), "hydropower": F("0.35"), "power": F("0.05")}, (0, 0, 0)),
    "tailings": ({}, (F("0.002"), 0, 0)),
    "concentrate": ({"power": F("1.35"), "tailings": 36}, (F("0.18"), 0, 0)),
    "copper": ({"concentrate": F("3.5"), "power": F("1.2"), "offcuts": F("0.04")}, (F("0.5"), 0, 0)),
    "offcuts": ({"power": F("0.5"), "copper": F("-0.95")}, (0, 0, 0)),
    "foil": ({"copper": F("1.2"), "power": 6, "offcuts": F("0.2")}, (0, 0, 0)),
    "graphite": ({"power": 4, "coal": F("1.2")}, (F("1.5"), 0, 0)),
}
AR6 = (1, F("0.0298"), F("0.273"))


def intensities(gwp):
    """kg CO2e a unit by elimination: intensity = own emissions + what is taken times its intensity."""
    names = list(PROCESSES)
    rows = []
    for name in names:
        takes, emits = PROCESSES[name]
        row = [F(name == other) - takes.get(other, 0) for other in names]
        rows.append([*row, sum(F(amount) * value for amount, value in zip(emits, gwp, strict=True))])
    for k in range(len(names)):
        rows[k] = [value / rows[k][k] for value in rows[k]]
        for i in range(len(names)):
            if i != k:
                rows[i] = [a - rows[i][k] * b for a, b in zip(rows[i], rows[k], strict=True)]
    return {name: float(row[-1]) for name, row in zip(names, rows, strict=True)}


@pytest.fixture(scope="module")
def metals(tmp_path_factory):
    from lca.cli.main import run

    folder = tmp_path_factory.mktemp("metals") / "metals"
    assert run(["background", "import", str(METALS), "--into", str(folder)]) == 0
    assert run(["background", "solve", str(folder), "--samples", "256"]) == 0
    return folder


@pytest.fixture(scope="module")
def result(metals, tmp_path_factory):
    from lca.cli.main import run

    file = tmp_path_factory.mktemp("result") / "result.json"
    words = ["calc", str(BATTERY), "--background", str(metals), "--samples", "256", "--out", str(file)]
    assert run(words) == 0
    return file


def footprint(done):
    return Footprint.from_json(done.out)


def test_intensities_are_those_by_hand(result) -> None:
    used = {one.id.rpartition(":")[2]: one.value for one in Footprint.from_json(result.read_text()).factors}
    exact = intensities(AR6)
    assert used["foil-mill"] == pytest.approx(exact["foil"], rel=1e-12)
    assert used["graphitisation"] == pytest.approx(exact["graphite"], rel=1e-12)
    assert used["copper-refining"] == pytest.approx(exact["copper"], rel=1e-12)


def test_under_another_set(zuji, metals) -> None:
    """AR5: fossil methane 30, nitrous oxide 265."""
    done = zuji("calc", BATTERY, "--background", metals, "--samples", "0", "--gwp", "AR5", "--format", "json")
    used = {one.id.rpartition(":")[2]: one.value for one in footprint(done).factors}
    assert used["graphitisation"] == pytest.approx(intensities((1, F("0.030"), F("0.265")))["graphite"])


def test_the_result_tells_samples_database_and_gap(result) -> None:
    made = Footprint.from_json(result.read_text())
    assert made.uncertainty.samples == 256
    assert made.illustrative
    (used,) = [one for one in made.provenance.inputs if one.role == "background"]
    assert used.name == "illustrative-metals"
    (gap,) = [one for one in made.completeness if one.kind == "unlinked"]
    assert "electrolyte bath additives" in gap.reason.en
    assert gap.bound > 0


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page(zuji, metals, language) -> None:
    done = zuji("calc", BATTERY, "--background", metals, "--samples", "256", "--lang", language)
    assert (done.code, done.err) == (0, "")
    assert max(map(cell_len, done.out.splitlines())) <= 80
    assert ("unlinked" if language == "en" else "未链接") in done.out


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_explanation_of_a_background_factor(zuji, result, metals, language) -> None:
    done = zuji("explain", result, FOIL, "--lang", language)
    assert (done.code, done.err) == (0, "")
    assert max(map(cell_len, done.out.splitlines())) <= 80
    whole = "".join(done.out.split())
    sha256 = json.loads((metals / "manifest.json").read_text())["content_sha256"]
    assert f"sha256:{sha256}" in whole
    assert "copperfoil,electrodeposited(illustrative)" in whole
    told = (
        ("theprocesswiththeidfoil-mill", "256samples")
        if language == "en"
        else ("id为foil-mill的过程", "同时抽样256次")
    )
    assert all(words in whole for words in told)


def test_an_explanation_that_is_not_there_names_what_is(zuji, result) -> None:
    done = zuji("explain", result, FOIL[:-1])
    assert done.code == 2
    assert FOIL in done.err


def test_a_name_of_ones_own_for_a_database(zuji, metals, tmp_path) -> None:
    renamed = tmp_path / "inventory.yaml"
    renamed.write_text(BATTERY.read_text().replace("background: illustrative-metals", "background: m"))
    done = zuji("calc", renamed, "--background", f"m={metals}", "--samples", "0", "--format", "json")
    ids = {one.id for one in footprint(done).factors}
    assert "background:m:foil-mill" in ids


def test_a_folder_with_an_equals_sign_in_its_name(zuji, metals, tmp_path) -> None:
    folder = tmp_path / "a=b"
    folder.symlink_to(metals, target_is_directory=True)
    assert zuji("check", BATTERY, "--background", folder).code == 0


def test_check_without_and_with_the_database(zuji, metals) -> None:
    without, given = zuji("check", BATTERY), zuji("check", BATTERY, "--background", metals)
    assert without.code == 2
    assert without.out.count("B701") == 3
    assert "inventory-background.yaml:" in without.out
    assert given.code == 0
    assert "B70" not in given.out


def test_check_of_a_process_that_is_not_there(zuji, metals, tmp_path) -> None:
    wrong = tmp_path / "inventory.yaml"
    wrong.write_text(BATTERY.read_text().replace("process: foil-mill", "process: foil mil"))
    done = zuji("check", wrong, "--background", metals, "--format", "json")
    (finding,) = [one for one in json.loads(done.out) if one["code"] == "B702"]
    assert done.code == 2
    assert any(name.startswith("copper foil") for name in finding["candidates"])


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--background", "nowhere"), "B4"),
        (("--background", "x=nowhere"), "B4"),
        (("--sampling", "halton"), "N130"),
        (("--sampling", "sobol", "--samples", "100"), "N132"),
        (("--sampling", "latin-hypercube", "--precision", "1%", "--samples", "100"), "N148"),
        (("--precision", "5"), "N140"),
        (("--precision", "much"), "U201"),
        (("--precision", "3 kg"), "U301"),
        (("--precision", "-1%"), "N140"),
    ],
)
def test_wrong_options_are_refused(zuji, example, words, code) -> None:
    done = zuji("calc", example, *words)
    assert done.code == 2
    assert code in done.err
    assert "Traceback" not in done.err


def test_two_databases_of_one_name(zuji, metals) -> None:
    done = zuji("calc", BATTERY, "--background", metals, "--background", metals)
    assert done.code == 2
    assert "B710" in done.err


@pytest.mark.parametrize("design", ["latin-hypercube", "sobol"])
def test_designs(zuji, metals, design) -> None:
    words = ("--samples", "256", "--sampling", design, "--format", "json")
    made = footprint(zuji("calc", BATTERY, "--background", metals, *words))
    assert made.provenance.sampling == design.replace("-", "_")
    assert made.uncertainty.standard_error is None
    assert made.uncertainty.samples == 256


def test_a_demanded_precision(zuji, example) -> None:
    loose = footprint(zuji("calc", example, "--precision", "5%", "--samples", "5000", "--format", "json"))
    tight = footprint(zuji("calc", example, "--precision", "1e-7", "--samples", "2000", "--format", "json"))
    assert loose.uncertainty.samples == 1000
    assert tight.uncertainty.samples == 2000
    assert "N142" in {one.code for one in tight.findings}


def test_sensitivity_with_a_database(zuji, metals) -> None:
    done = zuji("sensitivity", BATTERY, "--background", metals, "--format", "json")
    assert FOIL in {one["id"] for one in json.loads(done.out)["influences"]}
    page = zuji("sensitivity", BATTERY, "--background", metals, "--seed", "9")
    assert page.code == 0
    assert "B708" in page.out
    assert max(map(cell_len, page.out.splitlines())) <= 80


def test_the_set_as_openlca_reads_it() -> None:
    """Every file is an object of olca-schema 2 under its own id, and every reference leads to a file."""
    schema = pytest.importorskip("olca_schema")
    kinds = {
        "processes": schema.Process,
        "flows": schema.Flow,
        "flow_properties": schema.FlowProperty,
        "unit_groups": schema.UnitGroup,
        "locations": schema.Location,
    }
    names, wanted = set(), set()
    for file in sorted(METALS.glob("*/*.json")):
        one = kinds[file.parent.name].from_dict(json.loads(file.read_text()))
        assert one.id == file.stem
        names.add(one.id)
        if file.parent.name == "processes":
            assert "(illustrative)" in one.name
            assert "Illustrative:" in one.description
            wanted |= {exchange.flow.id for exchange in one.exchanges} | {one.location.id}
            wanted |= {exchange.flow_property.id for exchange in one.exchanges}
    assert wanted <= names
    assert len(list(METALS.rglob("*"))) < 45
