"""Opens the archives of a run, each with its frontier, and closes them: what Scrapy's parts share of them."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import orjson

from newscrawler import __version__
from newscrawler.archive.archive import Archive
from newscrawler.archive.frontier import frontier_in_memory
from newscrawler.archive.packing import Packing
from newscrawler.archive.paths import archive_folder, free_run_id, output_folder
from newscrawler.archive.walk_notes import notes_in_memory
from newscrawler.clock import stamp
from newscrawler.discovery.addresses import address_key, bare_host
from newscrawler.errors import ArchiveError, NewscrawlerError
from newscrawler.outcomes import Outcome
from newscrawler.run import Run, Site

if TYPE_CHECKING:
    from scrapy import Spider
    from scrapy.crawler import Crawler
    from scrapy.settings import BaseSettings

logger = logging.getLogger(__name__)

HOSTS = "hosts"
"""Name of the note of a site's hosts, kept when it turns out to have moved."""
NOT_OF_THE_COMMAND = frozenset({"limit", "day"})
"""Arguments that say how much, or when, not what: with another one the same crawl goes on."""


def open_shelves(crawler: Crawler, run: Run, spider: Spider) -> None:
    """Open every site's archive and frontier; where that fails the run is in trouble, and none is open."""
    settings = crawler.settings
    try:
        if settings.getbool("NEWSCRAWLER_ARCHIVE"):
            _open_archives(settings, run)
        archives = [site.archive for site in run.sites.values() if site.archive is not None]
        folders = [archive.folder for archive in archives]
        run.run_id = free_run_id(folders, run.clock(), lambda run_id: any(each.has_run(run_id) for each in archives))
        for site in run.sites.values():
            _begin(site, run, spider, settings)
    except NewscrawlerError as error:
        _give_up(run, error)
    except OSError as error:  # a path that is too long, or leads through a folder that is closed to us
        _give_up(run, ArchiveError(f"Cannot reach the archive: {error}"))


def _give_up(run: Run, error: NewscrawlerError) -> None:
    for site in run.sites.values():
        if site.archive is not None:
            site.archive.close()
        site.archive, site.frontier, site.notes = None, frontier_in_memory(), notes_in_memory()
    run.trouble(error)


def _open_archives(settings: BaseSettings, run: Run) -> None:
    output = output_folder(settings.get("NEWSCRAWLER_OUTPUT"))
    largest = settings.getint("NEWSCRAWLER_WARC_SIZE")
    packing = Packing(settings.get("NEWSCRAWLER_RECORDS"))
    for name, site in run.sites.items():
        folder = archive_folder(output, name)
        site.archive = Archive(folder, run.clock, largest_warc=largest, packing=packing)


def _begin(site: Site, run: Run, spider: Spider, settings: BaseSettings) -> None:
    if site.archive is None:
        site.frontier, site.notes = frontier_in_memory(), notes_in_memory()
        return
    given = getattr(spider, "given", {})
    said = {name: value for name, value in given.items() if name not in NOT_OF_THE_COMMAND}
    command = {"spider": spider.name, "arguments": said, "seeds": sorted(site.seeds)}
    words = orjson.dumps(command, option=orjson.OPT_SORT_KEYS).decode()
    site.frontier, site.notes = site.archive.frontier, site.archive.notes
    site.goes_on = site.archive.begin_run(run.run_id, words, _about(settings))
    site.caught_up_at = site.frontier.last_finished(words)
    if site.archive.clock_was_at is not None:
        logger.warning(
            "The machine's clock says %s, and the last run of %s began at %s: is it right?",
            stamp(run.clock()), site.name, site.archive.clock_was_at,
        )  # fmt: skip
    for url in site.archive.set_aside:
        logger.warning("%s has ended several runs while its answer was read: set aside", url)
        site.requests += 1
        site.end(Outcome.SET_ASIDE, url)
    for seed in site.seeds:  # a site that had moved when it was crawled last: what is due lies at its new host
        site.hosts.update(bare_host(key.partition("/")[0]) for key in site.frontier.led_to(address_key(seed)))
    if site.goes_on:  # a site that has moved may have brought further hosts
        site.hosts.update(site.notes.note(HOSTS) or ())
        site.written_before = site.archive.written_in_crawl()


def _about(settings: BaseSettings) -> list[tuple[str, str]]:
    about = [("software", f"newscrawler/{__version__}"), ("http-header-user-agent", settings.get("USER_AGENT"))]
    about.append(("robots", "obey (RFC 9309)" if settings.getbool("ROBOTSTXT_OBEY") else "ignore"))
    if settings.get("NEWSCRAWLER_CONTACT"):
        about.append(("operator", settings.get("NEWSCRAWLER_CONTACT")))
    return about
