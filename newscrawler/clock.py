"""The one clock: every instant that ends up in an archive comes from here, so that tests and the demo can set it.

`NEWSCRAWLER_NOW` (a setting) holds the clock at one instant; without it this is the machine's time in UTC.
Durations and delays are not its business: they use `time.monotonic`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from newscrawler.errors import UsageError

Clock = Callable[[], datetime]
"""Gives the instant it is now, aware, in UTC."""


def machine_clock() -> datetime:
    """The machine's time, UTC."""
    return datetime.now(UTC)


def clock_at(instant: str | None) -> Clock:
    """A clock that stands at `instant` (ISO 8601; UTC where it has no offset), or the machine's for None.

    >>> clock_at("2026-02-10T12:00:00Z")().isoformat()
    '2026-02-10T12:00:00+00:00'
    """
    if not instant:
        return machine_clock
    try:
        moment = datetime.fromisoformat(instant)
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise UsageError(f"NEWSCRAWLER_NOW={instant!r} is not an ISO 8601 instant (2026-02-10T12:00:00Z)") from None
    return lambda: moment


def stamp(moment: datetime) -> str:
    """`moment` as archives write it: ISO 8601, UTC, whole seconds, `Z`.

    >>> stamp(datetime(2026, 2, 10, 12, tzinfo=UTC))
    '2026-02-10T12:00:00Z'
    """
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def moment_of(text: str | None) -> datetime | None:
    """The instant that `text` (ISO 8601, a day alone, UTC where it has no offset) names; None where it names none.

    >>> moment_of("2026-02-10T20:00:00+08:00").isoformat(), moment_of("soon")
    ('2026-02-10T12:00:00+00:00', None)
    """
    try:
        moment = datetime.fromisoformat(text or "")
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def instant_of(words: str | None) -> datetime | None:
    """The instant that a record's time names; None where it names none: a day alone, or no offset.

    >>> instant_of("2026-01-12T07:30:00+08:00"), instant_of("2026-01-12")
    (datetime.datetime(2026, 1, 11, 23, 30, tzinfo=datetime.timezone.utc), None)
    """
    try:
        instant = datetime.fromisoformat(words or "")
        return instant.astimezone(UTC) if instant.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None
