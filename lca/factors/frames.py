"""All factors of a database as one typed table, for Arrow and pandas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lca.factors.columns import day, kg_co2e
from lca.factors.table import FactorTable

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

DATES = ("published", "valid_from", "valid_to")
WHOLE = ("revision", "reference_year", "preference")
PUBLICATION = ("title", "document", "publisher", "address", "licence", "redistribution")


def arrow(table: FactorTable) -> pa.Table:
    """Give the typed table; see :meth:`lca.factors.database.FactorDatabase.to_arrow`."""
    import pyarrow as pa

    rows = table.rows.to_pylist()
    columns: dict[str, pa.Array] = {}
    for name in table.rows.column_names:
        cells = [row[name] or None for row in rows]
        if name == "numerator":
            continue
        if name == "value":
            numbers = [kg_co2e(row) for row in rows]
            columns[name] = pa.array([None if n is None else float(n) for n in numbers], pa.float64())
        elif name in DATES:
            columns[name] = pa.array([day(cell or "") for cell in cells], pa.date32())
        elif name in WHOLE:
            columns[name] = pa.array([None if cell is None else int(cell) for cell in cells], pa.int32())
        else:
            columns[name] = pa.array(cells, pa.string())
    for name in PUBLICATION:
        texts = [table.sources[row["source"]][name] or None for row in rows]
        columns[name] = pa.array(texts, pa.string())
    columns["layer"] = pa.array([table.layer_of.get(row["id"]) for row in rows], pa.string())
    return pa.table(columns)


def pandas(table: FactorTable) -> pd.DataFrame:
    """Give the typed table as a data frame; see :meth:`lca.factors.database.FactorDatabase.to_pandas`."""
    import pandas as pd

    frame = pd.DataFrame(arrow(table).to_pydict())
    kinds = dict.fromkeys(frame.columns, "string") | dict.fromkeys(WHOLE, "Int32") | {"value": "Float64"}
    for name in DATES:
        frame[name] = pd.to_datetime(frame[name])
        del kinds[name]
    return frame.astype(kinds).set_index("id")
