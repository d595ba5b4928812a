"""Archives that are none, that can hurt, or that are no bundle: refused with a stable code."""

import io
import json
import stat
import zipfile

import pytest
from bundle_case import resealed, rewritten

from lca.errors import InputError
from lca.passport.bundle import open_bundle, verify
from lca.passport.bundle.manifest import MANIFEST
from lca.passport.bundle.opened import MAXIMUM_MEMBERS
from lca.passport.bundle.packing import packed
from lca.passport.bundle.strict import parsed


def codes(source):
    with pytest.raises(InputError) as refused:
        verify(source)
    return {finding.code for finding in refused.value.findings}


def zipped(**members):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (b"", "B101"),
        (b"hello", "B101"),
        (b"PK\x03\x04 nothing", "B101"),
        (b"\x1f\x8b\x08\x00", "B102"),
        (zipped(a=b"1"), "P500"),
        (zipped(**{MANIFEST: b"{"}), "P500"),
        (zipped(**{MANIFEST: b"[]"}), "P500"),
        (zipped(**{MANIFEST: b'{"format": "zip"}'}), "P500"),
        (zipped(**{MANIFEST: b'{"format": "zuji.bundle", "format": "x"}'}), "P500"),
        (zipped(**{MANIFEST: b'{"format": "zuji.bundle", "a": NaN}'}), "P500"),
        (zipped(**{MANIFEST: b'{"format": "zuji.bundle", "format_version": "9.0"}'}), "P510"),
        (zipped(**{MANIFEST: b'{"format": "zuji.bundle", "format_version": "1.0"}'}), "P511"),
        (zipped(**{MANIFEST: b'{"format": "zuji.bundle", "a": ' + b"[" * 9000 + b"]" * 9000 + b"}"}), "P500"),
        (zipped(**{"../evil": b"x", MANIFEST: b"{}"}), "B104"),
        (zipped(**{"/etc/passwd": b"x"}), "B104"),
        (zipped(**{"C:\\evil": b"x"}), "B104"),
    ],
)
def test_what_is_no_bundle(source, code):
    assert code in codes(source)


def test_a_path_that_is_not_there(tmp_path):
    assert codes(tmp_path / "none.zip") == {"B100"}


def test_a_bomb_is_not_unpacked():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(MANIFEST, b" " * (64 * 2**20))
    assert "B109" in codes(target.getvalue())


def test_a_link_and_a_member_twice(made):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        link = zipfile.ZipInfo("rule/x")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr(MANIFEST, made.files[MANIFEST])
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr(MANIFEST, b"{}")
    assert codes(target.getvalue()) >= {"B105", "B110"}


def test_more_members_than_a_bundle_may_have(made):
    many = {f"x/{number}": b"" for number in range(MAXIMUM_MEMBERS + 1)}
    assert codes(packed({**made.files, **many})) == {"P512"}


def test_a_truncated_bundle(made):
    assert codes(made.content[: len(made.content) // 2]) == {"B101"}


@pytest.mark.parametrize("role", ["result", "rule", "activity_data", "factors"])
def test_a_manifest_without_what_a_bundle_needs(made, role):
    def drop(data):
        data["members"] = [one for one in data["members"] if one["role"] != role]

    assert codes(packed(rewritten(made.files, MANIFEST, drop))) == {"P506"}


def test_a_manifest_with_a_field_of_its_own(made):
    forged = rewritten(made.files, MANIFEST, lambda data: data.update(trusted=True))
    with pytest.raises(InputError) as refused:
        open_bundle(packed(forged))
    assert [(one.code, one.location.path) for one in refused.value.findings] == [("P511", "trusted")]


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.update(format="other"),
        lambda data: data.update(rows=[["a"]]),
        lambda data: data.update(rows=5),
        lambda data: data.update(small={}),
        lambda data: data.pop("items"),
        lambda data: data["columns"].pop(),
        lambda data: data["release"].update(factors="many"),
        lambda data: data["rows"][0].__setitem__(0, 5),
    ],
)
def test_factors_that_are_none(made, change):
    found = verify(resealed(rewritten(made.files, "factors/release.json", change)))
    assert [finding.code for finding in found.findings] == ["P505"]
    assert found.exit_code == 1


def test_a_rule_and_activity_data_that_are_none(made):
    for start in ("rule/a", "activity_data/"):
        name = next(name for name in made.files if name.startswith(start))
        found = verify(resealed({**made.files, name: b"- &a [*a]\n"}))
        assert found.findings
        assert found.found_total is None


def test_a_result_that_is_none(made):
    assert "V102" in codes(resealed({**made.files, "result.json": b"{"}))
    assert "V103" in codes(resealed({**made.files, "result.json": b"{}"}))


@pytest.mark.parametrize(
    "raw",
    [b'{"a":1,"a":2}', b'{"a":Infinity}', b"\xff", b'{"a":1e999}', b"[" * 70 + b"]" * 70, b"", b'"\\'],
)
def test_json_that_readers_read_differently(raw):
    with pytest.raises(InputError) as refused:
        parsed(raw, "x.json", "P500")
    assert [finding.code for finding in refused.value.findings] == ["P500"]


def test_json_that_all_read_alike():
    assert parsed(json.dumps({"a": [1, 2.5, "é", None]}).encode(), "x", "P500") == {"a": [1, 2.5, "é", None]}
