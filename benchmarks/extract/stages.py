"""Where the CPU of `extract` goes, as multiples of lxml's bare parse of the same bytes.

    python benchmarks/extract/stages.py ../shared/bench/data/aae424 [--rounds 3] [--every 2]

Every page is parsed bare and extracted in turn, `rounds` times; of each page the median counts. A stage's share is its
own time without the stages inside it. What is quoted is the sum over all pages divided by the sum of the bare parses,
and the range of that over the rounds: a page's neighbours on the machine change milliseconds, and ratios less so.
"""

from __future__ import annotations

import argparse
import gzip
import importlib
import json
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import lxml.html

from newscrawler import extract

STAGES = {
    "parse": "pages.reading:Document.parse",
    "index of elements": "extraction.document:Document.elements",
    "cutting into blocks": "extraction.document:cut_blocks",
    "metadata": "pages.reading:read_metadata",
    "text features": "extraction.features:text_columns",
    "box features": "extraction.features:box_columns",
    "other features": "extraction.body_model:page_features",
    "trees": "extraction.body_model:Trees.raw",
    "second look, decision, sorting": "pages.reading:read_body",
    "further pages": "pages.reading:parts_in",
    "cleaning": "cleaning:clean_body",
}
"""Stage → the function that is it, by where it is looked up when it is called."""


class Stages:
    """Own time of each stage since the last `take`."""

    def __init__(self) -> None:
        self._inside: list[float] = []
        self._spent: dict[str, float] = defaultdict(float)
        for name, place in STAGES.items():
            self._time(name, place)

    def take(self) -> dict[str, float]:
        """Stage → seconds, and begin anew."""
        spent, self._spent = self._spent, defaultdict(float)
        return dict(spent)

    def _time(self, name: str, place: str) -> None:
        module, _, path = place.partition(":")
        owner: Any = importlib.import_module(f"newscrawler.{module}")
        *outer, last = path.split(".")
        for each in outer:
            owner = getattr(owner, each)
        found = vars(owner)[last]
        if isinstance(found, classmethod):
            setattr(owner, last, classmethod(self._timed(name, found.__func__)))
        elif hasattr(found, "func"):  # a cached property: it finds its name by `func` alone
            found.func = self._timed(name, found.func)
        else:
            setattr(owner, last, self._timed(name, found))

    def _timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*arguments: Any, **named: Any) -> Any:
            self._inside.append(0.0)
            start = time.process_time()
            try:
                return function(*arguments, **named)
            finally:
                spent = time.process_time() - start
                self._spent[name] += spent - self._inside.pop()
                if self._inside:
                    self._inside[-1] += spent

        return timed


def pages(folder: Path, every: int) -> Iterator[tuple[bytes, str | None]]:
    """Bytes and address of each page of a set."""
    with (folder / "gold.jsonl").open(encoding="utf-8") as lines:
        for line in list(lines)[::every]:
            gold = json.loads(line)
            html = gzip.decompress((folder / "pages" / f"{gold['id']}.html.gz").read_bytes())
            if html.strip():
                yield html, gold.get("url")


def cpu(function: Callable[..., Any], *arguments: Any) -> float:
    start = time.process_time()
    function(*arguments)
    return time.process_time() - start


def whole_pages(measured: list[tuple[bytes, str | None]]) -> float:
    """The median page's CPU, untouched by any timing inside."""
    return statistics.median(cpu(extract, html, url) / cpu(lxml.html.fromstring, html) for html, url in measured)


def by_stage(measured: list[tuple[bytes, str | None]], stages: Stages) -> dict[str, float]:
    """Stage → its CPU over all pages, as a multiple of theirs parsed bare."""
    total: dict[str, float] = defaultdict(float)
    floor = 0.0
    for html, url in measured:
        floor += cpu(lxml.html.fromstring, html)
        stages.take()
        total["all"] += cpu(extract, html, url)
        for name, seconds in stages.take().items():
            total[name] += seconds
    total["freeing, joining, timing"] = 2 * total["all"] - sum(total.values())
    return {name: seconds / floor for name, seconds in total.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dataset", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--every", type=int, default=1, help="of every N pages one")
    options = parser.parse_args()
    measured = list(pages(options.dataset, options.every))
    for html, url in measured[:5]:
        extract(html, url)  # what is read once: weights, tables
    medians = [whole_pages(measured) for _ in range(options.rounds)]
    stages = Stages()
    shares = [by_stage(measured, stages) for _ in range(options.rounds)]
    print(f"{len(measured)} pages, {options.rounds} rounds; multiples of lxml's bare parse: median (lowest-highest)")
    print(f"whole extract, median page      {statistics.median(medians):5.2f} ({min(medians):.2f}-{max(medians):.2f})")
    for name in ("all", *STAGES, "freeing, joining, timing"):
        values = [share.get(name, 0.0) for share in shares]
        print(f"{name:30}  {statistics.median(values):5.2f} ({min(values):.2f}-{max(values):.2f})")


if __name__ == "__main__":
    main()
