"""Archives from strangers: what is read is what was packed, and what could hurt is refused by name."""

import contextlib
import io
import os
import random
import stat
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lca.background.reading import archive as module
from lca.background.reading.archive import open_archive
from lca.errors import InputError


def packed(
    path: Path, *members: tuple[str | zipfile.ZipInfo, bytes], kind: int = zipfile.ZIP_DEFLATED
) -> Path:
    with zipfile.ZipFile(path, "w", kind) as file:
        for name, data in members:
            file.writestr(name, data)
    return path


def read_all(path: Path) -> list[bytes]:
    with open_archive(path) as archive:
        return [archive.read(name) for name in archive.names()]


def codes(path: Path) -> list[str]:
    with pytest.raises(InputError) as caught:
        read_all(path)
    return [finding.code for finding in caught.value.findings]


def patched(path: Path, change: Callable[[bytearray], None]) -> Path:
    raw = bytearray(path.read_bytes())
    change(raw)
    path.write_bytes(raw)
    return path


def test_a_zip_gives_its_members_sorted(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", ("b/2.json", b"two"), ("a/1.XML", b"one"), ("b/", b""))
    with open_archive(path) as archive:
        assert archive.names() == ("a/1.XML", "b/2.json")
        assert archive.names(".xml") == ("a/1.XML",)
        assert archive.read("b/2.json") == b"two"
        assert archive.size("b/2.json") == 3
        assert archive.head("b/2.json", 2) == b"tw"
        assert archive.place("b/2.json").path == "b/2.json"


def test_a_folder_gives_its_files(tmp_path: Path) -> None:
    (tmp_path / "x" / "deep").mkdir(parents=True)
    (tmp_path / "x" / "deep" / "1.json").write_bytes(b"one")
    (tmp_path / "x" / "0.json").write_bytes(b"zero")
    archive = open_archive(tmp_path / "x")
    assert archive.names(".json") == ("0.json", "deep/1.json")
    assert archive.read("deep/1.json") == b"one"


def test_a_single_file_is_an_archive_of_one(tmp_path: Path) -> None:
    (tmp_path / "one.csv").write_bytes(b"{SimaPro}")
    archive = open_archive(tmp_path / "one.csv")
    assert archive.names() == ("one.csv",)
    assert archive.read("one.csv") == b"{SimaPro}"
    assert archive.place("one.csv").path == ""


def test_a_workbook_is_a_single_file(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.xlsx", ("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", b"<w/>"))
    archive = open_archive(path)
    assert archive.names() == ("a.xlsx",)
    assert archive.read("a.xlsx") == path.read_bytes()


def test_dust_of_systems_is_no_data(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", ("__MACOSX/._1.json", b""), (".DS_Store", b""), ("d/1.json", b"1"))
    assert open_archive(path).names() == ("d/1.json",)


def test_a_nested_zip_is_a_file(tmp_path: Path) -> None:
    inner = packed(tmp_path / "inner.zip", ("../out", b""))
    path = packed(tmp_path / "a.zip", ("inner.zip", inner.read_bytes()))
    assert open_archive(path).read("inner.zip") == inner.read_bytes()


def test_backslashes_are_slashes(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", ("processes\\1.json", b"1"))
    assert open_archive(path).names() == ("processes/1.json",)


@pytest.mark.parametrize("name", ["../x", "a/../../x", "/etc/x", "C:/x", "c:x", "..\\x", "\\\\host\\x"])
def test_members_that_climb_out_are_refused(tmp_path: Path, name: str) -> None:
    assert codes(packed(tmp_path / "a.zip", (name, b"x"), ("fine", b"y"))) == ["B104"]


def test_names_with_dots_do_not_climb(tmp_path: Path) -> None:
    assert open_archive(packed(tmp_path / "a.zip", ("a..b/..c/d...", b"x"))).names() == ("a..b/..c/d...",)


def test_links_are_refused(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert codes(packed(tmp_path / "a.zip", (link, b"/etc/passwd"))) == ["B105"]


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="no links on this system")
def test_links_out_of_a_folder_are_refused(tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"x")
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "inside").write_bytes(b"y")
    (tmp_path / "d" / "good").symlink_to(tmp_path / "d" / "inside")
    assert open_archive(tmp_path / "d").names() == ("good", "inside")
    (tmp_path / "d" / "bad").symlink_to(tmp_path / "secret")
    assert codes(tmp_path / "d") == ["B105"]


def test_encrypted_members_are_refused(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", ("x", b"x"))

    def encrypt(raw: bytearray) -> None:
        raw[6] |= 1
        raw[raw.index(b"PK\x01\x02") + 8] |= 1

    assert codes(patched(path, encrypt)) == ["B111"]


@pytest.mark.parametrize("kind", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_compressions_without_a_bound_are_refused(tmp_path: Path, kind: int) -> None:
    assert codes(packed(tmp_path / "a.zip", ("x", b"x" * 100), kind=kind)) == ["B112"]


def test_two_members_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        path = packed(tmp_path / "a.zip", ("x", b"1"), ("x", b"2"))
    assert codes(path) == ["B110"]


def test_a_bomb_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", ("x", bytes(17 * 2**20)))
    assert codes(path) == ["B109", "B109"]


def test_a_header_that_lies_about_sizes_is_found_out(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", ("x", bytes(17 * 2**20)))

    def shrink(raw: bytearray) -> None:
        struct.pack_into("<I", raw, raw.index(b"PK\x01\x02") + 24, 100)
        struct.pack_into("<I", raw, 22, 100)

    with open_archive(patched(path, shrink)) as archive, pytest.raises(InputError, match="B103"):
        archive.read("x")


def test_limits_of_size_and_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = packed(tmp_path / "a.zip", *((str(number), os.urandom(100)) for number in range(5)))
    (tmp_path / "d").mkdir()
    for number in range(5):
        (tmp_path / "d" / str(number)).write_bytes(bytes(100))
    monkeypatch.setattr(module, "MAXIMUM_MEMBERS", 4)
    assert codes(path) == codes(tmp_path / "d") == ["B108"]
    monkeypatch.setattr(module, "MAXIMUM_MEMBERS", 5)
    monkeypatch.setattr(module, "MAXIMUM_BYTES", 499)
    assert codes(path) == ["B107"]
    monkeypatch.setattr(module, "MAXIMUM_BYTES", 500)
    monkeypatch.setattr(module, "MAXIMUM_MEMBER_BYTES", 99)
    assert codes(path) == ["B107"] * 5
    assert codes(tmp_path / "d") == ["B107"]


def test_other_packings_are_named(tmp_path: Path) -> None:
    (tmp_path / "a.7z").write_bytes(b"7z\xbc\xaf\x27\x1c" + bytes(10))
    (tmp_path / "a.gz").write_bytes(b"\x1f\x8b" + bytes(10))
    assert codes(tmp_path / "a.7z") == codes(tmp_path / "a.gz") == ["B102"]


def test_what_is_not_there_has_neighbours(tmp_path: Path) -> None:
    packed(tmp_path / "uslci.zip", ("processes/1.json", b"x"))
    with pytest.raises(InputError) as caught:
        open_archive(tmp_path / "ulsci.zip")
    assert caught.value.findings[0].code == "B100"
    assert caught.value.findings[0].candidates == (str(tmp_path / "uslci.zip"),)
    with open_archive(tmp_path / "uslci.zip") as archive, pytest.raises(InputError) as caught:
        archive.read("processes/2.json")
    assert caught.value.findings[0].candidates == ("processes/1.json",)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert codes(tmp_path / "pipe") == ["B100"]


def test_what_only_calls_itself_a_zip(tmp_path: Path) -> None:
    for content in (b"", b"PK", b"PK\x03\x04", b"no zip", b"PK\x05\x06" + bytes(3)):
        (tmp_path / "a.zip").write_bytes(content)
        assert codes(tmp_path / "a.zip") == ["B101"]


def test_a_closed_archive_says_so(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", ("x", b"1"))
    with open_archive(path) as archive:
        pass
    with pytest.raises(InputError, match="B103"):
        archive.read("x")


WHOLE = io.BytesIO()
with zipfile.ZipFile(WHOLE, "w", zipfile.ZIP_DEFLATED) as written:
    for index in range(6):
        written.writestr(f"folder/{index}.txt", random.Random(index).randbytes(300) + bytes(300))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    cut=st.integers(0, len(WHOLE.getvalue()) - 1),
    flips=st.lists(st.tuples(st.integers(0), st.integers(0, 7))),
)
def test_damage_is_an_input_error_or_harmless(tmp_path: Path, cut: int, flips: list[tuple[int, int]]) -> None:
    raw = bytearray(WHOLE.getvalue())
    if not flips:
        raw = raw[:cut]
    for position, bit in flips[:4]:
        raw[position % len(raw)] ^= 1 << bit
    (tmp_path / "a.zip").write_bytes(raw)
    with contextlib.suppress(InputError):
        read_all(tmp_path / "a.zip")
