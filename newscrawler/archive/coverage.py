"""How complete an archive is: what each channel told of and what became of it, and days on which something is missing.

Counted from the ledger alone. An address counts with the kind of channel that told of it first; `links` are those
that pages linked to and no channel had told of when they were asked for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from math import inf
from statistics import median

from newscrawler.archive.ledger import Ledger

_ADDRESSES = (
    "SELECT coalesce(json_extract(call, '$.arguments.told.source'), json_extract(told, '$.source'), 'links'), "
    "coalesce(outcome, 'waiting'), article IS NOT NULL, count(*) FROM urls "
    "WHERE depth > 0 AND json_extract(call, '$.arguments.asked') IS NULL "
    "AND json_extract(call, '$.arguments.listed') IS NULL AND json_extract(call, '$.arguments.part') IS NULL "
    "GROUP BY 1, 2, 3"
)
WEEKS = 4
"""Weeks before and after a day whose same weekday says what is usual of it."""
FEWEST = 3
"""Such days that it takes; with fewer, the three days before and after count."""
LEAST_USUAL = 4.0
"""Articles a day: where fewer are usual, a day without any says nothing."""
SHARE = 0.1
"""Of the usual number, from which down a day is a hole."""
MOST_HOLES = 1000


@dataclass(slots=True, kw_only=True)
class Told:
    """What became of the addresses that channels of one kind told of."""

    named: int = 0
    archived: int = 0
    """Those that gave an article."""
    waiting: int = 0
    """Never asked for so far."""
    excluded: dict[str, int] = field(default_factory=dict)
    """Asked for, and no article: how the last request ended."""


@dataclass(slots=True, kw_only=True)
class Hole:
    """A day with far fewer articles than is usual of it."""

    day: str
    found: int
    usual: float


@dataclass(slots=True, kw_only=True)
class Coverage:
    """How complete an archive is."""

    articles: int
    first: str | None
    """Day (UTC) of the oldest article, `YYYY-MM-DD`."""
    last: str | None
    told: dict[str, Told]
    """Kind of channel → what became of what it told of."""
    holes: list[Hole]


def coverage_of(ledger: Ledger) -> Coverage:
    """Of the archive that `ledger` belongs to."""
    told: dict[str, Told] = {}
    for source, outcome, is_article, count in ledger.all(_ADDRESSES):
        one = told.setdefault(str(source), Told())
        one.named += count
        if is_article:
            one.archived += count
        elif outcome == "waiting":
            one.waiting += count
        else:
            one.excluded[outcome] = one.excluded.get(outcome, 0) + count
    days = Counter(dict(ledger.all("SELECT substr(born, 1, 10), count(*) FROM lives GROUP BY 1")))
    return Coverage(
        articles=int(ledger.one("SELECT count(*) FROM articles")[0]),
        first=min(days, default=None),
        last=max(days, default=None),
        told=dict(sorted(told.items(), key=lambda pair: -pair[1].named)),
        holes=holes(days),
    )


def holes(days: Mapping[str, int]) -> list[Hole]:
    """Days between the first and the last of `days` (day → articles) that hold next to nothing where much is usual.

    >>> holes({f"2026-02-{day:02}": 0 if day == 12 else 20 for day in range(1, 28)})
    [Hole(day='2026-02-12', found=0, usual=20.0)]
    >>> holes({f"2026-02-{day:02}": 0 if day % 7 == 1 else 20 for day in range(1, 28)})  # Sundays are quiet
    []
    """
    counts = {date.fromisoformat(day).toordinal(): count for day, count in days.items() if _is_day(day)}
    if len(counts) < 2:
        return []
    first, last = min(counts), max(counts)
    begin = _begin(counts)
    near = {  # a day far from all with articles is none: pages that claim 1900 must not cost 46,000 days a run
        day + off
        for day, count in counts.items()
        if count >= LEAST_USUAL
        for off in range(-7 * WEEKS, 7 * WEEKS + 1)
        if begin < day + off < last
    }
    found = []
    for day in sorted(near):
        usual = _usual(counts, day, first, last)
        count = counts.get(day, 0)
        if usual >= LEAST_USUAL and count <= SHARE * usual:
            found.append(Hole(day=date.fromordinal(day).isoformat(), found=count, usual=usual))
    return found[-MOST_HOLES:]


def _begin(counts: Mapping[int, int]) -> float:
    """The first day from which on many articles a day are usual: one old article does not make holes of the week before
    that, though each day of it has as many quiet weeks behind it as busy ones before it.
    """
    busy = {day for day, count in counts.items() if count >= LEAST_USUAL}
    return next(
        (
            day
            for day in sorted(busy)
            if sum(day + off in busy for off in range(7)) >= FEWEST
            or sum(day + 7 * week in busy for week in range(WEEKS)) >= FEWEST
        ),
        inf,
    )


def _usual(counts: Mapping[int, int], day: int, first: int, last: int) -> float:
    """What is usual of a day; days are counted from 1 January of year 1."""
    weekly = _found(counts, (day + 7 * week for week in range(-WEEKS, WEEKS + 1) if week), first, last)
    if len(weekly) >= FEWEST:
        return median(weekly)
    around = _found(counts, (day + off for off in range(-3, 4) if off), first, last)
    return median(around) if around else 0.0


def _found(counts: Mapping[int, int], wanted: Iterable[int], first: int, last: int) -> list[float]:
    return [float(counts.get(day, 0)) for day in wanted if first <= day < last]


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
