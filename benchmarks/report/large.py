"""What a report costs over many records: `python -m benchmarks.report.large [RECORDS]` (from the project's root).

Makes an archive of that many lines from the demo's articles, each under another address and day, and reports on it.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

import orjson

from newscrawler.report.facts import facts_of_archive
from newscrawler.report.page import report_page

FIRST_DAY = date(2010, 1, 1)


def main(records: int) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = make_archive(Path(place), records)
        size = sum(path.stat().st_size for path in (folder / "articles").iterdir())
        began, cpu = time.perf_counter(), time.process_time()
        page = report_page(facts_of_archive(folder))
        seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{records:,} lines, {size / 1e6:,.0f} MB: {seconds:.1f} s ({cpu:.1f} s CPU)")
    print(f"page {len(page) / 1e6:.2f} MB, peak memory {peak:.0f} MB")


def make_archive(place: Path, records: int) -> Path:
    """A demo archive, and its lines over and over again with ids and days of their own."""
    crawl = [sys.executable, "-m", "newscrawler", "crawl", "demo", "-s", f"NEWSCRAWLER_OUTPUT={place}"]
    subprocess.run(crawl, check=True, capture_output=True)
    lines = [line for path in (place / "demo" / "articles").iterdir() for line in path.read_bytes().splitlines()]
    folder = place / "large"
    (folder / "articles").mkdir(parents=True)
    with (folder / "articles" / "2026-02-11.jsonl").open("wb") as file:
        for number in range(records):
            record = orjson.loads(lines[number % len(lines)])
            record["id"] = sha256(str(number).encode()).hexdigest()[:20]
            record["date_published"] = (FIRST_DAY + timedelta(days=number * 5800 // records)).isoformat()
            file.write(orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE))
    return folder


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
