"""Crawls that are killed: the harness that the test-suite and `benchmarks/crash` share.

A small demo site runs in a process of its own. A crawl of it is killed with SIGKILL after a random time, the same
command is started again, and so on; then it is left alone until it is done. The archive must then say what that of an
undisturbed crawl says.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).parents[2]
ARCHIVE = "it"
MAY_DIFFER = {"run_id", "warc"}
"""Fields of a record that say which run wrote it, and where that run put its capture."""
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(REPOSITORY)}


def ended(arguments: Sequence[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """`newscrawler arguments` to its end; the tests have it forked (`forking.py`)."""
    return subprocess.run(
        [sys.executable, "-m", "newscrawler", *arguments],
        cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, timeout=300,
    )  # fmt: skip


def command(port: int, *more: str) -> list[str]:
    """The crawl that is killed; its clock stands still, so that all runs write the same."""
    return [
        sys.executable, "-m", "newscrawler", "crawl", "news", "-a", f"url=http://127.0.0.1:{port}/",
        "-a", f"archive={ARCHIVE}", "-s", "NEWSCRAWLER_OUTPUT=.", "-s", "NEWSCRAWLER_NOW=2026-02-10T12:00:00Z", *more,
    ]  # fmt: skip


def crawl(port: int, folder: Path, *more: str, wrapped_in: Sequence[str] = ()) -> subprocess.CompletedProcess[str]:
    """Crawl to the end."""
    if not wrapped_in:
        return ended(command(port, *more)[3:], folder)
    return subprocess.run(
        [*wrapped_in, *command(port, *more)], cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, timeout=300
    )


def killed(port: int, folder: Path, seconds: float) -> int:
    """Crawl for so many seconds, then kill; gives the exit code (0 where it was done before)."""
    with subprocess.Popen(
        command(port), cwd=folder, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            return process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait(60)


def records(folder: Path) -> list[dict[str, Any]]:
    """All lines of the archive; each is JSON, or this raises."""
    files = sorted((folder / ARCHIVE / "articles").glob("*.jsonl"))
    return [json.loads(line) for file in files for line in file.read_bytes().splitlines()]


def content(folder: Path) -> list[dict[str, Any]]:
    """What the archive says, whichever runs wrote it."""
    kept = [{name: value for name, value in record.items() if name not in MAY_DIFFER} for record in records(folder)]
    return sorted(kept, key=lambda record: (record["id"], record["version"]))


def verified(folder: Path) -> subprocess.CompletedProcess[str]:
    """`newscrawler verify` over the archive."""
    return ended(["verify", ARCHIVE, "-s", "NEWSCRAWLER_OUTPUT=."], folder)


@dataclass
class Ordeal:
    """What became of one crawl that was killed several times."""

    kills: int = 0
    at: list[float] = field(default_factory=list)
    """Seconds after each start."""
    problems: list[str] = field(default_factory=list)


def ordeal(port: int, folder: Path, expected: list[dict[str, Any]], chance: random.Random, longest: float) -> Ordeal:
    """Kill a crawl up to 16 times, each time within `longest` seconds of its start, then let it end."""
    told = Ordeal()
    for _ in range(chance.randint(6, 16)):
        seconds = chance.uniform(0.05, longest)
        code = killed(port, folder, seconds)
        if code != -signal.SIGKILL:  # it was done
            if code:
                told.problems.append(f"exit code {code} of a run that was not killed")
            break
        told.kills += 1
        told.at.append(round(seconds, 3))
    last = crawl(port, folder)
    if last.returncode:
        told.problems.append(f"exit code {last.returncode}: {last.stderr[-2000:]}")
    found = content(folder)
    if found != expected:
        told.problems.append(f"{_difference(found, expected)}; the last run said: {last.stderr[-2000:]}")
    proof = verified(folder)
    if proof.returncode:
        told.problems.append(f"verify: {proof.stdout[-2000:]}{proof.stderr[-500:]}")
    return told


def _difference(found: list[dict[str, Any]], expected: list[dict[str, Any]]) -> str:
    """Which records are missing or too many, and which fields differ, in words."""
    by_key = [{(record["id"], record["version"]): record for record in records} for records in (found, expected)]
    ours, theirs = by_key
    fields = [
        f"{key}: {', '.join(name for name in theirs[key] if ours[key].get(name) != theirs[key][name])}"
        for key in ours.keys() & theirs.keys()
        if ours[key] != theirs[key]
    ]
    return (
        f"{len(found)} records, {len(expected)} expected; missing: {sorted(theirs.keys() - ours.keys())}, "
        f"too many: {sorted(ours.keys() - theirs.keys())}, other: {fields}"
    )


def measured(port: int, folder: Path) -> tuple[float, list[dict[str, Any]]]:
    """An undisturbed crawl: its seconds (the fewest of three), and what its archive says."""
    seconds = []
    for number in range(3):
        (folder / str(number)).mkdir()
        began = time.monotonic()
        done = subprocess.run(
            command(port), cwd=folder / str(number), env=ENVIRONMENT, capture_output=True, text=True, timeout=300
        )
        seconds.append(time.monotonic() - began)
        if done.returncode:
            raise RuntimeError(done.stderr)
    return min(seconds), content(folder / "0")
