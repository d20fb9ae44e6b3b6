"""Commands of ours as a user runs them, and where the repository and ../shared lie."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from forking import can_run, run
from scrapy.commands import ScrapyCommand
from scrapy.settings import Settings

from newscrawler import settings

REPOSITORY = Path(__file__).parents[1]
SHARED = REPOSITORY.parent / "shared"


def shared(path: str) -> Path:
    """A file of ../shared; skips where it is absent."""
    found = SHARED / path
    if not found.exists():
        pytest.skip(f"../shared/{path} is not on this machine (third-party pages are no part of the project)")
    return found


@dataclass
class Finished:
    """A command that has ended."""

    code: int
    out: str
    err: str
    output: Path

    def records(self, archive: str = "it") -> list[dict[str, Any]]:
        """All lines of an archive, in the order written."""
        files = sorted((self.output / archive / "articles").glob("*.jsonl"))
        return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]

    def report(self, archive: str = "it") -> dict[str, Any]:
        """The latest run's report."""
        latest = max((self.output / archive / "reports").glob("*.json"), key=lambda path: path.stat().st_mtime_ns)
        return dict(json.loads(latest.read_text(encoding="utf-8")))


Scrapy = Callable[..., Finished]
STRICT = """
import warnings
from scrapy.exceptions import ScrapyDeprecationWarning
warnings.simplefilter("error", ScrapyDeprecationWarning)
from newscrawler.__main__ import main
main()
"""
"""`newscrawler`, where a use of Scrapy that is going away is an error."""
SAYS_PEAK = """
import atexit, sys

def say_peak():
    try:
        with open("/proc/self/status") as status:
            peak = next(line.split()[1] for line in status if line.startswith("VmHWM"))
    except OSError:
        import resource
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print("PEAK", peak, file=sys.{stream})

atexit.register(say_peak)
"""
"""Code that has a process say, at its end, how many KiB it held at most. Not `ru_maxrss` where there is a choice: on
Linux it outlives `exec`, so that whatever a test process of 900 MB starts has held 900 MB.
"""
ARCHIVE = "it"
"""The archive that `crawl_site` writes."""


def run_scrapy(
    *arguments: str,
    output: Path,
    stdin: str | None = None,
    largest_file: int | None = None,
    more: dict[str, str] | None = None,
    before: str = "",
) -> Finished:
    """`newscrawler …` as a user would start it, in the folder `output`; deprecated Scrapy calls are errors.

    `before` is code that runs first, `more` goes into the environment.
    """
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "XDG_STATE_HOME": str(output / "state"), **(more or {})}
    if can_run(output, more or {}):
        told = run(before + STRICT, list(arguments), folder=output, environment=environment, stdin=stdin,
                    largest_file=largest_file, timeout=120)  # fmt: skip
        return Finished(*told, output)
    done = subprocess.run(
        [sys.executable, "-c", before + STRICT, *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        timeout=120,
        cwd=output,
        preexec_fn=(lambda: _bound_files(largest_file)) if largest_file is not None else None,
        env=environment,
    )
    return Finished(done.returncode, done.stdout, done.stderr, output)


def ended(arguments: Sequence[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """As `killing.ended`, forked where it can be."""
    done = run_scrapy(*arguments, output=folder)
    return subprocess.CompletedProcess(arguments, done.code, done.out, done.err)


def run_here(command: ScrapyCommand, *arguments: str, output: Path) -> int:
    """A command in this process, which saves the second that a new one takes; gives its exit code."""
    command.settings = Settings()
    command.settings.setmodule(settings)
    command.settings.set("NEWSCRAWLER_OUTPUT", str(output))
    parser = ArgumentParser()
    command.add_options(parser)
    opts, words = parser.parse_known_args([*arguments])
    command.run(words, opts)
    return int(command.exitcode)


def _bound_files(size: int) -> None:
    """Let no file grow beyond `size` bytes: a write fails then, as on a full disk."""
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
