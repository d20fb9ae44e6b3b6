"""Kill the second day's crawl of the demo site and append what came of it to `day_two.jsonl`; start it again to go on.

python benchmarks/crash/day_two.py --kills 60

The first day's archive is made once. Of day 2 an undisturbed crawl says what its archive must hold: five new articles,
two edits (one of them silent), a move, a suspicion that writes nothing, and what was due. Each ordeal begins with a
copy of the first day, is killed (SIGKILL) a few times at random instants after its first capture, and is then let end.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from killing import ENVIRONMENT, MAY_DIFFER

RESULTS = Path(__file__).with_name("day_two.jsonl")
DEMO = "demo"
LOOK_UP = 0.005
"""Seconds between two looks at whether anything was captured."""
MOST_KILLS = 5
"""Of one crawl."""


def command(day: int) -> list[str]:
    """The crawl of a day, which sets its own clock."""
    return [sys.executable, "-m", "newscrawler", "crawl", DEMO, "-a", f"day={day}", "-s", "NEWSCRAWLER_OUTPUT=."]


def started(folder: Path, day: int) -> subprocess.Popen[str]:
    """The crawl of a day, when its first capture is being written or it is over."""
    captures = folder / DEMO / "captures"
    before = len(list(captures.glob("*.gz")))
    process = subprocess.Popen(
        command(day), cwd=folder, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    while process.poll() is None and len(list(captures.glob("*.gz"))) == before:
        time.sleep(LOOK_UP)
    return process


def crawl(folder: Path, day: int) -> float:
    """Crawl to the end; gives its seconds from the first capture on."""
    process = started(folder, day)
    began = time.monotonic()
    _, said = process.communicate(timeout=300)
    if process.returncode:
        raise RuntimeError(said[-2000:])
    return time.monotonic() - began


def killed(folder: Path, seconds: float) -> bool:
    """Crawl day 2 for so long after its first capture; whether it was still at it."""
    process = started(folder, 2)
    try:
        process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate(timeout=60)
    return process.returncode == -signal.SIGKILL


def content(folder: Path) -> dict[str, Any]:
    """What the archive says, whichever runs wrote it: its lines, whom it suspects, and what it will ask for again. Not
    when to the second: that follows the edits seen so far, and so the order in which answers came.
    """
    lines = [json.loads(line) for line in _lines(folder)]
    kept = [{name: value for name, value in line.items() if name not in MAY_DIFFER} for line in lines]
    with sqlite3.connect(folder / DEMO / "ledger.sqlite") as ledger:
        lives = ledger.execute("SELECT id, url, state, born, looked_at, changed_at, gone_at FROM lives ORDER BY id")
        lives_now = [list(row) for row in lives]
        due = ledger.execute("SELECT url, article, next_visit IS NULL FROM urls WHERE article IS NOT NULL ORDER BY url")
        due_now = [list(row) for row in due]
    return {"lines": sorted(kept, key=lambda line: (line["id"], line["version"])), "lives": lives_now, "due": due_now}


def _lines(folder: Path) -> list[bytes]:
    files = sorted((folder / DEMO / "articles").glob("*.jsonl"))
    return [line for file in files for line in file.read_bytes().splitlines()]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=60, help="in all, those of earlier starts included")
    parser.add_argument("--results", type=Path, default=RESULTS)
    options = parser.parse_args()
    done = [json.loads(line) for line in options.results.read_text().splitlines()] if options.results.exists() else []
    with tempfile.TemporaryDirectory() as scratch:
        first, calm = Path(scratch) / "first", Path(scratch) / "calm"
        first.mkdir()
        crawl(first, 1)
        shutil.copytree(first, calm)
        seconds, expected = crawl(calm, 2), content(calm)
        while sum(each["kills"] for each in done) < options.kills:
            seed = len(done)
            line = ordeal(first, Path(scratch) / str(seed), expected, random.Random(seed), seconds)
            with options.results.open("a") as results:
                results.write(json.dumps(line) + "\n")
            done.append(line)
            print(f"{sum(each['kills'] for each in done)} kills: {line['problems'] or 'as undisturbed'}", flush=True)
    wrong = [each for each in done if each["problems"]]
    inside = sum(1 for each in done for count in each["lines"] if count)
    print(
        f"{sum(each['kills'] for each in done)} kills of {len(done)} crawls of day 2, {inside} of them with lines of "
        f"that day committed: {len(done) - len(wrong)} archives as undisturbed, {len(wrong)} not"
    )
    return bool(wrong)


def ordeal(
    first: Path, folder: Path, expected: dict[str, Any], chance: random.Random, longest: float
) -> dict[str, Any]:
    """One crawl of day 2, killed up to `MOST_KILLS` times."""
    shutil.copytree(first, folder)
    at: list[float] = []
    written: list[int] = []
    for _ in range(MOST_KILLS):
        seconds = chance.uniform(0, longest)
        if not killed(folder, seconds):
            break
        at.append(round(seconds, 2))
        written.append(len(_lines(folder)) - len(_lines(first)))
    crawl(folder, 2)
    found = content(folder)
    problems = [name for name in expected if found[name] != expected[name]]
    shutil.rmtree(folder)
    return {"kills": len(at), "seconds": at, "lines": written, "problems": problems}


if __name__ == "__main__":
    sys.exit(main())
