"""Links to background databases in activity data: both forms, every refusal, places, and the rule's side."""

import json

import jsonschema
import pytest

from lca.documents import read_document
from lca.errors import InventoryError
from lca.inventory.bind import bind
from lca.inventory.link_schema import STATED
from lca.inventory.load import load_inventory
from lca.inventory.schema import EntryModel, FootprintModel, inventory_schema
from lca.inventory.values import BackgroundLink

HEADER = """\
zuji: 1
rule: test.smelter
product: {name: {zh: 铝液, en: molten aluminium}}
period: {from: 2024-01-01, to: 2024-12-31}
activity_data:
"""
FOOTPRINT = "  {}\nfootprints:\n  x: "
LINK = "{background: db, process: steel}"


def refused(text):
    with pytest.raises(InventoryError) as caught:
        load_inventory((HEADER + text).encode(), "wrong.yaml")
    return caught.value.findings


def places(text):
    return [(one.code, one.location.line, one.location.path) for one in refused(text)]


def test_a_process_in_the_place_of_a_suppliers_footprint(read):
    found = read(f"{FOOTPRINT}{LINK}").footprints["x"]
    assert found == BackgroundLink("x", "db", "steel", found.location)
    assert found.location.path == "footprints.x"


def test_a_place_that_it_must_have(read):
    assert (
        read(FOOTPRINT + "{background: db, process: steel, geography: CN}").footprints["x"].geography == "CN"
    )


def test_links_stand_beside_suppliers_footprints(read):
    found = read(f"{FOOTPRINT}{LINK}\n  y: {{value: 1, unit: kg CO2e/kg}}\n").footprints
    assert [type(one).__name__ for one in found.values()] == ["BackgroundLink", "SupplierFootprint"]


def test_a_process_in_a_cell(read):
    (row,) = read("  t: [{name: a, material: {background: db, process: steel, geography: CN}}]\n").tables["t"]
    selector = row.cells["material"].selector
    assert (selector.background, selector.process, selector.geography) == ("db", "steel", "CN")


@pytest.mark.parametrize(
    ("footprint", "code", "path"),
    [
        ("{background: db}", "Y111", "footprints.x.process"),
        ("{process: steel}", "Y111", "footprints.x.background"),
        ("{background: db, proces: steel}", "Y111", "footprints.x.process"),
        ("{background: '', process: steel}", "Y134", "footprints.x.background"),
        ("{background: [1], process: steel}", "Y120", "footprints.x.background"),
        ("{background: db, process: 3}", "Y120", "footprints.x.process"),
        ("{background: null, process: steel}", "Y120", "footprints.x.background"),
        ("{background: db, process: steel, year: 2020}", "Y110", "footprints.x.year"),
        ("{background: db, process: steel, value: 1, unit: kg CO2e/kg}", "B712", "footprints.x"),
        ("{background: db, process: steel, supplier: S}", "B712", "footprints.x"),
    ],
)
def test_wrong_links_are_told_with_their_places(footprint, code, path):
    assert (code, HEADER.count("\n") + 3, path) in places(f"{FOOTPRINT}{footprint}")


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("{background: db}", "B711"),
        ("{background: db, geography: CN}", "B711"),
        ("{process: steel}", "B713"),
        ("{process: steel, geography: CN}", "B713"),
        ("{background: db, process: steel, item: steel}", "B712"),
        ("{background: db, process: steel, id: x}", "B712"),
        ("{background: db, process: steel, year: 2020}", "B712"),
        ("{background: db, process: steel, value: 3}", "B712"),
        ("{geography: CN, id: ''}", "Y134"),
    ],
)
def test_wrong_cells(cell, code):
    (found,) = places(f"  t:\n    - {{name: a, material: {cell}}}\n")
    assert found[0] == code
    assert found[1] == HEADER.count("\n") + 2
    assert found[2].startswith("activity_data.t[0].material")


def test_what_is_wrong_beside_is_named():
    (finding,) = refused(FOOTPRINT + "{background: d, process: p, unit: kg, value: 1}")
    assert finding.params["key"] == "unit, value"
    assert all(finding.remedy(language) for language in ("en", "zh"))


def test_a_key_is_never_its_own_suggestion():
    (finding,) = refused("  {}\nfootprints: {x: {background: d, process: p, site: 1}}")
    assert finding.code == "Y110"
    assert "site" not in finding.candidates


def test_all_that_is_wrong_with_several_links_is_told_at_once():
    text = "  {}\nfootprints:\n  a: {background: db}\n  b: {process: p}\n  c: {value: 1, unit: kg}\n"
    assert [one.code for one in refused(text)] == ["Y111", "Y111", "A110"]


def test_the_keys_of_other_forms_are_all_known():
    """What stands beside a link and belongs to an amount or a footprint is called so, not merely unknown."""
    other = {*FootprintModel.model_fields, *EntryModel.model_fields}
    assert other - {"geography"} == STATED


GOOD = "  alumina: 1.92 t\n  electricity: 13450 kWh\n  materials: "


def test_a_link_that_nothing_names_is_refused_where_it_stands(specs):
    text = f"{HEADER}{GOOD}[]\nfootprints:\n  alumna: {LINK}\n"
    with pytest.raises(InventoryError) as caught:
        bind(load_inventory(text.encode(), "wrong.yaml"), specs.rule())
    (finding,) = [one for one in caught.value.findings if one.code == "A221"]
    assert (finding.location.line, finding.location.path) == (HEADER.count("\n") + 5, "footprints.alumna")
    assert finding.candidates[0] == "alumina"


def test_a_link_that_a_line_or_a_cell_names_is_used(read, specs):
    cell = "[{name: brick, material: own_brick, mass: 1 kg}]"
    text = f"{GOOD}{cell}\nfootprints:\n  own_brick: {LINK}\n  alumina: {LINK}\n"
    bound = bind(read(text), specs.rule())
    assert bound.tables["materials"][0].factors["material"].footprint == "own_brick"


def test_a_cell_with_a_process_is_bound_as_it_stands(read, specs):
    bound = bind(read(f"{GOOD}[{{name: brick, material: {LINK}, mass: 1 kg}}]\n"), specs.rule())
    choice = bound.tables["materials"][0].factors["material"]
    assert (choice.item, choice.footprint, choice.selector.process) == (None, None, "steel")


def test_rows_without_a_key_are_ordered_by_their_processes_too(read, specs):
    """The order of rows in a file changes no draw."""
    from lca.inventory.rows import sort_key

    rows = read(
        "  t: [{material: {background: db, process: b}}, {material: {background: db, process: a}}]\n"
    ).tables["t"]
    table = type("Spec", (), {"key": None, "columns": {"material": None}})
    ordered = sorted(rows, key=lambda row: sort_key(row, table))
    assert [row.cells["material"].selector.process for row in ordered] == ["a", "b"]


@pytest.mark.parametrize(
    "text",
    [
        f"{{}}\nfootprints: {{x: {LINK}}}",
        f"{{t: [{{name: a, material: {LINK}}}]}}",
        "{}\nfootprints: {x: {background: db, process: p, geography: CN}, y: {value: 1, unit: kg CO2e/kg}}",
    ],
)
def test_what_loads_fits_the_schema_for_editors(text):
    whole = HEADER.rstrip("\n") + f" {text}"
    data = json.loads(json.dumps(read_document(whole.encode()).data, default=str))
    jsonschema.validate(data, inventory_schema())
    assert load_inventory(whole.encode(), "inventory.yaml")
