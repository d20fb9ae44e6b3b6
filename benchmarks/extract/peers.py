"""Newscrawler and its peers side by side: the same pages, one process, in turn; CPU as multiples of lxml's bare parse.

    pip install -e '.[bench]'
    python benchmarks/extract/peers.py ../shared/bench/data/aae424 [--every 4] [--score ../shared/bench/score.py]

A peer that is not installed is left out. Each gets the page as it was published: bytes where it takes them, else the
text they decode to (decoding counts: newscrawler does it too). With `--score` the bodies and fields are scored by the
benchmark's own scorer.
"""

from __future__ import annotations

import argparse
import gzip
import importlib
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import lxml.html

Found = dict[str, Any]
Peer = Callable[[bytes, str | None], Found]


def newscrawler() -> Peer:
    from newscrawler import extract

    def run(html: bytes, url: str | None) -> Found:
        article = extract(html, url)
        return {"body": article.body, "title": article.title, "author": article.authors,
                "date_published": article.date_published}  # fmt: skip

    return run


def trafilatura() -> Peer:
    library = importlib.import_module("trafilatura")
    return lambda html, url: {"body": library.extract(html, url=url, include_comments=False)}


def trafilatura_with_metadata() -> Peer:
    library = importlib.import_module("trafilatura")

    def run(html: bytes, url: str | None) -> Found:
        found = library.bare_extraction(html, url=url, include_comments=False, with_metadata=True)
        if found is None:
            return {"body": ""}
        return {"body": found.text, "title": found.title, "author": (found.author or "").split("; "),
                "date_published": found.date}  # fmt: skip

    return run


def resiliparse() -> Peer:
    plain = importlib.import_module("resiliparse.extract.html2text").extract_plain_text
    decoded = importlib.import_module("resiliparse.parse.encoding").bytes_to_str
    return lambda html, url: {"body": plain(decoded(html), main_content=True)}


def readability() -> Peer:
    library = importlib.import_module("readability")

    def run(html: bytes, url: str | None) -> Found:
        document = library.Document(html)
        body = lxml.html.fromstring(document.summary())
        return {"body": "\n".join(body.itertext("p", "h2", "h3", "li", "blockquote")), "title": document.short_title()}

    return run


MEASURES = ("sh_f1", "acc", "t_norm", "d_ok", "a_set")
PEERS: dict[str, Callable[[], Peer]] = {
    "newscrawler": newscrawler,
    "trafilatura": trafilatura,
    "trafilatura, metadata": trafilatura_with_metadata,
    "resiliparse": resiliparse,
    "readability-lxml": readability,
}


def installed() -> dict[str, Peer]:
    """Those that can be imported."""
    found = {}
    for name, make in PEERS.items():
        try:
            found[name] = make()
        except ImportError as error:
            print(f"{name}: left out, {error}", file=sys.stderr)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dataset", type=Path)
    parser.add_argument("--every", type=int, default=1, help="of every N pages one")
    parser.add_argument("--score", type=Path)
    options = parser.parse_args()
    peers = installed()
    with (options.dataset / "gold.jsonl").open(encoding="utf-8") as lines:
        gold = [json.loads(line) for line in list(lines)[:: options.every]]
    ratios: dict[str, list[float]] = {name: [] for name in peers}
    rows: dict[str, list[Found]] = {name: [] for name in peers}
    for place, page in enumerate(gold):
        html = gzip.decompress((options.dataset / "pages" / f"{page['id']}.html.gz").read_bytes())
        if not html.strip():
            continue
        floor = cpu(lxml.html.fromstring, html)[0]
        for name, peer in peers.items():
            try:
                seconds, found = cpu(peer, html, page.get("url"))
            except Exception as error:  # a peer's crash is an empty answer
                print(f"{name}: {page['id']}: {error!r}", file=sys.stderr)
                continue
            if place:  # the first page also pays for what is read once
                ratios[name].append(seconds / floor)
            rows[name].append({"id": page["id"], **{key: value for key, value in found.items() if value}})
    print(f"{len(gold)} pages; CPU a page as a multiple of lxml's bare parse: median (middle half)")
    for name, values in ratios.items():
        low, middle, high = statistics.quantiles(values, n=4)
        scores = scored(options.score, options.dataset, gold, rows[name]) if options.score else ""
        print(f"{name:24} {middle:6.2f} ({low:.2f}-{high:.2f})  {scores}")


def cpu(function: Callable[..., Any], *arguments: Any) -> tuple[float, Any]:
    start = time.process_time()
    found = function(*arguments)
    return time.process_time() - start, found


def scored(script: Path, dataset: Path, gold: list[Found], rows: list[Found]) -> str:
    """What the scorer says of these rows, on the pages that were run alone."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file, content in (("gold.jsonl", gold), ("out.jsonl", rows)):
            (folder / file).write_text(
                "\n".join(json.dumps(row, ensure_ascii=False) for row in content) + "\n", "utf-8"
            )
        (folder / "pages").symlink_to((dataset / "pages").resolve())
        done = subprocess.run(
            [sys.executable, str(script), name, str(folder / "out.jsonl"), "--boot", "0"],
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode:
        return done.stderr.strip().splitlines()[-1]
    said = json.loads(done.stdout)
    return "  ".join(f"{measure} {said[measure]:.3f}" for measure in MEASURES if measure in said)


if __name__ == "__main__":
    main()
