"""Where `-O file.jsonl` goes: a run that goes on with a crawl that was cut short goes on with its feed too.

Scrapy would begin the file anew, and what the runs before had archived would be missing from it. Lines alone can be
gone on with; other formats begin anew, as in Scrapy (`scrapy export` gives the whole).
"""

from __future__ import annotations

from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Self

from scrapy.extensions.feedexport import FileFeedStorage

from newscrawler.archive.jsonl import length_of_whole_lines
from newscrawler.run import Run, run_of

if TYPE_CHECKING:
    from scrapy import Spider
    from scrapy.crawler import Crawler

LINES = frozenset({"jsonl", "jsonlines", "jl"})


class FeedFile(FileFeedStorage):
    """A feed on this machine."""

    def __init__(self, uri: str, run: Run, *, feed_options: dict[str, Any] | None = None) -> None:
        super().__init__(uri, feed_options=feed_options)
        options = feed_options or {}
        self._run = run
        self._can_go_on = options.get("format") in LINES and not options.get("postprocessing")

    @classmethod
    def from_crawler(cls, crawler: Crawler, uri: str, *, feed_options: dict[str, Any] | None = None) -> Self:
        """Scrapy's way in."""
        return cls(uri, run_of(crawler), feed_options=feed_options)

    def open(self, spider: Spider) -> IO[bytes]:
        """The file; the archives are open by now."""
        if self._can_go_on and any(site.goes_on for site in self._run.sites.values()):
            self.write_mode = "ab"
            cut_torn_line(Path(self.path))
        return super().open(spider)


def cut_torn_line(path: Path) -> None:
    """Cut off what follows the last newline: its writer died in the middle of it."""
    if not path.is_file():
        return
    with path.open("rb+") as file:
        file.truncate(length_of_whole_lines(file))
