import pytest

from lca.documents import read_document
from lca.names import Names
from lca.validation import Frozen, validate


class Holder(Frozen):
    label: Names


def findings(text: str) -> list[tuple[str, int | None]]:
    model, found = validate(Holder, read_document(text.encode(), "x.yaml"))
    assert model is None
    return [(finding.code, finding.location.line) for finding in found]


def test_both_languages() -> None:
    names = Names(zh="电解", en="electrolysis")
    assert (names.get("zh"), names.get("en")) == ("电解", "electrolysis")
    assert names.missing == ()


@pytest.mark.parametrize(("given", "missing"), [({"zh": "电解"}, ("en",)), ({"en": "electrolysis"}, ("zh",))])
def test_one_language_serves_for_both(given: dict[str, str], missing: tuple[str, ...]) -> None:
    names = Names.model_validate(given)
    (words,) = given.values()
    assert names.get("zh") == names.get("en") == words
    assert names.missing == missing


def test_words_are_stripped() -> None:
    assert Names(zh="  电解 ").zh == "电解"


@pytest.mark.parametrize("text", ["label: {}", "label: {zh: null}"])
def test_no_words_at_all(text: str) -> None:
    assert findings(text) == [("Y113", 1)]


def test_blank_words() -> None:
    assert findings("label:\n  zh: ''\n") == [("Y134", 2)]


def test_unknown_language_and_plain_text() -> None:
    assert findings("label:\n  zh: 电解\n  fr: électrolyse\n") == [("Y110", 3)]
    assert findings("label: electrolysis\n") == [("Y126", 1)]


def test_the_finding_reads_in_both_languages() -> None:
    _, (finding,) = validate(Holder, read_document(b"label: {}", "x.yaml"))
    assert "zh" in finding.remedy("en")
    assert "zh" in finding.remedy("zh")
    assert "{" not in finding.render("en") + finding.render("zh")
