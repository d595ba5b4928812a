"""``zuji passport certificate``: pages and data, in both languages, and what it refuses."""

import json
from pathlib import Path

AT = ("--at", "2025-07-01T00:00:00Z")


def test_a_page_and_what_is_missing(zuji, result, tmp_path: Path) -> None:
    out = tmp_path / "certificate.html"
    done = zuji("passport", "certificate", result, "--out", out, "--lang", "zh", *AT)
    assert (done.code, done.out) == (0, "")
    assert "certificate.html：还有" in done.err
    page = out.read_text(encoding="utf-8")
    assert "产品碳足迹标识认证证书数据" in page
    assert "待认证机构填写" in page
    again = tmp_path / "again.html"
    zuji("passport", "certificate", result, "--out", again, "--lang", "zh", *AT)
    assert again.read_text(encoding="utf-8") == page


def test_data_to_standard_output(zuji, result, tmp_path: Path) -> None:
    statement = tmp_path / "passport.yaml"
    statement.write_text("certificate: {number: EX-1}\n", encoding="utf-8")
    done = zuji("passport", "certificate", result, "--statement", statement, *AT)
    assert done.code == 0
    document = json.loads(done.out)
    assert document["sections"][0]["fields"][0]["value"] == "EX-1"
    assert document["made"] == "2025-07-01T00:00:00+00:00"
    assert "certificate.body" in {row["where"] for row in document["to_supply"]}


def test_refusals(zuji, result, tmp_path: Path) -> None:
    assert "P344" in zuji("passport", "certificate", result, "--out", tmp_path / "a.pdf").err
    assert "P123" in zuji("passport", "certificate", result, "--at", "2025-07-01").err
    assert "P123" in zuji("passport", "certificate", result, "--at", "soon").err
    template = tmp_path / "template.yaml"
    template.write_text("zuji_certificate: 1\n", encoding="utf-8")
    refused = zuji("passport", "certificate", result, "--template", template)
    assert refused.code == 2
    assert "template.yaml" in refused.err
    assert "Traceback" not in refused.err
    missing = zuji("passport", "certificate", result, "--template", tmp_path / "none.yaml")
    assert missing.code == 2
