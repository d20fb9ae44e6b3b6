"""While another process tries an answer the crawl goes on; that process ends with the crawl, however the crawl ends."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from pages_of_ours import article_page, index_page
from running import Finished, run_scrapy

LONGEST = 30.0
"""Seconds that a test waits for what takes one or two on an idle machine; the trial takes more."""
TRIED = """
import os, time
from pathlib import Path
from newscrawler.extraction.document import Document
def stand_still(*told, **named):
    Path("tried.new").write_text(f"{os.getpid()} {os.getsid(0)}")
    os.rename("tried.new", "tried")
    time.sleep(600)
Document.parse = classmethod(stand_still)
"""
SUSPICIOUS = """
import os
from pathlib import Path
from newscrawler.archive.archive import Archive
Archive.is_careful = True
Archive.is_suspect = lambda archive, key: "suspect" in key
os.environ["PYTHONPATH"] = os.path.abspath("trials")
Path("crawl").write_text(str(os.getpid()))
"""
"""The crawl finds a suspect without two runs that died, and only the process that tries it stands still."""
NAMES = ("first", "suspect", "last")


def stories(site: Any, *names: str) -> Any:
    paths = [f"/2026/02/01/matter-{name}-of-the-office" for name in names]
    return site({"/": index_page(paths), **{path: article_page(path, n) for n, path in enumerate(paths)}})


class Crawl:
    """One that stands at its trial, and has it end at the end of the test."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        (folder / "trials").mkdir()
        (folder / "trials" / "sitecustomize.py").write_text(TRIED)
        self._folder, self._arguments = folder, ("crawl", *arguments, "-s", "NEWSCRAWLER_OUTPUT=.")
        self._thread = threading.Thread(target=self._run)
        self._thread.start()
        wait_for((folder / "tried").exists)
        self.process = int((folder / "crawl").read_text())
        self.trial, self.session = map(int, (folder / "tried").read_text().split())

    def _run(self) -> None:
        self._done = run_scrapy(*self._arguments, output=self._folder, before=SUSPICIOUS)

    def ended_by(self, how: signal.Signals) -> Finished:
        os.kill(self.process, how)
        self._thread.join(LONGEST)
        assert not self._thread.is_alive()
        wait_for(lambda: not is_there(self.trial))
        return self._done


def wait_for(come_true: Any) -> None:
    latest = time.monotonic() + LONGEST
    while not come_true():
        assert time.monotonic() < latest
        time.sleep(0.02)


def lines(archive: Path) -> int:
    return sum(file.read_bytes().count(b"\n") for file in (archive / "articles").glob("*.jsonl"))


def is_there(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.skipif(sys.platform != "linux", reason="crawls are forked there only, and nobody else is told")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_stop_waits_for_no_trial(site: Any, tmp_path: Path, how: signal.Signals) -> None:
    crawl = Crawl(tmp_path, "news", "-a", f"url={stories(site, *NAMES).url}", "-a", "archive=it")
    assert crawl.session == crawl.trial  # Ctrl-C in the crawl's terminal is none for it
    done = crawl.ended_by(how)
    report = done.report()
    assert report["finish_reason"] == "shutdown"
    assert report["outcomes"]["stopped"] == 1  # asked for again by the next run, and no word on what it is
    assert sum(report["outcomes"].values()) == report["requests"]
    assert "Traceback" not in done.err


@pytest.mark.skipif(sys.platform != "linux", reason="crawls are forked there only, and nobody else is told")
def test_all_else_is_archived_meanwhile_and_a_killed_crawl_leaves_no_process(site: Any, tmp_path: Path) -> None:
    one, other = stories(site, *NAMES), stories(site, "third", "fourth", "fifth")
    tables = (f'[sites.{name}]\nurl = "{running.url}"\n' for name, running in (("it", one), ("other", other)))
    (tmp_path / "sites.toml").write_text("".join(tables))
    crawl = Crawl(tmp_path, "all", "--sites", "sites.toml")
    wait_for(lambda: [lines(tmp_path / name) for name in ("it", "other")] == [2, 3])
    assert is_there(crawl.trial)
    assert crawl.ended_by(signal.SIGKILL).code == -signal.SIGKILL
