"""Projects of Brightway: read without Brightway and without a trace, written only where a name is given."""

from __future__ import annotations

import hashlib
import json
import math
import pickle
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from brightway_cases import quiet, small

from lca.background.brightway import from_brightway, to_project
from lca.background.importing import import_database
from lca.background.linking import link
from lca.background.reading import open_archive
from lca.background.reading.brightway_project import read
from lca.background.reading.brightway_project.pickles import Opaque, plain_data
from lca.background.records import Consequence, FlowKind, Role
from lca.distributions import Lognormal
from lca.errors import InputError

Nodes = Mapping[tuple[str, str], Mapping[str, Any]]
MINI: dict[tuple[str, str], dict[str, Any]] = {
    ("mini", "steel"): {
        "name": "steel production", "unit": "kilogram", "location": "CN", "reference product": "steel",
        "type": "processwithreferenceproduct",
        "exchanges": [
            {"input": ("mini", "steel"), "type": "production", "amount": 1.0},
            {"input": ("mini", "coal"), "type": "technosphere", "amount": 0.5, "uncertainty type": 2,
             "loc": math.log(0.5), "scale": 0.1, "formula": "a / 2"},
            {"input": ("mini", "heat"), "type": "technosphere", "amount": 3.0},
            {"input": ("mini", "coal"), "type": "substitution", "amount": 0.125},
            {"input": ("bio", "co2"), "type": "biosphere", "amount": 2.0},
        ],
    },
    ("mini", "coal"): {
        "name": "coal mining", "unit": "kilogram", "location": "CN", "reference product": "coal",
        "type": "processwithreferenceproduct",
        "exchanges": [{"input": ("bio", "co2"), "type": "biosphere", "amount": 0.25}],
    },
    ("mini", "heat"): {"name": "heat", "unit": "megajoule", "location": "CN", "type": "product",
                       "exchanges": []},
    ("mini", "boiler"): {
        "name": "boiler", "unit": "unit", "location": "CN", "type": "process",
        "exchanges": [
            {"input": ("mini", "heat"), "type": "production", "amount": 10.0},
            {"input": ("mini", "coal"), "type": "technosphere", "amount": 1.0},
            {"input": ("other", "gas"), "type": "technosphere", "amount": 1.0},
        ],
    },
}  # fmt: skip
OTHERS: dict[tuple[str, str], dict[str, Any]] = {
    ("bio", "co2"): {"name": "Carbon dioxide, fossil", "unit": "kilogram", "categories": ("air",),
                     "type": "emission", "exchanges": []},
    ("other", "gas"): {"name": "gas supply", "reference product": "gas", "unit": "kilogram",
                       "location": "GLO", "type": "processwithreferenceproduct", "exchanges": []},
}  # fmt: skip


def by_hand(base: Path, nodes: Nodes, backend: str = "sqlite") -> Path:
    """A project in Brightway's own files: SQLite with pickled fields, and lists in JSON."""
    folder = base / f"x.{hashlib.md5(b'by hand', usedforsecurity=False).hexdigest()[:8]}"
    (folder / "lci").mkdir(parents=True)
    (folder / "intermediate").mkdir()
    projects = sqlite3.connect(base / "projects.db")
    projects.execute("CREATE TABLE projectdataset (id INTEGER PRIMARY KEY, data BLOB, name TEXT)")
    projects.execute("INSERT INTO projectdataset (data, name) VALUES (?, 'by hand')", (pickle.dumps({}),))
    projects.commit()
    projects.close()
    data = sqlite3.connect(folder / "lci" / "databases.db")
    data.execute(
        "CREATE TABLE activitydataset (id INTEGER PRIMARY KEY, data BLOB, code TEXT, database TEXT,"
        " location TEXT, name TEXT, product TEXT, type TEXT)"
    )
    data.execute(
        "CREATE TABLE exchangedataset (id INTEGER PRIMARY KEY, data BLOB, input_code TEXT,"
        " input_database TEXT, output_code TEXT, output_database TEXT, type TEXT)"
    )
    for (database, code), fields in nodes.items():
        said = {name: value for name, value in fields.items() if name != "exchanges"}
        row = (pickle.dumps(said), code, database, said.get("location"), said["name"],
               said.get("reference product"), said.get("type"))  # fmt: skip
        columns = "data, code, database, location, name, product, type"
        data.execute(f"INSERT INTO activitydataset ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        for one in fields["exchanges"]:
            row = (pickle.dumps(one), one["input"][1], one["input"][0], code, database, one["type"])
            columns = "data, input_code, input_database, output_code, output_database, type"
            data.execute(f"INSERT INTO exchangedataset ({columns}) VALUES (?, ?, ?, ?, ?, ?)", row)
    data.commit()
    data.close()
    names = {database: {"backend": backend} for database, _ in nodes}
    (folder / "databases.json").write_text(json.dumps(names))
    (folder / "methods.json").write_text(json.dumps([[["IPCC", "GWP"], {"abbreviation": "gwp"}]]))
    factors = [(("bio", "co2"), 1.0), (1, 7.0, "CN"), (("nowhere", "x"), 3.0)]
    (folder / "intermediate" / "gwp.pickle").write_bytes(pickle.dumps(factors))
    return folder


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project by hand in a folder that ``BRIGHTWAY2_DIR`` names; no Brightway runs."""
    monkeypatch.setenv("BRIGHTWAY2_DIR", str(tmp_path))
    monkeypatch.delitem(sys.modules, "bw2data", raising=False)
    return by_hand(tmp_path, MINI | OTHERS)


def test_processes_products_and_what_others_supply(project: Path) -> None:
    reading = from_brightway("mini", project="by hand", methods=[("IPCC", "GWP")])
    steel, coal, boiler = (
        next(d for d in reading.datasets if d.id == key) for key in ("steel", "coal", "boiler")
    )
    assert len(reading.datasets) == 3
    own, burnt, heat, avoided, carbon = steel.exchanges
    assert (own.role, own.flow, own.amount) == (Role.REFERENCE, "steel", 1.0)
    assert (burnt.role, burnt.provider, burnt.amount) == (Role.INPUT, "coal", 0.5)
    assert burnt.spread == Lognormal(math.log(0.5), 0.1)
    assert (heat.flow, heat.provider, heat.unit) == ("heat", "boiler", "megajoule")
    assert (avoided.role, avoided.output, avoided.provider) == (Role.AVOIDED, True, "coal")
    assert (carbon.flow, carbon.output) == ("co2", True)
    assert reading.flows["co2"].compartment == ("air",)
    assert reading.flows["co2"].kind is FlowKind.ELEMENTARY
    assert coal.exchanges[0].amount == 1.0  # implied, and told
    assert [r.finding.code for r in reading.remarks] == ["B312"]
    gas = boiler.exchanges[-1]
    assert gas.provider == ""
    assert gas.wanted == {
        "name": "gas supply", "product": "gas", "location": "GLO", "unit": "kilogram", "database": "other",
        "code": "gas",
    }  # fmt: skip
    assert [(m.name, dict(m.factors)) for m in reading.methods] == [("IPCC | GWP", {"co2": 1.0})]
    assert link(reading, "mini").counts["exchanges_unlinked"] == 1


def test_reading_leaves_no_trace(project: Path, tmp_path: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    from_brightway("mini", project="by hand")
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before
    assert "bw2data" not in sys.modules


@pytest.mark.parametrize(
    ("database", "name", "methods", "code", "near"),
    [
        ("mini", "by hnd", (), "B361", "by hand"),
        ("minni", "by hand", (), "B362", "mini"),
        ("mini", "by hand", [("IPCC", "GVP")], "B363", "IPCC | GWP"),
        ("mini", None, (), "B361", ""),
    ],
)
def test_what_is_not_there_is_named_with_the_nearest(
    project: Path, database: str, name: str | None, methods: Any, code: str, near: str
) -> None:
    with pytest.raises(InputError) as refused:
        from_brightway(database, project=name, methods=methods)
    (finding,) = refused.value.findings
    assert finding.code == code
    assert near in ("", *finding.candidates)


def test_no_folder_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIGHTWAY2_DIR", str(tmp_path / "nowhere"))
    monkeypatch.delitem(sys.modules, "bw2data", raising=False)
    with pytest.raises(InputError) as refused:
        from_brightway("mini", project="any")
    assert refused.value.findings[0].code == "B361"
    assert not (tmp_path / "nowhere").exists()


def test_another_backend_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIGHTWAY2_DIR", str(tmp_path))
    monkeypatch.delitem(sys.modules, "bw2data", raising=False)
    by_hand(tmp_path, MINI | OTHERS, backend="iotable")
    with pytest.raises(InputError) as refused:
        from_brightway("mini", project="by hand")
    assert refused.value.findings[0].code == "B368"


@pytest.mark.parametrize("amount", [None, "much", math.nan, math.inf, True])
def test_an_amount_that_is_no_number_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, amount: object
) -> None:
    monkeypatch.setenv("BRIGHTWAY2_DIR", str(tmp_path))
    monkeypatch.delitem(sys.modules, "bw2data", raising=False)
    wrong = [{"input": ("bio", "co2"), "type": "biosphere", "amount": amount}]
    by_hand(tmp_path, {**OTHERS, ("mini", "coal"): {**MINI["mini", "coal"], "exchanges": wrong}})
    reading = from_brightway("mini", project="by hand")
    assert len(reading.datasets[0].exchanges) == 1
    told = {(r.finding.code, r.consequence) for r in reading.remarks}
    assert ("B316", Consequence.EXCHANGE_LEFT_OUT) in told


def test_the_folder_of_a_project_is_one_set(project: Path) -> None:
    """All databases together: the gas of another database is found there."""
    with open_archive(project) as archive:
        reading = read(archive)
    assert {d.id for d in reading.datasets} == {"steel", "coal", "boiler", "gas"}
    boiler = next(d for d in reading.datasets if d.id == "boiler")
    assert boiler.exchanges[-1].provider == "gas"
    assert link(reading, "all").counts["exchanges_unlinked"] == 0


def test_one_database_of_a_folder_is_as_the_one_of_a_project(project: Path) -> None:
    with open_archive(project) as archive:
        one = read(archive, "mini")
    other = from_brightway("mini", project="by hand")
    assert one.title == "mini"
    assert one.flows == other.flows
    assert [d.exchanges for d in one.datasets] == [d.exchanges for d in other.datasets]
    assert link(one, "mini").background.sha256 == link(other, "mini").background.sha256
    assert link(one, "mini").counts["exchanges_unlinked"] == 1


def test_a_project_is_imported_whole_or_one_database_of_it(project: Path, tmp_path: Path) -> None:
    whole = import_database(project, tmp_path / "whole")
    assert whole.format == "brightway_project"
    assert (whole.counts["processes"], whole.counts["exchanges_unlinked"]) == (4, 0)
    one = import_database(project, tmp_path / "one", database="mini")
    assert one.background.name == "mini"
    assert (one.counts["processes"], one.counts["exchanges_unlinked"]) == (3, 1)
    (lacking,) = one.background.unlinked.to_pylist()
    assert json.loads(lacking["wanted"])["database"] == "other"


def test_a_database_that_a_project_does_not_have_is_named_with_those_it_has(
    project: Path, tmp_path: Path
) -> None:
    for name, near in (("minni", ("mini",)), ("zzzz", ("mini", "bio", "other"))):
        with pytest.raises(InputError) as refused:
            import_database(project, tmp_path / "db", database=name)
        (finding,) = refused.value.findings
        assert (finding.code, finding.candidates) == ("B362", near)
    assert not (tmp_path / "db").exists()


def test_a_folder_of_something_else_or_damaged_is_refused(project: Path, tmp_path: Path) -> None:
    with open_archive(project / "lci") as archive, pytest.raises(InputError) as refused:
        read(archive)
    assert refused.value.findings[0].code == "B370"
    (project / "lci" / "databases.db").write_bytes(b"no database" * 100)
    with open_archive(project) as archive, pytest.raises(InputError) as refused:
        read(archive)
    assert refused.value.findings[0].code == "B369"
    with pytest.raises(InputError) as refused:
        from_brightway("mini", project="by hand")
    assert refused.value.findings[0].code == "B369"


@pytest.mark.parametrize("content", [None, b"no pickle", pickle.dumps(7)])
def test_a_damaged_method_is_refused(project: Path, content: bytes | None) -> None:
    path = project / "intermediate" / "gwp.pickle"
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError) as refused:
        from_brightway("mini", project="by hand", methods=[("IPCC", "GWP")])
    assert refused.value.findings[0].code == "B369"


class Harm:
    """What a pickle of a stranger may hold."""

    def __reduce__(self) -> tuple[Any, ...]:
        return subprocess.check_call, (["touch", "/nowhere/harm"],)


def test_pickles_run_nothing() -> None:
    found = plain_data(pickle.dumps({"a": Harm(), "b": (1, 2.5, "x"), "c": {"y"}, "d": np.float64(0.5)}))
    assert isinstance(found["a"], Opaque)
    assert str(found["a"]) == "<subprocess.check_call>"
    assert (found["b"], found["c"], found["d"]) == ((1, 2.5, "x"), {"y"}, 0.5)
    assert type(found["d"]) is float
    with pytest.raises(ValueError, match="EOFError"):
        plain_data(b"")


def test_a_real_project_reads_as_the_one_by_hand(
    brightway: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same nodes, written by bw2data."""
    with quiet():
        brightway.bd.projects.set_current("real")
        for name in ("bio", "other", "mini"):
            nodes = {key: dict(value) for key, value in (MINI | OTHERS).items() if key[0] == name}
            brightway.bd.Database(name).write(nodes)
        method = brightway.bd.Method(("IPCC", "GWP"))
        method.register(unit="kg CO2e")
        method.write([(("bio", "co2"), 1.0)])
        real = from_brightway("mini", project="real", methods=[("IPCC", "GWP")])
        assert from_brightway("mini").datasets == real.datasets  # the current one
    by_hand(tmp_path, MINI | OTHERS)
    with monkeypatch.context() as patch:
        patch.setenv("BRIGHTWAY2_DIR", str(tmp_path))
        patch.delitem(sys.modules, "bw2data", raising=False)
        hand = from_brightway("mini", project="by hand")
    one, other = link(hand, "mini").background, link(real, "mini").background
    assert one.technosphere.amount.tolist() == other.technosphere.amount.tolist()
    assert one.technosphere.key.tolist() == other.technosphere.key.tolist()
    assert one.interventions.amount.tolist() == other.interventions.amount.tolist()
    assert other.methods["IPCC | GWP"].tolist() == [1.0]


def test_a_database_goes_into_a_project_and_comes_back(brightway: Any) -> None:
    background = small()
    factors = {"climate | zuji": np.array([1.0, -1.0])}
    with quiet():
        name, flows = to_project(background, "written", factors=factors)
        assert (name, flows) == ("small", "small flows")
        with pytest.raises(InputError) as refused:
            to_project(background, "written")
        assert refused.value.findings[0].code == "B365"
        to_project(background, "written", factors=factors, replace=True)
        back = link(from_brightway("small", project="written", methods=[("climate", "zuji")]), "small")
        again = back.background
        lca = brightway.bc.LCA(
            {brightway.bd.get_node(database="small", code="steel"): 1}, ("climate", "zuji")
        )
        lca.lci()
        lca.lcia()
    for matrix in ("technosphere", "interventions"):
        one, other = getattr(background, matrix), getattr(again, matrix)
        for column in ("row", "column", "amount", "code", "loc", "scale", "minimum", "maximum"):
            assert np.array_equal(
                getattr(one, column),
                getattr(other, column),
                equal_nan=column not in ("row", "column", "code"),
            )
    assert again.methods["climate | zuji"].tolist() == [1.0, -1.0]
    # steel: 2 - 0.5 uptake + 0.4 coal of 0.3 each + 0.2 slag treated at 0.1 each - 0.05 coal avoided
    # (a project of Brightway keeps amounts in single precision)
    assert lca.score == pytest.approx(2 - 0.5 + 0.4 * 0.3 + 0.2 * 0.1 - 0.05 * 0.3, rel=1e-7)
