"""The boundary diagram: nothing lies on anything else, and everything is there."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from itertools import combinations, pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest

from lca.i18n import LANGUAGES, Language
from lca.report.diagram import boundary_diagram
from lca.report.diagram.content import content
from lca.report.diagram.placing import plan
from lca.report.diagram.routing import wires
from lca.report.mathematics.widths import text_width
from lca.rules.compiled import Rule
from lca.rules.load import load_rule

SVG = "{http://www.w3.org/2000/svg}"
SHIPPED = ("cn.aluminium.primary", "cn.battery.lfp", "cn.steel.bf-bof")
STAGES = ("raw_material_acquisition", "production", "distribution", "use", "end_of_life")


def invented(processes: int) -> Rule:
    """A rule with as many processes, over four stages, with loops, long names and a stage left out."""
    names = {"zh": "第{}号单元过程的较长名称", "en": "unit process number {} with a rather long name"}
    stages = [STAGES[0], STAGES[1], STAGES[1], STAGES[3], STAGES[4]]
    made: dict[str, object] = {}
    for n in range(processes):
        inputs: list[dict[str, object]] = [{"of": f"bought_{n}", "amount": "1 kg"}]
        inputs += [{"product": f"p{m}", "amount": "1 kg"} for m in {n - 1, n - 1 - n % 5} if m >= 0]
        if n % 8 == 3 and n + 3 < processes:
            inputs.append({"product": f"p{n + 3}", "amount": "0.1 kg"})
        made[f"process_{n}"] = {
            "stage": stages[n * len(stages) // processes],
            "label": {language: words.format(n) for language, words in names.items()},
            "output": {"product": f"p{n}", "amount": "1 t"},
            "inputs": inputs,
        }
    both = {"zh": "某物", "en": "something"}
    included: dict[str, object] = dict.fromkeys(STAGES, "included")
    rule = {
        "zuji": 1, "id": "x.large", "version": "1.0.0", "title": both, "status": "illustrative",
        "product": {"name": both},
        "unit": {
            "kind": "declared", "amount": "1 t", "of": both,
            "reference_flow": {"product": f"p{processes - 1}", "amount": "1 t"},
        },
        "boundary": {
            "type": "cradle_to_grave",
            "stages": included | {"distribution": {"excluded": {"reason": both}}},
        },
        "cut_off": {"basis": "footprint", "single": "1 %", "total": "5 %"},
        "processes": made,
    }  # fmt: skip
    return load_rule(json.dumps(rule).encode(), "large.yaml")


@pytest.fixture(scope="module", params=[*SHIPPED, "1", "13", "30"])
def rule(request: pytest.FixtureRequest) -> Rule:
    return invented(int(request.param)) if request.param.isdigit() else load_rule(request.param)


@dataclass(frozen=True)
class Segment:
    x1: float
    y1: float
    x2: float
    y2: float
    line: int

    @property
    def flat(self) -> bool:
        return self.y1 == self.y2

    @property
    def across(self) -> float:
        return self.y1 if self.flat else self.x1

    @property
    def ends(self) -> tuple[float, float]:
        one, other = (self.x1, self.x2) if self.flat else (self.y1, self.y2)
        return min(one, other), max(one, other)


def drawn(rule: Rule, language: Language = "zh") -> ElementTree.Element:
    return ElementTree.fromstring(boundary_diagram(rule, language))


def boxes(root: ElementTree.Element) -> list[tuple[float, float, float, float]]:
    """The boxes of processes: white, black border, small radius; those of the legend are small."""
    found = []
    for rect in root.findall(f"{SVG}rect"):
        if rect.get("fill") == "#fff" and rect.get("rx") == "2":
            x, y, width, height = (float(rect.get(key, "")) for key in ("x", "y", "width", "height"))
            found.append((x, y, x + width, y + height))
    return found


def segments(root: ElementTree.Element) -> list[Segment]:
    """The straight pieces of all lines, with corners where the curves have their control points."""
    found = []
    for number, path in enumerate(root.findall(f"{SVG}path")):
        d = re.sub(r"L[-\d.]+ [-\d.]+ Q([-\d.]+ [-\d.]+) [-\d.]+ [-\d.]+", r"L\1", path.get("d", ""))
        points = [(float(x), float(y)) for x, y in re.findall(r"[ML]([-\d.]+) ([-\d.]+)", d)]
        found += [Segment(*a, *b, number) for a, b in pairwise(points)]
    return found


def test_every_process_has_its_box(rule: Rule) -> None:
    for language in LANGUAGES:
        root = drawn(rule, language)
        assert len(boxes(root)) == len(rule.compiled.processes)
        words = re.sub(r"\s", "", "".join(root.itertext()))
        for process in rule.compiled.processes.values():
            if process.label:
                assert re.sub(r"\s", "", process.label.get(language)) in words


def test_boxes_do_not_overlap(rule: Rule) -> None:
    for one, other in combinations(boxes(drawn(rule)), 2):
        apart = one[2] < other[0] or other[2] < one[0] or one[3] < other[1] or other[3] < one[1]
        assert apart, (one, other)


def test_no_line_runs_through_a_box(rule: Rule) -> None:
    root = drawn(rule, "en")
    for line in segments(root):
        low, high = sorted((line.x1, line.x2)), sorted((line.y1, line.y2))
        for left, top, right, bottom in boxes(root):
            inside = (
                low[0] < right - 0.2
                and low[1] > left + 0.2
                and high[0] < bottom - 0.2
                and high[1] > top + 0.2
            )
            assert not inside, (line, (left, top, right, bottom))


def test_no_line_lies_on_another(rule: Rule) -> None:
    for one, other in combinations(segments(drawn(rule, "en")), 2):
        if one.line != other.line and one.flat == other.flat:
            near = abs(one.across - other.across) < 2
            overlap = min(one.ends[1], other.ends[1]) - max(one.ends[0], other.ends[0])
            assert not (near and overlap > 0), (one, other)


def test_lines_are_at_right_angles(rule: Rule) -> None:
    assert all(s.x1 == s.x2 or s.y1 == s.y2 for s in segments(drawn(rule)))


def test_every_link_is_drawn_or_has_its_sign(rule: Rule) -> None:
    shown = content(rule, "en")
    linked = {(link.source, link.target) for link in shown.links}
    by_key = {box.key: box for band in shown.bands for box in band.boxes}
    compiled = rule.compiled
    for line in compiled.lines:
        if line.product:
            source = compiled.products[line.product].process
            signed = set(by_key[source].feeds) & set(by_key[line.process].fed_by)
            assert (source, line.process) in linked or signed
    assert len(wires(shown, plan(shown))) == len(shown.links) + 1


def test_all_words_are_on_the_page(rule: Rule) -> None:
    root = drawn(rule, "en")
    width, height = (float(root.get(key, "")) for key in ("width", "height"))
    for text in root.findall(f"{SVG}text"):
        size, x, y = (float(text.get(key, "")) for key in ("font-size", "x", "y"))
        extent = size * text_width("".join(text.itertext()))
        left = x - extent / 2 if text.get("text-anchor") == "middle" else x
        assert left >= 0
        assert left + extent <= width + size
        assert 0 < y < height


def test_words_stay_in_their_boxes(rule: Rule) -> None:
    """A Chinese character is one em wide; lines of a box stand between its edges."""
    root = drawn(rule, "zh")
    for text in root.findall(f"{SVG}text"):
        words = "".join(text.itertext())
        if text.get("text-anchor") == "middle" and len(words) > 1:
            size, x, y = (float(text.get(key, "")) for key in ("font-size", "x", "y"))
            half = size * text_width(words) / 2
            holders = [box for box in boxes(root) if box[1] < y - size / 2 and y < box[3]]
            assert any(box[0] <= x - half and x + half <= box[2] for box in holders), words


def test_same_rule_same_drawing(rule: Rule) -> None:
    assert boundary_diagram(rule, "zh") == boundary_diagram(rule, "zh")


def test_thirty_processes_fit_a_page() -> None:
    root = drawn(invented(30))
    width, height = (float(root.get(key, "")) for key in ("width", "height"))
    # 215 mm x 160 mm are the text of an A4 page; names are 10 units high and stay above 2 mm (5.7 points).
    scale = min(160 / width, 215 / height)
    assert 10 * scale > 2.0


def test_words_for_those_who_do_not_see() -> None:
    root = drawn(load_rule("cn.aluminium.primary"), "en")
    assert root.get("role") == "img"
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert description is not None
    assert title.text == root.get("aria-label")
    assert "Inside the boundary, Production: electrolysis." in (description.text or "")
    assert "Outside the boundary: Use." in (description.text or "")


def test_content_of_aluminium() -> None:
    shown = content(load_rule("cn.aluminium.primary"), "en")
    bands = {band.stage: band for band in shown.bands}
    assert [band.included for band in shown.bands] == [True, True, False, False, False]
    assert shown.reference == "electrolysis"
    assert bands["production"].emitted == "Direct emissions: CO₂; CF₄; C₂F₆"
    assert "spent pot lining" in bands["production"].left_out
    assert {item.kind for item in bands["raw_material_acquisition"].lists} == {"input", "waste"}
    links = {(link.source, link.target) for link in shown.links}
    assert ("anode_rodding", "anode_baking") in links
    placed = plan(shown)
    back = {(wire.link.source, wire.link.target) for wire in wires(shown, placed) if wire.back}
    assert back == {("anode_rodding", "anode_baking")}


def test_what_feeds_many_has_a_sign() -> None:
    shown = content(load_rule("cn.steel.bf-bof"), "zh")
    assert shown.hubs == (("A", "厂内供电"),)
    fed = {box.key for band in shown.bands for box in band.boxes if box.fed_by == "A"}
    assert {"coking", "sintering", "blast_furnace", "converter"} <= fed


def test_a_waste_goes_to_who_treats_it() -> None:
    treating = load_rule(Path(__file__).parent / "treating.yaml")
    links = [(link.source, link.target) for link in content(treating, "en").links]
    assert links == [("making", "treating_sludge")]


def test_hostile_words_are_words() -> None:
    rule = load_rule(Path(__file__).parent / "treating.yaml")
    root = drawn(rule, "en")
    assert "<script>&\"'" in "".join(root.itertext())
