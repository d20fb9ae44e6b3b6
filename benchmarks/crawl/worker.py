"""One crawl for compare.py: `worker.py bare|ours PORT FOLDER`, addresses as JSON on stdin; prints its CPU as JSON."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any, Self

from scrapy import Request, Spider, signals
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.http import Response
from scrapy.utils.project import get_project_settings

QUIET = {"LOG_LEVEL": "ERROR", "TELNETCONSOLE_ENABLED": False, "REMOTE_CONTROL_ENABLED": False}


class BareSpider(Spider):
    """What anybody would write first."""

    name = "bare"
    urls: list[str]

    async def start(self) -> AsyncIterator[Request]:
        for url in self.urls:
            yield Request(url)

    def parse(self, response: Response) -> Iterator[dict[str, Any]]:
        yield {"url": response.url, "title": response.css("h1::text").get()}


class Meter:
    """CPU from the spider's opening to its closing; pages and items."""

    found: dict[str, float]

    def __init__(self, crawler: Crawler) -> None:
        Meter.found = {"pages": 0, "items": 0}
        crawler.signals.connect(self._open, signals.spider_opened)
        crawler.signals.connect(self._page, signals.response_received)
        crawler.signals.connect(self._item, signals.item_scraped)
        crawler.signals.connect(self._close, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def _open(self) -> None:
        self._began = time.process_time()

    def _page(self) -> None:
        self.found["pages"] += 1

    def _item(self) -> None:
        self.found["items"] += 1

    def _close(self) -> None:
        self.found["cpu"] = time.process_time() - self._began


def main() -> None:
    kind, port, folder = sys.argv[1], sys.argv[2], Path(sys.argv[3])
    folder.mkdir(parents=True)
    urls = json.load(sys.stdin)
    meter = {"EXTENSIONS": {"__main__.Meter": 900}}
    if kind == "bare":
        process = AsyncCrawlerProcess({**QUIET, **meter, "FEEDS": {str(folder / "items.jsonl"): {"format": "jsonl"}}})
        process.crawl(BareSpider, urls=urls)
    else:
        settings = get_project_settings()
        extensions = {**settings.getdict("EXTENSIONS"), **meter["EXTENSIONS"]}
        settings.update({**QUIET, "EXTENSIONS": extensions, "NEWSCRAWLER_OUTPUT": str(folder)}, priority="cmdline")
        process = AsyncCrawlerProcess(settings)
        process.crawl("news", url=f"http://127.0.0.1:{port}/")
    process.start()
    print(json.dumps(Meter.found))


if __name__ == "__main__":
    main()
