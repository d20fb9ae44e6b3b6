"""At the end of a run: its exit code, `reports/<run>.json` and the page beside it, and the counts in Scrapy's stats.

It closes the archives, last of all: Scrapy closes the pipelines, then the scheduler, then fires `spider_closed`.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson
from scrapy import signals

from newscrawler.archive.beside import write_beside
from newscrawler.archive.drift import drift, rolled_windows, silent_channels
from newscrawler.archive.earlier_runs import latest_reports
from newscrawler.archive.gone import MISSING
from newscrawler.archive.paths import report_file
from newscrawler.archive.usual import Shortfall
from newscrawler.clock import stamp
from newscrawler.discovery.traps import STAT_PREFIX as TRAP_PREFIX
from newscrawler.errors import ArchiveError, ExitCode
from newscrawler.exit_codes import exit_code_of_run, exit_code_of_site
from newscrawler.hints import hints
from newscrawler.metrics import metrics_text
from newscrawler.outcomes import Outcome
from newscrawler.part_of_run import PartOfRun
from newscrawler.report.facts import facts_of_run
from newscrawler.report.page import write_page
from newscrawler.run import Run
from newscrawler.site import Site
from newscrawler.site_report import figures, hosts_of, site_report, troubles_of

if TYPE_CHECKING:
    from scrapy import Spider
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.python.failure import Failure

logger = logging.getLogger(__name__)

EARLIER_REPORTS = 100
"""As many of the latest reports are compared with: of an hourly job four days."""
CRAWL_ENDS = frozenset({"finished", "limit"})
"""Reasons after which nothing is left to go on with; after any other one the next run does."""
REFUSING = frozenset({"left_alone", "refused", "robots_unreachable"})
"""Reasons for which a host is left alone that say that it does not want us."""


class RunReport(PartOfRun):
    """Keeps the run's account straight to the end and writes it down."""

    def __init__(self, crawler: Crawler, run: Run) -> None:
        super().__init__(crawler, run)
        self._reports: list[tuple[str, dict[str, Any]]] = []
        self._began = time.monotonic()
        self._started_at = stamp(run.clock())
        connect = crawler.signals.connect
        connect(self._spider_error, signals.spider_error)
        connect(self._item_error, signals.item_error)
        connect(self._spider_closed, signals.spider_closed)

    def _spider_error(self, failure: Failure, response: Response | Failure | None) -> None:
        self._fail(response)

    def _item_error(self, item: Any, response: Response | None) -> None:
        self._fail(response)

    def _fail(self, response: Response | Failure | None) -> None:
        """A callback or pipeline broke: its request had no end yet."""
        request = getattr(response, "request", None)
        if request is None:
            return
        site = self._run.sites.get(request.cb_kwargs.get("site", ""))
        if site is not None:
            site.end(Outcome.FAILED, request.url)

    def _spider_closed(self, spider: Spider, reason: str) -> None:
        reasons: dict[str, str] = {}
        for site in self._run.sites.values():
            reasons[site.name] = self._run.reason_of(site, reason)
            with _by_itself(site):
                self._judge(site, reasons[site.name])
        self._run.hints = hints(self._run)
        for site in self._run.sites.values():
            with _by_itself(site):
                self._finish(site, spider, reasons[site.name])
        self._write_metrics()
        self._run.exit_code = exit_code_of_run(self._run)
        self._set_stats()

    def _judge(self, site: Site, reason: str) -> None:
        site.shortfall = self._shortfall(site)
        self._sound_alarms(site, reason)
        code = exit_code_of_site(site, is_finished=reason == "finished", refuses=self._refuses(site))
        site.exit_code = max([code, *(error.exit_code for error in troubles_of(self._run, site))])

    def _shortfall(self, site: Site) -> Shortfall | None:
        """Of an archive that was crawled to the end before; a list of articles says nothing of its site."""
        if site.archive is None or site.trouble is not None or not site.is_caught_up or site.wanted.articles:
            return None
        try:
            return site.archive.shortfall()
        except ArchiveError as error:
            logger.error("%s", error)
            site.trouble = error
            return None

    def _sound_alarms(self, site: Site, reason: str) -> None:
        """Compare with the archive's own past; only a run that came to its end can be."""
        if site.archive is None or reason != "finished" or site.wanted.articles:
            return
        reports = [{**figures(site), "goes_on": site.goes_on}, *latest_reports(site.archive.folder, EARLIER_REPORTS)]
        site.drift = drift(reports)
        site.alarms = [*site.drift, *silent_channels(reports)]
        if site.is_caught_up:
            site.alarms += rolled_windows(reports)
        if site.shortfall is not None:
            found, usual = site.shortfall.found, site.shortfall.usual
            site.alarms.append(f"{found} articles were published in the last 24 hours, {usual:g} are usual")
        for alarm in site.alarms:
            logger.warning("%s: %s", site.name, alarm)

    def _finish(self, site: Site, spider: Spider, reason: str) -> None:
        if site.archive is None:
            return
        try:
            self._judge_missing(site, reason)
            seconds = time.monotonic() - self._began
            report = site_report(self._run, site, spider.name, reason, self._started_at, seconds)
            path = report_file(site.archive.folder, self._run.run_id)
            write_beside(path, lambda file: file.write(_json(report)))
            if not site.archive.is_broken:
                site.archive.end_run(reason, site.exit_code, is_finished=reason in CRAWL_ENDS)
            self._reports.append((site.name, report))
            self._show(path.with_suffix(".html"), site.archive.folder, report)
        finally:
            site.archive.close()

    def _show(self, path: Path, folder: Path, report: dict[str, Any]) -> None:
        """The page for people; where it cannot be made, the run and its figures stand all the same."""
        try:
            write_page(path, facts_of_run(folder, report))
        except OSError:
            raise
        except Exception:
            logger.exception("The page %s could not be made; 'scrapy report' makes it again. Please report this", path)

    def _write_metrics(self) -> None:
        path = self._crawler.settings.get("NEWSCRAWLER_METRICS")
        ended = {"finished_at": stamp(self._run.clock())}
        skipped = [(site.name, ended | {"exit_code": int(site.exit_code)}) for site in self._run.skipped]
        reports = self._reports + skipped
        if not path or not reports:
            return
        try:
            write_beside(Path(path), lambda file: file.write(metrics_text(reports).encode()))
        except OSError as error:
            self._run.trouble(ArchiveError(f"Cannot write NEWSCRAWLER_METRICS {path}: {error.strerror}"))

    def _judge_missing(self, site: Site, reason: str) -> None:
        if site.archive is None or site.archive.is_broken or reason not in CRAWL_ENDS:
            return
        is_begun_badly = any(outcome in MISSING for outcome in site.seeds.values())
        site.judgement = site.archive.judge_missing(is_begun_badly=is_begun_badly)
        if site.judgement.confirmed:
            site.states["removed"] += len(site.judgement.confirmed)
        if not site.judgement.is_believed and site.judgement.missing:
            logger.warning(
                "%s: %d known articles were not where they were, too many to be believed: looked at again by the next "
                "run", site.name, site.judgement.missing,
            )  # fmt: skip

    def _refuses(self, site: Site) -> bool:
        left = self._run.left_alone
        return any(left[host].reason in REFUSING for host in hosts_of(self._run, site) if host in left)

    def _set_stats(self) -> None:
        stats = self._crawler.stats
        for site in self._run.sites.values():
            for outcome, count in site.outcomes.items():
                stats.inc_value(outcome.stat, count)
            for trap, count in site.traps.counts.items():
                stats.inc_value(TRAP_PREFIX + trap, count)
            for step, count in site.removed.items():
                stats.inc_value(f"newscrawler/cleaning/{step}/removed", count)
            for name, count in site.missing.items():
                stats.inc_value(f"newscrawler/field/{name}/missing", count)


@contextmanager
def _by_itself(site: Site) -> Iterator[None]:
    """What goes wrong with one site costs no other its report, and no archive its closing."""
    try:
        yield
    except (OSError, ArchiveError) as error:
        logger.error("Cannot finish the archive %s: %s", site.name, error)
        site.exit_code = max(site.exit_code, ArchiveError.exit_code)
    except Exception:
        logger.exception("The run of %s could not be told of. Please report this", site.name)
        site.exit_code = max(site.exit_code, ExitCode.UNEXPECTED)


def _json(report: dict[str, Any]) -> bytes:
    return orjson.dumps(report, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
