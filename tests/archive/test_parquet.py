"""Parquet: typed as the record, the same bytes twice, bounded in memory."""

from __future__ import annotations

import dataclasses
import io
from datetime import UTC, date, datetime
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from newscrawler.archive import parquet
from newscrawler.archive.export import FIELDS
from newscrawler.archive.parquet import parquet_schema, write_parquet
from newscrawler.errors import ArchiveError
from newscrawler.items import Article, Block, Image, Removed, WarcPointer


def record(number: int = 0, **fields: Any) -> dict[str, Any]:
    pointer = WarcPointer(file="captures/a", offset=7, length=9, record_id="urn:x", payload_digest="sha256:Y")
    known: dict[str, Any] = {
        "id": f"{number:020x}",
        "tags": ["a", "b"],
        "date_published": "2026-01-12T07:30:00+08:00",
        "date_modified": "2026-01-13",
        "is_accessible_for_free": False,
        "warc": pointer,
        "sources": {"title": "meta", "body": "model"},
        "confidence": {"body": 0.5},
        "images": [Image(url="https://example.org/a.jpg", alt="")],
        "blocks": [Block(kind="crosshead", text="Rain", level=2)],
        "removed": [Removed(text="More", by="read_more", why="asks", position=1)],
        "left_out": {"nav": 3},
        **fields,
    }
    return dataclasses.asdict(Article(**known))


def written(records: list[dict[str, Any]]) -> bytes:
    file = io.BytesIO()
    assert write_parquet(iter(records), file) == len(records)
    return file.getvalue()


def read(content: bytes) -> pa.Table:
    return pq.read_table(io.BytesIO(content))


def test_what_is_read_is_what_was_written() -> None:
    records = [record(1), record(2, confidence=None, warc=None, tags=[], date_published=None, sources={})]
    table = read(written(records))
    for row, wanted in zip(table.to_pylist(maps_as_pydicts="strict"), records, strict=True):
        assert {name: row[name] for name in FIELDS} == wanted


def test_times_are_instants_and_days_as_well() -> None:
    (row,) = read(written([record(fetched_at="2026-02-10T12:00:00Z")])).to_pylist()
    assert row["date_published"] == "2026-01-12T07:30:00+08:00"
    assert row["date_published_utc"] == datetime(2026, 1, 11, 23, 30, tzinfo=UTC)
    assert row["date_published_day"] == date(2026, 1, 12)
    assert (row["date_modified_utc"], row["date_modified_day"]) == (None, date(2026, 1, 13))
    assert row["fetched_at_utc"] == datetime(2026, 2, 10, 12, tzinfo=UTC)


@pytest.mark.parametrize("words", ["0001-01-01T00:00:00+14:00", "2026-02-30", "2026-01-12T10:00", "", "soon"])
def test_a_time_that_names_no_instant_is_null(words: str) -> None:
    (row,) = read(written([record(date_published=words)])).to_pylist()
    assert row["date_published_utc"] is None


def test_columns_are_typed() -> None:
    schema = parquet_schema()
    assert schema.names[: len(FIELDS)] == list(FIELDS)
    assert schema.field("version").type == pa.int64()
    assert schema.field("tags").type == pa.list_(pa.string())
    assert schema.field("blocks").type.value_type.names == ["kind", "text", "level"]
    assert schema.field("sources").type == pa.map_(pa.string(), pa.string())


def test_the_same_records_give_the_same_bytes() -> None:
    records = [record(number) for number in range(20)]
    assert written(records) == written(records)


def test_groups_are_bounded_by_rows_and_by_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "ROWS", 7)
    monkeypatch.setattr(parquet, "CHARACTERS", 10_000)
    long = [Block(kind="paragraph", text="x" * 9_000)]
    file = pq.ParquetFile(
        io.BytesIO(written([record(n) for n in range(14)] + [record(n, blocks=long) for n in (1, 2)]))
    )
    assert [file.metadata.row_group(number).num_rows for number in range(3)] == [7, 7, 2]


def test_a_number_that_no_record_holds_is_told_in_one_line() -> None:
    with pytest.raises(ArchiveError, match="0000000000000001 holds what Parquet cannot"):
        written([record(1) | {"status": 1e20}])
