"""A file of activity data and the specifications that it meets, small enough to check by hand."""

from collections.abc import Callable, Iterable
from types import SimpleNamespace
from typing import Any

import pytest

from lca.errors import InventoryError, Location
from lca.inventory.load import load_inventory
from lca.inventory.values import Inventory
from lca.names import Names
from lca.rules.compiled import (
    ChoiceSpec,
    ColumnSpec,
    CompiledRule,
    Default,
    Line,
    ScalarSpec,
    Selector,
    TableSpec,
    UnitSpec,
)
from lca.rules.expression.tree import Expression
from lca.units import quantity, unit

HEADER = """\
zuji: 1
rule: test.smelter
product: {name: {zh: 铝液, en: molten aluminium}}
site: {geography: CN-YN}
period: {from: 2024-01-01, to: 2024-12-31}
production: 500000 t
activity_data:
"""

COMPLETE = """\
  alumina: 1.92 t
  electricity: 13450 kWh
  sulfur: 2 %
  supply: grid_average
  materials:
    - {name: cathode, material: graphite, mass: 2.1 kg, distance: 300 km, mode: freight.road}
    - {name: brick, material: own_brick, mass: 30 kg}
footprints:
  own_brick: {value: 0.9, unit: kg CO2e/kg, gwp_set: AR6}
"""


def read(activity_data: str, header: str = HEADER) -> Inventory:
    return load_inventory((header + activity_data).encode(), "activity.yaml")


def scalar(name: str, unit_text: str, **more: Any) -> ScalarSpec:
    settings: dict[str, Any] = {
        "per": unit("t"),
        "multiplier": 1.0,
        "range": None,
        "typical": None,
        "required": True,
        "default": None,
        "primary": "any",
        "sign": "non_negative",
        "label": Names(en=name, zh=name),
        "clause": "6.2",
        "location": Location("rule.yaml", 1, 1),
    }
    return ScalarSpec(name=name, unit=unit(unit_text), **(settings | more))


def column(name: str, kind: str, unit_text: str | None = None, **more: Any) -> ColumnSpec:
    settings: dict[str, Any] = {
        "options": (),
        "range": None,
        "typical": None,
        "required": True,
        "default": None,
        "primary": "any",
        "sign": "non_negative",
        "label": None,
        "location": Location("rule.yaml", 9, 1),
    }
    own = unit(unit_text) if unit_text else None
    return ColumnSpec(name=name, kind=kind, unit=own, **(settings | more))  # type: ignore[arg-type]


def table(*columns: ColumnSpec, key: str | None = "name", required: bool = True) -> TableSpec:
    named = {item.name: item for item in columns}
    return TableSpec("materials", key, named, required, None, "6.3", Location("rule.yaml", 8, 1))


MATERIALS = (
    column("name", "text"),
    column("material", "factor"),
    column("mass", "quantity", "kg"),
    column("distance", "quantity", "km", required=False, default=quantity("0 km")),
    column(
        "mode", "choice", options=("freight.road", "freight.rail"), required=False, default="freight.road"
    ),
)


def rule(
    scalars: Iterable[ScalarSpec] | None = None,
    materials: TableSpec | None = None,
    declared: str = "1 t",
    bought: Iterable[str] = ("alumina", "electricity"),
) -> CompiledRule:
    """A rule as far as binding reads it: specifications, the declared unit, the names of its lines."""
    here = Location("rule.yaml", 1, 1)
    some: Any = SimpleNamespace()
    expression: Expression = some
    specs = [
        scalar("alumina", "t", range=(1.88, 2.0), typical=(1.9, 1.95)),
        scalar("electricity", "kWh", primary="required"),
        scalar("sulfur", "%", per=None, required=False, default=Default(quantity("1.5 %"), "a handbook")),
        scalar("spare", "kg", required=False),
    ]
    supply = ChoiceSpec("supply", ("grid_average", "coal", "wind"), False, "grid_average", None, None, here)
    dimension = unit("kg").dimension
    lines = tuple(
        Line(
            name, "input", "smelting", "production", name, None, expression, dimension,
            None, None, Selector({"item": f"{name}.item"}, None, here), None, None, None, None, here,
        )
        for name in bought
    )  # fmt: skip
    process: Any = SimpleNamespace(lines=lines)
    return CompiledRule(
        model=SimpleNamespace(id="test.smelter"),  # type: ignore[arg-type]
        unit=UnitSpec(
            "declared", "declared", quantity(declared), Names(en="metal"), "metal", expression, here
        ),
        alternatives=(),
        scalars={spec.name: spec for spec in (specs if scalars is None else scalars)},
        choices={"supply": supply},
        tables={"materials": materials or table(*MATERIALS)},
        parameters={},
        quantities={},
        dimensions={},
        processes={"smelting": process},
        products={},
    )


@pytest.fixture(name="read")
def _read() -> Callable[..., Inventory]:
    return read


@pytest.fixture
def complete() -> str:
    return COMPLETE


@pytest.fixture
def header() -> str:
    return HEADER


@pytest.fixture
def specs() -> SimpleNamespace:
    """The makers of specifications: rule, scalar, column, table, and the columns of the materials."""
    return SimpleNamespace(rule=rule, scalar=scalar, column=column, table=table, materials=MATERIALS)


@pytest.fixture
def codes() -> Callable[..., list[str]]:
    """The codes of all findings that a call raises, in order."""

    def collect(call: Callable[..., object], *args: object) -> list[str]:
        with pytest.raises(InventoryError) as caught:
            call(*args)
        for finding in caught.value.findings:
            assert finding.message("en")
            assert finding.message("zh")
            assert finding.remedy("en")
            assert finding.remedy("zh")
        return [finding.code for finding in caught.value.findings]

    return collect
