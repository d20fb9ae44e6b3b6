"""Lines of feeds: our records as in archives, other spiders' items as they are."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

import orjson
import scrapy

from newscrawler.archive.jsonl import RecordExporter, to_line
from newscrawler.items import Article


@dataclass
class Offer:
    """An item of somebody else's spider."""

    name: str
    price: float


class Shop(scrapy.Item):  # type: ignore[misc]
    """Scrapy's own kind of item."""

    name = scrapy.Field()
    offers = scrapy.Field()


def exported(item: Any, **options: Any) -> bytes:
    file = io.BytesIO()
    exporter = RecordExporter(file, **options)
    exporter.start_exporting()
    exporter.export_item(item)
    exporter.finish_exporting()
    return file.getvalue()


def test_a_record_has_the_bytes_of_the_archive() -> None:
    article = Article(title="Rain – “at last”")
    assert exported(article) == to_line(article)


def test_only_the_fields_asked_for() -> None:
    line = exported(Article(title="Rain"), fields_to_export=["title", "version"])
    assert line == b'{"title":"Rain","version":1}\n'


def test_items_of_other_spiders() -> None:
    assert orjson.loads(exported({"url": "x", "seen": {"b", "a"}})) == {"url": "x", "seen": ["a", "b"]}
    assert orjson.loads(exported(Offer("net", 2.5))) == {"name": "net", "price": 2.5}
    shop = Shop(name="quay", offers=[Shop(name="net")])
    assert orjson.loads(exported(shop)) == {"name": "quay", "offers": [{"name": "net"}]}
