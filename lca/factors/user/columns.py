"""The columns of a user's factor table, and the rows that any kind of file is read into.

| column | what stands in it |
|---|---|
| ``id`` | any text, once in the table; never that of a factor of the release |
| ``item`` | a key, name or synonym of an item, or a new one |
| ``name_zh``, ``name_en`` | at least one |
| ``unit`` | the denominator (``kWh``), or the whole unit (``kg CO2e/kWh``, ``g CO2e/kWh``) |
| ``value`` | kg CO2e per unit (or what the whole unit says); may be missing where ``gases`` stands |
| ``gases`` | kg of gas per unit, ``co2=2.1; ch4=0.0003`` |
| ``gwp_set`` | ``AR4``, ``AR5``, ``AR6`` or ``not stated``: of ``value`` |
| ``geography``, ``year`` | code or name of a place; the year that the number describes |
| ``source``, ``licence`` | title of the publication or evidence; licence of it or permission to use it |
| ``kind`` | ``footprint`` unless stated |
| ``supply``, ``variant``, ``carbon``, ``scope``, ``calorific_basis``, ``delivery_point`` | as in a release |
| ``published``, ``valid_from``, ``valid_to`` | dates, ``2025-01-17`` |
| ``publisher``, ``document``, ``address``, ``locator``, ``redistribution`` | of the source |
| ``distribution`` | ``type=lognormal; gsd=1.2``; in YAML a mapping |
| ``scores`` | five pedigree scores, ``1 2 2 1 3`` |
| ``properties`` | ``density=830 kg/m3; net_calorific_value=43.33 GJ/t`` |
| ``synonyms`` | further names of a new item, ``|`` between them |
| ``superseded_by`` | id of the next edition |
| ``category``, ``verification``, ``notes`` | text |
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from lca.errors import Finding, Location

REQUIRED = ("id", "item", "unit", "geography", "year", "source", "licence")
OPTIONAL = (
    *("kind", "name_zh", "name_en", "value", "gases", "gwp_set", "supply", "variant", "carbon", "scope"),
    *("calorific_basis", "delivery_point", "published", "valid_from", "valid_to", "publisher", "document"),
    *("address", "locator", "redistribution", "distribution", "scores", "properties", "synonyms"),
    *("superseded_by", "category", "verification", "notes"),
)
USER_COLUMNS = (*REQUIRED, *OPTIONAL)
HEADINGS: Mapping[str, str] = MappingProxyType(
    {name: name for name in USER_COLUMNS}
    | {
        "编号": "id",
        "项目": "item",
        "类型": "kind",
        "中文名称": "name_zh",
        "名称": "name_zh",
        "英文名称": "name_en",
        "name": "name_en",
        "单位": "unit",
        "数值": "value",
        "因子值": "value",
        "气体": "gases",
        "gwp": "gwp_set",
        "gwp版本": "gwp_set",
        "地区": "geography",
        "地域": "geography",
        "location": "geography",
        "年份": "year",
        "参考年份": "year",
        "reference_year": "year",
        "来源": "source",
        "许可": "licence",
        "license": "licence",
        "permission": "licence",
        "分布": "distribution",
        "评分": "scores",
        "pedigree": "scores",
        "供应方式": "supply",
        "life_cycle_scope": "scope",
        "范围": "scope",
        "发布日期": "published",
        "生效日期": "valid_from",
        "失效日期": "valid_to",
        "发布单位": "publisher",
        "文号": "document",
        "备注": "notes",
    }
)


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a file as text by column, with the place of the row and of its cells.

    ``lenient`` rows come from other people's programs: a place that the gazetteer lacks is added to it
    and said, not refused.
    """

    cells: Mapping[str, str]
    place: Location
    places: Mapping[str, Location] = field(default_factory=dict)
    lenient: bool = False

    def cell(self, column: str) -> str:
        """Give the text of a cell; empty where there is none."""
        return self.cells.get(column, "")

    def at(self, column: str) -> Location:
        """Give the place of a cell, or of the row where it has none."""
        return self.places.get(column, self.place)


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a file and everything that was wrong or worth telling while it was read."""

    records: tuple[Record, ...]
    findings: tuple[Finding, ...] = ()
