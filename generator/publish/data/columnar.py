"""Owns the tables as Parquet: one file a table, figures as decimals, days as days, nothing as null. Pure."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import parquet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.publish.data.table import Column, Row, Table

DECIMALS = 10
"""Of every figure: the six a form may print, and four more where 元 becomes 万元."""
_TYPES = {
    "number": pa.decimal128(38, DECIMALS),
    "integer": pa.int64(),
    "year": pa.int64(),
    "date": pa.date32(),
    "boolean": pa.bool_(),
    "string": pa.string(),
}


def path_of(table: Table[Any]) -> str:
    """Where the file of a table stands under the site."""
    return f"data/parquet/{table.name}.parquet"


def as_parquet(table: Table[Any], rows: Sequence[Row]) -> bytes:
    """One table; same rows, same bytes with the same library."""
    arrays = [_array(column, [row[place] for row in rows]) for place, column in enumerate(table.columns)]
    fields = [
        pa.field(column.name, _TYPES[column.type], metadata={"description": column.meaning}) for column in table.columns
    ]
    buffer = io.BytesIO()
    parquet.write_table(pa.Table.from_arrays(arrays, schema=pa.schema(fields)), buffer, compression="zstd")
    return buffer.getvalue()


def _array(column: Column[Any], texts: list[str]) -> pa.Array:
    values = pa.array(texts, pa.string())
    filled = pc.if_else(pc.equal(values, ""), pa.scalar(None, pa.string()), values)
    return filled.cast(_TYPES[column.type])
