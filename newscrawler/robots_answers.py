"""robots.txt of each origin of a crawl: asked for, kept for a day, looked at again, and which version was in force.

    2xx                    as written, as far as its first 512 KiB go
    4xx but 408, 429       all is allowed
    5xx, 300, 304, those,  nothing is, and it is looked at again after `NEWSCRAWLER_ROBOTS_AGAIN` seconds
    no answer, a redirect
    to no web address
    redirects              followed five times, each hop in its host's turn; beyond: all is allowed (RFC 9309, 2.3.1.2)

The scheduler asks `gate` before it hands a request out, so that nothing that waits for a robots.txt takes one of
`CONCURRENT_REQUESTS`. What every version said lies in the captures; the report names them.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from scrapy import Request
from scrapy.http.request import NO_CALLBACK

from newscrawler.clock import stamp
from newscrawler.download import FIRST_BYTES
from newscrawler.extraction.document import join_url
from newscrawler.outcomes import Outcome
from newscrawler.politeness.opt_outs import TDM_FILE, ai_groups, read_tdm_file
from newscrawler.politeness.page_directives import PRODUCT_TOKEN
from newscrawler.politeness.robots import MAX_BYTES, RobotsTxt
from newscrawler.redirects import REDIRECTS, location_of
from newscrawler.refusals import Refusal, one_line
from newscrawler.robots_versions import ALL_ALLOWED, Version, note_version, version_of

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from newscrawler.run import Run

logger = logging.getLogger(__name__)

MAX_REDIRECTS = 5  # RFC 9309, 2.3.1.2
LONGEST_ANSWER = 15.0  # seconds; all of a site waits for this one small file
MOST_LOOKS = 3
"""Looks in a row at a robots.txt that cannot be had, before a host that gave it earlier is given up for this run."""
_NO_WORD = frozenset({408, 429})
"""Statuses below 500 that say nothing of the file: too many requests, and a connection that a balancer gave up on."""
_ALLOWS_ALL = RobotsTxt((), None, ())


@dataclass(frozen=True, slots=True)
class Answer:
    """What an origin's robots.txt said, or why nothing may be asked for there."""

    robots: RobotsTxt | None
    trouble: str = ""
    is_final: bool = False
    """Without robots: not looked at again in this run."""
    reserved: tuple[RobotsTxt, ...] = ()
    """What is said to crawlers that gather text for models; empty unless that is obeyed."""


@dataclass(slots=True)
class _Origin:
    answer: Answer | None = None
    task: asyncio.Task[None] | None = None
    at: float = 0.0
    moment: datetime | None = None
    was_had: bool = False
    looks: int = 0
    """In a row, in which it could not be had."""
    versions: list[Version] = field(default_factory=list)

    @property
    def is_asked(self) -> bool:
        return self.task is not None and not self.task.done()


class RobotsAnswers:
    """All origins of one crawl."""

    def __init__(self, crawler: Crawler, run: Run) -> None:
        settings = crawler.settings
        self._crawler = crawler
        self._run = run
        self._tries = 1 + settings.getint("RETRY_TIMES")
        self._timeout = min(LONGEST_ANSWER, settings.getfloat("DOWNLOAD_TIMEOUT"))
        self._age = settings.getfloat("NEWSCRAWLER_ROBOTS_AGE")
        self._again = settings.getfloat("NEWSCRAWLER_ROBOTS_AGAIN")
        self._obeys_opt_outs = settings.getbool("NEWSCRAWLER_OBEY_AI_OPT_OUT")
        self._longest_delay = run.pace.longest
        self._origins: dict[str, _Origin] = {}

    # --- what is known

    def gate(self, origin: str) -> float | None:
        """Seconds until a request to `origin` may be judged (0: now); None while its robots.txt is asked for."""
        known = self._origins.setdefault(origin, _Origin())
        if known.is_asked:
            return None
        answer = known.answer
        if answer is not None and answer.robots is None and not answer.is_final:
            wait = known.at + self._again - self._run.pace.now()
            if wait > 0:
                return wait
        elif answer is not None and not self._is_old(known):
            return 0.0
        self._look(origin, known)
        return None

    def is_worth_waiting(self, origin: str) -> bool:
        """Whether a look again is waited for with nothing else left to do: this run had it, not long ago."""
        known = self._origins[origin]
        return known.was_had and known.looks < MOST_LOOKS

    def give_up(self, origin: str) -> str:
        """Look no more in this run; what is asked for there is refused. Gives why."""
        known = self._origins[origin]
        assert known.answer is not None
        known.answer = replace(known.answer, is_final=True)
        return known.answer.trouble

    def asked_now(self) -> list[str]:
        """Hosts whose robots.txt is asked for just now, which the rest of them waits for."""
        return [origin.partition("://")[2] for origin, known in self._origins.items() if known.is_asked]

    def known(self, origin: str) -> Answer | None:
        """The last answer of `origin`, however old."""
        found = self._origins.get(origin)
        return found.answer if found is not None else None

    def versions(self, host: str) -> list[dict[str, Any]]:
        """For the report: the versions of `host`, by either scheme, in the order they came into force."""
        found = [version for scheme in ("http", "https") for version in self._versions(f"{scheme}://{host}")]
        return [asdict(version) for version in sorted(found, key=lambda version: version.fetched_at)]

    def task_of(self, origin: str) -> asyncio.Task[None] | None:
        """The look that is under way, begun now where it is due; None where the answer is known."""
        return None if self.gate(origin) is not None else self._origins[origin].task

    def close(self) -> None:
        """End all looks."""
        for known in self._origins.values():
            if known.task is not None:
                known.task.cancel()

    def _note(self, known: _Origin, version: Version) -> None:
        note_version(known.versions, version, stamp(self._run.clock()))

    def _versions(self, origin: str) -> list[Version]:
        return self._origins[origin].versions if origin in self._origins else []

    def _is_old(self, known: _Origin) -> bool:
        """By the clock too: a machine that slept counts no seconds."""
        if self._run.pace.now() - known.at > self._age:
            return True
        return known.moment is not None and (self._run.clock() - known.moment).total_seconds() > self._age

    # --- looking

    def _look(self, origin: str, known: _Origin) -> None:
        known.task = asyncio.ensure_future(self._ask(origin, known))

    async def _ask(self, origin: str, known: _Origin) -> None:
        """Look, as often as any page is asked for; never raises."""
        answer = Answer(None)
        for count in range(self._tries):
            if count:
                await asyncio.sleep(0.5 * 2**count)
            try:
                answer = await self._answer(origin, known)
            except Refusal as refusal:
                answer = Answer(None, str(refusal))
                if refusal.outcome is Outcome.STOPPED:
                    break
            except Exception as error:  # whatever the downloader raises means: not had
                answer = Answer(None, one_line(f"{type(error).__name__}: {error}"))
            if answer.robots is not None or answer.is_final:
                break
        known.answer, known.at, known.moment = answer, self._run.pace.now(), self._run.clock()
        known.was_had |= answer.robots is not None
        known.looks = 0 if answer.robots is not None else known.looks + 1
        if answer.robots is None:
            self._note(known, Version(f"{origin}/robots.txt", means=answer.trouble))
            logger.warning("%s/robots.txt: nothing is asked for there (RFC 9309): %s", origin, answer.trouble)
        self._run.wake()

    async def _answer(self, origin: str, known: _Origin) -> Answer:
        response = await self._fetch(f"{origin}/robots.txt")
        if response is None:
            self._note(known, Version(f"{origin}/robots.txt", means=ALL_ALLOWED))
            return Answer(_ALLOWS_ALL)
        status = response.status
        if status in REDIRECTS:
            return Answer(None, f"status {status} without a web address to follow it to")
        if not (200 <= status < 300 or 400 <= status < 500) or status in _NO_WORD:
            return Answer(None, f"status {status}")
        robots = RobotsTxt.parse(response.body, PRODUCT_TOKEN) if status < 300 else _ALLOWS_ALL
        self._run.sitemaps[origin] = robots.sitemaps
        self._note(known, version_of(response, robots.crawl_delay))
        if robots.crawl_delay:
            if robots.crawl_delay > self._longest_delay:
                return Answer(None, self._asks_too_much(robots.crawl_delay), is_final=True)
            self._run.pace.promise(origin.partition("://")[2], robots.crawl_delay)
        reserved = await self._reserved(origin, response, robots) if self._obeys_opt_outs else ()
        return Answer(robots, reserved=reserved)

    def _asks_too_much(self, seconds: float) -> str:
        longest = f"NEWSCRAWLER_MAX_CRAWL_DELAY={self._longest_delay:g}"
        return f"it asks for {seconds:g} s between requests, more than {longest}"

    async def _reserved(self, origin: str, response: Response, robots: RobotsTxt) -> tuple[RobotsTxt, ...]:
        """What is kept from those who gather text for models, by robots.txt and by the origin's TDM file."""
        groups = ai_groups(response.body) if response.status < 300 else ()
        url = origin + TDM_FILE
        if not robots.allows(url):
            return groups
        answer = await self._fetch(url)
        if answer is None or not 200 <= answer.status < 300:
            return groups
        return (*groups, read_tdm_file(answer.body))

    async def _fetch(self, url: str) -> Response | None:
        """The answer for `url` after redirects; one that names no web address is it; None: they are too many."""
        site = self._run.site_of(url.partition("://")[2].partition("/")[0])
        for _ in range(1 + MAX_REDIRECTS):
            meta = {"dont_obey_robotstxt": True, "download_timeout": self._timeout, FIRST_BYTES: MAX_BYTES}
            call = {"site": site.name} if site is not None else {}  # whose archive captures it, wherever it leads
            request = Request(url, callback=NO_CALLBACK, meta=meta, cb_kwargs=call, dont_filter=True)
            response = await self._crawler.engine.download_async(request)
            if response.status not in REDIRECTS:
                return response
            target = join_url(response.url, location_of(response))
            if target is None:
                return response
            url = target
        return None
