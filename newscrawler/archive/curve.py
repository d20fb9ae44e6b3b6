"""How long to wait before an article is looked at again: by its age, and by what this site's own edits have shown.

Where nothing is known of a site, an article is looked at again after a fifth of its age at that next look, which is
the rule of DocNow's diffengine (`Entry.stale`: time since the last look / age >= .2): often while it is young, seldom
when it is old, so that each doubling of its age costs about three looks. Two bounds are ours: within its first week an
article is looked at by every daily run, and later at least every 90 days.

Each look tells whether the article had changed since the last one. Counted by age these looks give the site's own
rate of edits; the default stands in for `PRIOR` edits seen, so that a few looks move nothing. Looks spread over
articles find edits soonest, at the same number of looks, where the wait follows one over the square root of the rate:
the mean delay is the sum of rate x wait / 2, the number of looks the sum of 1 / wait, and the least of the first for
a given second is at rate x wait^2 equal everywhere. So a fitted wait is the default's times sqrt(default's rate /
rate).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from math import log2, sqrt

SHARE = 0.25
"""Of its age now after which an article is looked at again: a fifth of its age at that time."""
LEAST = timedelta(minutes=50)
"""An hourly job is some minutes early now and then, and should still find the youngest due."""
MOST = timedelta(days=90)
YOUNG = timedelta(days=7)
DAILY = timedelta(hours=22)
"""The longest wait of a young article: a daily job is some minutes early now and then, and should still find it due."""

HIT = 0.02
"""Of the looks by the default curve so many find an edit, on a site of which nothing is known."""
PRIOR = 5.0
"""Edits that the default stands in for."""
FACTOR = 4.0
"""A fitted wait is at most so many times longer or shorter than the default's."""
BINS = 14
"""Ages by doubling: up to 1 hour, 2, 4 … and beyond 4096 hours (170 days)."""

History = Mapping[int, tuple[float, int]]
"""Bin of age → seconds between looks, edits found."""


def bin_of(age: timedelta) -> int:
    """The bin that articles of `age` are counted in.

    >>> [bin_of(timedelta(hours=hours)) for hours in (0, 1, 3, 24, 10**6)]
    [0, 0, 2, 5, 13]
    """
    hours = age.total_seconds() / 3600
    return 0 if hours <= 1 else min(int(log2(hours) + 1 - 1e-9), BINS - 1)


def default_wait(age: timedelta) -> timedelta:
    """The wait of an article that is `age` old, where nothing is known of the site.

    >>> [str(default_wait(timedelta(days=days))) for days in (0, 1, 4, 8, 400)]
    ['0:50:00', '6:00:00', '22:00:00', '2 days, 0:00:00', '90 days, 0:00:00']
    """
    wait = min(max(age * SHARE, LEAST), MOST)
    return min(wait, DAILY) if age <= YOUNG else wait


class Curve:
    """The waits of one site."""

    def __init__(self, history: History | None = None) -> None:
        self._seconds = [0.0] * BINS
        self._edits = [0] * BINS
        for number, (seconds, edits) in (history or {}).items():
            self._seconds[number] = seconds
            self._edits[number] = edits

    def note(self, age: timedelta, since: timedelta, *, is_edited: bool) -> int:
        """One more look at an article that is `age` old and was looked at `since` ago; gives the bin it counts in."""
        number = bin_of(max(age - since / 2, timedelta()))
        self._seconds[number] += max(since.total_seconds(), 0.0)
        self._edits[number] += is_edited
        return number

    def counted(self, number: int) -> tuple[float, int]:
        """What a bin holds: seconds between looks, edits found."""
        return self._seconds[number], self._edits[number]

    def rate(self, age: timedelta) -> float:
        """Edits a second that an article of `age` is expected to see."""
        default = HIT / default_wait(age).total_seconds()
        number = bin_of(age)
        return (PRIOR + self._edits[number]) / (PRIOR / default + self._seconds[number])

    def wait(self, age: timedelta) -> timedelta:
        """How long to leave an article of `age` alone."""
        default = default_wait(age)
        factor = sqrt(HIT / default.total_seconds() / self.rate(age))
        return min(max(default * min(max(factor, 1 / FACTOR), FACTOR), LEAST), MOST)
