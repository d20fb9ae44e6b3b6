"""Asks whether a page has changed rather than for the page, where the archive has it and what labels its version.

A 304 for an article goes on as it is: the archive has the article. A 304 for a list or a channel is answered from the
archive's own capture, so that what follows is the same as if the page had come again: what it names and nobody has
fetched yet is still asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.exceptions import NotConfigured
from scrapy.http import Headers
from scrapy.responsetypes import responsetypes

from newscrawler.archive.validators import Validators, is_believed, validators_of
from newscrawler.archive.warc_reading import Message
from newscrawler.clock import moment_of
from newscrawler.discovery.addresses import address_key
from newscrawler.errors import ArchiveError
from newscrawler.part_of_run import PartOfRun
from newscrawler.revalidated import KEPT, SAID, UNMODIFIED, is_list
from newscrawler.run import Run
from newscrawler.site import Site

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

CONDITIONS = ("If-None-Match", "If-Modified-Since")


class RevalidationMiddleware(PartOfRun):
    """Sends validators, and takes them from what comes back."""

    def __init__(self, crawler: Crawler, run: Run) -> None:
        if not crawler.settings.getbool("NEWSCRAWLER_REVALIDATE"):
            raise NotConfigured
        super().__init__(crawler, run)

    def process_request(self, request: Request) -> None:
        """Say what the archive has, where that may be believed."""
        for name in CONDITIONS:  # of an earlier try
            request.headers.pop(name, None)
        for key in (SAID, UNMODIFIED, KEPT):
            request.meta.pop(key, None)
        site = self._run.sites.get(request.cb_kwargs.get("site", ""))
        if site is None or site.archive is None:
            return
        try:
            validators = self._validators(request, site)
        except ArchiveError as error:
            self._run.stop_for(error, self._crawler)
            return
        if validators:
            site.revalidated["asked"] += 1
            for name, value in validators.headers.items():
                request.headers[name] = value

    def process_response(self, request: Request, response: Response) -> Response:
        """Note what the answer is labelled with; a list's 304 becomes the page that the archive has."""
        if response.status == 200:
            request.meta[SAID] = validators_of(response.headers.get(b"ETag"), response.headers.get(b"Last-Modified"))
        elif response.status == 304 and any(name in request.headers for name in CONDITIONS):
            request.meta[UNMODIFIED] = True
            site = self._run.sites.get(request.cb_kwargs.get("site", ""))
            if site is not None:
                site.revalidated["not_modified"] += 1
            kept = request.meta.get(KEPT)
            if isinstance(kept, Message):
                return _answer(response, kept)
        return response

    def _validators(self, request: Request, site: Site) -> Validators | None:
        assert site.archive is not None
        known = site.frontier.known(address_key(request.url))
        if known is None or not known.validators or known.url != request.url or not site.frontier.believes_validators:
            return None
        full_at, as_list = moment_of(known.full_at), is_list(request, site)
        if full_at is None or not is_believed(full_at, self._run.clock(), known.in_a_row, is_list=as_list):
            return None
        if as_list:
            kept = site.archive.kept_answer(request.url)
            if kept is None:
                return None
            request.meta[KEPT] = kept
        elif known.article is None:
            return None
        return known.validators


def _answer(response: Response, kept: Message) -> Response:
    headers = Headers({name: value.encode("latin-1", "replace") for name, value in kept.headers.items()})
    cls = responsetypes.from_args(headers=headers, url=response.url, body=kept.payload)
    return cls(
        response.url, status=200, headers=headers, body=kept.payload, request=response.request,
        ip_address=response.ip_address, protocol=response.protocol,
    )  # fmt: skip
