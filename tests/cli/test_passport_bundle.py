"""``zuji passport bundle``, ``disclose`` and ``open``, and ``zuji verify``, as their users run them."""

import json
import os
import shutil

import pytest
from bundle_case import rewritten, unpacked

from lca.passport.bundle.manifest import MANIFEST
from lca.passport.bundle.packing import packed

LINE = "production.electrolysis.electricity"


@pytest.fixture(scope="module")
def folder(tmp_path_factory, result):
    from lca.cli.main import run
    from lca.content import content

    made = tmp_path_factory.mktemp("bundle")
    shutil.copy(content("datasets") / "examples" / "primary-aluminium" / "inventory.yaml", made)
    shutil.copy(result, made / "result.json")
    assert run(["passport", "bundle", str(made / "result.json"), "--out", str(made / "bundle.zip")]) == 0
    return made


@pytest.fixture
def view(zuji, folder, tmp_path):
    paths = {name: tmp_path / name for name in ("view.json", "key", "secrets.json")}
    told = zuji(
        *("passport", "disclose", folder / "result.json", "--view", "customer", "--make-key"),
        *("--key", paths["key"], "--secrets", paths["secrets.json"], "--out", paths["view.json"]),
    )
    assert told.code == 0
    assert "root" in told.err
    return paths


def test_a_bundle_is_the_same(zuji, folder):
    told = zuji("verify", folder / "bundle.zip")
    assert told.code == 0
    assert told.out.startswith("same: ")
    assert "byte for byte" in told.out.splitlines()[0]
    assert "0 different" in told.out
    assert zuji("verify", folder / "bundle.zip", "--lang", "zh").out.startswith("一致")


def test_what_bundle_says(zuji, folder, tmp_path):
    told = zuji("passport", "bundle", folder / "result.json", "--out", tmp_path / "b.zip")
    assert "of 8783 factors, identity " in told.err
    assert (tmp_path / "b.zip").read_bytes() == (folder / "bundle.zip").read_bytes()


def test_a_changed_bundle_is_told_with_exit_code_1(zuji, folder, tmp_path):
    files = unpacked((folder / "bundle.zip").read_bytes())
    forged = tmp_path / "forged.zip"
    change = rewritten(files, "result.json", lambda data: data["total"].update(value=1.0))
    forged.write_bytes(packed(change))
    told = zuji("verify", forged)
    assert told.code == 1
    assert told.out.startswith("DIFFERENT")
    assert "result.json is not the file that was packed" in told.out
    assert "different: total.value: 1.0 → 12954" in told.out


def test_json_for_programs(zuji, folder, tmp_path):
    out = tmp_path / "verification.json"
    assert zuji("verify", folder / "bundle.zip", "--out", out).code == 0
    told = json.loads(out.read_text(encoding="utf-8"))
    assert told["same"] is True
    assert told["counts"]["identical"] > 3000
    assert told["findings"] == []


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x05\x06" + b"\0" * 18, b"{}", b'{"a": 1, "a": 2}'])
def test_what_is_no_bundle_has_exit_code_2(zuji, tmp_path, content):
    path = tmp_path / "no.zip"
    path.write_bytes(content)
    told = zuji("verify", path)
    assert told.code == 2
    assert "Traceback" not in told.err
    assert zuji("verify", tmp_path / "none.zip").code == 2


def test_a_manifest_without_its_files_is_told(zuji, folder, tmp_path):
    files = unpacked((folder / "bundle.zip").read_bytes())
    path = tmp_path / "less.zip"
    path.write_bytes(packed({name: files[name] for name in (MANIFEST, "result.json")}))
    told = zuji("verify", path)
    assert told.code == 1
    assert told.out.startswith("NOT COMPUTED AGAIN")
    assert "P506" in told.out


def test_bundle_without_its_activity_data_and_with_others(zuji, folder, tmp_path):
    shutil.copy(folder / "result.json", tmp_path)
    told = zuji("passport", "bundle", tmp_path / "result.json", "--out", tmp_path / "b.zip")
    assert told.code == 2
    assert "Y100" in told.err
    (tmp_path / "inventory.yaml").write_bytes((folder / "inventory.yaml").read_bytes() + b"\n")
    told = zuji("passport", "bundle", tmp_path / "result.json", "--out", tmp_path / "b.zip")
    assert told.code == 2
    assert "P501" in told.err
    assert not (tmp_path / "b.zip").exists()


def test_a_view_is_checked_and_a_line_opened(zuji, view, tmp_path):
    told = zuji("verify", view["view.json"])
    assert told.code == 0
    assert told.out.startswith("sound")
    opening = tmp_path / "opening.json"
    assert zuji("passport", "open", view["secrets.json"], LINE, "--out", opening).code == 0
    told = zuji("verify", view["view.json"], "--opening", opening)
    assert told.code == 0
    assert "1 opened" in told.out
    content = json.loads(opening.read_text(encoding="utf-8"))["part"]["content"]
    assert content["path"] == LINE
    amount = zuji("passport", "open", view["secrets.json"], LINE, "--piece", "amount")
    assert "normalised" in json.loads(amount.out)["part"]["content"]["amount"]


def test_a_changed_view_is_told(zuji, view):
    path = view["view.json"]
    path.write_text(path.read_text(encoding="utf-8").replace('"kind": "partial"', '"kind": "full"'))
    told = zuji("verify", path)
    assert told.code == 1
    assert "NOT SOUND" in told.out


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_keys_and_secrets_are_private_and_never_shown(zuji, view, folder, tmp_path):
    for name in ("key", "secrets.json"):
        assert view[name].stat().st_mode & 0o777 == 0o600
    again = zuji("passport", "disclose", folder / "result.json", "--key", view["key"], "--make-key")
    assert again.code == 2
    assert "P560" in again.err
    view["key"].chmod(0o644)
    told = zuji("passport", "disclose", folder / "result.json", "--key", view["key"])
    assert told.code == 2
    assert "P559" in told.err
    assert view["key"].read_bytes().hex() not in told.err + told.out
    missing = zuji("passport", "disclose", folder / "result.json", "--key", tmp_path / "none")
    assert "P561" in missing.err


def test_one_key_gives_one_root(zuji, view, folder):
    roots = {json.loads(view["view.json"].read_text(encoding="utf-8"))["root"]}
    for name in ("public", "verifier"):
        told = zuji("passport", "disclose", folder / "result.json", "--view", name, "--key", view["key"])
        roots.add(json.loads(told.out)["root"])
    assert len(roots) == 1


def test_a_factor_may_be_hidden_by_its_id_and_a_policy_must_exist(zuji, folder):
    told = zuji(
        *("passport", "disclose", folder / "result.json", "--view", "verifier"),
        *("--hide-factor", "supplier:*"),
    )
    assert told.code == 0
    shown = {part["id"] for part in json.loads(told.out)["shown"]}
    assert not any(name.startswith("factor.value:supplier:") for name in shown)
    wrong = zuji("passport", "disclose", folder / "result.json", "--view", "publc")
    assert wrong.code == 2
    assert "public" in wrong.err
