"""The line: an `Article` as JSON, the same bytes in archives and in `-O file.jsonl`."""

from __future__ import annotations

import os
from io import IOBase
from typing import IO, Any

import orjson
from itemadapter import ItemAdapter
from scrapy.exporters import BaseItemExporter

from newscrawler.items import Article


def to_line(article: Article) -> bytes:
    """One line of JSON with its newline, UTF-8, fields in the order of `items.py`."""
    return orjson.dumps(article, option=orjson.OPT_APPEND_NEWLINE)


def length_of_whole_lines(file: IO[bytes]) -> int:
    """Bytes up to the last newline: the writer of what follows died in the middle of it."""
    end = file.seek(0, os.SEEK_END)
    while end > 0:
        start = max(0, end - 65536)
        file.seek(start)
        newline = file.read(end - start).rfind(b"\n")
        if newline >= 0:
            return start + newline + 1
        end = start
    return 0


class RecordExporter(BaseItemExporter):
    """Scrapy's JSON Lines exporter for our records; other spiders' items are written as they are."""

    def __init__(self, file: IOBase, **kwargs: Any) -> None:
        super().__init__(dont_fail=True, **kwargs)
        self._file = file

    def export_item(self, item: Any) -> None:
        """Write `item` as one line."""
        if isinstance(item, Article) and self.fields_to_export is None:
            self._file.write(to_line(item))
            self._file.flush()  # a feed is never behind the archive, which commits later
            return
        fields = dict(self.get_serialized_fields(item, default_value=None, include_empty=True))
        self._file.write(orjson.dumps(fields, default=_plain, option=orjson.OPT_APPEND_NEWLINE))


def _plain(value: Any) -> Any:
    if ItemAdapter.is_item(value):
        return ItemAdapter(value).asdict()
    if isinstance(value, set | frozenset):
        return sorted(value, key=str)
    return str(value)
