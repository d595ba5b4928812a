"""Background databases: only used products travel, and they give the same result as the whole database."""

import json

import pytest
from background_case import Database, bought, from_db, line, rule, sampled
from bundle_case import resealed, rewritten, unpacked
from small_case import Case

from lca.calculation import calculate
from lca.distributions import Lognormal
from lca.errors import Finding, InputError, Location, Severity
from lca.passport.bundle import bundle, open_bundle, verify
from lca.passport.bundle.background_table import _findings as back
from lca.passport.bundle.backgrounds import _finding as as_json
from lca.passport.bundle.manifest import MANIFEST
from lca.passport.bundle.packing import packed

SPREAD = Lognormal(0.7, 0.25)


def database():
    """Steel in two places, a car that lacks a part that nobody makes, and a hundred other things."""
    made = Database()
    made.process("steel-cn", "steel", gives={"co2": (2.0, "kg", SPREAD), "n2o": 3.0}, name="steel making")
    made.process("steel-de", "steel", gives={"co2": 1.0}, place="DE", name="steel making")
    made.process("car", "car", {"steel": 3.0, "spare part": (0.5, "kg", None)})
    for number in range(100):
        made.process(f"x{number}", f"thing {number}", {"steel": number / 10}, {"ch4": 0.1})
    return made


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("backgrounds") / "db"
    sampled(database().stored(made), 64)
    return made


@pytest.fixture
def made(folder, tmp_path):
    lines = [line("car", "2 kg"), line("metal", "4 kg")]
    case = Case(rule(*lines), bought(car=from_db("car"), metal=from_db("steel making")))
    paths = tmp_path / "rule.yaml", tmp_path / "inventory.yaml"
    for path, text in zip(paths, (case.rule, case.inventory), strict=True):
        path.write_text(json.dumps(text, ensure_ascii=False), encoding="utf-8")
    footprint = calculate(paths[1], paths[0], samples=64, backgrounds=folder)
    content = bundle(footprint, inventory=paths[1], rule=paths[0], backgrounds=folder)
    return footprint, content, paths


def test_the_used_products_give_the_same_result(made):
    footprint, content, _ = made
    found = verify(content)
    assert found.same
    assert found.found_total == footprint.total.value
    assert found.counts["different"] == found.counts["missing"] == 0
    assert any(entry.kind == "unlinked" for entry in footprint.completeness)


def test_nothing_else_of_the_database_is_in_the_bundle(made):
    _, content, _ = made
    text = unpacked(content)["background/1.json"].decode()
    assert "thing 1" not in text
    data = json.loads(text)
    assert [one["id"] for one in data["products"]] == ["car", "steel-cn", "steel-de"]
    assert [one["id"] for one in data["products"] if "values" in one] == ["car", "steel-cn"]
    assert len(text) < 20_000
    (about,) = open_bundle(content).manifest.backgrounds
    assert (about.products, about.samples) == (2, 64)
    assert about.sha256 == data["sha256"]


@pytest.mark.parametrize("held", [0, 32])
def test_a_database_with_too_few_samples_is_bundled_too(held, tmp_path):
    """What is told of it names no folder, so that the result is the same wherever the database lies."""
    db = tmp_path / "db"
    stored = database().stored(db)
    if held:
        sampled(stored, held)
    case = Case(rule(line("car", "2 kg")), bought(car=from_db("car")))
    paths = tmp_path / "rule.yaml", tmp_path / "inventory.yaml"
    for path, text in zip(paths, (case.rule, case.inventory), strict=True):
        path.write_text(json.dumps(text, ensure_ascii=False), encoding="utf-8")
    footprint = calculate(paths[1], paths[0], samples=64, backgrounds=db)
    assert {one.code for one in footprint.findings} & {"B708", "B709"}
    content = bundle(footprint, inventory=paths[1], rule=paths[0], backgrounds=db, asked_samples=64)
    assert verify(content).same
    moved = db.rename(tmp_path / "elsewhere")
    assert verify(content, backgrounds={"db": moved}).bits


@pytest.mark.parametrize("file", ["db", None])
def test_findings_of_a_database_come_back_as_they_were(file):
    told = Finding("B514", {"flow": "x", "count": 2}, Location(file), Severity.BLOCKING)
    assert back([as_json(told)]) == (told,)


def test_the_whole_database_may_be_brought(made, folder):
    assert verify(made[1], backgrounds=folder).bits


def test_intensities_and_samples_that_were_changed_are_found(made):
    files = unpacked(made[1])
    for change in (
        lambda data: data["products"][1]["values"].__setitem__(0, 9.0),
        lambda data: data["products"][1]["samples"].__setitem__(0, 9.0),
        lambda data: data.update(typical={"kg": 1.0}),
        lambda data: data["unlinked"][0].update(amount=0.0),
    ):
        assert not verify(resealed(rewritten(files, "background/1.json", change))).same


def test_what_the_manifest_says_of_a_database_is_checked(made):
    files = unpacked(made[1])
    for change in (
        lambda data: data["backgrounds"][0].update(products=3),
        lambda data: data["backgrounds"][0].update(sha256="0" * 64),
        lambda data: data["backgrounds"][0].update(samples=65),
        lambda data: data.update(backgrounds=[]),
    ):
        assert not verify(packed(rewritten(files, MANIFEST, change))).same


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.update(format="x"),
        lambda data: data.pop("columns"),
        lambda data: data["products"][1]["values"].pop(),
        lambda data: data["products"][1]["samples"].append("x"),
        lambda data: data["unlinked"][0].update(runs=[1.0]),
    ],
)
def test_files_of_databases_that_are_none(made, change):
    found = verify(resealed(rewritten(unpacked(made[1]), "background/1.json", change)))
    assert [finding.code for finding in found.findings] == ["P508"]


def test_a_product_that_is_not_in_the_bundle_is_refused_and_never_zero(made):
    files = unpacked(made[1])
    name = next(name for name in files if name.startswith("activity_data/"))
    data = json.loads(files[name])
    data["footprints"]["metal"]["geography"] = "DE"
    found = verify(resealed({**files, name: json.dumps(data).encode()}))
    assert [finding.code for finding in found.findings] == ["P509"]


def test_without_the_database_and_with_another(made, tmp_path):
    footprint, _, paths = made
    with pytest.raises(InputError) as refused:
        bundle(footprint, inventory=paths[1], rule=paths[0])
    assert [finding.code for finding in refused.value.findings] == ["P502"]
    other = database().process("more", "more", gives={"co2": 1.0}).stored(tmp_path / "other")
    with pytest.raises(InputError) as refused:
        bundle(footprint, inventory=paths[1], rule=paths[0], backgrounds={"db": other})
    assert [finding.code for finding in refused.value.findings] == ["P501"]
