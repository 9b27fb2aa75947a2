"""Owns the tables as Parquet: one file a table, figures as decimals, days as days, nothing as null. Pure."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pyarrow as pa
from pyarrow import csv as arrow_csv
from pyarrow import parquet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.publish.data.table import Table

DECIMALS = 10
"""Of every figure: the six a form may print, and four more where 元 becomes 万元."""
_GROUP = 1 << 22
"""Bytes of CSV that make a group of rows."""
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


def as_parquet(table: Table[Any], parts: Iterable[bytes]) -> bytes:
    """One table from its rows as CSV, some at a time; same rows, same bytes with the same library."""
    fields = [
        pa.field(column.name, _TYPES[column.type], metadata={"description": column.meaning}) for column in table.columns
    ]
    schema, buffer = pa.schema(fields), io.BytesIO()
    with parquet.ParquetWriter(buffer, schema, compression="zstd") as writer:
        for lines in _gathered(parts):
            writer.write_table(_read(lines, schema))
    return buffer.getvalue()


def _gathered(parts: Iterable[bytes]) -> Iterator[bytes]:
    """Parts put together until they are worth a group of rows."""
    waiting: list[bytes] = []
    for part in parts:
        waiting.append(part)
        if sum(map(len, waiting)) >= _GROUP:
            yield b"".join(waiting)
            waiting = []
    if any(waiting):
        yield b"".join(waiting)


def _read(lines: bytes, schema: pa.Schema) -> pa.Table:
    kept = {"strings_can_be_null": True, "null_values": [""], "true_values": ["true"], "false_values": ["false"]}
    found = arrow_csv.read_csv(
        pa.py_buffer(lines),
        arrow_csv.ReadOptions(use_threads=False, block_size=len(lines) + 1, column_names=schema.names),
        arrow_csv.ParseOptions(newlines_in_values=True),
        arrow_csv.ConvertOptions(column_types=schema, **kept),
    )
    return found.cast(schema)
