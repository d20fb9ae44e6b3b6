"""A short crawl into a folder that is thrown away: the pages of a site as they came, to be frozen."""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from newscrawler.archive.paths import CAPTURES
from newscrawler.archive.warc_reading import Unreadable, members_of, read_message, read_record, unpacked
from newscrawler.errors import ArchiveError
from newscrawler.report.lines import Record, raw_lines, record_of, run_reports

NAME = "looked_at"
MOST_WARNINGS = 4
_LOUD = re.compile(r"\S+ (WARNING|ERROR|CRITICAL) ")
"""Such a line of the log: its time, its level."""


@dataclass(slots=True)
class LookedAt:
    """What the crawl brought."""

    folder: Path
    code: int
    """Its exit code."""
    told: str = ""
    """What its log warned of, how its requests ended, and its last line."""
    report: Record = field(default_factory=dict)
    articles: list[Record] = field(default_factory=list)

    def pages(self) -> Iterator[tuple[bytes, dict[str, Any]]]:
        """Every HTML page that was received: its bytes, unpacked, and what `capture.json` says of it."""
        for path in sorted((self.folder / CAPTURES).glob("*.warc.gz")):
            for _, member in members_of(path):
                record = read_record(member)
                if record.type == "response" and (page := _page(record.fields, record.block)) is not None:
                    yield page


def _page(fields: dict[str, str], block: bytes) -> tuple[bytes, dict[str, Any]] | None:
    try:
        message = read_message(block)
        content_type = message.headers.get("content-type", "")
        if message.status != 200 or "html" not in content_type.lower():
            return None
        source = unpacked(message)
    except Unreadable:
        return None
    url, at = fields.get("warc-target-uri"), fields.get("warc-date")
    return source, {"url": url, "content_type": content_type, "fetched_at": at, "status": 200}


def _told(log: str, report: Record) -> str:
    lines = log.splitlines()
    warnings = [line for line in lines[:-1] if _LOUD.match(line)][-MOST_WARNINGS:]
    outcomes = ", ".join(f"{outcome} {count}" for outcome, count in report.get("outcomes", {}).items())
    return "\n".join([*warnings, *([f"how its requests ended: {outcomes}"] if outcomes else []), *lines[-1:]])


def settings_given(opts: argparse.Namespace) -> list[str]:
    """The settings that a command was given with `-s`, to give them on."""
    return [part for setting in opts.set or () for part in ("-s", setting)]


@contextmanager
def looked_at(arguments: Sequence[str], *, stdin: str = "") -> Iterator[LookedAt]:
    """Crawl with these arguments of `scrapy crawl news`; the folder is gone afterwards."""
    with TemporaryDirectory(prefix="newscrawler-") as place:
        where = ("-a", f"archive={NAME}", "-s", f"NEWSCRAWLER_OUTPUT={place}")
        command = [sys.executable, "-m", "newscrawler", "crawl", "news", *arguments, *where]
        done = subprocess.run(  # noqa: S603 - a command of ours; arguments are passed on as they are, no shell
            command, input=stdin, capture_output=True, text=True, errors="replace", check=False
        )
        found = LookedAt(Path(place) / NAME, done.returncode)
        found.report = next(iter(run_reports(found.folder, 1)), {})
        found.told = _told(done.stderr, found.report)
        with suppress(ArchiveError):  # nothing was archived
            found.articles = [record for line in raw_lines(found.folder) if (record := record_of(line)) is not None]
        yield found
