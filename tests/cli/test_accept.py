"""``zuji calc --accept``: a refusal taken upon oneself is told in the result, which is not to be issued."""

import json

import pytest
from small_case import Case

PROVINCE = "cn.mee.elec_co2.cn_yn.2023"


@pytest.fixture
def provincial(tmp_path):
    """Activity data that ask for a province's CO2 factor by its id, and their rule."""
    line = {"for_each": "bought", "of": "power", "amount": "$row.amount", "factor": "$row.what"}
    plant = {"stage": "production", "output": {"product": "product", "amount": "1 kg"}, "inputs": [line]}
    table = {"table": {"name": "text", "what": "factor", "amount": "kWh"}, "key": "name"}
    row = {"name": "a", "what": {"id": PROVINCE}, "amount": "1 kWh"}
    case = Case(
        {"activity_data": {"bought": table}, "processes": {"plant": plant}},
        {"rule": "rule.yaml", "activity_data": {"bought": [row]}},
    )
    (tmp_path / "rule.yaml").write_text(json.dumps(case.rule), encoding="utf-8")
    file = tmp_path / "inventory.yaml"
    file.write_text(json.dumps(case.inventory), encoding="utf-8")
    return file


def test_refused_and_accepted(zuji, provincial) -> None:
    refused = zuji("calc", provincial, "--samples", "0")
    assert refused.code == 2
    assert "F211" in refused.err
    accepted = zuji("calc", provincial, "--samples", "0", "--accept", "F211", "--format", "json")
    assert accepted.code == 1
    document = json.loads(accepted.out)
    assert [one["severity"] for one in document["findings"] if one["code"] == "C220"] == ["blocking"]
    assert document["total"]["value"] == pytest.approx(0.1333)


@pytest.mark.parametrize(("language", "words"), [("en", "can be accepted"), ("zh", "可以接受")])
def test_what_cannot_be_accepted(zuji, provincial, language, words) -> None:
    done = zuji("calc", provincial, "--accept", "F206", "--lang", language)
    assert done.code == 2
    assert "S341" in done.err
    assert words in done.err
