"""``zuji passport``: payloads, gaps, exit codes, in both languages."""

import json
from pathlib import Path

import pytest

from lca.content import content

AT = ("--at", "2025-06-01T00:00:00Z")
STATEMENT = """\
zuji_passport: 1
product:
  carbon_content: {fossil: 0 kg, biogenic: 0 kg, recycled: 0 kg}
  categories: {cpc: ["41431"]}
packaging: {included: false}
capture: {included: false}
"""


@pytest.fixture
def statement(tmp_path: Path) -> Path:
    file = tmp_path / "passport.yaml"
    file.write_text(STATEMENT, encoding="utf-8")
    return file


def test_an_export_goes_to_standard_output_or_into_a_file(zuji, result, statement, tmp_path) -> None:
    said = ("passport", "export", result, "--to", "pact-3.0", "--statement", statement, *AT)
    shown = zuji(*said)
    assert shown.code == 0
    assert json.loads(shown.out)["specVersion"] == "3.0.0"
    assert "P131" in shown.err
    out = tmp_path / "payload.json"
    written = zuji(*said, "--out", out)
    assert (written.code, written.out) == (0, "")
    assert out.read_text(encoding="utf-8") == shown.out


def test_what_is_missing_stops_an_export_and_is_named_with_its_key(zuji, result, tmp_path) -> None:
    out = tmp_path / "payload.json"
    refused = zuji("passport", "export", result, "--to", "pact-3.0", *AT, "--out", out)
    assert refused.code == 2
    assert not out.exists()
    for key in ("product.carbon_content.fossil", "packaging.included", "capture.included"):
        assert f"State {key} in the statement." in refused.err
    assert "Traceback" not in refused.err


def test_a_check_lists_gaps_and_has_exit_code_1(zuji, result, statement) -> None:
    lacking = zuji("passport", "check", result, "--to", "pact-2.3", *AT, "--lang", "zh")
    assert lacking.code == 1
    assert "请在声明文件中填写 product.categories.cpc。" in lacking.out
    complete = zuji("passport", "check", result, "--to", "pact-2.3", "--statement", statement, *AT)
    assert complete.code == 0
    assert "nothing mandatory is missing" in complete.out


def test_a_check_as_json(zuji, result) -> None:
    found = json.loads(zuji("passport", "check", result, "--to", "pact-3.0", *AT, "--format", "json").out)
    assert found["complete"] is False
    keys = {gap["statement_key"] for gap in found["gaps"] if gap["need"] == "required"}
    assert keys == {"product.carbon_content.fossil", "packaging.included", "capture.included"}
    assert all(one["message"]["zh"] and one["remedy"]["en"] for one in found["findings"])


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--to", "pact-3"), "P120"),
        (("--to", "pact-3.0", "--at", "2025-06-01"), "P123"),
        (("--to", "pact-3.0", "--at", "tomorrow"), "P123"),
        (("--to", "pact-3.0", "--statement", "absent.yaml"), "Y100"),
    ],
)
def test_wrong_words_have_exit_code_2_and_a_code(zuji, result, words, code) -> None:
    refused = zuji("passport", "export", result, *words)
    assert refused.code == 2
    assert code in refused.err


def test_a_file_that_is_no_result_is_refused(zuji, tmp_path) -> None:
    file = tmp_path / "x.json"
    file.write_text("{}", encoding="utf-8")
    refused = zuji("passport", "check", file, "--to", "pact-3.0")
    assert refused.code == 2
    assert "V103" in refused.err


def test_the_formats_are_listed(zuji) -> None:
    from lca.passport.formats import FORMATS

    shown = zuji("passport", "formats")
    assert shown.code == 0
    assert [line.split()[0] for line in shown.out.splitlines()] == list(FORMATS)
    rows = json.loads(zuji("passport", "formats", "--format", "json").out)
    assert {row["name"] for row in rows} == set(FORMATS)


def test_the_shipped_statement_of_the_battery_exports_a_pack(zuji, tmp_path) -> None:
    folder = Path(str(content("datasets"))) / "examples" / "lfp-battery"
    result = tmp_path / "result.json"
    assert zuji("calc", folder / "inventory.yaml", "--samples", "0", "--out", result).code == 0
    said = ("--to", "pact-3.0", "--statement", folder / "passport.yaml", *AT)
    shown = zuji("passport", "export", result, *said)
    assert shown.code == 0
    assert json.loads(shown.out)["pcf"]["declaredUnitOfMeasurement"] == "piece"
    assert "P136" in shown.err


def test_a_payload_is_a_layer_of_factors_of_ones_own(zuji, example, result, statement, tmp_path) -> None:
    payload, again = tmp_path / "supplier.json", tmp_path / "again.json"
    said = ("--to", "pact-3.0", "--statement", statement, *AT, "--out", payload)
    assert zuji("passport", "export", result, *said).code == 0
    run = zuji("calc", example, "--samples", "0", "--user-factors", payload, "--out", again)
    assert run.code == 0
    inputs = json.loads(again.read_text(encoding="utf-8"))["provenance"]["inputs"]
    assert "supplier" in {one["name"] for one in inputs if one["role"] == "factor_layer"}


def test_our_schemas_are_printed(zuji) -> None:
    for name in ("statement", "uncertainty"):
        shown = zuji("passport", "schema", name)
        assert shown.code == 0
        assert json.loads(shown.out)["$id"].startswith("urn:zuji:")
