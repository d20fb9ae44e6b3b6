"""The pace that a crawl's settings promise."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from newscrawler.clock import Clock
from newscrawler.politeness.pace import Pace
from newscrawler.politeness.pace_file import pace_file
from newscrawler.politeness.quiet_hours import read_quiet_hours
from newscrawler.politeness.shared_pace import SharedPace

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings


def pace_of(settings: BaseSettings, clock: Clock) -> Pace:
    """The pace of all hosts; UsageError where a setting is none. The table that crawls of this machine share
    (`NEWSCRAWLER_PACE_FILE`) is opened by the first host that has anything to share, not here.
    """
    path = pace_file(settings.get("NEWSCRAWLER_PACE_FILE") or "")
    longest_answer = settings.getfloat("DOWNLOAD_TIMEOUT") + 1
    return Pace(
        settings.getfloat("DOWNLOAD_DELAY"),
        longest=settings.getfloat("NEWSCRAWLER_MAX_CRAWL_DELAY"),
        loopback=frozenset(settings.getlist("NEWSCRAWLER_DEMO_HOSTS")),
        clock=clock,
        is_adaptive=settings.getbool("NEWSCRAWLER_ADAPTIVE_PACE"),
        jitter=settings.getfloat("NEWSCRAWLER_JITTER"),
        quiet_hours=read_quiet_hours(settings.get("NEWSCRAWLER_QUIET_HOURS") or ""),
        budget=settings.getint("NEWSCRAWLER_REQUESTS_A_DAY"),
        shared=(lambda must: _shared_pace(path, longest_answer, must=must)) if path is not None else None,
    )


def _shared_pace(path: Path, longest_answer: float, *, must: bool) -> SharedPace | None:
    return SharedPace(path, longest_answer) if must or path.exists() else None
