"""An answer that kills its reader each time is found out and set aside; all else is archived."""

from __future__ import annotations

import signal
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from exchanges_of_ours import opened
from killing import ARCHIVE, ENVIRONMENT, command, content
from loopback import TestSite
from pages_of_ours import article_page, index_page
from running import Finished, run_scrapy

from newscrawler.archive.archive import Archive
from newscrawler.archive.ledger import LEDGER
from newscrawler.archive.readings import CAREFUL, HOPELESS, SUSPECT

DEADLY = """
import os, signal
from newscrawler.extraction.document import Document
parse = Document.parse.__func__
def deadly(cls, body, url, **named):
    if "deadly" in url:
        os.kill(os.getpid(), signal.SIGKILL)
    return parse(cls, body, url, **named)
Document.parse = classmethod(deadly)
"""
STRANGER = """
import os, signal
from newscrawler.spiders import pages
read = pages.read_document
def unlucky(document, *more, **named):
    with open("deaths", "a+") as deaths:
        if "unlucky" in document.url and deaths.tell() < 5:
            deaths.write("x")
            deaths.flush()
            os.kill(os.getpid(), signal.SIGKILL)
    return read(document, *more, **named)
pages.read_document = unlucky
"""

KILLED_MEANWHILE = """
import os, signal
from newscrawler.middlewares import trial
trial.survives = lambda *told: os.kill(os.getpid(), signal.SIGKILL)
"""


def three_stories(site: Any, second: str) -> TestSite:
    paths = [f"/2026/02/01/matter-{name}-of-the-office" for name in ("first", second, "last")]
    pages = {path: article_page(path, number) for number, path in enumerate(paths)}
    running: TestSite = site({"/": index_page(paths), **pages})
    return running


def test_a_deadly_answer_is_set_aside_and_named(site: Any, tmp_path: Path) -> None:
    running = three_stories(site, "deadly")
    (tmp_path / "everywhere").mkdir()
    (tmp_path / "everywhere" / "sitecustomize.py").write_text(DEADLY)  # it kills whoever reads it
    path = {"PYTHONPATH": f"{tmp_path / 'everywhere'}:{ENVIRONMENT['PYTHONPATH']}"}
    codes = []
    for _ in range(4):
        done = run_scrapy(*command(running.port)[3:], output=tmp_path, more=path)
        codes.append(done.code)
    assert codes == [-signal.SIGKILL] * 3 + [1], done.err
    assert "has ended several runs while its answer was read: set aside" in done.err
    report = Finished(1, "", "", tmp_path).report()
    assert report["outcomes"]["set_aside"] == 1
    assert sum(report["outcomes"].values()) == report["requests"]
    assert len(content(tmp_path)) == 2


def test_a_story_that_was_being_read_at_each_of_five_kills_is_archived(site: Any, tmp_path: Path) -> None:
    running = three_stories(site, "unlucky")
    codes = []
    for _ in range(6):
        done = run_scrapy(*command(running.port)[3:], output=tmp_path, before=STRANGER)
        codes.append(done.code)
    assert codes == [-signal.SIGKILL] * 5 + [0], done.err
    assert len(content(tmp_path)) == 3


def test_a_kill_while_another_process_reads_is_laid_to_no_answer(site: Any, tmp_path: Path) -> None:
    running = three_stories(site, "unlucky")
    for before in [STRANGER] * (SUSPECT + 1) + [KILLED_MEANWHILE] * 2:
        assert run_scrapy(*command(running.port)[3:], output=tmp_path, before=before).code == -signal.SIGKILL
    done = run_scrapy(*command(running.port)[3:], output=tmp_path)
    assert done.code == 0, done.err
    assert len(content(tmp_path)) == 3
    with closing(sqlite3.connect(tmp_path / ARCHIVE / LEDGER)) as ledger:
        assert ledger.execute("SELECT max(deaths) FROM readings").fetchone() == (SUSPECT,)


def die(archive: Archive) -> None:
    """Leave the archive as a process does that was killed."""
    archive._files.close()
    archive._ledger.close()
    archive._lock.release()


def add(archive: Archive, *names: str) -> None:
    for name in names:
        archive.frontier.add(f"https://example.org/{name}", f"example.org/{name}", "example.org", 1, "{}")


def next_run(folder: Path, number: int, reading: str | None = None, command: str = "{}") -> list[str]:
    """A run that dies while it reads `reading`; gives what it set aside."""
    archive = opened(folder, run_id=f"run-{number}", command=command)
    add(archive, "a", "b")
    archive.commit()
    if reading is not None and archive.is_careful:
        archive.begin_reading(f"example.org/{reading}")
    die(archive)
    return archive.set_aside


def test_only_what_was_being_read_counts(tmp_path: Path) -> None:
    for number in range(HOPELESS + 1):  # the first is not careful
        assert next_run(tmp_path / "a", number, "a") == []
        archive = opened(tmp_path / "a", run_id=f"then-{number}")
        assert archive.is_suspect("example.org/a") is (number >= SUSPECT)
        assert not archive.is_suspect("example.org/b")
        archive.close()
    assert next_run(tmp_path / "a", 100) == ["https://example.org/a"]
    archive = opened(tmp_path / "a", run_id="run-101")
    assert archive.set_aside == ["https://example.org/a"]  # the run that set it aside died with its report
    known = archive.frontier.known("example.org/a")
    assert known is not None
    assert known.next_visit  # else no later crawl asks for it that nobody tells of it
    lease = archive.frontier.next("example.org")
    assert lease is not None
    assert lease.url == "https://example.org/b"
    assert archive.frontier.next("example.org") is None
    die(archive)


def test_what_was_read_in_between_and_other_crawls_do_not_count(tmp_path: Path) -> None:
    for number in range(6):
        archive = opened(tmp_path / "a", run_id=f"run-{number}")
        add(archive, "a", "b")
        archive.begin_reading("example.org/a")
        archive.end_reading("example.org/a")
        archive.commit()
        assert archive.set_aside == []
        die(archive)
    for number in range(6, 8):  # the run before has died: both are careful
        assert next_run(tmp_path / "a", number, "a") == []
    assert next_run(tmp_path / "a", 8, command='{"another": 1}') == []
    assert next_run(tmp_path / "a", 9, command='{"another": 1}') == []


def test_care_ends_and_a_run_that_ended_well_asks_for_none(tmp_path: Path) -> None:
    next_run(tmp_path / "a", 0)
    archive = opened(tmp_path / "a", run_id="run-1")
    for number in range(CAREFUL + 5):
        assert archive.is_careful is (number < CAREFUL)
        archive.begin_reading(str(number))
        archive.end_reading(str(number))
    archive.end_run("shutdown", 0, is_finished=False)
    archive.close()
    archive = opened(tmp_path / "a", run_id="run-2")
    assert not archive.is_careful
    archive.close()
