"""Elements of XML whatever their namespaces and languages."""

import pytest

from lca.background.reading.elements import attribute, child, children, kept, local, text, texts
from lca.background.reading.xml import parse_xml

XML = b"""<a xmlns="urn:one" xmlns:two="urn:two">
  <two:b key=" value "><c xml:lang="de">eins</c><c xml:lang="en">  one
     and a half </c><c>plain</c><c/></two:b>
  <b><c>second</c></b>
  <d xml:lang="de"> nur </d><d xml:lang="fr">seul</d>
</a>"""
ROOT = parse_xml(XML, "x.xml")


def test_names_without_namespaces() -> None:
    assert [local(element) for element in ROOT] == ["b", "b", "d", "d"]
    assert len(list(children(ROOT, "b"))) == 2
    assert list(children(None, "b")) == []


def test_the_first_along_a_path() -> None:
    found = child(ROOT, "b", "c")
    assert found is not None
    assert found.text == "eins"
    assert child(ROOT, "b", "x", "c") is None
    assert child(ROOT) is ROOT


@pytest.mark.parametrize(
    ("path", "expected"), [(("b", "c"), "one and a half"), (("d",), "nur"), (("e",), ""), (("e", "f"), "")]
)
def test_texts_are_english_where_there_is_a_choice(path: tuple[str, ...], expected: str) -> None:
    assert text(ROOT, *path) == expected


def test_all_texts() -> None:
    assert texts(ROOT, "b", "c") == ("eins", "one and a half", "plain")
    assert texts(ROOT, "d") == ("nur", "seul")
    assert texts(None, "d") == ()


def test_attributes() -> None:
    assert attribute(child(ROOT, "b"), "key") == "value"
    assert attribute(child(ROOT, "b"), "other") == ""
    assert attribute(None, "key") == ""


def test_nothing_empty_is_kept() -> None:
    assert kept(a="x", b="") == {"a": "x"}
