"""Cut the power after every write, sync, renaming and removal of a small crawl, and see what its archive says then.

    python benchmarks/crash/powercut.py [--every 1] [--crawls 20]

What the crawl does to its files is recorded from below Python and SQLite (`recording.c`, needs `cc` and Linux). For
each step, what was not synced by then is lost in four ways (`disk.Loss`); the archive is opened and verified, and must
hold at least what a commit before that step held. After some of the cuts the crawl is run again: it must end as an
undisturbed one. Appends to `powercut.jsonl`.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[2] / "tests")]

from disk import Disk, Loss, Step, put_down, recorded, states  # noqa: E402
from faults import PATHS  # noqa: E402
from killing import ARCHIVE, ENVIRONMENT, command, content, crawl, measured, verified  # noqa: E402

from newscrawler.archive.archive import Archive  # noqa: E402
from newscrawler.archive.findings import Grade  # noqa: E402
from newscrawler.archive.ledger import LEDGER  # noqa: E402
from newscrawler.archive.verify import Verifier  # noqa: E402
from newscrawler.clock import clock_at  # noqa: E402
from newscrawler.errors import ArchiveError  # noqa: E402

RESULTS = Path(__file__).with_name("powercut.jsonl")


def built(folder: Path) -> Path:
    """The library that records, built in `folder`."""
    library = folder / "recording.so"
    source = Path(__file__).with_name("recording.c")
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"], check=True, capture_output=True)
    return library


def recorded_crawl(port: int, folder: Path, *more: str) -> list[Step]:
    """What one crawl into the empty folder `folder` does to the files in it."""
    said = {"RECORD_UNDER": f"{folder}/", "RECORD_TO": str(folder.parent / f"{folder.name}.log")}
    environment = {**ENVIRONMENT, "LD_PRELOAD": str(built(folder.parent)), **said}
    done = subprocess.run(
        command(port, *more), cwd=folder, env=environment, capture_output=True, text=True, timeout=120
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    return recorded(folder.parent / f"{folder.name}.log", folder)


def lines_after(folder: Path) -> tuple[int, list[str]]:
    """Open the archive as the next run does, then verify it: articles known, and what is wrong."""
    if not (folder / ARCHIVE).exists():
        return 0, []
    try:
        archive = Archive(folder / ARCHIVE, clock_at("2026-02-10T12:00:00Z"))
        known = len(archive)
        archive.close()
        verifier = Verifier(folder / ARCHIVE)
    except ArchiveError as error:
        return 0, [str(error)]
    try:
        return known, [str(finding) for finding in verifier.findings() if finding.grade is not Grade.NOTE]
    finally:
        verifier.close()


def cuts(steps: list[Step], chosen: set[int], scratch: Path) -> Iterator[tuple[int, Loss, Path, int, list[str]]]:
    """Of each chosen step and each loss: the folder as it is after the cut, articles known in it, and what is wrong."""
    committed = 0
    for number, disk in enumerate(states(steps)):
        if steps[number].letter == "S" and steps[number].path == f"{ARCHIVE}/{LEDGER}-wal":
            committed = _known_if_killed(disk, scratch / f"{number}-killed")
        for loss in Loss if number in chosen else ():
            folder = scratch / f"{number}-{loss.name.lower()}"
            put_down(disk.after_loss(loss, random.Random(number)), folder)
            known, problems = lines_after(folder)
            if known < committed:
                problems.append(f"{committed} articles were committed, {known} are there")
            yield number, loss, folder, known, problems


def _known_if_killed(disk: Disk, folder: Path) -> int:
    put_down(disk.as_killed(), folder)
    return lines_after(folder)[0]


def main() -> int:
    from loopback import TestSite
    from pages_of_ours import article_page, index_page

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=1, help="only every so many-th step")
    parser.add_argument("--crawls", type=int, default=20, help="after so many of the cuts the crawl is run again")
    parser.add_argument("--results", type=Path, default=RESULTS)
    options = parser.parse_args()
    pages = {path: article_page(f"What the office said on day {day}", day) for day, path in enumerate(PATHS)}
    site = TestSite({"/": index_page(PATHS), **pages})
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        for part in ("undisturbed", "recorded", "cuts"):
            (scratch / part).mkdir()
        _, expected = measured(site.port, scratch / "undisturbed")
        steps = recorded_crawl(site.port, scratch / "recorded")
        chosen = set(range(0, len(steps), options.every))
        again = set(random.Random(0).sample(range(len(chosen) * len(Loss)), min(options.crawls, len(chosen))))
        count = 0
        for number, loss, folder, _, problems in cuts(steps, chosen, scratch / "cuts"):
            if count in again:
                done = crawl(site.port, folder)
                if done.returncode or content(folder) != expected or verified(folder).returncode:
                    problems.append(f"the next run: exit code {done.returncode}, {len(content(folder))} records")
            count += 1
            for problem in problems:
                wrong.append(f"step {number} ({steps[number].letter} {steps[number].path}), {loss}: {problem}")
                print(wrong[-1], flush=True)
        line = {
            "at": int(time.time()), "steps": len(steps), "cuts": count, "crawls": len(again), "problems": wrong[:50],
        }  # fmt: skip
        with options.results.open("a") as results:
            results.write(json.dumps(line) + "\n")
    site.close()
    print(f"{len(steps)} steps, {count} cuts, {len(again)} crawled again: {len(wrong)} problems")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
