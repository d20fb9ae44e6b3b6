"""One date as a page writes it → ISO 8601, in the page's own offset. Which date it is, `dates` decides.

`datetime.fromisoformat` first, then patterns of ours for what news pages write; dateparser (3.8 ms a call) only for
short texts that hold a year and whose language is known.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache

from newscrawler.extraction.month_names import MONTHS
from newscrawler.extraction.other_years import other_day

FIRST_YEAR, LAST_YEAR = 1900, 2099
"""Years that are read as such; other digits are something else."""
LONGEST = 200
"""Characters of a text that are searched for a date."""

_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_BIG_ENDIAN = re.compile(r"(?<!\d)(\d{4})(?:\s?[./]\s?|\s)(\d{1,2})(?:\s?[./]\s?|\s)(\d{1,2})(?!\d)")
_EAST_ASIAN = re.compile(r"(?<!\d)(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})")
_DAY_MONTH = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|º|\.)?[\s/-]{0,3}(?:de\s|of\s|d')?\s?([^\W\d_]{3,14})\.?,?"
    r"[\s/-]{0,3}(?:de\s|del\s)?\s?(\d{4})(?!\d)"
)
_MONTH_DAY = re.compile(r"([^\W\d_]{3,14})\.?\s{1,3}(\d{1,2})(?:st|nd|rd|th)?\s?[,.]?\s{1,3}(\d{4})(?!\d)")
_CTIME = re.compile(
    r"\b([A-Z][a-z]{2})\s+(\d{1,2})\s+\d{1,2}:\d{2}(?::\d{2})?(?:\s+(?:[A-Z]{2,5}|[+-]\d{4}))?\s+(\d{4})(?!\d)"
)
_LITTLE_ENDIAN = re.compile(r"(?<![\d.:/])(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?![\d:/])")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2}):?(\d{2})(?::?(\d{2}))?)?")
_TIME = re.compile(
    r"(?<!\d)(\d{1,2})\s?[:.hH時시点时]\s?(\d{2})(?!\d)(?:[:.分분]\s?(\d{2})(?!\d))?(?:[.,]\d{1,9})?\s{0,2}"
    r"(a\.?m\b|p\.?m\b|AM\b|PM\b)?\.?\s{0,2}"
    r"\(?(Z\b|(?:UTC|GMT)?\s?[+-]\d{1,2}(?::?\d{2})?(?!\d)|[A-Z]{2,5}\b)?",
)
_DIGIT = re.compile(r"\d")
_FEWEST_DIGITS = 4  # 1/2/26
_HOUR_ONLY = re.compile(r"(?<!\d)(\d{1,2})\s?(a\.?m|p\.?m)\b", re.IGNORECASE)
_OFFSETS = {
    zone: minutes
    for minutes, zones in {
        -480: "PST",
        -420: "MST PDT",
        -360: "CST MDT",
        -300: "EST CDT",
        -240: "EDT",
        0: "Z UTC GMT WET",
        60: "BST WEST CET MEZ",
        120: "CEST MESZ EET SAST",
        180: "EEST MSK",
        480: "HKT SGT AWST",
        540: "JST KST",
        570: "ACST",
        600: "AEST",
        660: "AEDT",
        720: "NZST",
        780: "NZDT",
    }.items()
    for zone in zones.split()
}
"""Minutes east of UTC of the abbreviations that mean one thing on news pages (IST does not: India, Israel, Ireland)."""


@lru_cache(maxsize=2048)
def parse_instant(text: str, *, month_first: bool = False, language: str | None = None) -> str | None:
    """The first date in `text` as ISO 8601: with time and offset where they stand there, else the day alone.

    `month_first`: 3/4/2026 is the fourth of March. `language` (`de`, `vi`): lets dateparser try what is left.

    >>> parse_instant("2026-01-12T08:30:00+0800"), parse_instant("Mon., Jan 5th, 2026, 7:05 p.m. EST")
    ('2026-01-12T08:30:00+08:00', '2026-01-05T19:05:00-05:00')
    >>> parse_instant("12.01.2026"), parse_instant("2026年1月12日"), parse_instant("two days ago")
    ('2026-01-12', '2026-01-12', None)
    """
    text = " ".join(text[: LONGEST * 2].split())[:LONGEST]
    other = other_day(text)
    if other is not None:
        return _with_time(datetime.combine(other[0], time()), text, other[1])
    if len(_DIGIT.findall(text)) < _FEWEST_DIGITS:
        return None
    moment = _machine_form(text)
    if moment is not None:
        return _written(moment)
    for pattern, order in _ORDERS:
        for match in pattern.finditer(text):
            day = order(match, month_first)
            if day is not None:
                return _with_time(day, text, match)
    return _by_dateparser(text, language) if language and language not in _COVERED else None


@lru_cache(maxsize=512)
def date_span(text: str) -> tuple[int, int] | None:
    """Where the first date that `parse_instant` reads by its patterns stands in `text` (of single spaces).

    >>> date_span("Published 3 May 2026, updated 4 May 2026")
    (10, 20)
    """
    if len(_DIGIT.findall(text)) >= _FEWEST_DIGITS:
        for pattern, order in _ORDERS:
            for match in pattern.finditer(text[:LONGEST]):
                if order(match, False) is not None:
                    return match.span()
    other = other_day(text[:LONGEST])
    return other[1].span() if other is not None else None


def _machine_form(text: str) -> datetime | str | None:
    """ISO 8601 in any of its forms, digits alone, or seconds since 1970."""
    if text.isdigit():
        if len(text) in (10, 13) and text[0] == "1":
            return datetime.fromtimestamp(int(text[:10]), UTC)
        match = _COMPACT.fullmatch(text)
        if match is None:
            return None
        year, month, day, *clock = (int(part) if part else 0 for part in match.groups())
        moment = _moment(year, month, day, *clock)
        return None if moment is None else moment if any(clock) else moment.date().isoformat()
    if not text[:4].isdigit() or len(text) > 40:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        return None
    if len(text) <= 10 or (moment.tzinfo is None and not (moment.hour or moment.minute or moment.second)):
        return moment.date().isoformat()
    return moment


def _written(moment: datetime | str) -> str:
    """ISO 8601, whole seconds, `Z` for UTC."""
    if isinstance(moment, str):
        return moment
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def _moment(year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0) -> datetime | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return datetime(year, month, day, hour, minute, second)
    except ValueError:
        return None


def _year_month_day(match: re.Match[str], month_first: bool) -> datetime | None:
    return _moment(int(match[1]), int(match[2]), int(match[3]))


def _day_name_year(match: re.Match[str], month_first: bool) -> datetime | None:
    month = MONTHS.get(match[2].lower())
    return _moment(int(match[3]), month, int(match[1])) if month else None


def _name_day_year(match: re.Match[str], month_first: bool) -> datetime | None:
    month = MONTHS.get(match[1].lower())
    return _moment(int(match[3]), month, int(match[2])) if month else None


def _by_digits(match: re.Match[str], month_first: bool) -> datetime | None:
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    if len(match[4]) == 2:
        year += 2000
    if match[2] == "." or not month_first:
        return _moment(year, second, first) or _moment(year, first, second)
    return _moment(year, first, second) or _moment(year, second, first)


_ORDERS = (
    (_ISO, _year_month_day),
    (_EAST_ASIAN, _year_month_day),
    (_BIG_ENDIAN, _year_month_day),
    (_CTIME, _name_day_year),
    (_DAY_MONTH, _day_name_year),
    (_MONTH_DAY, _name_day_year),
    (_LITTLE_ENDIAN, _by_digits),
)


def _with_time(day: datetime, text: str, date: re.Match[str]) -> str:
    """`day` with the time of day that stands right behind its date (or in or before it), if one does."""
    start, end = date.span()
    found = (
        _TIME.search(text, end, end + 45)
        or (_TIME.search(text, start, end) if date.re is _CTIME else None)
        or _HOUR_ONLY.search(text, end, end + 15)
        or _TIME.search(text, max(0, start - 25), start)
    )
    clock = _clock(found) if found is not None else None
    if clock is None:
        return day.date().isoformat()
    hour, minute, second, zone = clock
    return _written(day.replace(hour=hour, minute=minute, second=second, tzinfo=zone))


def _clock(match: re.Match[str]) -> tuple[int, int, int, tzinfo | None] | None:
    if match.re is _HOUR_ONLY:
        hour, minute, second, half, zone = int(match[1]), 0, 0, match[2], None
    else:
        hour, minute, second = int(match[1]), int(match[2]), int(match[3] or 0)
        half, zone = match[4], match[5]
    if half and hour <= 12:
        hour = hour % 12 + (12 if half[0] in "pP" else 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    return hour, minute, second, _offset(zone)


def _offset(name: str | None) -> tzinfo | None:
    if not name:
        return None
    minutes = _OFFSETS.get(name)
    if minutes is None:
        match = re.search(r"([+-])(\d{1,2}):?(\d{2})?$", name)
        if match is None:
            return None
        minutes = int(match[2]) * 60 + int(match[3] or 0)
        minutes = -minutes if match[1] == "-" else minutes
    if abs(minutes) > 14 * 60:
        return None
    return timezone(timedelta(minutes=minutes))


_COVERED = frozenset(("en", "de", "fr", "es", "it", "pt", "nl", "zh", "ja", "ko"))
"""Languages whose ways of writing dates the patterns above cover."""
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


def _by_dateparser(text: str, language: str) -> str | None:
    """What dateparser makes of a short text with a year in it; None for all else, since it is slow and guesses."""
    if len(text) > 60 or not _YEAR.search(text) or sum(char.isdigit() for char in text) < 5:
        return None
    import dateparser  # slow to load, and hardly ever needed

    try:
        moment = dateparser.parse(text, languages=[language], settings={"REQUIRE_PARTS": ["day", "month", "year"]})
    except (ValueError, OverflowError, RecursionError, TypeError):
        return None  # ValueError: a language that it does not know
    if moment is None or not FIRST_YEAR <= moment.year <= LAST_YEAR:
        return None
    return moment.date().isoformat() if not (moment.hour or moment.minute) else _written(moment)
