"""The further pages of articles: each is read, added to the article that waits for it, and no record of its own.

Who asks for them, and who waits, is `pipelines.parts`; here their requests come to their ends.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from newscrawler.captured import capture_of
from newscrawler.cleaning import clean_body
from newscrawler.discovery.parts import MOST_PARTS, parts_in
from newscrawler.extraction.document import Document
from newscrawler.items import Article, Part
from newscrawler.outcomes import Outcome, outcome_of_status
from newscrawler.pages.kinds import PageKind, classify
from newscrawler.pages.parts import add_page, is_of
from newscrawler.pages.reading import read_document
from newscrawler.reading_time import ReadingTooLong
from newscrawler.redirects import REDIRECTS
from newscrawler.run import Awaited, Run
from newscrawler.site import Site
from newscrawler.spiders.endings import PASSING
from newscrawler.spiders.refused import OUTCOMES, headers_of, is_challenge

if TYPE_CHECKING:
    from scrapy.http import Response

    from newscrawler.spiders.base import NewsSpider
    from newscrawler.spiders.successors import Successors

logger = logging.getLogger(__name__)

LARGEST = 1024 * 1024
"""Bytes of a first page that may wait in memory; the further pages of a larger one are not asked for."""


class Parts:
    """Reads further pages for the articles that wait for them."""

    def __init__(self, spider: NewsSpider, successors: Successors) -> None:
        self._spider = spider
        self._successors = successors

    @property
    def _run(self) -> Run:
        return self._spider.run

    def may_wait(self, article: Article, response: Response) -> None:
        """Note that the further pages of a page too large to be kept waiting are not asked for."""
        if len(response.body) > LARGEST:
            article.parts = [replace(part, outcome=str(Outcome.TOO_LARGE)) for part in article.parts]

    def read(self, response: Response, account: Site, part: str, hops: int, origin: str | None) -> list[Any]:
        """The answer to the request for the page at `part`: its end, and what follows from it."""
        account.responses += 1
        failure = outcome_of_status(response.status)
        if response.status in REDIRECTS:
            followed = self._successors.redirect(response, account, hops, origin)
            if not followed:
                ending = account.endings.get(origin or "") or account.endings.get(response.url)
                note_missing(self._run, part, ending or Outcome.REDIRECTED)
            return followed
        if failure is not None:
            if is_challenge(response):
                note_missing(self._run, part, Outcome.CHALLENGE)
                account.end(Outcome.CHALLENGE, origin or response.url)
                return []
            return self._successors.ask_again(response.request, response.status in PASSING, account, failure)
        try:
            return self._added(response, account, part, hops, origin)
        except ReadingTooLong as error:
            logger.warning("%s: reading it was ended: %s", response.url, error)
            note_missing(self._run, part, Outcome.TOO_SLOW)
            account.end(Outcome.TOO_SLOW, origin or response.url)
            return []

    def _added(self, response: Response, account: Site, part: str, hops: int, origin: str | None) -> list[Any]:
        """As `read`, of an answer that brings a page; ReadingTooLong before the request has its end."""
        awaited = self._run.awaited.get(part)
        content_type = (response.headers.get(b"Content-Type") or b"").decode("latin-1")
        with self._run.reading():
            document = Document.parse(response.body, response.url, content_type=content_type)
            page = clean_body(read_document(document))
            kind = classify(document, headers_of(response))
        if awaited is not None and kind is PageKind.ARTICLE and page.body and not is_of(awaited.article, page):
            awaited.article.parts = [each for each in awaited.article.parts if each is not awaited.part]
            _tell(awaited, is_there=False)
            account.responses -= 1  # counted by `parse`: the page is a story of its own
            return self._spider.parse(response, account.name, hops=hops, origin=origin)
        outcome = OUTCOMES.get(kind) or self._spider.permissions.of(document, response).ending
        outcome = outcome or self._joined(document, page, awaited, response)
        if outcome is Outcome.PART:
            _tell(awaited, is_there=True)
        else:
            note_missing(self._run, part, outcome)
        account.end(outcome, origin or response.url)
        return []

    def _joined(self, document: Document, page: Article, awaited: Awaited | None, response: Response) -> Outcome:
        """How the request ended; `PART` where the page's text is in the article now."""
        if page.body is None:
            return Outcome.NO_BODY
        if awaited is None:  # asked for by a run that was cut short: the first page will ask for it again
            return Outcome.PART
        article = awaited.article
        part = replace(awaited.part, outcome=str(Outcome.PART), warc=capture_of(response))
        if not add_page(article, page, part):
            return Outcome.DUPLICATE
        known = {each.number for each in article.parts}
        for number, url in parts_in(document, article.final_url).further.items():
            if number not in known and len(article.parts) < MOST_PARTS:
                article.parts = sorted([*article.parts, Part(number=number, url=url)], key=lambda one: one.number or 0)
        return Outcome.PART


def note_missing(run: Run, part: str | None, outcome: Outcome) -> None:
    """The request for the page at `part`, if it was for one, came to no text that could be added."""
    awaited = run.awaited.get(part or "")
    if awaited is not None:
        article = awaited.article
        article.parts = [replace(one, outcome=str(outcome)) if one is awaited.part else one for one in article.parts]
        _tell(awaited, is_there=False)


def _tell(awaited: Awaited | None, *, is_there: bool) -> None:
    if awaited is not None and not awaited.ended.done():
        awaited.ended.set_result(is_there)
