"""Leases after a run that died: what was read with care is done at once, whatever ends this run a moment later."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

from exchanges_of_ours import NOON, opened
from scrapy import Request

from newscrawler.archive.archive import Archive
from newscrawler.leases import Leases
from newscrawler.outcomes import Outcome
from newscrawler.run import Run
from newscrawler.site import Site

HOST = "example.org"
URL = f"https://{HOST}/a"


def die(archive: Archive) -> None:
    """Leave the archive as a process does that was killed."""
    archive._files.close()
    archive._ledger.close()
    archive._lock.release()


def test_what_was_read_with_care_is_not_read_again(tmp_path: Path) -> None:
    archive = opened(tmp_path / "a", run_id="run-0")
    archive.frontier.add(URL, f"{HOST}/a", HOST, 1, "{}")
    archive.commit()
    die(archive)

    archive = opened(tmp_path / "a", run_id="run-1")
    site = Site(name="it", seeds={}, hosts={HOST}, archive=archive)
    crawler: Any = SimpleNamespace(
        signals=SimpleNamespace(connect=lambda *heard: None), engine=SimpleNamespace(_slot=None)
    )
    pace: Any = None
    leases = Leases(crawler, Run(clock=NOON, pace=pace, sites={"it": site}))
    request, lease = Request(URL, cb_kwargs={"site": "it"}), archive.frontier.next(HOST)
    assert archive.is_careful
    assert lease is not None
    leases.begin(request, site, lease)
    leases._note_answer(request)
    site.end(Outcome.INDEX, URL)
    leases.end_what_ended()
    die(archive)

    archive = opened(tmp_path / "a", run_id="run-2")
    assert archive.set_aside == []
    assert archive.frontier.next(HOST) is None
    archive.close()
