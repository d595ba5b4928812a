"""Payloads in a bundle, of the result and of suppliers: made again, compared, and carried."""

import json
from dataclasses import replace

import pytest
import yaml
from bundle_case import example, resealed, unpacked
from passport_cases import AT

from lca import passport
from lca.calculation import calculate
from lca.errors import InputError
from lca.passport.bundle import Sent, bundle, open_bundle, verify
from lca.passport.statement import load_statement

STATEMENT = {
    "zuji_passport": 1,
    "product": {"mass": "1 t", "carbon_content": {"fossil": "0 kg"}},
    "packaging": {"included": False},
    "capture": {"included": False},
    "exempted": {"percent": 0},
}


@pytest.fixture(scope="module")
def statement(tmp_path_factory):
    path = tmp_path_factory.mktemp("statement") / "passport.yaml"
    path.write_text(yaml.safe_dump(STATEMENT), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def payload(made, statement):
    return passport.export(made.footprint, "pact-3.0", statement=statement, at=AT)


@pytest.fixture(scope="module")
def with_payload(made, payload, statement):
    sent = [Sent("pcf.json", payload.content), Sent("other.json", b"{}")]
    return bundle(made.footprint, inventory=made.inventory, payloads=sent, statement=statement)


@pytest.fixture(scope="module")
def made(made_of):
    return made_of(example("primary-aluminium"))


def test_the_format_of_a_payload_is_found_and_it_is_made_again(with_payload):
    assert [one.name for one in open_bundle(with_payload).manifest.having("payload")] == ["pact-3.0", "-"]
    found = verify(with_payload)
    assert found.same
    passed = {check.about: check.passed for check in found.checks if check.kind == "payload"}
    assert passed == {"payload/1/pcf.json": True, "payload/2/other.json": None}


def test_a_payload_that_was_changed_names_the_field(with_payload):
    files = unpacked(with_payload)
    data = json.loads(files["payload/1/pcf.json"])
    data["pcf"]["pcfExcludingBiogenicUptake"] = "1"
    forged = json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    found = verify(resealed({**files, "payload/1/pcf.json": forged.encode()}))
    assert not found.same
    wrong = [check for check in found.checks if check.passed is False]
    assert [check.about for check in wrong] == ["payload/1/pcf.json:pcf.pcfExcludingBiogenicUptake"]
    assert wrong[0].stated == "1"


def test_a_statement_that_was_changed_gives_another_payload(with_payload):
    files = unpacked(with_payload)
    name = next(name for name in files if name.startswith("statement/"))
    told = yaml.safe_dump({**STATEMENT, "product": {**STATEMENT["product"], "mass": "2 t"}})
    assert not verify(resealed({**files, name: told.encode()})).same


def test_a_payload_of_a_format_that_is_stated(made, payload, statement):
    content = bundle(
        made.footprint,
        inventory=made.inventory,
        statement=statement,
        payloads=[Sent("x.json", payload.content, "pact-3.0")],
    )
    assert verify(content).same


def test_a_payload_that_the_result_does_not_give_is_refused(made, statement):
    for form, code in (("pact-3.0", "P516"), ("pact-9", "P120")):
        sent = [Sent("x.json", b"{}", form)]
        with pytest.raises(InputError) as refused:
            bundle(made.footprint, inventory=made.inventory, statement=statement, payloads=sent)
        assert [finding.code for finding in refused.value.findings] == [code]


def test_the_moment_of_issue_is_read_from_the_payload(made, payload, statement):
    later = passport.export(
        made.footprint, "pact-3.0", statement=load_statement(statement), at=AT.replace(year=2026)
    )
    assert later.content != payload.content
    sent = [Sent("pcf.json", later.content)]
    assert verify(bundle(made.footprint, inventory=made.inventory, payloads=sent, statement=statement)).same


def test_what_a_supplier_sent_travels_with_the_activity_data(made, payload, tmp_path):
    """The aluminium of the first example in the battery of the second."""
    source = example("lfp-battery")
    data = yaml.safe_load(source.read_text(encoding="utf-8"))
    data["footprints"]["carbon_black"] = {"payload": "sent/pcf.json", "per": "kg"}
    (tmp_path / "sent").mkdir()
    (tmp_path / "sent" / "pcf.json").write_bytes(payload.content)
    path = tmp_path / "inventory.yaml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    footprint = calculate(path, samples=16)
    content = bundle(footprint, inventory=path)
    found = verify(content)
    assert found.bits
    (member,) = open_bundle(content).manifest.having("supplier_payload")
    assert member.name == "sent/pcf.json"
    from_memory = bundle(
        footprint,
        inventory=path.read_bytes(),
        suppliers={"sent/pcf.json": payload.content},
        rule="cn.battery.lfp",
    )
    assert verify(from_memory).bits
    with pytest.raises(InputError) as refused:
        bundle(footprint, inventory=path.read_bytes(), rule="cn.battery.lfp")
    assert [finding.code for finding in refused.value.findings] == ["P502"]
    (tmp_path / "sent" / "pcf.json").write_bytes(payload.content + b"\n")
    with pytest.raises(InputError) as refused:
        bundle(footprint, inventory=path)
    assert [finding.code for finding in refused.value.findings] == ["P501"]


def test_a_result_cannot_ask_for_files_elsewhere(made):
    """The paths come from the result, which may be a stranger's."""
    run = made.footprint.provenance
    foreign = run.inputs[0].model_copy(update={"role": "supplier_payload", "name": "../../etc/passwd"})
    hostile = made.footprint.model_copy(
        update={"provenance": run.model_copy(update={"inputs": (*run.inputs, foreign)})}
    )
    with pytest.raises(InputError) as refused:
        bundle(hostile, inventory=made.inventory)
    assert [finding.code for finding in refused.value.findings] == ["P502"]


def test_sent_is_a_plain_value():
    assert replace(Sent("a", b"1"), format="x") == Sent("a", b"1", "x")


def test_a_payload_that_nobody_can_check_is_not_passed_over(made, payload, statement, with_payload):
    """Forged, its format renamed, the manifest sealed anew: the result holds, the bundle does not."""
    assert (verify(with_payload).same, verify(with_payload).exit_code) == (True, 1)
    assert verify(with_payload).undecided == ("payload/2/other.json",)
    sent = [Sent("pcf.json", payload.content)]
    checked = verify(bundle(made.footprint, inventory=made.inventory, payloads=sent, statement=statement))
    assert (checked.same, checked.undecided, checked.exit_code) == (True, (), 0)
