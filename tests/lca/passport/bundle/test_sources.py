"""Inputs that are not those of the result are refused with what differs; own layers and rules travel."""

import json

import pytest
from bundle_case import example, resealed, unpacked
from small_case import Case

from lca.calculation import calculate
from lca.content import content
from lca.errors import InputError
from lca.factors.database import FactorDatabase, open_with
from lca.passport.bundle import bundle, open_bundle, verify

CSV = "id,item,value,unit,kind,geography,year,source,redistribution\n"
OWN = CSV + "own.alumina,alumina,1.25,kg CO2e/kg,footprint,CN,2024,our own study,{allowed}\n"


def refused(make):
    with pytest.raises(InputError) as caught:
        make()
    return [finding.code for finding in caught.value.findings]


def test_other_activity_data_are_refused_by_hash(made, tmp_path):
    other = tmp_path / "inventory.yaml"
    other.write_bytes(made.inventory.read_bytes() + b"\n")
    with pytest.raises(InputError) as caught:
        bundle(made.footprint, inventory=other, rule="cn.aluminium.primary")
    (finding,) = caught.value.findings
    assert finding.code == "P501"
    assert made.footprint.provenance.inputs[2].sha256 in finding.message("en")
    assert "活动数据" in finding.message("zh")


def test_another_rule_and_its_rule_above_are_refused_together(made):
    codes = refused(lambda: bundle(made.footprint, inventory=made.inventory, rule="cn.battery.lfp"))
    assert codes == ["P501"]


def test_a_layer_that_the_result_does_not_know_and_one_that_is_missing(made, tmp_path):
    layer = tmp_path / "own.csv"
    layer.write_text(OWN.format(allowed="yes"))
    codes = refused(lambda: bundle(made.footprint, inventory=made.inventory, layers=[layer]))
    assert codes == ["P503"]


def test_another_release_is_refused(made, monkeypatch):
    from dataclasses import replace

    base = FactorDatabase.open()
    other = FactorDatabase(replace(base.table, release=replace(base.release, sha256="0" * 64)))
    assert refused(lambda: bundle(made.footprint, inventory=made.inventory, factors=other)) == ["P501"]
    assert [f.code for f in verify(made.content, factors=other).findings] == ["P513"]


def test_a_result_that_was_edited_is_not_bundled(made):
    edited = made.footprint.model_copy(
        update={"total": made.footprint.total.model_copy(update={"value": 1.0})}
    )
    with pytest.raises(InputError) as caught:
        bundle(edited, inventory=made.inventory)
    (finding,) = caught.value.findings
    assert finding.code == "P507"
    assert "total.value" in finding.message()


@pytest.fixture
def with_layer(tmp_path):
    """A battery with the example's own factors over the release."""
    path = example("lfp-battery")
    layer = path.with_name("own-factors.csv")
    return calculate(path, factors=open_with([layer]), samples=32), path, layer


def test_a_layer_of_own_factors_travels(with_layer):
    footprint, path, layer = with_layer
    found = verify(bundle(footprint, inventory=path, layers=[layer]))
    assert found.bits
    codes = refused(lambda: bundle(footprint, inventory=path))
    assert codes == ["P502"]


def test_a_layer_that_must_not_be_passed_on_is_brought_by_the_recipient(tmp_path):
    path = example("lfp-battery")
    text = path.with_name("own-factors.csv").read_text(encoding="utf-8")
    head, *rows = text.strip().splitlines()
    columns = head.split(",")
    if "redistribution" not in columns:
        head, rows = head + ",redistribution", [row + ",no" for row in rows]
    layer = tmp_path / "own.csv"
    layer.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    footprint = calculate(path, factors=open_with([layer]), samples=16)
    content = bundle(footprint, inventory=path, layers=[layer])
    assert not any("layer" in name for name in unpacked(content))
    manifest = open_bundle(content).manifest
    assert [one.name for one in manifest.missing] == ["own"]
    alone = verify(content)
    assert [finding.code for finding in alone.findings] == ["P515"]
    assert not alone.same
    assert verify(content, layers=[layer]).bits


def test_rules_in_a_folder_of_their_own(tmp_path):
    """Nothing of them is shipped; the bundle has all of it."""
    rule = {
        "activity_data": {"steel": {"unit": "kg", "per": "kg", "primary": "required"}},
        "processes": {
            "making": {
                "stage": "production",
                "output": {"product": "product", "amount": "1 kg"},
                "emissions": [{"gas": "co2", "origin": "fossil", "amount": "steel * 2"}],
            }
        },
    }
    case = Case(rule, {"activity_data": {"steel": "1.5 kg"}})
    paths = [tmp_path / "my-rule.yaml", tmp_path / "data.yaml"]
    for path, text in zip(paths, (case.rule, case.inventory), strict=True):
        path.write_text(json.dumps(text, ensure_ascii=False), encoding="utf-8")
    footprint = calculate(paths[1], paths[0], samples=0)
    assert footprint.total.value == pytest.approx(3.0)
    packed = bundle(footprint, inventory=paths[1], rule=paths[0])
    found = verify(packed)
    assert found.bits
    assert "rule/my-rule.yaml" in unpacked(packed)


def test_activity_data_from_memory(made):
    raw = made.inventory.read_bytes()
    footprint = calculate(raw, "cn.aluminium.primary", samples=16)
    assert verify(bundle(footprint, inventory=raw, rule="cn.aluminium.primary")).bits


def test_a_rule_by_a_path_of_the_shipped_folder(made):
    path = content("rules") / "cn" / "aluminium-primary.yaml"
    assert bundle(made.footprint, inventory=made.inventory, rule=path) == made.content


def test_a_resealed_bundle_that_was_not_changed_is_the_same(made):
    assert resealed(made.files) == made.content
