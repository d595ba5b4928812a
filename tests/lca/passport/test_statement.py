"""The statement: nothing required, everything checked, every wrong entry with its place."""

from pathlib import Path

import jsonschema
import pytest

from lca.errors import InputError
from lca.passport import Statement, load_statement
from lca.passport.statement import statement_schema


def codes(source: object) -> dict[str, str]:
    with pytest.raises(InputError) as caught:
        load_statement(source)  # type: ignore[arg-type]
    return {finding.code: finding.location.path for finding in caught.value.findings}


def test_nothing_is_required() -> None:
    assert load_statement({}) == Statement()
    assert load_statement(b"zuji_passport: 1\n") == Statement()


def test_a_file_and_a_mapping_say_the_same(tmp_path: Path) -> None:
    file = tmp_path / "passport.yaml"
    file.write_text(
        "zuji_passport: 1\nproduct: {mass: 2 t, name: 铝}\nvalidity: {from: 2025-01-01, to: 2026-01-01}\n"
    )
    said = {"product": {"name": "铝", "mass": "2 t"}, "validity": {"to": "2026-01-01", "from": "2025-01-01"}}
    assert load_statement(file) == load_statement(str(file)) == load_statement(said)
    assert load_statement(file).sha256 == load_statement(said).sha256


def test_a_word_more_is_another_content() -> None:
    assert load_statement({"comment": "a"}).sha256 != load_statement({"comment": "b"}).sha256


@pytest.mark.parametrize(
    ("wrong", "code", "path"),
    [
        ({"product": {"mass": 428}}, "P101", "product.mass"),
        ({"product": {"mass": "428 kWh"}}, "P101", "product.mass"),
        ({"product": {"mass": "-1 kg"}}, "P103", "product.mass"),
        ({"product": {"carbon_content": {"fossil": "banana"}}}, "P101", "product.carbon_content.fossil"),
        ({"product": {"ids": ["4711"]}}, "P102", "product.ids[0]"),
        ({"product": {"ids": ["urn:gtin:09521000000033"]}}, "P102", "product.ids[0]"),
        ({"company": {"ids": ["urn:pact:example.com:7"]}}, "P102", "company.ids[0]"),
        ({"product": {"gtin": "12345"}}, "Y132", "product.gtin"),
        ({"product": {"gtin": "6291041500214"}}, "P108", "product.gtin"),
        ({"product": {"image": "javascript:alert(1)"}}, "P104", "product.image"),
        ({"study": {"url": "example.com"}}, "P104", "study.url"),
        ({"validity": {"from": "2026-01-01", "to": "2025-01-01"}}, "P105", "validity"),
        ({"packaging": {"included": False, "emissions": "1 kg CO2e"}}, "P106", "packaging"),
        ({"packaging": {"included": True, "emissions": "1 kg"}}, "P101", "packaging.emissions"),
        ({"issued": "2025-01-01T00:00:00"}, "P107", "issued"),
        ({"exempted": {"percent": 101}}, "Y131", "exempted.percent"),
        ({"exempted": {"percent": float("nan")}}, "Y122", "exempted.percent"),
        ({"geography": {"country": "China"}}, "Y132", "geography.country"),
        ({"geography": {"subdivision": "GX"}}, "Y132", "geography.subdivision"),
        ({"issuer": {"did": "example.com"}}, "Y132", "issuer.did"),
        ({"produkt": {}}, "Y110", "produkt"),
        ({"product": {"mas": "1 kg"}}, "Y110", "product.mas"),
        ({"zuji_passport": 2}, "Y125", "zuji_passport"),
        ({"previous": ["4711"]}, "Y112", "previous[0]"),
    ],
)
def test_what_is_refused(wrong: dict[str, object], code: str, path: str) -> None:
    found = codes(wrong)
    assert code in found
    assert found[code] == path


def test_everything_wrong_is_told_at_once_with_line_and_column(tmp_path: Path) -> None:
    file = tmp_path / "passport.yaml"
    file.write_text("zuji_passport: 1\nproduct:\n  mass: heavy\n  ids: [x]\nunits: per_pack\n")
    with pytest.raises(InputError) as caught:
        load_statement(file)
    places = {
        finding.code: (finding.location.line, finding.location.file) for finding in caught.value.findings
    }
    assert places == {"P101": (3, str(file)), "P102": (4, str(file)), "Y110": (5, str(file))}
    assert next(one for one in caught.value.findings if one.code == "Y110").candidates[0] == "unit"


def test_duplicate_keys_and_anchors_are_refused() -> None:
    assert codes(b"unit: a\nunit: b\n")
    assert codes(b"company: &a {name: x}\nproduct: *a\n")


def test_its_schema_is_a_schema_and_takes_the_shipped_statement(root: Path) -> None:
    import yaml

    schema = statement_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    text = (root / "datasets/examples/lfp-battery/passport.yaml").read_text(encoding="utf-8")
    data = yaml.load(text, yaml.BaseLoader)
    data["zuji_passport"] = 1
    said = load_statement(text.encode())
    assert said.illustrative
    assert said.product.gtin == data["product"]["gtin"]
