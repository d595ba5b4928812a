"""Bundles of the examples: the same bytes each time, complete, and computed again to the last bit."""

import io
import json
import time
import zipfile
from datetime import date

import pytest
from bundle_case import EXAMPLES, NAMES, example

from lca import __version__
from lca.calculation import calculate
from lca.errors import InputError
from lca.factors.database import FactorDatabase
from lca.passport.bundle import bundle, open_bundle, verify
from lca.passport.bundle.manifest import MANIFEST, sha256
from lca.passport.bundle.packing import packed, safe

SECONDS = 2.0


@pytest.mark.parametrize("path", EXAMPLES, ids=NAMES)
def test_every_example_is_computed_again_to_the_last_bit(path, made_of):
    found = verify(made_of(path).content)
    assert found.same
    assert found.bits
    assert found.exit_code == 0
    assert found.found_total == found.stated_total
    assert found.fields == ()
    assert found.counts["identical"] > 3000
    assert all(check.passed for check in found.checks)


@pytest.mark.parametrize("path", EXAMPLES, ids=NAMES)
def test_in_less_than_two_seconds(path, made_of):
    content = made_of(path).content
    begin = time.process_time()
    verify(content)
    assert time.process_time() - begin < SECONDS


def test_the_same_arguments_give_the_same_bytes(made):
    assert bundle(made.footprint, inventory=made.inventory) == made.content


def test_where_the_activity_data_come_from_is_no_matter(made):
    assert bundle(made.footprint, inventory=made.inventory.read_bytes(), rule="cn.aluminium.primary") == (
        made.content
    )


def test_the_zip_is_sorted_and_without_times_and_machines(made):
    with zipfile.ZipFile(io.BytesIO(made.content)) as archive:
        infos = archive.infolist()
    assert [info.filename for info in infos] == sorted(info.filename for info in infos)
    assert {info.date_time for info in infos} == {(1980, 1, 1, 0, 0, 0)}
    assert {info.create_system for info in infos} == {3}
    assert packed({"b": b"2", "a": b"1"}) == packed({"a": b"1", "b": b"2"})


def test_the_manifest_says_what_decides_the_numbers(made):
    manifest = open_bundle(made.content).manifest
    run = made.footprint.provenance
    assert manifest.engine_version == __version__ == run.engine_version
    assert (manifest.seed, manifest.samples, manifest.sampling) == (1, 64, "random")
    assert manifest.gwp_set == "AR6"
    assert manifest.factors.sha256 == FactorDatabase.open().release.sha256
    assert manifest.factors.of == len(FactorDatabase.open())
    assert 0 < manifest.factors.factors < manifest.factors.of
    roles = [member.role for member in manifest.members]
    assert sorted(roles) == ["activity_data", "factors", "result", "rule", "rule_above"]


def test_every_member_has_its_hash_and_size(made):
    files = made.files
    manifest = open_bundle(made.content).manifest
    assert {member.path for member in manifest.members} | {MANIFEST} == set(files)
    for member in manifest.members:
        assert sha256(files[member.path]) == member.sha256
        assert len(files[member.path]) == member.size


def test_the_identity_is_the_hash_of_the_manifest_whatever_packed_it(made, tmp_path):
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w", zipfile.ZIP_STORED) as archive:
        for name, content in made.files.items():
            archive.writestr(name, content)
    path = tmp_path / "other.zip"
    path.write_bytes(stored.getvalue())
    assert verify(path).identity == verify(made.content).identity == sha256(made.files[MANIFEST])


def test_an_unpacked_folder_is_verified_too(made, tmp_path):
    for name, content in made.files.items():
        target = tmp_path / "bundle" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    assert verify(tmp_path / "bundle").bits


def test_every_choice_of_a_run_travels(tmp_path):
    options = {
        "gwp": "AR5",
        "samples": 32,
        "sampling": "latin_hypercube",
        "seed": 11,
        "as_of": date(2026, 1, 1),
        "assign_uncertainty": False,
    }
    path = example("lfp-battery")
    footprint = calculate(path, **options)
    found = verify(bundle(footprint, inventory=path))
    assert found.bits
    assert footprint.to_json() != calculate(path, samples=32).to_json()


def test_a_run_towards_a_precision_says_what_was_asked_for():
    path = example("lfp-battery")
    footprint = calculate(path, samples=4000, precision=0.0001)
    assert any(finding.code.startswith("N") for finding in footprint.findings)
    with pytest.raises(InputError) as refused:
        bundle(footprint, inventory=path)
    assert [finding.code for finding in refused.value.findings] == ["P507"]
    content = bundle(footprint, inventory=path, asked_samples=4000, precision=0.0001)
    assert verify(content).bits


def test_nothing_is_read_from_outside(made, monkeypatch):
    """Neither the shipped rules nor the registry is asked; the release only to hold rows against it."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("looked outside")

    monkeypatch.setattr("lca.rules.extending.chain.resolve", refuse)
    monkeypatch.setattr("lca.rules.load.find_rule", refuse)
    monkeypatch.setattr("lca.calculation.find_rule", refuse)
    assert verify(made.content).bits


def test_no_path_of_this_machine_is_in_it(made):
    here = str(made.inventory.parent.parent.parent.parent).encode()
    assert not any(here in content for content in made.files.values())


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("a.yaml", "a.yaml"),
        ("../x", "_x"),
        ("a/b\\c:d", "a_b_c_d"),
        ("..", "file"),
        ("", "file"),
        ("数据.yaml", "数据.yaml"),
    ],
)
def test_names_of_members_lead_nowhere(name, plain):
    assert safe(name) == plain


def test_verification_is_plain_data(made):
    from lca.cli.output import plain

    told = plain(verify(made.content))
    assert json.loads(json.dumps(told))["found_total"] == made.footprint.total.value
