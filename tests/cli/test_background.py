"""zuji background, as its users run it, on a database written by hand."""

import csv
import json
import shutil

import pytest
from rich.cells import cell_len

from lca.background.linking import link
from lca.background.records import Consequence, Dataset, Exchange, Flow, FlowKind, Reading, Remark, Role
from lca.background.store import SourceFile, write
from lca.cli.background_check import exit_code
from lca.cli.background_list import matching
from lca.cli.background_progress import pace
from lca.errors import Finding, Severity

LANGUAGES = ("en", "zh")


def reading() -> Reading:
    """Steel of 2 kg CO2 itself and 0.5 kWh of 0.6 kg each: 2.3 kg CO2e; a little ore has no supplier."""
    flows = {
        "steel": Flow("steel", "steel", FlowKind.PRODUCT, "kg"),
        "power": Flow("power", "electricity", FlowKind.PRODUCT, "kWh"),
        "co2": Flow("co2", "Carbon dioxide, fossil", FlowKind.ELEMENTARY, "kg", ("air",), "000124-38-9"),
        "dust": Flow("dust", "Particulates", FlowKind.ELEMENTARY, "kg", ("air",)),
    }
    steel = (
        Exchange("steel", Role.REFERENCE, True, 1.0, "kg"),
        Exchange("power", Role.INPUT, False, 0.5, "kWh"),
        Exchange("co2", Role.OUTPUT, True, 2.0, "kg"),
        Exchange("dust", Role.OUTPUT, True, 0.25, "kg"),
        Exchange("ore", Role.INPUT, False, 1.5, "kg", wanted={"name": "iron ore", "location": "BR"}),
    )
    power = (
        Exchange("power", Role.REFERENCE, True, 1.0, "kWh"),
        Exchange("co2", Role.OUTPUT, True, 0.6, "kg"),
    )
    datasets = (
        Dataset("s-1", "steel production", "CN", steel, about={"comment": "转炉 converter"}),
        Dataset("p-cn", "electricity production", "CN", power),
        Dataset("p-de", "electricity production", "DE", power),
    )
    noted = Remark(Finding("B404", {"dataset": "x", "id": "x", "first": "f"}), Consequence.NOTED, "x")
    return Reading("hand", "1", flows, datasets, remarks=(noted,))


def workbook(path, missing: str = "iron ore"):
    """A workbook as Brightway's importer reads it: one activity, one input that nobody makes."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    heads = ["name", "amount", "location", "unit", "type", "reference product", "categories"]
    for row in (
        ["Database", "book"],
        [],
        ["Activity", "steel production"],
        ["location", "CN"],
        ["unit", "kilogram"],
        ["reference product", "steel"],
        ["Exchanges"],
        heads,
        ["steel production", 1, "CN", "kilogram", "production", "steel"],
        ["x", 1.5, "BR", "kilogram", "technosphere", "ore"],
        ["Carbon dioxide, fossil", 2, None, "kilogram", "biosphere", None, "air"],
    ):
        sheet.append(row)
    sheet["A10"].value = missing
    sheet["A10"].data_type = "s"
    book.save(path)
    return path


@pytest.fixture
def folder(tmp_path):
    write(link(reading(), "small"), tmp_path / "dbs" / "small", SourceFile("hand.zip", "ab" * 32))
    return tmp_path / "dbs" / "small"


@pytest.fixture(autouse=True)
def _parent(tmp_path) -> None:
    (tmp_path / "dbs").mkdir()


def fits(text: str) -> bool:
    return max(map(cell_len, text.splitlines())) <= 80


# list


@pytest.mark.parametrize("language", LANGUAGES)
def test_processes_are_listed(zuji, folder, language) -> None:
    done = zuji("background", "list", folder, "--lang", language)
    assert done.code == 0
    assert fits(done.out)
    lines = [line.strip() for line in done.out.splitlines()]
    assert [line for line in lines if line in ("p-cn", "p-de", "s-1")] == ["p-cn", "p-de", "s-1"]


def test_words_and_place_narrow_the_list(zuji, folder) -> None:
    words = ("background", "list", folder, "production", "electricity", "--format", "json")
    rows = json.loads(zuji(*words).out)
    assert [row["id"] for row in rows] == ["p-cn", "p-de"]
    assert rows[0]["product"] == "electricity"
    rows = json.loads(zuji(*words, "--location", "de").out)
    assert [row["id"] for row in rows] == ["p-de"]


def test_a_misspelt_word_finds_what_is_like_it(zuji, folder) -> None:
    rows = json.loads(zuji("background", "list", folder, "stel prodution", "--format", "json").out)
    assert rows[0]["id"] == "s-1"


def test_the_limit_is_told(zuji, folder) -> None:
    done = zuji("background", "list", folder, "--limit", "1")
    assert "1 of 3 processes" in done.out


def test_nothing_found_is_said_and_is_no_error(zuji, folder) -> None:
    done = zuji("background", "list", folder, "zzzzqq")
    assert (done.code, done.out) == (0, "")
    assert "small" in done.err


def test_what_begins_with_the_words_comes_first() -> None:
    names = ["old steel production", "steel making and production", "steel production, converter"]
    flows = {name: Flow(name, "", FlowKind.PRODUCT, "kg") for name in names}
    made = tuple(
        Dataset(f"{i}", name, "", (Exchange(name, Role.REFERENCE, True, 1.0, "kg"),))
        for i, name in enumerate(names)
    )
    background = link(Reading("hand", "1", flows, made), "db").background
    assert matching(background, "steel production", None) == [2, 0, 1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_folder_of_databases_lists_them(zuji, folder, language) -> None:
    done = zuji("background", "list", folder.parent, "--lang", language)
    assert done.code == 0
    assert fits(done.out)
    assert "small" in done.out
    (row,) = json.loads(zuji("background", "list", folder.parent, "--format", "json").out)
    assert (row["name"], row["processes"], row["flows"], row["solved"]) == ("small", 3, 2, False)
    zuji("background", "solve", folder)
    (row,) = json.loads(zuji("background", "list", folder.parent, "--format", "json").out)
    assert row["solved"] is True


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_results_of_this_content_count_as_solved(zuji, folder, tmp_path, language) -> None:
    """Results that stand beside other content, or that another solver made, are no solution."""
    zuji("background", "solve", folder, "--samples", "16", "--seed", "7")

    def listed():
        return json.loads(zuji("background", "list", folder.parent, "--format", "json").out)

    (row,) = listed()
    samples = {"count": 16, "gwp": "AR6", "seed": 7, "design": "random"}
    assert (row["solved"], row["samples"], row["outdated"]) == (True, [samples], 0)
    assert "16" in zuji("background", "list", folder.parent, "--lang", language).out
    write(link(reading(), "other"), tmp_path / "dbs" / "z", SourceFile("hand.zip", "ab" * 32))
    shutil.copytree(folder / "solutions", tmp_path / "dbs" / "z" / "solutions")
    other = listed()[1]
    assert (other["solved"], other["samples"], other["outdated"]) == (False, [], 2)
    done = zuji("background", "list", folder.parent, "--lang", language)
    assert fits(done.out)


def test_a_damaged_solution_is_listed_as_such(zuji, folder) -> None:
    zuji("background", "solve", folder)
    (array,) = (folder / "solutions").glob("*.npy")
    array.write_bytes(b"nothing")
    (row,) = json.loads(zuji("background", "list", folder.parent, "--format", "json").out)
    assert set(row) == {"folder", "damage"}
    assert "B680" in zuji("background", "list", folder.parent).out


def test_a_damaged_database_is_listed_as_such(zuji, folder) -> None:
    (folder / "flows.arrow").unlink()
    done = zuji("background", "list", folder.parent)
    assert done.code == 0
    assert "B463" in done.out
    (row,) = json.loads(zuji("background", "list", folder.parent, "--format", "json").out)
    assert set(row) == {"folder", "damage"}


@pytest.mark.parametrize("command", ["list", "show", "solve", "check"])
def test_a_folder_without_a_database_is_told(zuji, tmp_path, command) -> None:
    words = ("x",) if command == "show" else ()
    done = zuji("background", command, tmp_path / "nowhere", *words)
    assert done.code == 2
    assert ("B473" if command == "list" else "B461") in done.err


# show


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "process", ["s-1", "steel production", "Steel  Production", "steel", "steel production@CN"]
)
def test_a_process_is_shown_by_id_name_product_and_place(zuji, folder, process, language) -> None:
    done = zuji("background", "show", folder, process, "--lang", language)
    assert done.code == 0
    assert fits(done.out)
    for words in (
        "steel production",
        "electricity production @ CN",
        "Carbon dioxide, fossil",
        "B437",
        "转炉",
    ):
        assert words in done.out, words


def test_shares_of_a_solved_process_add_up(zuji, folder) -> None:
    """2 kg of its own and 0.5 x 0.6 of power: 2.3 kg CO2e."""
    zuji("background", "solve", folder)
    shown = json.loads(zuji("background", "show", folder, "s-1", "--format", "json").out)
    assert shown["value"] == pytest.approx(2.3, rel=1e-15)
    assert shown["by_gas"] == [["co2 fossil", pytest.approx(2.3)]]
    assert [(line["name"], line["amount"]) for line in shown["uses"]] == [("electricity production", -0.5)]
    assert shown["uses"][0]["share"] == pytest.approx(0.3 / 2.3)
    shares = [line["share"] for line in (*shown["uses"], *shown["emissions"])]
    assert sum(shares) == pytest.approx(1.0, rel=1e-15)
    assert shown["missing"] == [
        {
            "amount": -1.5,
            "unit": "kg",
            "name": "iron ore",
            "reason": "B437",
            "wanted": {"name": "iron ore", "location": "BR"},
        }
    ]
    text = zuji("background", "show", folder, "s-1").out
    assert "2.3 kg CO2e per kg (AR6)" in text
    assert "13.0 %" in text


def test_one_name_in_two_places_must_be_decided(zuji, folder) -> None:
    done = zuji("background", "show", folder, "electricity production")
    assert done.code == 2
    assert "B703" in done.err
    assert zuji("background", "show", folder, "electricity production@DE").code == 0


def test_an_unknown_process_gets_the_nearest_names(zuji, folder) -> None:
    done = zuji("background", "show", folder, "steel produktion")
    assert done.code == 2
    assert "B702" in done.err
    assert "steel production" in done.err


# solve


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_database_is_solved_and_sampled(zuji, folder, language) -> None:
    words = ("background", "solve", folder, "--samples", "16", "--seed", "3", "--threads", "1", "--float32")
    done = zuji(*words, "--lang", language)
    assert done.code == 0
    assert fits(done.out)
    facts = json.loads(zuji(*words, "--format", "json").out)
    assert facts["products"] == 3
    assert facts["residual"] < 1e-12
    sampled = facts["samples"]
    assert (sampled["count"], sampled["seed"], sampled["precision"], sampled["lost"]) == (16, 3, "float32", 0)
    assert len(list((folder / "solutions").glob("*.npy"))) == 2


def test_an_unknown_gwp_set_is_told(zuji, folder) -> None:
    done = zuji("background", "solve", folder, "--gwp", "AR7")
    assert done.code == 2
    assert "AR7" in done.err


# check


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_database_with_a_gap_is_usable(zuji, folder, language) -> None:
    done = zuji("background", "check", folder, "--lang", language)
    assert done.code == 1
    assert fits(done.out)
    assert "B470" in done.out
    facts = json.loads(zuji("background", "check", folder, "--format", "json").out)
    assert facts["verdict"] == "usable"
    assert [one["code"] for one in facts["findings"] if one["severity"] == "warning"] == ["B470"]
    assert "50.0 %" in facts["findings"][0]["message"]
    assert facts["solution"]["residual"] < 1e-12


def small(tmp_path, *exchanges: Exchange):
    flows = {"x": Flow("x", "x", FlowKind.PRODUCT, "kg")}
    flows["co2"] = Flow("co2", "Carbon dioxide, fossil", FlowKind.ELEMENTARY, "kg", ("air",))
    parts = (Exchange("x", Role.REFERENCE, True, 1.0, "kg"), Exchange("co2", Role.OUTPUT, True, 1.0, "kg"))
    whole = link(Reading("hand", "1", flows, (Dataset("x", "making x", "", (*parts, *exchanges)),)), "one")
    write(whole, tmp_path / "one", SourceFile("x", "0" * 64))
    return tmp_path / "one"


def test_a_sound_database(zuji, tmp_path) -> None:
    done = zuji("background", "check", small(tmp_path), "--format", "json")
    assert done.code == 0
    assert json.loads(done.out)["verdict"] == "sound"


def test_a_process_that_uses_all_it_makes_is_named(zuji, tmp_path) -> None:
    done = zuji("background", "check", small(tmp_path, Exchange("x", Role.INPUT, False, 1.0, "kg")))
    assert done.code == 2
    assert "making x" in " ".join(done.out.split())
    assert "B601" in done.out


def test_a_changed_file_is_found(zuji, folder) -> None:
    path = folder / "unlinked.arrow"
    path.write_bytes(path.read_bytes().replace(b"iron ore", b"gold ore"))
    done = zuji("background", "check", folder)
    assert done.code == 2
    assert "unlinked.arrow" in done.out


def test_exit_codes_by_the_gravest() -> None:
    def of(*grades: Severity) -> int:
        return exit_code([Finding("B470", {}, severity=grade) for grade in grades])

    assert [of(), of(Severity.INFO), of(Severity.WARNING, Severity.INFO), of(Severity.BLOCKING)] == [
        0,
        0,
        1,
        1,
    ]
    assert of(Severity.WARNING, Severity.ERROR) == 2


# import


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_import_is_summed_up(zuji, tmp_path, language) -> None:
    file = workbook(tmp_path / "book.xlsx")
    done = zuji("background", "import", file, "--into", tmp_path / "book", "--lang", language)
    assert done.code == 0, done.err
    assert fits(done.out)
    for words in ("book.xlsx", "brightway_excel", "B437", "report.arrow"):
        assert words in done.out, words
    assert done.err == ""


def test_an_import_is_machine_readable_and_its_report_a_table(zuji, tmp_path) -> None:
    file, report = workbook(tmp_path / "book.xlsx"), tmp_path / "report.csv"
    words = ("background", "import", file, "--into", tmp_path / "book", "--name", "mine", "--json")
    facts = json.loads(zuji(*words, "--report", report).out)
    assert (facts["name"], facts["format"], facts["suppliers"]) == ("mine", "brightway_excel", "geography")
    assert facts["counts"]["processes"] == 1
    assert facts["reasons"]["exchange_unlinked"] == {"B437": 1}
    assert facts["greenhouse_gases"]["gases"] == ["co2"]
    with report.open(encoding="utf-8-sig", newline="") as text:
        rows = list(csv.DictReader(text))
    assert len(rows) == sum(sum(codes.values()) for codes in facts["reasons"].values())
    assert any(row["code"] == "B437" and row["reason_zh"] for row in rows)


@pytest.mark.parametrize("name", ["report.json", "report.jsonl"])
def test_a_report_for_programs(zuji, tmp_path, name) -> None:
    file, report = workbook(tmp_path / "book.xlsx"), tmp_path / name
    zuji("background", "import", file, "--into", tmp_path / "book", "--report", report)
    text = report.read_text(encoding="utf-8")
    rows = json.loads(text) if name.endswith("json") else [json.loads(line) for line in text.splitlines()]
    told = next(row for row in rows if row["code"] == "B437")
    assert "iron ore" in told["params"]["wanted"]


def test_no_cell_of_a_report_is_computed_by_a_spreadsheet(zuji, tmp_path) -> None:
    file, report = workbook(tmp_path / "book.xlsx", missing="=1+1 ore"), tmp_path / "report.csv"
    zuji("background", "import", file, "--into", tmp_path / "book", "--report", report)
    with report.open(encoding="utf-8-sig", newline="") as text:
        cells = [cell for row in csv.reader(text) for cell in row]
    assert not any(cell.startswith(("=", "+", "@")) for cell in cells)


def test_an_existing_folder_is_refused_and_may_be_replaced(zuji, tmp_path) -> None:
    file = workbook(tmp_path / "book.xlsx")
    words = ("background", "import", file, "--into", tmp_path / "book")
    assert zuji(*words).code == 0
    done = zuji(*words)
    assert done.code == 2
    assert "B460" in done.err
    assert zuji(*words, "--replace").code == 0


def test_a_file_of_no_known_format_leaves_nothing(zuji, tmp_path) -> None:
    (tmp_path / "x.txt").write_text("nothing")
    done = zuji("background", "import", tmp_path / "x.txt", "--into", tmp_path / "db")
    assert done.code == 2
    assert not (tmp_path / "db").exists()


def test_the_pace_says_how_fast_and_how_long() -> None:
    assert pace(0, None, 3.2) == "0:03"
    assert pace(0, 100, 61) == "1:01"
    assert pace(1200, 3000, 3.0) == "1,200/3,000  400/s  -0:04"
    assert pace(1, 3601, 1.0) == "1/3,601  1/s  -1:00:00"


# check: which flow counts as which gas


def test_the_mapping_to_gases_is_reported(zuji, folder) -> None:
    """Carbon dioxide has the CAS number 124-38-9; 2 + 0.6 + 0.6 kg of it are emitted in three processes."""
    facts = json.loads(zuji("background", "check", folder, "--format", "json").out)["greenhouse_gases"]
    assert (facts["flows"], facts["mapped"], facts["by"]) == (2, 1, {"cas": 1})
    assert facts["media"] == {"air": {"gases": 1, "others": 1}}
    (line,) = facts["mapping"]
    assert (line["name"], line["gas"], line["origin"], line["mass"], line["by"]) == (
        "Carbon dioxide, fossil",
        "co2",
        "fossil",
        1.0,
        "cas",
    )
    assert line["exchanged"] == pytest.approx(3.2)


@pytest.mark.parametrize(("language", "words"), [("en", "co2 fossil"), ("zh", "co2 化石")])
def test_the_mapping_is_a_table_for_people(zuji, folder, language, words) -> None:
    plain = zuji("background", "check", folder, "--lang", language)
    assert words not in plain.out
    done = zuji("background", "check", folder, "--gases", "--lang", language)
    assert done.code == 1
    assert fits(done.out)
    assert words in done.out
    assert "Carbon dioxide, fossil" in done.out
    assert "3.2 kg" in done.out
