"""What day it is on the demo site: fixed instants, so that every run of a day sees the same site."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone

SITE_ZONE = timezone(timedelta(hours=8))
"""The site's own clock. Eight hours ahead of UTC, so a third of its articles have another calendar day in UTC."""

DAY_ONE = date(2026, 2, 10)
"""The site's day 1; day 2 is the day after, and so on without end."""

NOON = time(12, tzinfo=UTC)
"""When a day is looked at unless an instant is given: noon UTC, 20:00 on the site."""

FIRST_DAY = DAY_ONE - timedelta(days=90)
"""The day of the oldest article."""

CHANGES_AT = time(2, 30, tzinfo=UTC)
"""When edits, moves and removals of a day take effect."""


def now_on(day: int) -> datetime:
    """The instant at which day `day` (1, 2, …) is looked at.

    >>> now_on(2).isoformat()
    '2026-02-11T12:00:00+00:00'
    """
    if day < 1:
        raise ValueError(f"day {day}: the demo site's days are 1, 2, 3 …")
    return datetime.combine(DAY_ONE + timedelta(days=day - 1), NOON)


def changes_on(day: int) -> datetime:
    """The instant at which the changes of day `day` take effect."""
    return datetime.combine(DAY_ONE + timedelta(days=day - 1), CHANGES_AT)


def day_of(now: datetime) -> int:
    """Which of the site's days the instant `now` belongs to: the days change at `CHANGES_AT`; never below 1.

    >>> day_of(now_on(3)), day_of(datetime(2020, 1, 1, tzinfo=UTC))
    (3, 1)
    """
    return max(1, (now - changes_on(1)) // timedelta(days=1) + 1)


def instant(text: str) -> datetime:
    """`text` (ISO 8601; UTC where it has no offset) as an aware instant in UTC.

    >>> instant("2026-02-10T20:00:00+08:00").isoformat()
    '2026-02-10T12:00:00+00:00'
    """
    moment = datetime.fromisoformat(text)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def local(moment: datetime) -> str:
    """`moment` as the site's pages write it: ISO 8601 with the site's offset.

    >>> local(now_on(1))
    '2026-02-10T20:00:00+08:00'
    """
    return moment.astimezone(SITE_ZONE).isoformat(timespec="seconds")


def zulu(moment: datetime) -> str:
    """`moment` as the theme's `article:published_time` writes it: UTC.

    >>> zulu(now_on(1))
    '2026-02-10T12:00:00+00:00'
    """
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def long_date(moment: datetime, *, weekday: bool = False) -> str:
    """The date of `moment` on the site's clock, in English words, whatever the machine's locale.

    >>> long_date(now_on(1), weekday=True)
    'Tuesday, February 10, 2026'
    """
    there = moment.astimezone(SITE_ZONE)
    plain = f"{MONTHS[there.month - 1]} {there.day}, {there.year}"
    return f"{WEEKDAYS[there.weekday()]}, {plain}" if weekday else plain


MONTHS = "January February March April May June July August September October November December".split()
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
