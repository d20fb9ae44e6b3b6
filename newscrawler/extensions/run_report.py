"""At the end of a run: its exit code, `reports/<run>.json` and the page beside it, and the counts in Scrapy's stats.

It closes the archives, last of all: Scrapy closes the pipelines, then the scheduler, then fires `spider_closed`.
"""

from __future__ import annotations

import logging
import time
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

import orjson
from scrapy import signals

from newscrawler import __version__
from newscrawler.archive.beside import write_beside
from newscrawler.archive.drift import drift, rolled_windows, silent_channels
from newscrawler.archive.earlier_runs import latest_reports
from newscrawler.archive.gone import MISSING
from newscrawler.archive.paths import report_file
from newscrawler.archive.usual import Shortfall
from newscrawler.clock import stamp
from newscrawler.discovery.addresses import bare_host
from newscrawler.discovery.traps import STAT_PREFIX as TRAP_PREFIX
from newscrawler.errors import ArchiveError, NewscrawlerError
from newscrawler.exit_codes import MEANING, exit_code_of_run, exit_code_of_site
from newscrawler.hints import hints
from newscrawler.metrics import metrics_text
from newscrawler.outcomes import Outcome
from newscrawler.part_of_run import PartOfRun
from newscrawler.politeness.pace import host_name
from newscrawler.report.facts import facts_of_run
from newscrawler.report.page import write_page
from newscrawler.run import Run
from newscrawler.site import Site

if TYPE_CHECKING:
    from scrapy import Spider
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.python.failure import Failure

logger = logging.getLogger(__name__)

REPORT_VERSION = 1
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
            self._judge(site, reasons[site.name])
        self._run.hints = hints(self._run)
        for site in self._run.sites.values():
            try:
                self._finish(site, spider, reasons[site.name])
            except (OSError, ArchiveError) as error:
                logger.error("Cannot finish the archive %s: %s", site.name, error)
                site.exit_code = max(site.exit_code, ArchiveError.exit_code)
        self._write_metrics()
        self._run.exit_code = exit_code_of_run(self._run)
        self._set_stats()

    def _judge(self, site: Site, reason: str) -> None:
        site.shortfall = self._shortfall(site)
        self._sound_alarms(site, reason)
        code = exit_code_of_site(site, is_finished=reason == "finished", refuses=self._refuses(site))
        site.exit_code = max([code, *(error.exit_code for error in self._troubles_of(site))])

    def _troubles_of(self, site: Site) -> list[NewscrawlerError]:
        """What ended the run, or this site alone."""
        return self._run.troubles + ([site.trouble] if site.trouble is not None else [])

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
        reports = [self._figures(site), *latest_reports(site.archive.folder, EARLIER_REPORTS)]
        site.drift = drift(reports)
        site.alarms = [*site.drift, *silent_channels(reports)]
        if site.is_caught_up:
            site.alarms += rolled_windows(reports)
        if site.shortfall is not None:
            found, usual = site.shortfall.found, site.shortfall.usual
            site.alarms.append(f"{found} articles were published in the last 24 hours, {usual:g} are usual")
        for alarm in site.alarms:
            logger.warning("%s: %s", site.name, alarm)

    def _figures(self, site: Site) -> dict[str, Any]:
        """What of the report is compared with earlier ones."""
        return {
            "outcomes": _counts(site.outcomes),
            "records_written": site.records_written + site.states["removed"],
            "states": _counts(site.states),
            "bodies": {"count": len(site.bodies), "median": median(site.bodies) if site.bodies else 0},
            "channels": [asdict(tally) for tally in site.channels.values()],
            "missing_fields": _counts(site.missing),
        }

    def _finish(self, site: Site, spider: Spider, reason: str) -> None:
        if site.archive is None:
            return
        try:
            self._judge_missing(site, reason)
            report = self._report(site, spider, reason)
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

    def _report(self, site: Site, spider: Spider, reason: str) -> dict[str, Any]:
        assert site.archive is not None
        return {
            "report_version": REPORT_VERSION,
            "run_id": self._run.run_id,
            "spider": spider.name,
            "arguments": site.wanted.said,
            "newscrawler": __version__,
            "started_at": self._started_at,
            "finished_at": stamp(self._run.clock()),
            "seconds": round(time.monotonic() - self._began, 3),
            "finish_reason": reason,
            "goes_on": site.goes_on,
            "exit_code": int(site.exit_code),
            "exit_meaning": MEANING[site.exit_code],
            "requests": site.requests,
            "requests_by_channel": _by_channel(site.requests_by),
            "responses": site.responses,
            **self._figures(site),
            "missing": asdict(site.judgement) if site.judgement else None,
            "articles_read": site.articles_read,
            "articles_known": len(site.archive),
            "alarms": site.alarms,
            "coverage": asdict(site.archive.coverage()) if not site.archive.is_broken else None,
            "shortfall": asdict(site.shortfall) if site.shortfall else None,
            "revisits": dict(site.revisits),
            "revalidated": dict(site.revalidated),
            "traps": site.traps.told(),
            "seeds": site.seeds,
            "removed": _counts(site.removed),
            "hosts": {host: self._pace(host) for host in sorted(self._hosts_of(site))},
            "troubles": [str(error) for error in self._troubles_of(site)],
        }

    def _refuses(self, site: Site) -> bool:
        left = self._run.left_alone
        return any(left[host].reason in REFUSING for host in self._hosts_of(site) if host in left)

    def _hosts_of(self, site: Site) -> list[str]:
        return [host for host in self._run.pace.hosts if bare_host(host) in site.hosts]

    def _pace(self, host: str) -> dict[str, Any]:
        pace = self._run.pace.of(host)
        leaving = self._run.left_alone.get(host)
        return {
            "name": host_name(host),
            "requests": pace.requests,
            "promised_seconds": pace.promise,
            **pace.gaps.told(),
            "answers": pace.answers.told(),
            "robots": self._run.robots.versions(host) if self._run.robots is not None else [],
            "left_alone": None if leaving is None else asdict(leaving),
        }

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


def _counts(counter: Counter[Any]) -> dict[str, int]:
    return {str(name): count for name, count in sorted(counter.items(), key=lambda pair: (-pair[1], pair[0]))}


def _by_channel(counter: Counter[tuple[str, str]]) -> dict[str, dict[str, int]]:
    names = dict.fromkeys(name for name, _ in sorted(counter))
    return {name: {part: counter[name, part] for part in ("itself", "told")} for name in names}


def _json(report: dict[str, Any]) -> bytes:
    return orjson.dumps(report, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
