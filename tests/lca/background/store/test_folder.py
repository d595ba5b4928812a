"""A folder that appears whole or not at all."""

import os
import subprocess
import sys
import time

import pytest

from lca.background.store import open_background, write
from lca.background.store.folder import building, is_database
from lca.errors import InputError


def code(raised) -> str:
    return raised.value.findings[0].code


def test_a_folder_takes_its_place_at_the_end(tmp_path) -> None:
    target = tmp_path / "db"
    with building(target) as temporary:
        (temporary / "a").write_text("x")
        assert not target.exists()
        assert temporary.parent == tmp_path
    assert [path.name for path in tmp_path.iterdir()] == ["db"]
    assert (target / "a").read_text() == "x"


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
def test_an_error_leaves_nothing(tmp_path, error) -> None:
    def fail() -> None:
        with building(tmp_path / "db") as temporary:
            (temporary / "a").write_text("x")
            raise error

    with pytest.raises(error):
        fail()
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_is_full_is_told(tmp_path) -> None:
    with pytest.raises(InputError) as raised, building(tmp_path / "db"):
        raise OSError(28, "No space left on device")
    assert code(raised) == "B464"
    assert "No space left" in raised.value.findings[0].message()
    assert list(tmp_path.iterdir()) == []


def test_a_parent_that_is_missing_is_told(tmp_path) -> None:
    with pytest.raises(InputError) as raised, building(tmp_path / "no" / "db"):
        pass
    assert code(raised) == "B464"


def test_what_exists_is_refused(linked, source, tmp_path) -> None:
    write(linked, tmp_path / "db", source)
    with pytest.raises(InputError) as raised:
        write(linked, tmp_path / "db", source)
    assert code(raised) == "B460"
    (tmp_path / "file").write_text("mine")
    with pytest.raises(InputError) as raised:
        write(linked, tmp_path / "file", source)
    assert code(raised) == "B460"


def test_a_database_is_replaced_where_that_is_said(linked, source, tmp_path) -> None:
    write(linked, tmp_path / "db", source)
    (tmp_path / "db" / "solutions").mkdir()
    write(linked, tmp_path / "db", source, replace=True)
    assert [path.name for path in tmp_path.iterdir()] == ["db"]
    assert not (tmp_path / "db" / "solutions").exists()
    assert open_background(tmp_path / "db").size == 2


@pytest.mark.parametrize("what", ["folder", "file", "link"])
def test_nothing_else_is_ever_replaced(linked, source, tmp_path, what) -> None:
    target = tmp_path / "mine"
    if what == "folder":
        target.mkdir()
        (target / "precious").write_text("x")
    elif what == "file":
        target.write_text("x")
    else:
        target.symlink_to(tmp_path / "nowhere")
    with pytest.raises(InputError) as raised:
        write(linked, target, source, replace=True)
    assert code(raised) == "B465"
    assert target.is_symlink() or target.exists()


def test_the_old_database_stays_when_the_new_one_fails(linked, source, tmp_path) -> None:
    before = write(linked, tmp_path / "db", source).sha256
    with pytest.raises(RuntimeError), building(tmp_path / "db", replace=True):
        raise RuntimeError
    assert open_background(tmp_path / "db").sha256 == before


def test_a_database_is_known_by_its_manifest(linked, source, tmp_path) -> None:
    write(linked, tmp_path / "db", source)
    assert is_database(tmp_path / "db")
    assert not is_database(tmp_path)
    assert not is_database(tmp_path / "nowhere")


KILLED = """
import sys, time
from pathlib import Path
from lca.background.store.folder import building
with building(Path(sys.argv[1])) as temporary:
    (temporary / "half").write_text("x")
    print("ready", flush=True)
    time.sleep(60)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kills as POSIX does")
def test_a_kill_in_the_middle_leaves_no_database_and_the_next_import_cleans_up(
    linked, source, tmp_path
) -> None:
    process = subprocess.Popen([sys.executable, "-c", KILLED, str(tmp_path / "db")], stdout=subprocess.PIPE)
    assert process.stdout is not None
    with process.stdout:
        assert process.stdout.readline() == b"ready\n"
        process.kill()
        process.wait(timeout=10)
    assert not (tmp_path / "db").exists()
    assert len(list(tmp_path.iterdir())) == 1
    write(linked, tmp_path / "db", source)
    assert [path.name for path in tmp_path.iterdir()] == ["db"]


def test_what_another_process_builds_is_left_alone(tmp_path) -> None:
    running = tmp_path / f".db.{os.getppid()}.importing"
    running.mkdir()
    with building(tmp_path / "db"):
        time.sleep(0)
    assert running.exists()
