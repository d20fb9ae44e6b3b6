"""Which articles a crawl is to bring, by its arguments: before a request as far as the address tells, and after."""

from __future__ import annotations

from datetime import date

from newscrawler.discovery.addresses import date_in
from newscrawler.discovery.entries import Further
from newscrawler.discovery.sitemaps import span_in
from newscrawler.items import Article
from newscrawler.outcomes import Outcome
from newscrawler.spiders.arguments import Arguments


def may_be_wanted(url: str, published: str | None, wanted: Arguments, *, modified: str | None = None) -> bool:
    """Whether an article's address is worth a request: by its own day, by the instants somebody told, by `match`."""
    day = date_in(url)
    if day and not _in_range(day, wanted):
        return False
    if published and not day and not _may_be_in_range(published, published, wanted):
        return False
    if modified and not published and not day and not _may_be_in_range("", modified, wanted):
        return False  # what was last changed before `since` was published before it
    return wanted.match is None or wanted.match.search(url) is not None


def may_hold_wanted(sitemap: Further, wanted: Arguments) -> bool:
    """Whether a sitemap is worth a request: by the time its name tells of, and by its last change."""
    span = span_in(sitemap.url)
    if span and not _may_be_in_range(*span, wanted):
        return False
    return not sitemap.modified or _may_be_in_range("", sitemap.modified, wanted)


def is_too_late(published: str | None, wanted: Arguments) -> bool:
    """Whether something was published after `until`: what is wanted lies behind it in lists that run newest first."""
    return bool(published and wanted.until and published[:10] > wanted.until)


def why_unwanted(article: Article, wanted: Arguments) -> Outcome | None:
    """Why an article that was read is left out all the same; None if it is wanted."""
    day = (article.date_published or "")[:10]
    if day and not _in_range(day, wanted):
        return Outcome.OUT_OF_RANGE
    if wanted.section and wanted.section.casefold() not in {name.casefold() for name in article.sections}:
        return Outcome.NOT_WANTED
    if wanted.match and not wanted.match.search(article.url or ""):
        return Outcome.NOT_WANTED
    return None


def _in_range(day: str, wanted: Arguments) -> bool:
    return (wanted.since or "") <= day <= (wanted.until or "9999")


def _may_be_in_range(first: str, last: str, wanted: Arguments) -> bool:
    """Whether what lies between two instants (or days) can be of the days asked for, on whatever clock they are kept:
    UTC and the site's own differ by a day at most.
    """
    since = _moved(wanted.since, -1) if wanted.since else ""
    until = _moved(wanted.until, 1) if wanted.until else "9999"
    return last[:10] >= since and first[:10] <= until


def _moved(day: str, days: int) -> str:
    moved = date.fromisoformat(day).toordinal() + days
    return date.fromordinal(min(max(moved, 1), date.max.toordinal())).isoformat()
