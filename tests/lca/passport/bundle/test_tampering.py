"""Whatever is changed in a bundle is found: by its hash, or by computing again."""

import json

import pytest
from bundle_case import resealed, rewritten, unpacked
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lca.errors import InputError
from lca.passport.bundle import open_bundle, verify
from lca.passport.bundle.manifest import MANIFEST
from lca.passport.bundle.packing import packed

QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def caught(content: bytes) -> bool:
    """Whether a bundle is refused, or is not the same."""
    try:
        return not verify(content).same
    except InputError:
        return True


@QUICK
@given(data=st.data())
def test_any_byte_of_any_member(made, data):
    files = made.files
    name = data.draw(st.sampled_from(sorted(files)))
    place = data.draw(st.integers(0, len(files[name]) - 1))
    other = data.draw(st.integers(1, 255))
    raw = bytearray(files[name])
    raw[place] ^= other
    forged = packed({**files, name: bytes(raw)})
    if name == MANIFEST:
        assert caught(forged)
        return
    checks = open_bundle(forged).checks
    assert [check.about for check in checks if check.passed is False] == [name]


@QUICK
@given(data=st.data())
def test_any_byte_of_the_manifest(made, data):
    files = made.files
    raw = bytearray(files[MANIFEST])
    place = data.draw(st.integers(0, len(raw) - 1))
    raw[place] ^= data.draw(st.integers(1, 255))
    assert caught(packed({**files, MANIFEST: bytes(raw)}))


@pytest.mark.parametrize(
    ("path", "change"),
    [
        ("total.value", lambda d: d["total"].update(value=d["total"]["value"] * 0.9)),
        ("product.name.en", lambda d: d["product"]["name"].update(en="Something else")),
        ("company.id", lambda d: d["company"].update(id="urn:other")),
        ("unit.amount", lambda d: d["unit"].update(amount=2.0)),
        ("period.end", lambda d: d["period"].update(end="2025-12-31")),
        ("illustrative", lambda d: d.update(illustrative=False)),
        ("rule.status", lambda d: d["rule"].update(status="published")),
        ("uncertainty.interval.sd", lambda d: d["uncertainty"]["interval"].update(sd=1.0)),
        ("data_quality.primary_share", lambda d: d["data_quality"].update(primary_share=0.99)),
    ],
)
def test_a_result_that_was_changed_and_sealed_again_is_named_by_field(made, path, change):
    found = verify(resealed(rewritten(made.files, "result.json", change)))
    assert not found.same
    assert found.exit_code == 1
    assert path in {field.path for field in found.fields if field.status == "different"}
    assert all(check.passed for check in found.checks if check.kind == "hash")


def test_a_line_that_was_left_out_is_added_by_the_recomputation(made):
    forged = rewritten(made.files, "result.json", lambda d: d["contributions"].pop(0))
    found = verify(resealed(forged))
    assert found.counts["added"] > 10
    assert not found.same


def test_a_finding_that_was_invented_is_missing_from_the_recomputation(made):
    def invent(data):
        data["findings"].append({**data["findings"][0], "code": "C999"})

    found = verify(resealed(rewritten(made.files, "result.json", invent)))
    assert found.counts["missing"] >= 1
    assert not found.same


def test_lines_in_another_order_are_told(made):
    forged = rewritten(made.files, "result.json", lambda d: d["contributions"].reverse())
    found = verify(resealed(forged))
    assert [field.path for field in found.fields] == ["contributions[]"]
    assert not found.same


def test_a_difference_within_rounding_is_told_as_such(made):
    def nudge(data):
        data["total"]["value"] = data["total"]["value"] * (1 + 1e-13)

    found = verify(resealed(rewritten(made.files, "result.json", nudge)))
    assert [(field.path, field.status) for field in found.fields] == [("total.value", "within")]
    assert found.same
    assert not found.bits


def test_activity_data_that_were_changed_give_another_result(made):
    files = made.files
    name = next(name for name in files if name.startswith("activity_data/"))
    forged = {**files, name: files[name].replace(b"981140.7", b"981240.7")}
    found = verify(resealed(forged))
    different = {field.path for field in found.fields if field.status == "different"}
    assert "total.value" in different
    assert any(path.startswith("provenance.inputs[activity_data") for path in different)


def test_a_rule_that_was_changed_gives_another_result(made):
    files = made.files
    above = next(name for name in files if "above" in name)
    forged = {**files, above: files[above] + b"# more\n"}
    found = verify(resealed(forged))
    assert [field.path for field in found.fields] == ["provenance.inputs[rule_above:cn.gbt24067].sha256"]


def test_a_factor_row_that_was_changed_is_held_against_the_release(made):
    used = next(one.id for one in made.footprint.factors if one.id.startswith("cn.mee"))

    def cheapen(data):
        place = data["columns"].index("value")
        for row in data["rows"]:
            if row[0] == used:
                row[place] = "0.0001"

    found = verify(resealed(rewritten(made.files, "factors/release.json", cheapen)))
    assert f"factors/release.json:{used}" in {c.about for c in found.checks if c.passed is False}
    assert any(field.path.startswith("factors[") for field in found.fields)


@pytest.mark.parametrize(
    ("name", "value"),
    [("seed", 2), ("samples", 65), ("gwp_set", "AR5"), ("engine_version", "0.0.9"), ("accepted", ["F211"])],
)
def test_a_manifest_that_contradicts_the_result_is_told(made, name, value):
    found = verify(packed(rewritten(made.files, MANIFEST, lambda data: data.update({name: value}))))
    assert name in {check.about for check in found.checks if check.passed is False}


def test_tables_of_the_engine_that_the_manifest_states_otherwise(made):
    def alter(data):
        data["content"][0]["sha256"] = "0" * 64

    found = verify(packed(rewritten(made.files, MANIFEST, alter)))
    assert [check.about for check in found.checks if check.kind == "content" and not check.passed] == [
        "factors/gases.csv"
    ]
    assert found.changes[0].what == "factors/gases.csv"


def test_a_member_more_and_a_member_less(made):
    files = made.files
    more = verify(packed({**files, "extra.txt": b"hello"}))
    assert [c.about for c in more.checks if c.kind == "unlisted"] == ["extra.txt"]
    assert not more.same
    name = next(name for name in files if name.startswith("activity_data/"))
    less = verify(packed({path: content for path, content in files.items() if path != name}))
    assert [finding.code for finding in less.findings] == ["P506"]
    assert less.found_total is None
    assert less.exit_code == 1


def test_a_result_in_another_form_is_told_though_its_values_are_the_same(made):
    files = made.files
    squeezed = json.dumps(json.loads(files["result.json"]), ensure_ascii=False).encode()
    found = verify(resealed({**files, "result.json": squeezed}))
    assert [check.about for check in found.checks if check.kind == "form"] == ["result.json"]


def test_what_was_unpacked_and_packed_again_is_the_same_bundle(made):
    assert packed(unpacked(made.content)) == made.content
