"""XML from strangers: read as it stands, or refused with its place; nothing is fetched or grown."""

import contextlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lca.background.reading import xml as module
from lca.background.reading.xml import parse_xml
from lca.errors import Finding, InputError


def refused(data: bytes) -> Finding:
    with pytest.raises(InputError) as caught:
        parse_xml(data, "f.xml")
    (finding,) = caught.value.findings
    assert finding.location.file == "f.xml"
    return finding


def test_elements_keep_their_lines() -> None:
    root = parse_xml(
        b'\xef\xbb\xbf<?xml version="1.0"?>\n<a x="1">\n<!-- c --><?p i?>\n<b>t</b></a>', "f.xml"
    )
    assert [child.tag for child in root] == ["b"]
    assert root[0].sourceline == 4
    assert root.get("x") == "1"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "gb18030"])
def test_encodings_that_are_declared(encoding: str) -> None:
    text = "é" if encoding == "iso-8859-1" else "é钢"
    data = f'<?xml version="1.0" encoding="{encoding}"?><a>{text}</a>'.encode(encoding)
    assert parse_xml(data, "f.xml").text == text


def test_broken_xml_has_a_place() -> None:
    finding = refused(b"<a>\n  <b>\n</a>")
    assert (finding.code, finding.location.line) == ("B121", 3)
    assert "line" in finding.params["problem"] or "mismatch" in finding.params["problem"]


@pytest.mark.parametrize("data", [b"<a>", b"<a/><b/>", b"text", b"<a>&nope;</a>", b"\x00\x01", b"<a b=1/>"])
def test_what_is_no_xml(data: bytes) -> None:
    assert refused(data).code == "B121"


def test_a_wrong_encoding_has_a_place() -> None:
    finding = refused('<?xml version="1.0" encoding="utf-8"?>\n<a>é</a>'.encode("latin-1"))
    assert (finding.code, finding.location.line) == ("B121", 2)
    assert refused(b'<?xml version="1.0" encoding="klingon"?><a/>').code == "B121"


@pytest.mark.parametrize("data", [b"", b"  \n"])
def test_nothing_is_empty(data: bytes) -> None:
    assert refused(data).code == "B120"


def test_a_document_type_is_refused() -> None:
    for start in (b"<!DOCTYPE a>", b'<!DOCTYPE a SYSTEM "x.dtd">', b"<!DOCTYPE a [<!ENTITY e 'x'>]>"):
        finding = refused(start + b"<a/>")
        assert (finding.code, finding.params["name"]) == ("B122", "a")
    assert refused("<!DOCTYPE a><a/>".encode("utf-16")).code == "B122"


def test_a_thousand_million_laughs() -> None:
    lines = ['<!ENTITY l0 "ha">', *(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))]
    head = f"<!DOCTYPE a [{''.join(lines)}]>"
    assert refused(f"{head}<a>&l9;</a>".encode()).code in ("B121", "B122")
    assert refused(f'{head}<a x="&l9;"/>'.encode()).code in ("B121", "B122")


def test_files_are_not_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    data = f'<!DOCTYPE a [<!ENTITY e SYSTEM "{secret.as_uri()}">]><a>&e;</a>'
    assert "secret" not in refused(data.encode()).params.values()
    include = f'<xi:include href="{secret.as_uri()}" parse="text"/>'
    data = f'<a xmlns:xi="http://www.w3.org/2001/XInclude">{include}</a>'
    assert "secret" not in "".join(str(text) for text in parse_xml(data.encode(), "f.xml").itertext())


def test_depth_is_bounded() -> None:
    assert parse_xml(b"<a>" * 200 + b"</a>" * 200, "f.xml").tag == "a"
    assert refused(b"<a>" * 5000 + b"</a>" * 5000).code == "B121"


def test_size_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAXIMUM_BYTES", 10)
    assert refused(b"<a>12345678</a>").code == "B107"


def test_a_large_plain_file_is_read() -> None:
    data = b"<a>" + b"<b c='12345678'>text of some length</b>" * 400_000 + b"</a>"
    assert len(parse_xml(data, "f.xml")) == 400_000


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=60), st.integers(0, 40))
def test_noise_is_an_input_error_or_xml(noise: bytes, position: int) -> None:
    whole = b'<?xml version="1.0"?><a b="c">text<d/>more</a>'
    with contextlib.suppress(InputError):
        parse_xml(whole[:position] + noise + whole[position:], "f.xml")
