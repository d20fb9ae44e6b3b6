"""Settings and feeds checked before a crawl starts: what is wrong is one line, not a traceback from deep inside."""

from __future__ import annotations

import difflib
import logging
import os
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from scrapy.settings import SETTINGS_PRIORITIES, BaseSettings, default_settings

from newscrawler import settings as our_settings
from newscrawler.archive.packing import Packing
from newscrawler.clock import clock_at
from newscrawler.errors import UsageError
from newscrawler.politeness.access import read_access
from newscrawler.politeness.pace_file import pace_file
from newscrawler.politeness.quiet_hours import read_quiet_hours
from newscrawler.proxies import Proxies

logger = logging.getLogger(__name__)

SWITCHES = (
    "HTTPCACHE_ENABLED",
    "LOG_ENABLED",
    "NEWSCRAWLER_ADAPTIVE_PACE",
    "NEWSCRAWLER_ARCHIVE",
    "NEWSCRAWLER_CAPTURE",
    "NEWSCRAWLER_OBEY_AI_OPT_OUT",
    "NEWSCRAWLER_REVALIDATE",
    "ROBOTSTXT_OBEY",
)
WHOLE_NUMBERS = {
    "CONCURRENT_ITEMS": 1,
    "CONCURRENT_REQUESTS": 0,
    "DOWNLOAD_MAXSIZE": 0,
    "NEWSCRAWLER_DEMO_DAY": 1,
    "NEWSCRAWLER_MAX_PAGES_PER_HOST": 0,
    "NEWSCRAWLER_MAX_REDIRECTS": 0,
    "NEWSCRAWLER_MAX_SITEMAPS": 0,
    "NEWSCRAWLER_REFUSALS_IN_A_ROW": 0,
    "NEWSCRAWLER_REQUESTS_A_DAY": 0,
    "NEWSCRAWLER_REVISITS": 0,
    "NEWSCRAWLER_WARC_SIZE": 1,
    "RETRY_TIMES": 0,
}
"""Setting → the least it may be."""
NUMBERS = {
    "DOWNLOAD_DELAY": 0.0,
    "DOWNLOAD_TIMEOUT": 0.0,
    "NEWSCRAWLER_FIRST_BYTE_TIMEOUT": 0.0,
    "NEWSCRAWLER_JITTER": 0.0,
    "NEWSCRAWLER_MAX_CRAWL_DELAY": 0.0,
    "NEWSCRAWLER_PROGRESS_SECONDS": 0.1,
    "NEWSCRAWLER_READING_TIMEOUT": 0.0,
    "NEWSCRAWLER_ROBOTS_AGAIN": 0.0,
    "NEWSCRAWLER_ROBOTS_AGE": 0.0,
}
"""Setting → the least it may be."""
MISSPELT = 0.85
"""From so much likeness to a setting on, another name is taken for it, misspelt."""
LONGEST_ROBOTS_AGE = 86_400.0  # RFC 9309, 2.4
DIRECTIVES = ("noindex", "noarchive", "nofollow", "unavailable_after")


def check_names(settings: BaseSettings) -> None:
    """UsageError for a setting's name that is misspelt; a warning for one that somebody else's code may know."""
    ours = [name for name in dir(our_settings) if name.startswith("NEWSCRAWLER_")]
    known = {name for name in (*dir(our_settings), *dir(default_settings)) if name.isupper()}
    for name in settings:
        if name.startswith("NEWSCRAWLER_") and name not in ours:
            close = difflib.get_close_matches(name, ours, 1)
            hint = f" (did you mean {close[0]}?)" if close else ""
            raise UsageError(f"There is no setting {name}{hint}. Ours: {', '.join(ours)}")
        if name not in known and settings.getpriority(name) == SETTINGS_PRIORITIES["cmdline"]:
            close = difflib.get_close_matches(name.upper(), known, 1, MISSPELT)
            if close:
                raise UsageError(f"There is no setting {name} (did you mean {close[0]}?)")
            logger.warning("-s %s: no setting of newscrawler or Scrapy is called so", name)
    for name in ours:
        if name in os.environ:
            logger.warning("%s in the environment is not read: say -s %s=…", name, name)


def check_settings(settings: BaseSettings) -> None:
    """UsageError for the first setting that is unknown or cannot be read."""
    check_names(settings)
    clock_at(settings.get("NEWSCRAWLER_NOW"))
    if settings.get("NEWSCRAWLER_RECORDS") not in list(Packing):
        raise UsageError(f"NEWSCRAWLER_RECORDS={settings.get('NEWSCRAWLER_RECORDS')!r} is none of {', '.join(Packing)}")
    Proxies(settings.get("NEWSCRAWLER_PROXY"))
    if metrics := settings.get("NEWSCRAWLER_METRICS"):
        _check_writable("NEWSCRAWLER_METRICS", Path(metrics))
    for name in SWITCHES:
        _check_switch(settings, name)
    for name, least in WHOLE_NUMBERS.items():
        _check_number(settings, name, int, least)
    for name, lowest in NUMBERS.items():
        _check_number(settings, name, float, lowest)
    if settings.getfloat("NEWSCRAWLER_ROBOTS_AGE") > LONGEST_ROBOTS_AGE:
        raise UsageError(f"NEWSCRAWLER_ROBOTS_AGE must be a day at most ({LONGEST_ROBOTS_AGE:g} seconds)")
    for word in settings.getlist("NEWSCRAWLER_OBEY_PAGE_DIRECTIVES"):
        if word not in DIRECTIVES:
            raise UsageError(f"NEWSCRAWLER_OBEY_PAGE_DIRECTIVES: {word!r} is none of {', '.join(DIRECTIVES)}")
    if settings.get("NEWSCRAWLER_ACCESS_FILE"):
        read_access(Path(settings.get("NEWSCRAWLER_ACCESS_FILE")).expanduser())
        if not settings.getbool("DOWNLOAD_VERIFY_CERTIFICATES"):
            raise UsageError("NEWSCRAWLER_ACCESS_FILE needs DOWNLOAD_VERIFY_CERTIFICATES=True: else anybody gets it")
    read_quiet_hours(settings.get("NEWSCRAWLER_QUIET_HOURS") or "")
    shares_nothing = pace_file(settings.get("NEWSCRAWLER_PACE_FILE") or "") is None
    if settings.getint("NEWSCRAWLER_REQUESTS_A_DAY") and shares_nothing:
        raise UsageError("NEWSCRAWLER_REQUESTS_A_DAY is counted in NEWSCRAWLER_PACE_FILE, which is 'none'")


def check_log(settings: BaseSettings) -> None:
    """UsageError where Scrapy could not even begin to log."""
    if settings.get("NEWSCRAWLER_LOG") not in ("text", "json"):
        raise UsageError(f"NEWSCRAWLER_LOG={settings.get('NEWSCRAWLER_LOG')!r} is neither text nor json")
    level = settings.get("LOG_LEVEL")
    if isinstance(level, str) and level not in logging.getLevelNamesMapping():  # Scrapy fails on "10"
        levels = "DEBUG, INFO, WARNING, ERROR, CRITICAL"
        raise UsageError(f"LOG_LEVEL={level!r} is no level; there are {levels}")
    for name in ("LOG_ENABLED", "LOG_FILE_APPEND"):
        _check_switch(settings, name)
    if settings.getbool("LOG_ENABLED") and settings.get("LOG_FILE"):
        _check_writable("LOG_FILE", Path(settings.get("LOG_FILE")))


def check_feed(address: str) -> None:
    """UsageError where a feed on this machine cannot be written; others are not looked at."""
    parts = urlsplit(address)
    if address in ("-", "stdout:") or "%(" in address or parts.scheme not in ("", "file"):
        return
    path = Path(url2pathname(parts.path) if parts.scheme else address)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"The feed {address} cannot be written: {error.strerror}") from None
    _check_writable("The feed", path)


def _check_writable(what: str, path: Path) -> None:
    existed = path.exists()
    try:
        path.open("ab").close()
        if not existed:
            path.unlink()
    except OSError as error:
        raise UsageError(f"{what} {path} cannot be written: {error.strerror}") from None


def _check_switch(settings: BaseSettings, name: str) -> None:
    try:
        settings.getbool(name)
    except ValueError:
        raise UsageError(f"{name}={settings.get(name)!r} is neither True nor False") from None


def _check_number(settings: BaseSettings, name: str, kind: Callable[[str], float], least: float) -> None:
    value = settings.get(name)
    try:
        number = kind(str(value))
    except (ValueError, OverflowError):
        whole = "whole " if kind is int else ""
        raise UsageError(f"{name}={value!r} is no {whole}number") from None
    if not least <= number < float("inf"):
        raise UsageError(f"{name}={value!r} must be {least:g} or more")
