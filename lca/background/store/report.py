"""The report of an import as a table: each remark with its place, words in both languages, consequence."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow as pa

from lca.background.records import Remark
from lca.i18n import text

COLUMNS = (
    "file",
    "place",
    "dataset",
    "exchange",
    "consequence",
    "severity",
    "code",
    "reason_en",
    "reason_zh",
    "remedy_en",
    "remedy_zh",
    "candidates",
    "params",
)


def report_table(remarks: Iterable[Remark]) -> pa.Table:
    """One row a remark, all columns text; ``candidates`` and ``params`` are JSON. Sorted by all columns."""
    rows = sorted(map(_row, remarks))
    columns = list(zip(*rows, strict=True)) or [() for _ in COLUMNS]
    named = zip(COLUMNS, columns, strict=True)
    return pa.table({name: pa.array(list(column), pa.string()) for name, column in named})


def _row(remark: Remark) -> tuple[str, ...]:
    finding = remark.finding
    place = finding.location
    where = place.path or ":".join(str(one) for one in (place.line, place.column) if one is not None)
    return (
        place.file or "",
        where,
        remark.dataset,
        remark.exchange,
        remark.consequence.value,
        finding.severity.value,
        finding.code,
        finding.message("en"),
        finding.message("zh"),
        text(f"{finding.code}.fix", "en", default="", **finding.params),
        text(f"{finding.code}.fix", "zh", default="", **finding.params),
        json.dumps(list(finding.candidates), ensure_ascii=False) if finding.candidates else "",
        _json(finding.params),
    )


def _json(params: Mapping[str, Any]) -> str:
    if not params:
        return ""
    return json.dumps(dict(params), ensure_ascii=False, sort_keys=True, default=str)
