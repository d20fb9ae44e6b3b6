"""What is usual of a site: how many articles it publishes in a day, of this day of the week.

Counted by when articles were published, not by when they were fetched, so that the figure does not depend on how often
a crawl is run. A day is the 24 hours before an instant. It falls short if it holds far less than the same day of
earlier weeks: less than half their median, and further below it than three robust deviations (1.4826 x the median
absolute deviation, which is one standard deviation of a normal distribution; three is the cut that Leys et al. 2013,
"Detecting outliers: Do not use standard deviation around the mean, use absolute deviation around the median", call
very conservative).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

WEEKS = 8
"""Weeks that are looked back."""
FEWEST_WEEKS = 3
"""Same days of the week that it takes; with fewer, all days of the week before count."""
FEWEST_DAYS = 5
LEAST_USUAL = 4.0
"""Of a site that publishes fewer a day, a quiet day says nothing."""
DEVIATIONS = 3.0
NORMAL = 1.4826
"""Standard deviations of a normal distribution in one median absolute deviation."""


@dataclass(slots=True, frozen=True)
class Shortfall:
    """A day with far fewer articles than is usual."""

    found: int
    usual: float


def shortfall(days: Sequence[int]) -> Shortfall | None:
    """Whether the last day falls short; `days[n]` holds the articles published in the n-th 24 hours back from now, as
    far back as the archive goes.

    >>> shortfall([1] + [20, 19, 22, 20, 18, 21, 20] * 4)
    Shortfall(found=1, usual=20.0)
    >>> shortfall([1] + [20, 19, 22, 20, 18, 21, 1] * 4) is None  # Sundays are quiet
    True
    """
    found, *past = days or [0]
    weekly = past[6 : 7 * WEEKS : 7]
    earlier = weekly if len(weekly) >= FEWEST_WEEKS else past[:7]
    if earlier is not weekly and len(earlier) < FEWEST_DAYS:
        return None
    usual = float(median(earlier))
    deviation = NORMAL * median(abs(count - usual) for count in earlier)
    if usual < LEAST_USUAL or found >= usual / 2 or found >= usual - DEVIATIONS * deviation:
        return None
    return Shortfall(found, usual)
