"""Folders that look like archives: lines and reports of our own making, without a ledger."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
from exchanges_of_ours import article

from newscrawler.archive.jsonl import to_line
from newscrawler.items import Article, Block, Removed, body_text

HOSTILE = '<script>alert("x")</script><img src=http://198.51.100.1/x onerror=alert(1)>'
HOSTILE_TITLE = f"</title></style>{HOSTILE}\x00\u202egnp.exe"

RUN: dict[str, Any] = {
    "run_id": "run-1",
    "spider": "news",
    "started_at": "2026-02-10T12:00:00Z",
    "finished_at": "2026-02-10T12:01:00Z",
    "finish_reason": "finished",
    "goes_on": False,
    "exit_code": 0,
    "exit_meaning": "well",
    "requests": 5,
    "records_written": 3,
    "articles_known": 3,
    "seconds": 60.5,
    "requests_by_channel": {"start": {"itself": 1, "told": 0}, "feed": {"itself": 1, "told": 3}},
    "outcomes": {"archived": 3, "index": 2},
    "troubles": [],
    "channels": [
        {
            "channel": "feed",
            "url": "https://example.org/feed/",
            "requests": 1,
            "articles": 3,
            "unseen": 1,
            "first": "2026-02-01",
            "last": "2026-02-09",
            "notes": ["cut off in the middle"],
        }
    ],
    "hosts": {
        "example.org": {
            "name": "example.org",
            "requests": 6,
            "promised_seconds": 1.0,
            "smallest_gap_seconds": 1.02,
            "violations": 0,
            "histogram": [[1.5, 4], [None, 1]],
            "promises": [
                {"promised_seconds": 1.0, "since": "2026-02-10T12:00:01Z", "gaps": 5, "smallest_gap_seconds": 1.02}
            ],
            "robots": [{"fetched_at": "2026-02-10T12:00:00Z", "means": "as written"}],
            "left_alone": None,
            "answers": {
                "count": 5,
                "none": 1,
                "median_seconds": 0.2,
                "p95_seconds": 3.0,
                "slowest_seconds": 3.0,
                "slowest_url": "https://example.org/slow",
                "histogram": [[0.2, 4], [3.15, 1]],
            },
        }
    },
}


def archive_of(folder: Path, *articles: Article, run: dict[str, Any] | None = RUN) -> Path:
    """An archive of these lines, and of that run's report."""
    (folder / "articles").mkdir(parents=True)
    (folder / "articles" / "2026-02-10.jsonl").write_bytes(b"".join(map(to_line, articles)))
    if run is not None:
        (folder / "reports").mkdir()
        (folder / "reports" / f"{run['run_id']}.json").write_bytes(orjson.dumps(run))
    return folder


def line(slug: str, day: str | None = "2026-02-09", **fields: Any) -> Article:
    """One line, written by the run above."""
    return article(slug=slug, **({"date_published": day, "run_id": "run-1", "section": "Harbour"} | fields))


def hostile() -> Article:
    """An article that tries everything."""
    blocks = [Block(kind="paragraph", text=HOSTILE), Block(kind="crosshead", text="}</style>" + HOSTILE, level=2)]
    found = line("hostile", title=HOSTILE_TITLE, section=HOSTILE, tags=[HOSTILE], authors=["{{ 7 * 7 }}"])
    found.blocks, found.body = blocks, body_text(blocks)
    found.url = "javascript:alert(document.domain)"
    found.removed = [Removed(text=HOSTILE, by=HOSTILE, why=HOSTILE, position=0)]
    found.sources = {"title": HOSTILE}
    return found
