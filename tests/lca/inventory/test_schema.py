"""The committed JSON Schema: up to date, and of the same mind as the models."""

import json
from pathlib import Path

import jsonschema
import pytest

from lca.documents import read_document
from lca.inventory.load import parse_inventory
from lca.inventory.schema import Period, inventory_schema, schema_text

HEADER = "zuji: 1\nrule: r\nproduct: {name: p}\nperiod: {from: 2024-01-01, to: 2024-12-31}\nactivity_data:"


PROOF = "{certificate: A1B2C3D4E5F6G7H8J000000000001200, vintage: 2024, volume: 12 MWh}"


def as_json(text: str) -> object:
    """The document as JSON sees it: dates are text."""
    return json.loads(json.dumps(read_document(text.encode()).data, default=str))


def test_committed_schema_is_up_to_date(root: Path) -> None:
    committed = (root / "lca/inventory/inventory.schema.json").read_text(encoding="utf-8")
    assert committed == schema_text(), "write lca.inventory.schema.schema_text() to the file"


def test_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(inventory_schema())
    assert inventory_schema()["additionalProperties"] is False


@pytest.mark.parametrize(
    "activity_data",
    [
        "{a: 1.92 t, b: 0.4, c: 3}",
        "{a: {value: 3, unit: kg, distribution: {type: lognormal, gsd: 1.1}}}",
        "{a: [{name: x, material: {item: y, year: 2023}, mass: {value: 2, unit: kg}}]}",
        "{}\nfootprints: {a: {value: 0.9, unit: kg CO2e/kg, carbon: {fossil: 0.9}}}",
        "{a: {type: on_site, technology: solar_pv, line_loss: 2 %}}",
        f"{{a: {{type: contract, technology: wind, evidence: {PROOF}}}}}",
        f"{{a: [{{type: grid_average, share: 0.4}}, {{type: contract, technology: wind, share: 60 %, "
        f"evidence: [{PROOF}]}}]}}",
    ],
)
def test_what_loads_fits_the_schema(activity_data: str) -> None:
    text = f"{HEADER} {activity_data}"
    jsonschema.validate(as_json(text), inventory_schema())
    assert parse_inventory(read_document(text.encode())).rule == "r"


@pytest.mark.parametrize(
    "text",
    [
        HEADER.replace("rule: r\n", "") + " {}",
        HEADER.replace("zuji: 1", "zuji: 2") + " {}",
        HEADER + " {}\nextra: 1",
        HEADER + " {a: {value: 3, unti: kg}}",
        HEADER + " {a: {value: 3, distribution: {type: lognormal, gds: 1.1}}}",
        HEADER + " {}\nfootprints: {a: {value: 0.9}}",
        HEADER + " {a: {type: on_site, technology: tidal}}",
        HEADER + " {a: {type: contract, technology: wind, evidence: {certificate: x}}}",
    ],
)
def test_the_schema_refuses_what_does_not_load(text: str) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(as_json(text), inventory_schema())


def test_examples_fit_the_schema(root: Path) -> None:
    examples = sorted((root / "datasets/examples").rglob("inventory.yaml"))
    assert examples
    for path in examples:
        jsonschema.validate(as_json(path.read_text(encoding="utf-8")), inventory_schema())
        assert parse_inventory(read_document(path)).illustrative, "invented companies must say so"


@pytest.mark.parametrize(
    ("start", "end", "days", "year"),
    [
        ("2024-01-01", "2024-12-31", 366, 2024),
        ("2023-07-01", "2024-06-30", 366, 2023),
        ("2023-08-01", "2024-07-31", 366, 2024),
        ("2024-05-01", "2024-05-01", 1, 2024),
    ],
)
def test_period_counts_both_days(start: str, end: str, days: int, year: int) -> None:
    period = Period.model_validate({"from": start, "to": end})
    assert (period.days, period.year) == (days, year)
