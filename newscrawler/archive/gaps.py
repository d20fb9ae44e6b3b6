"""When an address is due again whose last request gave no article: what failed soon, what is no article seldom.

Lists and channels are asked for by every run that comes by them, so that they are due by themselves only where their
request failed, or was never sent: else what they name would be lost.
"""

from __future__ import annotations

from datetime import timedelta

from newscrawler.outcomes import Outcome

OWED = frozenset(
    {
        Outcome.REFUSED,
        Outcome.BLOCKED,
        Outcome.SERVER_ERROR,
        Outcome.TIMED_OUT,
        Outcome.UNREACHABLE,
        Outcome.BAD_RESPONSE,
        Outcome.ROBOTS_UNREACHABLE,
        Outcome.FAILED,
        Outcome.OVER_LIMIT,
    }
)
"""Ends after which we do not know what is there: the next run asks again."""
SENT_ON = frozenset({Outcome.REDIRECTED, Outcome.DUPLICATE, Outcome.PART})
"""Ends that lead to another address, which has its own visits."""

MOST_FAILING = timedelta(days=1)
MOST_OTHER = timedelta(days=32)


def gap_after(outcome: Outcome, tries: int, *, is_list: bool, is_known: bool = False) -> timedelta | None:
    """How long to leave an address alone after `tries` requests in vain, the last of which ended in `outcome`.

    None: it is not due by itself. `is_known`: it gave an article before, which may be back where a redirect leads
    elsewhere now.

    >>> gap_after(Outcome.TIMED_OUT, 1, is_list=False), gap_after(Outcome.NOT_FOUND, 2, is_list=False)
    (datetime.timedelta(0), datetime.timedelta(days=2))
    """
    if outcome in OWED:
        return min(timedelta(hours=2 ** min(max(tries, 1) - 1, 10) - 1), MOST_FAILING)
    if is_list or (outcome in SENT_ON and not (is_known and outcome is Outcome.REDIRECTED)):
        return None
    return min(timedelta(days=2 ** min(max(tries, 1) - 1, 10)), MOST_OTHER)
