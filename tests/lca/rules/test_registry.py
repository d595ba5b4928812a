"""Which rules there are, which is in force, and how one is found."""

import time
from datetime import date
from pathlib import Path

import pytest

from lca.content import content
from lca.errors import Location, RuleError
from lca.rules.frames import load_frame
from lca.rules.load import load_rule
from lca.rules.registry import choose, find_rule, paths_by_id, read_entry, rules_in, shipped_rules

NOWHERE = Location()
DAY = date(2025, 6, 1)


def write(folder: Path, name: str, **keys: str) -> Path:
    """A rule file whose head says what ``keys`` say; the rest of it is no matter here."""
    head = {"zuji": "1", "id": "acme.paint", "version": "1.0.0", "status": "draft", **keys}
    lines = [f"{key}: {value}" for key, value in head.items() if value]
    path = folder / name
    path.write_text("\n".join([*lines, "title: {zh: 漆, en: paint}", "processes: {}", ""]), encoding="utf-8")
    return path


def chosen(folder: Path, version: str | None = None, day: date | None = DAY) -> str:
    paths = paths_by_id(sorted(folder.glob("*.yaml")))["acme.paint"]
    return choose(paths, "acme.paint", version, day, NOWHERE).name


def refused(
    folder: Path, version: str | None = None, day: date | None = DAY
) -> tuple[str, tuple[str, ...], str]:
    with pytest.raises(RuleError) as caught:
        chosen(folder, version, day)
    (finding,) = caught.value.findings
    assert finding.message("zh")
    return finding.code, finding.candidates, finding.message()


def test_shipped_rules() -> None:
    entries = shipped_rules()
    ids = [entry.id for entry in entries]
    assert {"cn.aluminium.primary", "cn.gbt24067"} <= set(ids)
    assert ids == sorted(set(ids))
    assert len(entries) == len(list(content("rules").rglob("*.yaml")))
    for entry in entries:
        assert entry.path.is_file()
        assert entry.title.missing == ()
        assert (entry.publisher, entry.path.parent.name) == ("cn", "cn")


@pytest.mark.parametrize("entry", shipped_rules(), ids=lambda entry: entry.id)
def test_a_shipped_rule_is_what_its_entry_says(entry) -> None:  # type: ignore[no-untyped-def]
    frame = load_frame(entry.path)
    model = frame.model if frame is not None else load_rule(entry.path).model
    assert (model.id, model.version, model.status, model.title, model.level, model.extends) == (
        entry.id,
        entry.version,
        entry.status,
        entry.title,
        entry.level,
        entry.extends,
    )
    assert model.valid is not None
    assert (model.valid.from_, model.valid.to) == (entry.valid_from, entry.valid_to)
    assert entry.is_frame == (frame is not None)


def test_find_by_id() -> None:
    assert find_rule("cn.aluminium.primary").name == "aluminium-primary.yaml"
    version = load_rule("cn.aluminium.primary").version
    assert find_rule(f"cn.aluminium.primary@{version}").name == "aluminium-primary.yaml"
    assert load_rule(f"cn.aluminium.primary@{version}").id == "cn.aluminium.primary"


def test_find_by_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mine.yaml").write_text("zuji: 1\n", encoding="utf-8")
    inventory = tmp_path / "deep" / "inventory.yaml"
    inventory.parent.mkdir()
    inventory.touch()
    assert find_rule("../mine.yaml", inventory).resolve() == (tmp_path / "mine.yaml").resolve()
    assert find_rule("mine.yaml", tmp_path) == tmp_path / "mine.yaml"
    monkeypatch.chdir(tmp_path)
    assert find_rule("mine.yaml", inventory) == Path("mine.yaml")
    assert find_rule(tmp_path / "mine.yaml") == tmp_path / "mine.yaml"


def test_not_found() -> None:
    with pytest.raises(RuleError) as caught:
        find_rule("cn.aluminum.primary")
    (finding,) = caught.value.findings
    assert finding.code == "R190"
    assert finding.candidates[0] == "cn.aluminium.primary"
    with pytest.raises(RuleError, match="R191"):
        find_rule("nowhere/rule.yaml")
    with pytest.raises(RuleError) as caught:
        find_rule("cn.aluminium.primary@0.0.7")
    (finding,) = caught.value.findings
    assert finding.code == "R202"
    assert finding.candidates == (f"cn.aluminium.primary@{load_rule('cn.aluminium.primary').version}",)


def test_no_version_in_force() -> None:
    """GB/T 44905-2024 takes effect on 2025-05-01, and so does the rule."""
    assert find_rule("cn.aluminium.primary", as_of=date(2025, 5, 1)).name == "aluminium-primary.yaml"
    with pytest.raises(RuleError, match="R216"):
        find_rule("cn.aluminium.primary", as_of=date(2025, 4, 30))


def test_the_highest_version_in_force_on_the_day(tmp_path: Path) -> None:
    write(tmp_path, "paint@1.9.0.yaml", version="1.9.0", valid="{from: 2024-01-01, to: 2025-12-31}")
    write(tmp_path, "paint@1.10.0.yaml", version="1.10.0", valid="{from: 2025-01-01}")
    write(tmp_path, "paint.yaml", version="2.0.0", valid="{from: 2026-01-01}")
    assert chosen(tmp_path, day=date(2024, 12, 31)) == "paint@1.9.0.yaml"
    assert chosen(tmp_path, day=date(2025, 1, 1)) == "paint@1.10.0.yaml"
    assert chosen(tmp_path, day=date(2025, 12, 31)) == "paint@1.10.0.yaml"
    assert chosen(tmp_path, day=date(2026, 1, 1)) == "paint.yaml"
    assert chosen(tmp_path, day=None) == "paint.yaml"
    assert chosen(tmp_path, "1.9.0", date(2030, 1, 1)) == "paint@1.9.0.yaml"
    code, candidates, words = refused(tmp_path, day=date(2023, 12, 31))
    assert (code, candidates) == ("R216", ("acme.paint@1.9.0", "acme.paint@1.10.0", "acme.paint@2.0.0"))
    assert "1.9.0: 2024-01-01 – 2025-12-31" in words
    assert refused(tmp_path, "1.9")[0] == "R202"


def test_validity_as_a_block_is_read_too(tmp_path: Path) -> None:
    path = write(tmp_path, "paint.yaml", valid="\n  from: 2024-01-01\n  to: 2024-12-31")
    entry = read_entry(path)
    assert entry is not None
    assert (entry.valid_from, entry.valid_to) == (date(2024, 1, 1), date(2024, 12, 31))
    assert not entry.in_force(DAY)


def test_a_time_of_day_is_no_day(tmp_path: Path) -> None:
    entry = read_entry(write(tmp_path, "paint.yaml", valid="{from: 2024-01-01T12:00:00}"))
    assert entry is not None
    assert entry.valid_from is None
    assert chosen(tmp_path) == "paint.yaml"


def test_what_is_superseded_gives_way_and_names_its_successor(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", version="2.0.0", status="superseded", superseded_by="acme.coating")
    assert refused(tmp_path)[0] == "R215"
    assert "acme.coating" in refused(tmp_path)[2]
    assert chosen(tmp_path, "2.0.0") == "a.yaml"
    write(tmp_path, "b.yaml", version="1.0.0")
    assert chosen(tmp_path) == "b.yaml"


def test_a_release_goes_before_what_came_before_it(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", version="2.0.0-rc.1")
    assert chosen(tmp_path) == "a.yaml"
    write(tmp_path, "b.yaml", version="1.0.0")
    assert chosen(tmp_path) == "b.yaml"
    assert chosen(tmp_path, "2.0.0-rc.1") == "a.yaml"


def test_one_version_in_two_files(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml")
    write(tmp_path, "b.yaml")
    assert refused(tmp_path)[0] == "R217"
    assert refused(tmp_path, "1.0.0")[0] == "R217"


def test_a_folder_with_files_that_are_no_rules(tmp_path: Path) -> None:
    write(tmp_path, "rule.yaml", version="1.2.0")
    write(tmp_path, "older.yml", version="1.1.9")
    (tmp_path / "broken.yaml").write_text("id: acme.x\ntitle: {zh: [\n", encoding="utf-8")
    (tmp_path / "data.yaml").write_text("- 1\n", encoding="utf-8")
    (tmp_path / "untitled.yaml").write_text("id: acme.x\nversion: 1.0.0\nstatus: draft\n", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("id: acme.x\n", encoding="utf-8")
    assert [entry.key for entry in rules_in(tmp_path)] == ["acme.paint@1.1.9", "acme.paint@1.2.0"]


def test_one_of_a_thousand_is_found_quickly(tmp_path: Path) -> None:
    filler = "# nothing\n" * 400
    for number in range(1000):
        path = write(tmp_path, f"r{number}.yaml", id=f"acme.r{number}")
        path.write_text(path.read_text(encoding="utf-8") + filler, encoding="utf-8")
    start = time.process_time()
    paths = paths_by_id(tmp_path.glob("*.yaml"))
    assert choose(paths["acme.r700"], "acme.r700", None, DAY, NOWHERE).name == "r700.yaml"
    assert time.process_time() - start < 2.0
    assert len(paths) == 1000
