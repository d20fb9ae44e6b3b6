"""What `-a NAME=VALUE` may say, read and checked before anything starts."""

from __future__ import annotations

import difflib
import errno
import re
import sys
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from newscrawler.archive.paths import checked_name
from newscrawler.discovery.addresses import normalise
from newscrawler.errors import UsageError


@dataclass(slots=True, kw_only=True)
class Arguments:
    """The arguments all our spiders know."""

    urls: list[str] = field(default_factory=list)
    """Seeds: a site's home or section pages (`-a url=`, `-a urls=FILE`)."""
    assumed: dict[str, str] = field(default_factory=dict)
    """Seeds and articles that were given without a scheme → what was given."""
    articles: list[str] = field(default_factory=list)
    """Exactly these articles, no link followed (`-a articles=FILE|-`)."""
    since: str | None = None
    """First day of publication that is wanted, `YYYY-MM-DD`."""
    until: str | None = None
    """Last day of publication that is wanted, `YYYY-MM-DD`."""
    limit: int | None = None
    """How many records to write at most: of a site, and of all that share these arguments."""
    section: str | None = None
    """Only articles of this section (any of its path), whatever the case."""
    match: re.Pattern[str] | None = None
    """Only articles whose address this regular expression finds."""
    archive: str | None = None
    """The archive's name or path."""
    day: int = 1
    """The demo site's day."""
    said: dict[str, str] = field(default_factory=dict)
    """All of them as they were given: with others it is another crawl."""
    sites: dict[str, Arguments] = field(default_factory=dict)
    """By archive, sites with arguments of their own (`-a sites=FILE`)."""


LAST_DEMO_DAY = 365
"""Each day adds articles; a year of them is rendered in seconds."""
COMMON = ("since", "until", "limit", "section", "match", "archive")


def read_arguments(known: tuple[str, ...], given: dict[str, str]) -> Arguments:
    """`given` as Arguments; UsageError says which one is wrong, and how to say it right."""
    for name in given:
        if name not in known:
            close = difflib.get_close_matches(name, known, 1)
            hint = f" (did you mean {close[0]}?)" if close else ""
            raise UsageError(f"-a {name}= is no argument of this spider{hint}. It knows: {', '.join(known)}")
    arguments = Arguments(
        said=dict(given),
        since=_day("since", given.get("since")),
        until=_day("until", given.get("until")),
        limit=_count("limit", given.get("limit")),
        section=given.get("section") or None,
        match=_pattern(given.get("match")),
        archive=_archive(given.get("archive")),
        day=_demo_day(given.get("day")),
    )
    if arguments.since and arguments.until and arguments.since > arguments.until:
        raise UsageError(f"-a since={arguments.since} is after until={arguments.until}")
    if "url" in given:
        arguments.urls.append(_seed(given["url"], arguments))
    if "urls" in given:
        arguments.urls += _seeds("urls", given["urls"], arguments)
    if "articles" in given:
        arguments.articles += _seeds("articles", given["articles"], arguments)
    return arguments


def _day(name: str, value: str | None) -> str | None:
    if not value:
        return None
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise UsageError(f"-a {name}={value} is no day; write it as YYYY-MM-DD") from None


def _count(name: str, value: str | None) -> int | None:
    if value is None:
        return None
    if not value.isascii() or not value.isdigit() or not 0 < int(value[:18]) < 10**15:
        raise UsageError(f"-a {name}={value} is no number of 1 or more")
    return int(value)


def _demo_day(value: str | None) -> int:
    day = _count("day", value) or 1
    if day > LAST_DEMO_DAY:
        raise UsageError(f"-a day={day}: the demo site's days are 1 to {LAST_DEMO_DAY}")
    return day


def _pattern(value: str | None) -> re.Pattern[str] | None:
    if not value:
        return None
    try:
        return re.compile(value)
    except re.error as error:
        raise UsageError(f"-a match={value} is no regular expression: {error}") from None


def _archive(value: str | None) -> str | None:
    if not value:
        return None
    return value if "/" in value or "\\" in value else checked_name(value)


_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_USER = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*:)?[/\\]*[^/?#\\]*@")


def _seed(value: str, arguments: Arguments) -> str:
    """An address as people write it: a missing scheme is https, which `assumed` tells."""
    value = value.strip()
    if _USER.match(value):  # the ledger and every report would keep it
        raise UsageError("an address holds a user's name or password; NEWSCRAWLER_ACCESS_FILE is where these belong")
    url = normalise(value if _SCHEME.match(value) else f"https://{value}")
    host = urlsplit(url).hostname if url else None
    if url is None or not host or not ("." in host or ":" in host or host == "localhost"):
        raise UsageError(f"{value!r} is no http or https address")
    if "://" not in value:
        arguments.assumed[url] = value
    return url


def _standard_input() -> bytes:
    if sys.stdin is None:  # closed by whoever started us
        raise OSError(errno.EBADF, "standard input is closed")
    return sys.stdin.buffer.read()


def _seeds(name: str, file: str, arguments: Arguments) -> list[str]:
    """The addresses in FILE (`-` is standard input), one a line, but for lines that are empty or comments."""
    found = []
    for number, line in enumerate(_lines(name, file), start=1):
        if line and not line.startswith("#"):
            try:
                found.append(_seed(line, arguments))
            except UsageError as error:
                raise UsageError(f"-a {name}={file}, line {number}: {error}") from None
    if not found:
        raise UsageError(f"-a {name}={file}: holds no address")
    return found


def _lines(name: str, file: str) -> list[str]:
    try:
        content = _standard_input() if file == "-" else Path(file).read_bytes()
        text = content.decode("utf-8-sig")
    except (OSError, ValueError) as error:  # UnicodeDecodeError is a ValueError, as is a NUL in a file's name
        reason = getattr(error, "strerror", None) or "not UTF-8 text"
        raise UsageError(f"-a {name}={file}: cannot be read: {reason}") from None
    return [line.strip() for line in text.splitlines()]
