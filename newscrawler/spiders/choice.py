"""Which articles a crawl is to bring, by its arguments: before a request as far as the address tells, and after."""

from __future__ import annotations

from newscrawler.discovery.addresses import date_in
from newscrawler.items import Article
from newscrawler.outcomes import Outcome
from newscrawler.spiders.arguments import Arguments


def may_be_wanted(url: str, published: str | None, wanted: Arguments) -> bool:
    """Whether an article's address is worth a request; `published` is the day somebody told, if any."""
    day = published or date_in(url)
    if day and not _in_range(day, wanted):
        return False
    return wanted.match is None or wanted.match.search(url) is not None


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
