"""Reading a result back: what is wrong with it is said with its place."""

from pathlib import Path

import pytest

from lca.errors import InputError
from lca.i18n import LANGUAGES
from lca.results.footprint import Footprint
from lca.results.reading import read_footprint


def test_what_was_written_is_read(example: Footprint, tmp_path: Path) -> None:
    file = tmp_path / "result.json"
    file.write_text(example.to_json(), encoding="utf-8")
    assert read_footprint(file) == example
    assert read_footprint(file.read_bytes()) == example


def refusal(source: str | Path | bytes) -> InputError:
    with pytest.raises(InputError) as caught:
        read_footprint(source, "result.json")
    for finding in caught.value.findings:
        for language in LANGUAGES:
            assert finding.message(language)
            assert finding.remedy(language)
    return caught.value


def test_a_missing_file_names_its_neighbour(tmp_path: Path) -> None:
    (tmp_path / "result.json").write_text("{}", encoding="utf-8")
    (finding,) = refusal(tmp_path / "reslt.json").findings
    assert finding.code == "V101"
    assert finding.candidates == (str(tmp_path / "result.json"),)


def test_broken_json_has_line_and_column() -> None:
    (finding,) = refusal(b'{"format":\n  oops}').findings
    assert (finding.code, finding.location.line, finding.location.column) == ("V102", 2, 3)


@pytest.mark.parametrize("raw", [b'{"value": NaN}', b"\xff\xfe", b"[" * 100_000])
def test_what_is_not_json_is_refused(raw: bytes) -> None:
    assert refusal(raw).findings[0].code == "V102"


@pytest.mark.parametrize("raw", [b"[]", b"{}", b'{"format": "pact"}', b"null"])
def test_another_document_is_refused(raw: bytes) -> None:
    assert refusal(raw).findings[0].code == "V103"


def test_another_version_is_refused(example: Footprint) -> None:
    text = example.to_json().replace('"format_version": "1.1"', '"format_version": "7.3"')
    (finding,) = refusal(text.encode()).findings
    assert finding.code == "V104"
    assert "7.3" in finding.message()


def test_a_field_that_does_not_fit_is_named(example: Footprint) -> None:
    text = example.to_json().replace('"kind": "partial"', '"kind": "half"')
    (finding,) = refusal(text.encode()).findings
    assert (finding.code, finding.location.path) == ("V105", "kind")
