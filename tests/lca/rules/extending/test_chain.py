"""Chains of rules: what extends may name, what is refused and where, and what comes of a whole chain."""

import datetime
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from lca.content import content
from lca.errors import Finding, RuleError
from lca.i18n import LANGUAGES
from lca.rules.compiled import Rule
from lca.rules.frames import load_frame
from lca.rules.load import examine, lint, load_rule

METAL = (Path(__file__).parents[1] / "metal.yaml").read_text(encoding="utf-8")
VALID = datetime.date(2025, 6, 1)
Write = Callable[..., Path]


@pytest.fixture
def frame(tmp_path: Path) -> Write:
    def write(
        name: str, *, level: str = "sector", extends: str = "", more: str = "", version: str = "1.0.0"
    ) -> Path:
        text = f"zuji: 1\nid: test.{name.partition('@')[0]}\nversion: {version}\nlevel: {level}\n"
        text += f"extends: {extends}\n" if extends else ""
        text += "title: {zh: 框架, en: frame}\nstatus: illustrative\n"
        path = tmp_path / f"{name}.yaml"
        path.write_text(text + more, encoding="utf-8")
        return path

    return write


@pytest.fixture
def metal(tmp_path: Path) -> Write:
    def write(extends: str, text: str = METAL) -> Path:
        path = tmp_path / "metal.yaml"
        path.write_text(
            text.replace("version: 1.0.0\n", f"version: 1.0.0\nextends: {extends}\n", 1), encoding="utf-8"
        )
        return path

    return write


def only(path: Path) -> Finding:
    rule, findings = examine(path)
    assert rule is None
    (finding,) = findings
    assert all(finding.message(language) and finding.remedy(language) for language in LANGUAGES)
    return finding


def test_an_empty_frame_changes_nothing_but_the_provenance(
    frame: Write, metal: Write, tmp_path: Path
) -> None:
    above = frame("sector")
    alone = load_rule(METAL.encode(), str(tmp_path / "metal.yaml"))
    below = load_rule(metal("./sector.yaml"))
    assert below.model.model_copy(update={"extends": None}) == alone.model
    assert below.compiled.lines[0].amount.tree == alone.compiled.lines[0].amount.tree
    assert (below.document.file, below.warnings) == (alone.document.file, ())
    assert alone.ancestors == ()
    (ancestor,) = below.ancestors
    assert (ancestor.id, ancestor.version, ancestor.level) == ("test.sector", "1.0.0", "sector")
    loaded = load_frame(above)
    assert loaded is not None
    assert (ancestor.sha256, ancestor.file) == (loaded.document.sha256, str(above))


def test_a_changed_frame_is_read_anew(frame: Write, metal: Write) -> None:
    frame("sector")
    before = load_rule(metal("./sector.yaml"))
    frame("sector", more="parameters: {extra: {value: 1 kg, source: x}}\n")
    after = load_rule(metal("./sector.yaml"))
    assert before.ancestors[0].sha256 != after.ancestors[0].sha256
    assert set(after.compiled.parameters) - set(before.compiled.parameters) == {"extra"}


@pytest.mark.parametrize("extends", ["./sector.yaml", "sector.yaml", "test.sector", "test.sector@1.0.0"])
def test_what_extends_may_name(frame: Write, metal: Write, extends: str) -> None:
    frame("sector")
    assert [ancestor.id for ancestor in load_rule(metal(extends)).ancestors] == ["test.sector"]


def test_a_chain_of_three(frame: Write, metal: Write) -> None:
    frame("general", level="general", more="comparability: [{text: {zh: 甲, en: one}}]\n")
    frame("sector", extends="test.general", more="comparability: [{text: {zh: 乙, en: two}}]\n")
    text = METAL.replace("tests:\n", "comparability: [{text: {zh: 丙, en: three}}]\ntests:\n")
    rule = load_rule(metal("test.sector", text))
    assert [ancestor.id for ancestor in rule.ancestors] == ["test.sector", "test.general"]
    assert [condition.text.en for condition in rule.model.comparability] == ["one", "two", "three"]
    places = [rule.document.locate(("comparability", index)) for index in range(3)]
    assert [Path(place.file or "").name for place in places] == ["general.yaml", "sector.yaml", "metal.yaml"]
    assert {place.path for place in places} == {"comparability[0]"}


def test_the_version_in_force_when_the_rule_begins(frame: Write, metal: Write) -> None:
    frame("sector@1.0.0", more="valid: {from: 2024-01-01}\n")
    frame("sector@2.0.0", version="2.0.0", more="valid: {from: 2026-01-01}\n")
    earlier = METAL.replace("product: {name", "valid: {from: 2025-06-01}\nproduct: {name", 1)
    later = METAL.replace("product: {name", "valid: {from: 2026-06-01}\nproduct: {name", 1)
    assert [load_rule(metal("test.sector", text)).ancestors[0].version for text in (earlier, later)] == [
        "1.0.0",
        "2.0.0",
    ]
    assert load_rule(metal("test.sector@1.0.0", later)).ancestors[0].version == "1.0.0"
    before = METAL.replace("product: {name", "valid: {from: 2023-06-01}\nproduct: {name", 1)
    finding = only(metal("test.sector", before))
    assert (finding.code, finding.location.path) == ("R216", "extends")
    assert finding.candidates == ("test.sector@1.0.0", "test.sector@2.0.0")


@pytest.mark.parametrize(
    "extends",
    [
        "/etc/passwd",
        "/etc/rule.yaml",
        "~/rule.yaml",
        "../rule.yaml",
        "./deep/../../rule.yaml",
        "https://example.org/rule.yaml",
        "file:///etc/rule.yaml",
        "C:/rule.yaml",
        "'..\\rule.yaml'",
        "./sector",
        "Test Sector",
        "test.sector@latest",
        "test.sector@1.0",
        "5",
        "[test.sector]",
        "{id: test.sector}",
        "true",
    ],
)
def test_what_extends_may_not_name(frame: Write, metal: Write, extends: str) -> None:
    frame("sector")
    _, findings = examine(metal(extends))
    finding = findings[0]
    code = "Y120" if extends[0] in "5[{" or extends == "true" else "R200"
    assert (finding.code, finding.location.path, finding.location.line) == (code, "extends", 5)
    assert {f.code for f in findings} == {code}
    assert all(finding.remedy(language) for language in LANGUAGES)


def test_a_link_that_leads_elsewhere(frame: Write, metal: Write, tmp_path: Path) -> None:
    outside = tmp_path.parent / f"{tmp_path.name}-outside.yaml"
    outside.write_text(frame("sector").read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "link.yaml").symlink_to(outside)
    assert only(metal("./link.yaml")).code == "R200"
    outside.unlink()


def test_what_is_not_there(frame: Write, metal: Write) -> None:
    frame("sector")
    missing = only(metal("./secter.yaml"))
    assert (missing.code, missing.candidates, missing.location.column) == ("R201", ("sector.yaml",), 10)
    unknown = only(metal("test.secter"))
    assert (unknown.code, unknown.candidates) == ("R190", ("test.sector",))
    version = only(metal("test.sector@1.2.0"))
    assert (version.code, version.candidates) == ("R202", ("test.sector@1.0.0",))
    shipped = only(metal("cn.gbt24076"))
    assert (shipped.code, shipped.candidates[0]) == ("R190", "cn.gbt24067")


def test_bytes_without_a_file_extend_by_id_only(metal: Write) -> None:
    by_id = METAL.replace("version: 1.0.0\n", "version: 1.0.0\nextends: cn.gbt24067\n", 1)
    assert [one.id for one in load_rule(by_id.encode()).ancestors] == ["cn.gbt24067"]


def test_a_rule_that_extends_itself(metal: Write) -> None:
    finding = only(metal("./metal.yaml"))
    assert (finding.code, finding.params["circle"]) == ("R203", "test.metal → test.metal")


def test_a_circle_is_shown_where_it_closes(frame: Write, metal: Write) -> None:
    frame("general", level="general", extends="./sector.yaml")
    frame("sector", extends="./general.yaml")
    finding = only(metal("./sector.yaml"))
    assert (finding.code, Path(finding.location.file or "").name) == ("R203", "general.yaml")
    assert finding.params["circle"] == "test.sector → test.general → test.sector"
    assert finding.location.line == 5


def test_too_many_levels(frame: Write, metal: Write) -> None:
    frame("s0")
    for number in range(1, 9):
        frame(f"s{number}", extends=f"./s{number - 1}.yaml")
    assert len(load_rule(metal("./s7.yaml")).ancestors) == 8
    finding = only(metal("./s8.yaml"))
    assert (finding.code, finding.params["limit"]) == ("R204", 8)


def test_a_product_rule_is_no_frame(metal: Write, tmp_path: Path) -> None:
    (tmp_path / "other.yaml").write_text(METAL.replace("test.metal", "test.other"), encoding="utf-8")
    finding = only(metal("./other.yaml"))
    assert (finding.code, finding.candidates) == ("R205", ("cn.gbt24067",))


def test_levels_in_the_wrong_order(frame: Write) -> None:
    frame("sector")
    finding = only(frame("general", level="general", extends="./sector.yaml"))
    assert (finding.code, finding.params["above"], finding.params["below"]) == ("R206", "sector", "general")


def test_a_file_above_that_is_no_rule(metal: Write, tmp_path: Path) -> None:
    (tmp_path / "list.yaml").write_text("- 1\n", encoding="utf-8")
    assert only(metal("./list.yaml")).code == "R207"
    (tmp_path / "broken.yaml").write_text("a: [1\n", encoding="utf-8")
    finding = only(metal("./broken.yaml"))
    assert (finding.code, Path(finding.location.file or "").name) == ("Y102", "broken.yaml")


def test_an_alias_bomb_above(metal: Write, tmp_path: Path) -> None:
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True):
        bomb += f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"
    (tmp_path / "bomb.yaml").write_text(bomb, encoding="utf-8")
    start = time.process_time()
    _, findings = examine(metal("./bomb.yaml"))
    assert time.process_time() - start < 1.0
    assert {f.code for f in findings} == {"Y107"}
    assert {Path(f.location.file or "").name for f in findings} == {"bomb.yaml"}


def test_whatever_is_wrong_above_and_below_comes_in_one_report(frame: Write, metal: Write) -> None:
    frame(
        "sector", more="quantities: {mixed: 3 kg + 2 MJ}\ncut_off: {basis: price, single: 1 %, total: 5 %}\n"
    )
    text = METAL.replace("burnt: coke * 0.9", "burnt: coke * 0.9 + 1 MJ").replace(
        "cut_off: {basis: footprint, single", "cut_off: {single"
    )
    _, findings = examine(metal("./sector.yaml", text))
    told = [(Path(f.location.file or "").name, f.code) for f in findings]
    assert told[:1] == [("metal.yaml", "E207")] or told == [("sector.yaml", "Y125")]
    assert ("sector.yaml", "Y125") in told


def test_a_name_that_stands_in_both_is_told_with_both_files(frame: Write, metal: Write) -> None:
    frame("sector", more="parameters: {coke: {value: 1 kg, source: x}}\n")
    finding = only(metal("./sector.yaml"))
    assert finding.code == "R106"
    files = {Path(finding.location.file or "").name, str(finding.params["line"])}
    assert any("sector.yaml" in file for file in files)


def test_where_extends_is_wrong_nothing_is_told_to_be_missing(metal: Write) -> None:
    text = METAL.replace("cut_off: {basis: footprint, single: 1 %, total: 5 %}\n", "").replace(
        "status: illustrative", "status: illustrativ"
    )
    _, findings = examine(metal("./nowhere.yaml", text))
    assert [f.code for f in findings] == ["R201", "Y125"]


def test_a_section_may_stand_above_only(frame: Write, metal: Write) -> None:
    cut_off = "cut_off: {basis: footprint, single: 1 %, total: 5 %}\n"
    frame("sector", more=cut_off)
    rule = load_rule(metal("./sector.yaml", METAL.replace(cut_off, "")))
    assert rule.model.cut_off.single == "1 %"
    place = rule.document.locate(("cut_off", "single"))
    assert (Path(place.file or "").name, place.line) == ("sector.yaml", 7)


def test_the_shipped_rules_stand_below_the_general_rule() -> None:
    general = load_frame(content("rules") / "cn" / "gbt24067.yaml")
    assert general is not None
    assert (general.model.cut_off, general.model.boundary) == (None, None)
    for name in ("cn.aluminium.primary", "cn.steel.bf-bof", "cn.battery.lfp"):
        rule: Rule = load_rule(name)
        assert [(a.id, a.sha256) for a in rule.ancestors] == [("cn.gbt24067", general.document.sha256)]
        assert rule.model.text is not None
        assert rule.model.text.scope != general.model.text.scope if general.model.text else False
        assert len(rule.model.terms) > len(general.model.terms)
        assert rule.model.electricity == general.model.electricity
        relations = {standard.id: standard.relation for standard in rule.model.standards}
        assert relations["GB/T 24067-2024"] == "general_rule"


def test_a_frame_is_not_computed_with() -> None:
    with pytest.raises(RuleError) as caught:
        load_rule("cn.gbt24067")
    (finding,) = caught.value.findings
    assert (finding.code, finding.location.path) == ("R208", "level")
    assert lint(content("rules") / "cn" / "gbt24067.yaml") == []
    assert load_frame(content("rules") / "cn" / "aluminium-primary.yaml") is None


def test_a_frame_is_linted_on_its_own(frame: Write) -> None:
    path = frame(
        "sector",
        more=(
            "cut_off: {basis: footprint, single: 6 %, total: 5 %}\n"
            "data_quality: {primary_share: 120 %}\n"
            "activity_data:\n"
            "  coal: {unit: kgg, label: {zh: 煤, en: coal}}\n"
            "  coke: {unit: kg, range: [2, 1], label: {zh: 焦, en: coke}}\n"
            "parameters:\n  ratio: {value: 3 kgg, source: x}\n"
            "quantities:\n"
            "  open: coke * later\n"
            "  mixed: coke + 3 MJ\n"
            "terms: [{term: {zh: 焦}, definition: {zh: 焦, en: coke}}]\n"
            "tests: [{name: a, source: b, expect: {total: 1 kg}}]\n"
        ),
    )
    codes = [finding.code for finding in lint(path)]
    assert codes == ["R147", "R146", "U101", "R119", "U101", "E207", "R122", "R212"]
    with pytest.raises(RuleError):
        load_rule(path)


def test_loading_a_rule_below_a_frame_is_quick() -> None:
    """The frame above is read once; what remains is putting the two together."""
    text = (content("rules") / "cn" / "steel-bf-bof.yaml").read_bytes()
    alone = text.replace(b"extends: cn.gbt24067@1.0.0\n", b"").replace(
        b"end_of_life: {method", b"electricity: {hierarchy: [on_site, grid_average]}\nend_of_life: {method", 1
    )
    load_rule(text, "steel.yaml")

    def spent(raw: bytes) -> float:
        times = []
        for _ in range(3):
            start = time.process_time()
            load_rule(raw, "steel.yaml")
            times.append(time.process_time() - start)
        return min(times)

    assert spent(text) < 1.3 * spent(alone)
