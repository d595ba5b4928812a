"""Tests of rules as JUnit XML, as continuous integration reads it: a suite a rule, a test case a test."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from lca.i18n import Language
from lca.report.coverage import missed_words
from lca.report.tests import check_words
from lca.rule_tests import CaseResult
from lca.rule_tests.coverage import Coverage
from lca.rule_tests.suite import Suite

_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold, in whatever form; they are told by their code point."""


def junit(suites: Iterable[Suite], language: Language = "en") -> str:
    """The whole document with its declaration and a final newline.

    A case with a wrong number is a ``failure``; one whose activity data were refused, and a rule that
    cannot be tested at all, an ``error``. Coverage stands among the properties of a suite, what was not
    exercised in its ``system-out``.
    """
    root = Element("testsuites")
    for suite in suites:
        root.append(_suite(suite, language))
    own = list(root)
    for name in ("tests", "failures", "errors"):
        root.set(name, str(sum(int(one.get(name, "0")) for one in own)))
    root.set("time", f"{sum(float(one.get('time', '0')) for one in own):.3f}")
    ElementTree.indent(root)
    text = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _suite(suite: Suite, language: Language) -> Element:
    cases = [_case(case, suite, language) for case in suite.cases]
    if suite.refused:
        cases.append(_refused(suite, language))
    element = Element("testsuite", name=_clean(suite.id or suite.file), file=_clean(suite.file))
    element.set("tests", str(len(cases)))
    element.set("failures", str(sum(case.find("failure") is not None for case in cases)))
    element.set("errors", str(sum(case.find("error") is not None for case in cases)))
    element.set("skipped", "0")
    element.set("time", f"{sum(case.seconds for case in suite.cases):.3f}")
    _properties(element, suite)
    element.extend(cases)
    if suite.coverage is not None:
        SubElement(element, "system-out").text = _clean(_missed(suite.coverage, language))
    return element


def _properties(element: Element, suite: Suite) -> None:
    found = {"rule.id": suite.id, "rule.version": suite.version}
    if suite.coverage is not None:
        found["coverage"] = f"{suite.coverage.share:.4f}"
        found |= {
            f"coverage.{tally.kind}": f"{tally.covered}/{tally.count}" for tally in suite.coverage.kinds
        }
    properties = SubElement(element, "properties")
    for name, value in found.items():
        if value:
            SubElement(properties, "property", name=name, value=_clean(value))


def _case(case: CaseResult, suite: Suite, language: Language) -> Element:
    element = Element("testcase", name=_clean(case.name), classname=_clean(suite.id))
    element.set("file", _clean(case.location.file or suite.file))
    element.set("line", str(case.location.line or 1))
    element.set("time", f"{case.seconds:.3f}")
    if not case.passed:
        _outcome(element, case, language)
    return element


def _outcome(element: Element, case: CaseResult, language: Language) -> None:
    words = [check_words(check, language) for check in case.checks if not check.passed]
    words += [finding.render(language) for finding in case.refused]
    words.append(f"{case.location}: {case.source}")
    kind = "error" if case.refused else "failure"
    told = case.refused[0].message(language) if case.refused else words[0]
    code = case.refused[0].code if case.refused else "expectation"
    SubElement(element, kind, message=_clean(told), type=code).text = _clean("\n".join(words))


def _refused(suite: Suite, language: Language) -> Element:
    """A rule that cannot be tested, as one case that went wrong."""
    element = Element("testcase", name=_clean(suite.file), classname=_clean(suite.id or suite.file))
    first = suite.refused[0]
    element.set("file", _clean(first.location.file or suite.file))
    element.set("line", str(first.location.line or 1))
    element.set("time", "0.000")
    text = "\n".join(finding.render(language) for finding in suite.refused)
    error = SubElement(element, "error", message=_clean(first.message(language)), type=first.code)
    error.text = _clean(text)
    return element


def _missed(coverage: Coverage, language: Language) -> str:
    lines = (f"{p.location}: {p.kind} {p.path}: {missed_words(p, language)}" for p in coverage.missed)
    return "\n".join(lines)


def _clean(words: str) -> str:
    return _NO_XML.sub(lambda found: f"\\u{ord(found[0]):04x}", words)
