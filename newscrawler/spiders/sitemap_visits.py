"""Which sitemaps of an index are worth a request in a run that is not the first.

Of a site that keeps thousands of old ones the index says when each was last changed; where it has not been since a
crawl of this command that came to its end, nothing in it can be new. What an index says is not believed for ever: a
sitemap is asked for again after a quarter of the time since its last change, as an article is (`archive/curve.py`), at
most 90 days. Where the index says nothing, the time that a sitemap's own name tells of (`/sitemap-2019-03.xml`) stands
in for it, beyond the newest few. Where neither tells anything, it is asked for by every run, by its validators; so is
one that names something later than its index's last word of it. An index that tells one and the same time of most of
its sitemaps tells when it was made, or nothing: it is believed for a day, and names' times go before it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

import orjson

from newscrawler.archive.curve import DAILY, default_wait
from newscrawler.archive.looks import Known
from newscrawler.clock import moment_of
from newscrawler.discovery.addresses import address_key
from newscrawler.discovery.entries import Entry, Further
from newscrawler.discovery.sitemaps import span_in
from newscrawler.outcomes import Outcome
from newscrawler.site import Site
from newscrawler.spiders.revisits import ELSEWHERE

READ = frozenset({Outcome.CHANNEL, Outcome.NOT_MODIFIED})
"""Ends after which all that a sitemap names is known."""
CONTRADICTED = "contradicted"
"""Kept in place of what an index said of a sitemap, and equal to nothing that it may say."""

NEWEST = 12
"""Sitemaps whose index does not say when they were changed and that are asked for all the same: they may tell of edits,
and cost a 304 each."""


def stamp_of(named: list[Further]) -> str | None:
    """The time that an index tells of half of its sitemaps and more, and of two at least; None where there is none.

    Nobody knows which of them it is true of: of one with a new article in it, it is not.
    """
    dates = Counter(one.modified for one in named if one.modified is not None)
    (stamp, count), *_ = dates.most_common(1) or [("", 0)]
    return stamp if count >= 2 and 2 * count >= dates.total() else None


def is_left_alone(sitemap: Further, account: Site, now: datetime, place: int, *, is_stamped: bool = False) -> bool:
    """Whether this run asks for other things than `sitemap`, whose place counts from the newest (0) of its index and
    which may bear that one's stamp (`stamp_of`); those are counted.
    """
    known = account.frontier.known(address_key(sitemap.url))
    if not is_settled(sitemap, known, account.caught_up_at, now, place=place, is_stamped=is_stamped):
        return False
    account.revisits["settled_sitemaps"] += 1
    return True


def note_contradiction(url: str, modified: str | None, entries: Iterable[Entry], account: Site, now: datetime) -> None:
    """Where the sitemap at `url` names something later than its index says it was `modified`, have no later run leave
    it alone: some indexes tell the same day for ever.
    """
    if modified is None or not is_contradicted(modified, entries, now):
        return
    key = address_key(url)
    known = account.frontier.known(key)
    if known is None:
        return
    call = orjson.loads(known.call)
    if "asked" in call.get("arguments", {}):
        call["arguments"]["asked"]["modified"] = CONTRADICTED
        account.frontier.change_call(key, orjson.dumps(call).decode())


def is_contradicted(modified: str, entries: Iterable[Entry], now: datetime) -> bool:
    """Whether any entry was published or changed between what `modified` says and `now`, on whatever clock."""
    changed = _last_change(Further(url="", modified=modified))
    if changed is None:
        return False
    moments = (moment_of(entry.latest) for entry in entries)
    return any(moment is not None and changed + ELSEWHERE < moment <= now for moment in moments)


def is_settled(
    sitemap: Further,
    known: Known | None,
    caught_up_at: str | None,
    now: datetime,
    *,
    place: int = NEWEST,
    is_stamped: bool = False,
) -> bool:
    """Whether a sitemap need not be asked for: `known` is what the ledger has of its address, `caught_up_at` when the
    last crawl of the same command began that came to its end, `place` counts the index's sitemaps from the newest (0),
    `is_stamped` where it bears its index's stamp.
    """
    if is_stamped and span_in(sitemap.url) is not None:
        sitemap, is_stamped = replace(sitemap, modified=None), False
    if place == 0 or (sitemap.modified is None and place < NEWEST):
        return False
    caught_up = moment_of(caught_up_at)
    visited = moment_of(known.visited_at) if known is not None else None
    if known is None or known.outcome not in READ or caught_up is None or visited is None:
        return False
    before = orjson.loads(known.call).get("arguments", {}).get("asked", {}).get("modified")
    if before is not None and sitemap.modified is not None and before != sitemap.modified:
        return False
    changed = _last_change(sitemap)
    if changed is None or changed >= min(caught_up, visited):
        return False
    longest = default_wait(now - changed)
    return timedelta(0) <= now - visited < (min(longest, DAILY) if is_stamped else longest)


def _last_change(sitemap: Further) -> datetime | None:
    """The latest instant at which anything in a sitemap can have changed, as far as anybody tells."""
    told = sitemap.modified
    if told is not None:
        moment = moment_of(told)
        if moment is None:
            return None
        return moment + timedelta(days=1) + ELSEWHERE if len(told) == 10 else moment
    span = span_in(sitemap.url)
    if span is None:
        return None
    last = moment_of(span[1]) or moment_of(f"{span[1][:8]}28")  # of February "the 31st" is told
    return last + timedelta(days=5) if last is not None else None
