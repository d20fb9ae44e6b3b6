"""Records as Parquet: a column a field, typed as `items.py` says, and a few columns that readers would else compute.

Lists are lists, parts (images, blocks, removed, warc …) structs, `sources`, `confidence` and `left_out` maps. Times
stay the strings that the record has, since they carry the page's own offset, or only a day. Beside them stand

    <field>_utc   timestamp (UTC): the instant; null where only a day, or no offset, is known
    <field>_day   date: the day on the page's own clock (of `date_published` and `date_modified`)

Needs pyarrow (Apache-2.0): `pip install -e '.[parquet]'`.
"""

from __future__ import annotations

import importlib.util
import types
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from typing import IO, TYPE_CHECKING, Any, Literal, Union, get_args, get_origin, get_type_hints

from newscrawler.clock import instant_of
from newscrawler.errors import ArchiveError, UsageError
from newscrawler.items import Article

if TYPE_CHECKING:
    import pyarrow as pa

ROWS = 1000
"""Rows of a group at most …"""
CHARACTERS = 8_000_000
"""… and characters of text in them: a group is what is held in memory."""
INSTANTS = ("date_published", "date_modified", "fetched_at", "first_seen", "last_seen")
"""Fields with a `_utc` column."""
DAYS = ("date_published", "date_modified")
"""Fields with a `_day` column."""


def check_parquet() -> None:
    """UsageError where pyarrow is not installed."""
    if importlib.util.find_spec("pyarrow") is None:
        raise UsageError("Parquet needs pyarrow: pip install -e '.[parquet]', in the checkout")


def write_parquet(records: Iterator[dict[str, Any]], file: IO[bytes]) -> int:
    """All records, in groups of bounded size; gives their number. Raises ArchiveError."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema, maps, count = parquet_schema(), _maps(), 0
    with pq.ParquetWriter(file, schema, compression="zstd") as writer:
        for group in _groups(records):
            rows = [_row(record, maps) for record in group]
            try:
                writer.write_batch(pa.RecordBatch.from_pylist(rows, schema=schema))
            except (pa.ArrowException, OverflowError) as error:  # a status of 1e20, in a line that others wrote
                ids = f"{rows[0]['id']} to {rows[-1]['id']}"
                raise ArchiveError(f"A line of the articles {ids} holds what Parquet cannot: {error}") from None
            count += len(rows)
    return count


@cache
def parquet_schema() -> pa.Schema:
    """The columns: the record's fields in their order, then those for readers."""
    import pyarrow as pa

    columns = list(_struct(Article))
    columns += [pa.field(f"{name}_utc", pa.timestamp("us", tz="UTC")) for name in INSTANTS]
    columns += [pa.field(f"{name}_day", pa.date32()) for name in DAYS]
    return pa.schema(columns)


def _struct(cls: type) -> Iterator[pa.Field]:
    import pyarrow as pa

    hints = get_type_hints(cls)
    for field in fields(cls):
        yield pa.field(field.name, _type(hints[field.name]))


def _type(hint: Any) -> pa.DataType:
    import pyarrow as pa

    simple = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}
    if hint in simple:
        return simple[hint]
    if is_dataclass(hint):
        return pa.struct(list(_struct(hint)))  # type: ignore[arg-type]
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Literal:
        return pa.string()
    if origin is list:
        return pa.list_(_type(arguments[0]))
    if origin is dict:
        return pa.map_(_type(arguments[0]), _type(arguments[1]))
    if origin in (Union, types.UnionType):
        (one,) = [argument for argument in arguments if argument is not type(None)]
        return _type(one)
    raise TypeError(f"no Parquet type for {hint!r}")


def _maps() -> tuple[str, ...]:
    import pyarrow as pa

    return tuple(column.name for column in parquet_schema() if pa.types.is_map(column.type))


def _groups(records: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    group: list[dict[str, Any]] = []
    characters = 0
    for record in records:
        group.append(record)
        characters += sum(len(block["text"]) for name in ("blocks", "removed") for block in record[name])
        if len(group) >= ROWS or characters >= CHARACTERS:
            yield group
            group, characters = [], 0
    if group:
        yield group


def _row(record: dict[str, Any], maps: tuple[str, ...]) -> dict[str, Any]:
    row = dict(record)
    for name in maps:
        if row.get(name) is not None:
            row[name] = list(row[name].items())
    row.update({f"{name}_utc": instant_of(record.get(name)) for name in INSTANTS})
    row.update({f"{name}_day": day_of(record.get(name)) for name in DAYS})
    return row


def day_of(words: str | None) -> date | None:
    """The day that a record's time names, on the clock that it was written by.

    >>> day_of("2026-01-12T07:30:00+08:00"), day_of("2026-01-12")
    (datetime.date(2026, 1, 12), datetime.date(2026, 1, 12))
    """
    try:
        return date.fromisoformat((words or "")[:10])
    except ValueError:
        return None
