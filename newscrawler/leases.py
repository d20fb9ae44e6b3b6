"""Requests that were handed out: each is a lease of its address, and each lease ends once.

It ends when the engine has let go of its request, which is after all that its callback yielded is in the ledger too:

    the page gave a record, or none      done, with its outcome; its links were queued before
    redirected to another address        done; the other one is an address of its own, queued if it is new
    redirected to a twin (slash, https)  the twin takes the lease over: same address, still queued
    to be asked again                    the new request takes the lease over, with one more try
    refused by us (robots, pace, bounds) done, with its outcome
    failed on the way                    done, with its outcome, after the retries
    a callback or a pipeline broke       done, `failed`
    stopped while under way              given back: still queued, asked for by the next run
    the process died                     nothing was written: still queued, asked for by the next run
    runs died while it was being read    read by a process of its own first; set aside where that dies too

The sum of outcomes is the number handed out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy import signals

from newscrawler.archive.windows import Queued
from newscrawler.channel_of_request import channel_of
from newscrawler.clock import stamp
from newscrawler.discovery.addresses import address_key
from newscrawler.errors import ArchiveError
from newscrawler.middlewares.trial import SUSPECT
from newscrawler.outcomes import Outcome
from newscrawler.revalidated import look_after
from newscrawler.run import Run, host_of_request
from newscrawler.site import Site

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler


class Leases:
    """Knows which requests are out, and of which site."""

    def __init__(self, crawler: Crawler, run: Run) -> None:
        self._crawler = crawler
        self._run = run
        self._out: dict[Request, tuple[Site, Queued]] = {}
        crawler.signals.connect(self._note_answer, signals.response_downloaded)

    def __len__(self) -> int:
        return len(self._out)

    def begin(self, request: Request, site: Site, lease: Queued) -> None:
        """`request` is handed out."""
        self._out[request] = (site, lease)
        site.requests += 1
        site.requests_by[channel_of(request)] += 1

    def end_what_ended(self) -> None:
        """End the leases of all requests that the engine has let go of. Raises ArchiveError where the disk fails."""
        slot = self._crawler.engine._slot  # the engine has no public way to ask what is under way (2.19)
        self._end_all_but(slot.inprogress if slot is not None else set())

    def end_all(self) -> None:
        """The crawl is over: end all leases. An archive whose disk fails now keeps no other from its account."""
        while self._out:
            try:
                self._end_all_but(set())
            except ArchiveError as error:
                self._run.stop_for(error, self._crawler)

    def _end_all_but(self, under_way: set[Request]) -> None:
        for request in [request for request in self._out if request not in under_way]:
            site, lease = self._out.pop(request)
            outcome = site.ending_of(request)
            if site.trouble is not None:  # its ledger takes nothing any more, and has it queued still
                continue
            if site.archive is not None:
                site.archive.end_reading(address_key(lease.url))
            if outcome is Outcome.OVER_BUDGET:
                self._run.leave(host_of_request(request), "budget", "its requests of this day are spent")
            self._run.note_ending(request, outcome)
            if outcome in (Outcome.STOPPED, Outcome.OVER_BUDGET):
                site.frontier.give_back(lease, outcome)
            else:
                look = look_after(request, outcome, site.look_of(request), site)
                site.frontier.end(lease, outcome, stamp(self._run.clock()), look)
            if site.archive is not None and site.archive.is_careful:
                site.archive.commit()  # else whatever ends this run in the next second is laid to this answer

    def _note_answer(self, request: Request) -> None:
        """An answer is there and about to be read: should that end the process, the next run knows by what."""
        site, lease = self._out.get(request, (None, None))
        if site is None or lease is None or site.archive is None or not site.archive.is_careful:
            return
        try:
            for other_site, other in self._out.values():  # read to the end, though its lease is not over yet
                if other_site is site and other.url in site.endings:
                    site.archive.end_reading(address_key(other.url))
            key = address_key(lease.url)
            if site.archive.is_suspect(key):
                request.meta[SUSPECT] = site.name, key  # begins when it was tried
            else:
                site.archive.begin_reading(key)
        except ArchiveError as error:
            self._run.stop_for(error, self._crawler)
