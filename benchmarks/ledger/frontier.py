"""A million addresses in the frontier: memory, opening, handing out.

python benchmarks/ledger/frontier.py [--urls 1000000]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from newscrawler.archive.archive import Archive
from newscrawler.clock import machine_clock

HOST = "news.example.org"
CALL = '{"callback":"parse","errback":"note_failure","arguments":{"site":"news.example.org"}}'
TOLD = '{"by":"https://news.example.org/","position":"body","text":"A title of some words as links have them"}'
TAKEN = 20_000


def resident() -> float:
    """Megabytes of this process in memory."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 1e6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--urls", type=int, default=1_000_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        archive = Archive(Path(scratch) / "a", machine_clock)
        archive.begin_run("one", "{}")
        before, began = resident(), time.perf_counter()
        for number in range(options.urls):
            key = f"{HOST}/2026/02/{number % 28 + 1:02}/a-slug-of-some-words-{number}"
            archive.frontier.add(f"https://{key}", key, HOST, 10 + number % 3 * 10, CALL, depth=2, told=TOLD)
            if number % 5000 == 0:
                archive.commit()
        archive.commit()
        seconds = time.perf_counter() - began
        print(f"queued: {options.urls / seconds:,.0f} a second, {resident() - before:.0f} MB more in memory")
        archive.close()
        began = time.perf_counter()
        archive = Archive(Path(scratch) / "a", machine_clock)
        archive.begin_run("two", "{}")
        assert archive.frontier.has_queued(HOST)
        print(f"opened: {time.perf_counter() - began:.2f} s")
        began = time.perf_counter()
        for number in range(TAKEN):
            lease = archive.frontier.next(HOST)
            assert lease is not None
            archive.frontier.end(lease, "index", "2026-02-10T12:00:00Z")
            if number % 64 == 0:
                archive.commit()
        seconds = time.perf_counter() - began
        print(f"handed out and ended: {TAKEN / seconds:,.0f} a second, {resident() - before:.0f} MB more in memory")
        archive.close()


if __name__ == "__main__":
    main()
