"""The door: payloads, gaps with their keys, refusals all at once, the same bytes for the same inputs."""

import json
import threading
from datetime import datetime

import pytest

from lca import passport
from lca.errors import InputError, Severity
from lca.passport.formats import FORMATS, format_of


def refused(*arguments, **options) -> list[str]:
    with pytest.raises(InputError) as caught:
        passport.export(*arguments, **options)
    assert all(one.severity is Severity.ERROR for one in caught.value.findings)
    return [f"{one.code} {one.location.path}" for one in caught.value.findings]


def test_everything_that_is_missing_is_told_at_once_with_its_key(example, at) -> None:
    assert refused(example, "pact-3.0", at=at) == [
        "P110 company.ids",
        "P110 product.carbon_content.fossil",
        "P110 packaging.included",
        "P110 capture.included",
        "P110 standards",
        "P110 exempted.percent",
    ]


def test_a_field_that_is_missing_is_told_once(example, at) -> None:
    found = passport.inspect(example, "pact-3.0", at=at)
    paths = [gap.field for gap in found.gaps if gap.need == "required"]
    assert "pcf.fossilCarbonContent" in paths
    assert not [one for one in found.findings if one.code == "P149"]


def test_inspecting_refuses_nothing(example, at) -> None:
    found = passport.inspect(example, "pact-3.0", at=at)
    assert found.document["pcf"]["pcfIncludingBiogenicUptake"] == "10000"
    assert len(found.errors) == 6


def test_a_payload_is_bytes_and_a_document(shipped, at) -> None:
    footprint, statement = shipped
    payload = passport.export(footprint, "pact-3.0", statement=statement, at=at)
    assert json.loads(payload.content) == payload.document
    assert payload.text.endswith("}\n")
    assert payload.media_type == "application/json"
    assert payload.format == "pact-3.0"
    assert payload.facts.id == payload.document["id"]


def test_the_same_inputs_give_the_same_bytes_in_any_thread(battery, at) -> None:
    footprint, statement = battery
    found: list[bytes] = []

    def work() -> None:
        found.append(passport.export(footprint, "pact-3.0", statement=statement, at=at).content)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(found) == 4
    assert len(set(found)) == 1


def test_a_result_that_was_read_back_gives_the_same_bytes(battery, at) -> None:
    footprint, statement = battery
    again = type(footprint).from_json(footprint.to_json())
    one, two = (passport.export(f, "pact-3.0", statement=statement, at=at) for f in (footprint, again))
    assert one.content == two.content


def test_an_unknown_format_is_refused_with_its_nearest(example, at) -> None:
    with pytest.raises(InputError) as caught:
        passport.export(example, "pact-30", at=at)
    [finding] = caught.value.findings
    assert finding.code == "P120"
    assert "pact-3.0" in finding.candidates


def test_a_wrong_statement_is_refused_before_anything(example, at) -> None:
    assert refused(example, "pact-3.0", statement={"product": {"mass": "x"}}, at=at) == ["P101 product.mass"]


def test_a_result_that_must_not_be_issued_is_refused(battery, at) -> None:
    footprint, statement = battery
    blocking = footprint.findings[0].model_copy(update={"severity": "blocking"})
    changed = footprint.model_copy(update={"findings": (blocking,)})
    assert refused(changed, "pact-3.0", statement=statement, at=at) == ["P130 "]


def test_a_moment_without_zone_is_refused(battery) -> None:
    footprint, statement = battery
    assert refused(footprint, "pact-3.0", statement=statement, at=datetime(2025, 6, 1)) == ["P123 "]


def test_public_names_resolve() -> None:
    for name in passport.__all__:
        assert getattr(passport, name) is not None
        assert name in dir(passport)
    with pytest.raises(AttributeError, match="no attribute 'exprot'"):
        _ = passport.exprot
    assert callable(passport.export)


@pytest.mark.parametrize("name", ["pact-3.0", "pact-2.3"])
def test_a_format_is_known_by_its_own_name(name: str) -> None:
    assert name in FORMATS
    assert format_of(name).name == name
