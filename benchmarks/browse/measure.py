"""What browsing costs over many records: `python -m benchmarks.browse.measure [RECORDS]` (from the project's root).

Makes an archive of that many lines (as `benchmarks.report.large` does), then does what a person does: starts the
server, opens the list, searches, filters, turns to the last page, reads an article; then a crawl's worth of new lines
is written and the list is opened again. CPU seconds, the size of the index (a file without a name), and peak memory.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import orjson

from benchmarks.report.large import make_archive
from newscrawler.browse.index import PAGE, ArticleIndex
from newscrawler.browse.server import GLANCE
from newscrawler.browse.views import article_page, list_page
from newscrawler.browse.wanted import Wanted

BOTH = Wanted(words="harbour council", section="Harbour")
NEW_LINES = 200
"""As many as an hourly crawl of a large site writes."""


def main(records: int) -> None:
    with tempfile.TemporaryDirectory() as place:
        measure(make_archive(Path(place), records))


def measure(folder: Path) -> None:
    index = ArticleIndex(folder)
    told("first page, while the rest is being read", lambda: first_look(index))
    told("read the whole archive into the index", index.refresh)
    pages = index._connection.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
    (size,) = pages.fetchone()
    print(f"index: {size / 1e6:,.0f} MB")
    total = index.find(Wanted()).total
    told("first page of the list", lambda: list_page(index, "it", Wanted()))
    told("last page of the list", lambda: list_page(index, "it", Wanted(page=total // PAGE)))
    told("a rare word", lambda: list_page(index, "it", Wanted(words="jellicot")))
    told("a word that is in most articles", lambda: list_page(index, "it", Wanted(words="the")))
    told("two words and a section", lambda: list_page(index, "it", BOTH))
    told("confidence below .9", lambda: list_page(index, "it", Wanted(below=0.9)))
    name = index.find(Wanted()).rows[0]["id"]
    told("one article", lambda: article_page(index, "it", name))
    append(folder)
    told(f"read on after {NEW_LINES} new lines", index.refresh)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")
    index.close()


def first_look(index: ArticleIndex) -> None:
    index.refresh(GLANCE)
    list_page(index, "it", Wanted())


def told(what: str, do: Callable[[], object]) -> None:
    began, cpu = time.perf_counter(), time.process_time()
    do()
    print(f"{what}: {time.process_time() - cpu:.3f} s CPU, {time.perf_counter() - began:.3f} s by the clock")


def append(folder: Path) -> None:
    path = max((folder / "articles").glob("*.jsonl"))
    with path.open("rb") as file:
        lines = [file.readline() for _ in range(NEW_LINES)]
    with path.with_name("2099-01-01.jsonl").open("wb") as file:
        for number, line in enumerate(lines):
            file.write(orjson.dumps(orjson.loads(line) | {"id": f"new-{number}"}, option=orjson.OPT_APPEND_NEWLINE))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
