"""What the parts of one crawl share: its sites, its account of requests, its pace, its clock, its troubles.

Scrapy's parts (spider, scheduler, middlewares, pipelines, extensions) do not know each other; they meet here and
nowhere else. `run_of(crawler)` gives the one `Run` of a crawl, whoever asks first.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from scrapy.utils.httpobj import urlparse_cached

from newscrawler.clock import Clock, clock_at, stamp
from newscrawler.discovery.addresses import bare_host
from newscrawler.errors import ArchiveError, ExitCode, NewscrawlerError
from newscrawler.items import Article, Part
from newscrawler.leaving import NO_REFUSAL, REFUSALS, Leaving
from newscrawler.outcomes import Outcome
from newscrawler.pace_of_settings import pace_of
from newscrawler.politeness.access import Access, read_access
from newscrawler.politeness.pace import Pace
from newscrawler.reading_time import at_most
from newscrawler.site import Site

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler

    from newscrawler.robots_answers import RobotsAnswers

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Awaited:
    """A further page of an article, asked for and not there yet."""

    article: Article
    """What is known of it so far, cleaned; the page is added to it."""
    part: Part
    ended: asyncio.Future[bool]
    """Whether its text is in the article now."""


@dataclass(slots=True, weakref_slot=True)
class Run:
    """One crawl."""

    clock: Clock
    pace: Pace
    run_id: str = ""
    limit: int | None = None
    """How many records may be written in all."""
    sites: dict[str, Site] = field(default_factory=dict)
    skipped: list[Site] = field(default_factory=list)
    """Sites whose archives could not be opened, while others go on."""
    sitemaps: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Origin → the `Sitemap:` lines of its robots.txt, as written."""
    troubles: list[NewscrawlerError] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)
    """What its arguments may have meant, where nothing came of them; known at the end."""
    exit_code: ExitCode = ExitCode.UNEXPECTED
    """Until the run's report has judged it."""
    closing: asyncio.Future[None] | None = None
    downloads: set[asyncio.Task[object]] = field(default_factory=set)
    """Under way."""
    awaited: dict[str, Awaited] = field(default_factory=dict)
    """Further pages of articles, by address."""
    waiting_for_twins: int = 0
    """Articles that wait until an address is asked where they seem to have been (`pipelines.moves`)."""
    is_cut_short: bool = False
    """Whether downloads were ended because the crawl is being stopped."""
    robots: RobotsAnswers | None = None
    """What robots.txt says; None where it is not obeyed."""
    wake: Callable[[], None] = lambda: None
    """Has the scheduler look again at what may be asked for now."""
    access: Access = field(default_factory=Access)
    """What a subscriber handed over, for hosts named one by one."""
    reading_timeout: float = 0.0
    """Seconds of CPU time that reading one page may take (0: as many as it takes)."""
    most_refusals: int = 0
    """Pages in a row that a host may refuse before it is left alone (0: any number)."""
    refusals: Counter[str] = field(default_factory=Counter)
    """Pages that each host has refused in a row."""
    left_alone: dict[str, Leaving] = field(default_factory=dict)
    """Hosts that are asked for nothing more in this run; what is queued of them stays queued for a later one."""

    def reading(self) -> AbstractContextManager[None]:
        """Within it a page is read; ReadingTooLong where that takes too much CPU time (`reading_time.at_most`)."""
        return at_most(self.reading_timeout)

    @property
    def limit_reached(self) -> bool:
        """Whether as many records were written as were asked for, in all or of each site."""
        written = sum(site.records_written + site.written_before for site in self.sites.values())
        if self.limit is not None and written >= self.limit:
            return True
        return bool(self.sites) and all(site.has_enough for site in self.sites.values())

    def has_enough(self, site: Site) -> bool:
        """Whether no further record of `site` is wanted."""
        return site.trouble is not None or site.has_enough or self.limit_reached

    def rests(self, site: Site) -> bool:
        """Whether `site` is asked for nothing more while others go on; what is queued of it stays queued."""
        return site.trouble is not None or (site.has_enough and not self.limit_reached)

    @property
    def outcomes(self) -> Counter[Outcome]:
        """Requests by outcome, over all sites."""
        total: Counter[Outcome] = Counter()
        for site in self.sites.values():
            total.update(site.outcomes)
        return total

    def site_of(self, host: str) -> Site | None:
        """The site that `host` belongs to."""
        bare = bare_host(host)
        return next((site for site in self.sites.values() if bare in site.hosts), None)

    def never_to_be_had(self, host: str, own: str) -> Outcome | None:
        """How that ends which an article at the host `own` waits for at `host`; None where it may still come, in this
        run or in the one that asks for the article again.
        """
        leaving = self.left_alone.get(host)
        is_for_good = leaving is not None and host != own and leaving.outcome is not Outcome.OVER_BUDGET
        return leaving.outcome if leaving is not None and is_for_good else None

    def leave(self, host: str, reason: str, why: str) -> None:
        """Ask `host` for nothing more in this run."""
        if host not in self.left_alone:
            self.left_alone[host] = Leaving(reason, why, stamp(self.clock()))
            logger.warning("%s is left alone for the rest of this run: %s", host, why)

    def note_ending(self, request: Request, outcome: Outcome | None) -> None:
        """Leave a host alone that refuses page after page; channels are not pages: walls often stand there alone."""
        host = host_of_request(request)
        if outcome in NO_REFUSAL:
            self.refusals[host] = 0
        elif outcome in REFUSALS and "asked" not in request.cb_kwargs:
            self.refusals[host] += 1
            if self.refusals[host] == self.most_refusals:
                self.leave(host, "refused", f"it refused {self.most_refusals} pages in a row, the last by {outcome}")

    def why_unfinished(self) -> str | None:
        """Why addresses stay queued though nothing more is asked for; None where none does."""
        return next(filter(None, map(self._why_unfinished, self.sites.values())), None)

    def _why_unfinished(self, site: Site) -> str | None:
        if site.outcomes[Outcome.OVER_BUDGET]:  # given back: the frontier's windows hold it no more
            return "budget"
        return next((self.left_alone[host].reason for host in site.frontier.hosts if host in self.left_alone), None)

    def reason_of(self, site: Site, reason: str) -> str:
        """Why `site` came to its end in a run that ended for `reason`: what ended another site is not its own."""
        if site.trouble is not None:
            return "archive"
        if site.has_enough:
            return "limit"
        if reason in ("finished", self.why_unfinished()):
            return self._why_unfinished(site) or "finished"
        return reason

    def trouble(self, error: NewscrawlerError) -> None:
        """Keep an error that ends the run, and say it once."""
        if str(error) not in map(str, self.troubles):
            self.troubles.append(error)
            logger.error("%s", error)

    def close(self, reason: str, crawler: Crawler) -> None:
        """Have the engine close, once."""
        if self.closing is None:
            self.closing = asyncio.ensure_future(crawler.engine.close_spider_async(reason=reason))

    def cut_downloads_short(self) -> None:
        """End all downloads that are under way: the crawl is being stopped."""
        self.is_cut_short = True
        for download in list(self.downloads):
            download.cancel()

    def stop_for(self, error: NewscrawlerError, crawler: Crawler) -> None:
        """An error that ends the run: say it once, and close. One of a single archive ends its site alone, as long as
        there are others that can be gone on with.
        """
        going = [site for site in self.sites.values() if site.trouble is None]
        hit = [site for site in self.sites.values() if _is_hit(site, error)]
        if not hit or all(site in hit for site in going):
            self.trouble(error)
            self.close("archive", crawler)
            return
        for site in hit:
            if site.trouble is None:
                site.trouble = error
                logger.error("%s is asked for nothing more in this run: %s", site.name, error)
        self.wake()


def _is_hit(site: Site, error: NewscrawlerError) -> bool:
    """Whether `error` is of the site's archive."""
    return isinstance(error, ArchiveError) and site.archive is not None and site.archive.folder == error.folder


_USUAL_PORTS = {"http": ":80", "https": ":443"}


def host_of_request(request: Request) -> str:
    """`host` or `host:port` whose pace `request` keeps, whatever proxy it is sent through; no usual port."""
    parts = urlparse_cached(request)
    return parts.netloc.rpartition("@")[2].lower().removesuffix(_USUAL_PORTS.get(parts.scheme, ":"))


def origin_of_request(request: Request) -> str:
    """Scheme and host of `request`: what one robots.txt speaks for."""
    return f"{urlparse_cached(request).scheme}://{host_of_request(request)}"


def is_closing(crawler: Crawler) -> bool:
    """Whether the crawl is being stopped: whatever waits for its turn should wait no longer."""
    engine = crawler.engine
    slot = engine._slot  # the engine has no public word for it (2.19)
    return not engine.running or slot is None or slot.closing is not None


_RUNS: WeakKeyDictionary[Crawler, Run] = WeakKeyDictionary()


def run_of(crawler: Crawler) -> Run:
    """The run that `crawler` makes."""
    run = _RUNS.get(crawler)
    if run is None:
        clock = clock_at(crawler.settings.get("NEWSCRAWLER_NOW"))
        run = _RUNS[crawler] = Run(clock=clock, pace=pace_of(crawler.settings, clock))
        if path := crawler.settings.get("NEWSCRAWLER_ACCESS_FILE"):
            run.access = read_access(Path(path).expanduser())
        run.reading_timeout = crawler.settings.getfloat("NEWSCRAWLER_READING_TIMEOUT")
        run.most_refusals = crawler.settings.getint("NEWSCRAWLER_REFUSALS_IN_A_ROW")
    return run
