"""Opens the archives of a run, each with its frontier, and closes them: what Scrapy's parts share of them."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from scrapy.settings import SETTINGS_PRIORITIES, BaseSettings

from newscrawler import __version__
from newscrawler.archive.adopted_runs import command_of
from newscrawler.archive.archive import Archive
from newscrawler.archive.packing import Packing
from newscrawler.archive.paths import archive_folder, free_run_id, output_folder
from newscrawler.clock import stamp
from newscrawler.discovery.addresses import address_key, bare_host
from newscrawler.errors import ArchiveError, NewscrawlerError
from newscrawler.open_files import allow_open_files
from newscrawler.outcomes import Outcome
from newscrawler.pages.reading import warm_up
from newscrawler.run import Run
from newscrawler.site import Site

if TYPE_CHECKING:
    from scrapy import Spider
    from scrapy.crawler import Crawler

logger = logging.getLogger(__name__)

BASE_FILES, FILES_A_SITE = 256, 12
"""Open files a run is allowed: a site of the 200 in benchmarks/sites held six, its connection included."""
HOSTS = "hosts"
"""Name of the note of a site's hosts, kept when it turns out to have moved."""


def open_shelves(crawler: Crawler, run: Run, spider: Spider) -> None:
    """Open every site's archive and frontier; a site where that fails is skipped, and a run that is left without any
    is in trouble.
    """
    settings = crawler.settings
    allow_open_files(BASE_FILES + FILES_A_SITE * len(run.sites))
    if settings.getbool("NEWSCRAWLER_ARCHIVE"):
        _with_each(run, lambda site: _open_archive(site, settings, run))
    _with_each(run, lambda site: _check_reports(site, run))
    archives = [site.archive for site in run.sites.values() if site.archive is not None]
    folders = [archive.folder for archive in archives]
    run.run_id = free_run_id(folders, run.clock(), lambda run_id: any(each.has_run(run_id) for each in archives))
    _with_each(run, lambda site: _begin(site, run, spider, settings))
    for site in run.skipped:
        if run.sites:
            logger.error("%s is skipped: %s", site.name, site.trouble)
        elif site.trouble is not None:
            run.trouble(site.trouble)


def _with_each(run: Run, begin: Callable[[Site], None]) -> None:
    """`begin` with each site; those that cannot be begun with are skipped."""
    for site in list(run.sites.values()):
        try:
            begin(site)
        except NewscrawlerError as error:
            _skip(site, run, error)
        except OSError as error:  # a path that is too long, or leads through a folder that is closed to us
            _skip(site, run, ArchiveError(f"Cannot reach the archive: {error}"))


def _skip(site: Site, run: Run, error: NewscrawlerError) -> None:
    if site.archive is not None:
        site.archive.close()
    site.archive = None
    site.trouble, site.exit_code = error, error.exit_code
    run.skipped.append(run.sites.pop(site.name))


def _open_archive(site: Site, settings: BaseSettings, run: Run) -> None:
    folder = archive_folder(output_folder(settings.get("NEWSCRAWLER_OUTPUT")), site.name)
    largest = settings.getint("NEWSCRAWLER_WARC_SIZE")
    site.archive = Archive(
        folder, run.clock, largest_warc=largest, packing=Packing(settings.get("NEWSCRAWLER_RECORDS"))
    )


def _check_reports(site: Site, run: Run) -> None:
    """Raise here what would keep the run from its id."""
    if site.archive is not None:
        free_run_id([site.archive.folder], run.clock(), site.archive.has_run)


def _begin(site: Site, run: Run, spider: Spider, settings: BaseSettings) -> None:
    if site.archive is None:
        return
    words = command_of(spider.name, site.wanted.said, list(site.seeds))
    site.goes_on = site.archive.begin_run(run.run_id, words, _about(settings))
    site.caught_up_at = site.archive.caught_up_at
    if site.archive.clock_was_at is not None:
        logger.warning(
            "%s says %s, and the last crawl of %s began at %s: is it right?",
            _name_of_clock(settings), stamp(run.clock()), site.name, site.archive.clock_was_at,
        )  # fmt: skip
    if site.archive.is_careful:
        warm_up()  # else the first page is read for so long that a stranger's kill is laid to it
    for url in site.archive.set_aside:
        logger.warning("%s has ended several runs while its answer was read: set aside", url)
        site.requests += 1
        site.end(Outcome.SET_ASIDE, url)
    for seed in site.seeds:  # a site that had moved when it was crawled last: what is due lies at its new host
        site.hosts.update(bare_host(key.partition("/")[0]) for key in site.frontier.led_to(address_key(seed)))
    if site.goes_on:  # a site that has moved may have brought further hosts
        site.hosts.update(site.notes.note(HOSTS) or ())
        site.written_before = site.archive.written_in_crawl()


def _name_of_clock(settings: BaseSettings) -> str:
    """Whose clock this run keeps, and how it is set."""
    if not settings.get("NEWSCRAWLER_NOW"):
        return "The machine's clock"
    if settings.getpriority("NEWSCRAWLER_NOW") == SETTINGS_PRIORITIES["spider"]:
        return f"The clock of the demo's day {settings.getint('NEWSCRAWLER_DEMO_DAY')} (-a day=N for another)"
    return "NEWSCRAWLER_NOW"


def _about(settings: BaseSettings) -> list[tuple[str, str]]:
    about = [("software", f"newscrawler/{__version__}"), ("http-header-user-agent", settings.get("USER_AGENT"))]
    about.append(("robots", "obey (RFC 9309)" if settings.getbool("ROBOTSTXT_OBEY") else "ignore"))
    if settings.get("NEWSCRAWLER_CONTACT"):
        about.append(("operator", settings.get("NEWSCRAWLER_CONTACT")))
    return about
