import datetime

import pyarrow as pa
import pytest

pd = pytest.importorskip("pandas")


def test_arrow_is_typed_and_complete(db):
    table = db.to_arrow()
    assert table.num_rows == len(db)
    types = {name: table.schema.field(name).type for name in ("value", "reference_year", "published")}
    assert types == {"value": pa.float64(), "reference_year": pa.int32(), "published": pa.date32()}
    by_id = dict(zip(table["id"].to_pylist(), table["value"].to_pylist(), strict=True))
    assert by_id["cn.mee.elec_footprint.national_avg.2024"] == 0.5777
    for factor in list(db)[::53]:
        assert by_id[factor.id] == factor.value


def test_pandas_keeps_missing_apart_from_zero(db):
    frame = db.to_pandas()
    assert frame.index.is_unique
    row = frame.loc["cn.mee.elec_co2.cn_sd.2023"]
    assert row["value"] is pd.NA
    assert frame.loc["cn.mee.elec_footprint.national_avg.2023", "published"] == pd.Timestamp("2025-01-17")
    assert frame["layer"].isna().all()
    assert frame.loc["cn.mee.elec_footprint.national_avg.2023", "licence"]


def test_dates_of_arrow(db):
    rows = {row["id"]: row for row in db.to_arrow().to_pylist()}
    assert rows["cn.mee.elec_footprint.national_avg.2024"]["published"] == datetime.date(2025, 10, 23)
