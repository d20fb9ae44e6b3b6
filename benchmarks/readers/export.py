"""What it costs to export, verify and index an archive of many records: seconds and peak memory of each.

python benchmarks/readers/export.py [--records 100000]
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from newscrawler.archive.archive import Archive
from newscrawler.archive.warc import Exchange
from newscrawler.clock import clock_at
from newscrawler.items import Article, Block, Image, Removed, body_text, content_digest

WORDS = "The harbour office counted more boats this winter than in any of the nine before, and wrote it down. "
COMMANDS = {
    "jsonl": ("export", "--format", "jsonl", "--to", "x.jsonl"),
    "jsonl.gz": ("export", "--format", "jsonl", "--to", "x.jsonl.gz"),
    "csv": ("export", "--format", "csv", "--to", "x.csv"),
    "parquet": ("export", "--format", "parquet", "--to", "x.parquet"),
    "zyte": ("export", "--map", "zyte", "--to", "x.zyte.jsonl"),
    "cdxj": ("export", "--format", "cdxj", "--to", "x.cdxj"),
    "verify --quick": ("verify", "--quick"),
}
RUN = """
import resource, sys
sys.argv = ["newscrawler", *sys.argv[1:]]
from newscrawler.__main__ import main
try:
    main()
finally:
    print("peak", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)
"""


def archive_in(folder: Path, records: int) -> None:
    archive = Archive(folder, clock_at("2026-02-10T12:00:00Z"))
    archive.begin_run("run-1", "{}", [("software", "a benchmark")])
    for number in range(records):
        url = f"https://example.org/2026/02/10/story-{number}"
        exchange = Exchange(
            url=url, at="2026-02-10T12:00:00Z", method="GET", request_headers=[], status=200, protocol="HTTP/1.1",
            headers=[(b"Content-Type", b"text/html")], body=f"<p>{number} {WORDS}</p>".encode() * 8,
        )  # fmt: skip
        blocks = [Block(kind="paragraph", text=f"{number}-{at} {WORDS * 3}") for at in range(12)]
        body = body_text(blocks)
        archive.put(
            Article(
                id=f"{(number * 2654435761) % 2**32:020x}", url=url, final_url=url, requested_url=url, status=200,
                title=f"Story {number}", authors=["Ines Falk"], tags=["boats", "piers"], blocks=blocks, body=body,
                date_published="2026-02-10T09:30:00+01:00", content_sha256=content_digest(f"Story {number}", body),
                images=[Image(url=f"{url}.jpg")], warc=archive.capture(exchange), fetched_at=exchange.at,
                removed=[Removed(text="Read more", by="read_more", why="asks", position=12)],
            )
        )  # fmt: skip
        archive.commit_if_due()
    archive.end_run("finished", 0, is_finished=True)
    archive.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=100_000)
    records = parser.parse_args().records
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        archive_in(folder / "a", records)
        size = sum(path.stat().st_size for path in (folder / "a").rglob("*") if path.is_file())
        print(f"{records} records, {size / 1e6:.0f} MB")
        for what, (command, *more) in COMMANDS.items():
            began, used = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
            arguments = [command, "a", *more, "-s", "NEWSCRAWLER_OUTPUT=."]
            done = subprocess.run([sys.executable, "-c", RUN, *arguments], cwd=folder, capture_output=True, text=True)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            cpu = after.ru_utime + after.ru_stime - used.ru_utime - used.ru_stime
            peak = int(done.stderr.rsplit("peak ", 1)[-1]) / 1024
            print(
                f"{what:15} exit {done.returncode}  {time.monotonic() - began:6.1f} s  {cpu:6.1f} s CPU  {peak:5.0f} MB"
            )


if __name__ == "__main__":
    main()
