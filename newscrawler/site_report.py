"""What `reports/<run>.json` says of one site's run: its figures, its hosts, what went wrong."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from statistics import median
from typing import Any

from newscrawler import __version__
from newscrawler.clock import stamp
from newscrawler.discovery.addresses import bare_host
from newscrawler.errors import NewscrawlerError
from newscrawler.exit_codes import MEANING
from newscrawler.politeness.pace import host_name
from newscrawler.run import Run
from newscrawler.site import Site

REPORT_VERSION = 1


def site_report(run: Run, site: Site, spider: str, reason: str, started_at: str, seconds: float) -> dict[str, Any]:
    """The report, JSON-able; `reason`: why the site's run ended; `started_at` ISO 8601, UTC. Raises ArchiveError where
    its archive, which must be open, can be read no more.
    """
    assert site.archive is not None
    return {
        "report_version": REPORT_VERSION,
        "run_id": run.run_id,
        "spider": spider,
        "arguments": site.wanted.said,
        "newscrawler": __version__,
        "started_at": started_at,
        "finished_at": stamp(run.clock()),
        "seconds": round(seconds, 3),
        "finish_reason": reason,
        "goes_on": site.goes_on,
        "exit_code": int(site.exit_code),
        "exit_meaning": MEANING[site.exit_code],
        "requests": site.requests,
        "requests_by_channel": _by_channel(site.requests_by),
        "responses": site.responses,
        **figures(site),
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
        "hosts": {host: _pace(run, host) for host in sorted(hosts_of(run, site))},
        "troubles": [str(error) for error in troubles_of(run, site)],
    }


def figures(site: Site) -> dict[str, Any]:
    """What of the report is compared with earlier ones (`archive/drift.py`)."""
    return {
        "outcomes": _counts(site.outcomes),
        "records_written": site.records_written + site.states["removed"],
        "states": _counts(site.states),
        "bodies": {"count": len(site.bodies), "median": median(site.bodies) if site.bodies else 0},
        "channels": [asdict(tally) for tally in site.channels.values()],
        "missing_fields": _counts(site.missing),
    }


def hosts_of(run: Run, site: Site) -> list[str]:
    """The site's hosts that were asked for something."""
    return [host for host in run.pace.hosts if bare_host(host) in site.hosts]


def troubles_of(run: Run, site: Site) -> list[NewscrawlerError]:
    """What ended the run, or this site alone."""
    return run.troubles + ([site.trouble] if site.trouble is not None else [])


def _pace(run: Run, host: str) -> dict[str, Any]:
    pace = run.pace.of(host)
    leaving = run.left_alone.get(host)
    return {
        "name": host_name(host),
        "requests": pace.requests,
        "promised_seconds": pace.promise,
        **pace.gaps.told(),
        "answers": pace.answers.told(),
        "robots": run.robots.versions(host) if run.robots is not None else [],
        "left_alone": None if leaving is None else asdict(leaving),
    }


def _counts(counter: Counter[Any]) -> dict[str, int]:
    return {str(name): count for name, count in sorted(counter.items(), key=lambda pair: (-pair[1], pair[0]))}


def _by_channel(counter: Counter[tuple[str, str]]) -> dict[str, dict[str, int]]:
    names = dict.fromkeys(name for name, _ in sorted(counter))
    return {name: {part: counter[name, part] for part in ("itself", "told")} for name in names}
