"""Which calendar day an instant is to the site's own readers, as far as the page tells the site's zone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache


@lru_cache(maxsize=1024)
def days_of(instant: str) -> frozenset[str]:
    """The calendar days `instant` falls on: in its own zone, and in UTC where it has an offset."""
    if len(instant) <= 19:
        return frozenset((instant[:10],))
    return frozenset((instant[:10], datetime.fromisoformat(instant).astimezone(UTC).date().isoformat()))


def is_local_day(utc: str, local: str) -> bool:
    """Whether `local` (no offset) can be the day that `utc` falls on somewhere from Hawaii to New Zealand."""
    moment = datetime.fromisoformat(utc)
    days = (datetime.fromisoformat(local[:10]).date() - moment.date()).days
    return days == 0 or (days == -1 and moment.hour < 10) or (days == 1 and moment.hour >= 11)


def localised(utc: str, local: str, others: list[str]) -> str:
    """`utc` as the site's readers date it, who see `local`; `others` may know its offset.

    The offset follows from the shown time of day where there is one; else it is one of `others` that gives the shown
    day. Where the page gives none and its day is another than UTC's, the shown day stands alone.

    >>> localised("2026-01-13T01:30:00Z", "2026-01-12T20:30:00", [])
    '2026-01-12T20:30:00-05:00'
    >>> localised("2026-01-13T01:30:00Z", "2026-01-12", [])
    '2026-01-12'
    """
    moment = datetime.fromisoformat(utc)
    if len(local) == 19:
        shift = (datetime.fromisoformat(local).replace(tzinfo=UTC) - moment).total_seconds() / 60
        whole = round(shift / 15) * 15
        if whole and abs(shift - whole) <= 1 and -12 * 60 <= whole <= 14 * 60:
            return moment.astimezone(timezone(timedelta(minutes=whole))).isoformat(timespec="seconds")
    if local[:10] == utc[:10]:
        return utc
    if len(local) > 19:
        return local
    for other in others:
        if len(other) > 19:
            there = moment.astimezone(datetime.fromisoformat(other).tzinfo)
            if there.date().isoformat() == local[:10]:
                return there.isoformat(timespec="seconds")
    return local[:10]


def same_elsewhere(utc: str, others: list[str]) -> str | None:
    """The one of `others` that is the same instant as `utc` in another zone, which is then the site's own.

    >>> same_elsewhere("2026-01-13T01:30:00Z", ["2026-01-12", "2026-01-12T20:30:00-05:00"])
    '2026-01-12T20:30:00-05:00'
    """
    moment = datetime.fromisoformat(utc)
    for other in others:
        if len(other) > 20 and datetime.fromisoformat(other) == moment:
            return other
    return None


def with_offset(local: str, own: list[str], others: list[str]) -> str:
    """`local`, which has no offset, as the one of `own` that names its minute and has one; else with that of `others`.

    >>> with_offset("2026-01-12T20:30:00", [], ["2026-01-13T01:30:00Z", "2026-01-12T20:30:07-05:00"])
    '2026-01-12T20:30:00-05:00'
    """
    for kept, instants in ((0, own), (len(local), others)):
        for one in instants:
            if len(one) > len(local) + 1 and one[:16] == local[:16]:
                return local[:kept] + one[kept:]
    return local
