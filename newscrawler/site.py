"""One site of a crawl, and the account of what became of its requests."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newscrawler.archive.archive import Archive
from newscrawler.archive.frontier import Frontier, frontier_in_memory
from newscrawler.archive.gone import Judgement
from newscrawler.archive.looks import Look
from newscrawler.archive.usual import Shortfall
from newscrawler.archive.walk_notes import WalkNotes, notes_in_memory
from newscrawler.discovery.addresses import bare_host, host_of
from newscrawler.discovery.listings import Tally
from newscrawler.discovery.traps import Traps
from newscrawler.discovery.visits import Visits
from newscrawler.errors import ExitCode, NewscrawlerError
from newscrawler.items import Article
from newscrawler.outcomes import Outcome
from newscrawler.spiders.arguments import Arguments

if TYPE_CHECKING:
    from scrapy import Request

logger = logging.getLogger(__name__)


MOST_SECTIONS = 1000
"""That are remembered; an article names a few."""


@dataclass(slots=True)
class Site:
    """One site of a crawl and the account of what became of its requests."""

    name: str
    """Its archive's name or path."""
    seeds: dict[str, Outcome | None]
    """Where it begins, and how the request for each seed ended."""
    hosts: set[str]
    """Hosts that belong to it, `www.` or `m.` taken off."""
    wanted: Arguments = field(default_factory=Arguments)
    """What was asked of it."""
    archive: Archive | None = None
    goes_on: bool = False
    """Whether this run goes on with a crawl that was cut short."""
    caught_up_at: str | None = None
    """When the last crawl of the same command began that came to its end."""
    written_before: int = 0
    """Lines that earlier runs of this crawl have written."""
    requests: int = 0
    """Requests handed out by the scheduler; each ends in one outcome."""
    requests_by: Counter[tuple[str, str]] = field(default_factory=Counter)
    """The same by channel, and whether the channel `itself` was asked or an address that it `told` of."""
    responses: int = 0
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    left_out: int = 0
    """How often an article was told of that `since`, `until` or `match` leave out before a request."""
    removed: Counter[str] = field(default_factory=Counter)
    """Blocks removed from bodies, by step."""
    missing: Counter[str] = field(default_factory=Counter)
    """Fields that articles lacked."""
    ids: set[str] = field(default_factory=set)
    """Articles that this run has read; where an archive is kept, its ledger knows."""
    endings: dict[str, Outcome] = field(default_factory=dict)
    """Outcomes by address, until the scheduler takes them into the ledger."""
    states: Counter[str] = field(default_factory=Counter)
    """Lines written, by the state they tell."""
    judgement: Judgement | None = None
    """What is said of articles that were not where they were; known at the end of a run."""
    bodies: list[int] = field(default_factory=list)
    """Lengths of the bodies written, characters."""
    drift: list[str] = field(default_factory=list)
    """What newer lines lack that older ones had; known at the end of a run."""
    alarms: list[str] = field(default_factory=list)
    """All that somebody should look at, in words; known at the end of a run."""
    shortfall: Shortfall | None = None
    """Whether far fewer articles were published lately than is usual; known at the end of a run."""
    looks: dict[str, Look] = field(default_factory=dict)
    """What articles told of their next visits, by address, until the scheduler takes it into the ledger."""
    revisits: Counter[str] = field(default_factory=Counter)
    """Known addresses: `due` articles, `asked` of them, `told` to have changed, what was `owed`, `settled_sitemaps`."""
    revalidated: Counter[str] = field(default_factory=Counter)
    """Requests that were `asked` with validators, and `not_modified` (304)."""
    visits: Visits = field(default_factory=Visits)
    """Parameters of its addresses that only tell visits apart."""
    traps: Traps = field(default_factory=Traps)
    """Addresses that were told of and never asked for, by kind."""
    hosts_near: Counter[str] = field(default_factory=Counter)
    """Hosts that its front links to and that are parts of its own, or its own of them: links to each."""
    sections: Counter[str] = field(default_factory=Counter)
    """Of articles that were read, where one section is asked for."""
    channels: dict[str, Tally] = field(default_factory=dict)
    """What its channels told, by their address."""
    trouble: NewscrawlerError | None = None
    """What ended it before its time: its archive could not be opened (then it is skipped), or written any more."""
    exit_code: ExitCode = ExitCode.UNEXPECTED
    """Until the run's report has judged it."""
    _frontier: Frontier | None = None
    _notes: WalkNotes | None = None

    @property
    def frontier(self) -> Frontier:
        """Its addresses: the archive's, or, where none is kept, some that end with this process. Those are made when
        they are asked for: of 200 sites with archives they were 400 databases for nothing.
        """
        if self.archive is not None:
            return self.archive.frontier
        if self._frontier is None:
            self._frontier = frontier_in_memory()
        return self._frontier

    @property
    def notes(self) -> WalkNotes:
        """What the walk must not forget, kept as its addresses are."""
        if self.archive is not None:
            return self.archive.notes
        if self._notes is None:
            self._notes = notes_in_memory()
        return self._notes

    @property
    def is_caught_up(self) -> bool:
        """Whether an earlier crawl of the same command came to its end: then what is known needs no looking for."""
        return self.caught_up_at is not None

    @property
    def records_written(self) -> int:
        """Lines written to the archive, or handed to the feeds where none is kept."""
        return self.outcomes[Outcome.ARCHIVED] + self.outcomes[Outcome.READ]

    @property
    def has_enough(self) -> bool:
        """Whether as many lines of it were written as were asked for."""
        limit = self.wanted.limit
        return limit is not None and self.records_written + self.written_before >= limit

    @property
    def articles_read(self) -> int:
        """Articles that this run has seen, new or not, each once."""
        return self.records_written + self.outcomes[Outcome.UNCHANGED]

    def owns(self, url: str) -> bool:
        """Whether the address is on one of its hosts."""
        return bare_host(host_of(url) or "") in self.hosts

    def has_read(self, article: Article) -> bool:
        """Whether this crawl has read the article by another address already."""
        return self.archive.was_read(article) if self.archive is not None else article.id in self.ids

    def note_sections(self, article: Article) -> None:
        """Remember of which sections there are articles, for whoever asked for one that there is not."""
        if self.wanted.section and len(self.sections) < MOST_SECTIONS:
            self.sections.update(article.sections)

    def end(self, outcome: Outcome, url: str) -> None:
        """The request for `url` ended in `outcome`."""
        self.outcomes[outcome] += 1
        self.endings[url] = outcome
        if url in self.seeds:
            self.seeds[url] = outcome
        logger.debug("%s: %s", outcome, url)

    def ending_of(self, request: Request) -> Outcome | None:
        """How `request` ended, said once; None where nobody said it."""
        told = [self.endings.pop(url, None) for url in (request.cb_kwargs.get("origin"), request.url) if url]
        return next((outcome for outcome in reversed(told) if outcome is not None), None)

    def look_of(self, request: Request) -> Look:
        """What the article that `request` gave told of its next visit, said once."""
        told = [self.looks.pop(url, None) for url in (request.cb_kwargs.get("origin"), request.url) if url]
        return next((look for look in reversed(told) if look is not None), Look())


def add_sites(sites: dict[str, Site], wanted: Arguments, archive_name: Callable[[str], str]) -> None:
    """Add to `sites` (by name) those that are asked for: `archive_name` gives the name of a host that has none."""
    asked = [(wanted, wanted.archive), *((each, name) for name, each in wanted.sites.items())]
    for each, archive in asked:
        for url in each.urls + each.articles:
            host = host_of(url) or ""
            name = archive or archive_name(host)
            site = sites.setdefault(name, Site(name=name, seeds={}, hosts=set(), wanted=each))
            site.seeds[url] = None
            site.hosts.add(bare_host(host))
