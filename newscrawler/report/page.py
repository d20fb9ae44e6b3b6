"""Writes the report: one HTML file with its style inside. Nothing is loaded, nothing runs; all text is escaped."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from newscrawler import __version__
from newscrawler.archive.beside import write_beside
from newscrawler.outcomes import Outcome
from newscrawler.report import charts
from newscrawler.report.facts import CONFIDENCE_STEPS, WATCHED, Facts
from newscrawler.report.history import history
from newscrawler.report.shown import LONGEST_BODY, link, visible
from newscrawler.schema import field_docs

HERE = Path(__file__).parent
SECTIONS = 15
"""As many of the largest sections are drawn."""
WEEKS = 26
"""As many of the latest weeks are shown field by field."""


def write_page(path: Path, facts: Facts) -> None:
    """Put the page that shows `facts` at `path`, whole or not at all."""
    page = report_page(facts)
    write_beside(path, lambda file: file.write(page))


def report_page(facts: Facts) -> bytes:
    """The page that shows `facts`, in UTF-8."""
    page = (
        environment()
        .get_template("report.html.jinja")
        .render(
            facts=facts,
            style=style(),
            figures=_figures(facts),
            attention=_attention(facts),
            timeline=charts.timeline(facts.by_day),
            sections=_most(facts.by_section, SECTIONS),
            confidence=_confidence(facts),
            weeks=sorted(facts.weeks.items())[-WEEKS:],
            watched=WATCHED,
            outcomes=_outcomes(facts.run),
            hosts=_hosts(facts.run),
        )
    )
    return page.encode("utf-8", "backslashreplace")


@cache
def environment(*folders: Path) -> Environment:
    """Where pages are made: templates in `folders`, then the report's own; all they show is escaped."""
    found = Environment(
        loader=FileSystemLoader([*folders, HERE]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters |= {"visible": visible, "link": link, "number": _number, "history": history}
    found.globals |= {"columns": charts.columns, "rows": charts.rows, "longest": LONGEST_BODY, "version": __version__}
    return found


def style() -> str:
    """The style of all pages."""
    return (HERE / "report.css").read_text(encoding="utf-8")


def _number(value: Any) -> str:
    """`12,345`; a dash where there is none."""
    if isinstance(value, float):
        return f"{value:,.2f}".rstrip("0").rstrip(".")
    return f"{value:,}" if isinstance(value, int) else "–"


def _most(counts: Counter[str], limit: int) -> list[tuple[str, int]]:
    """The `limit` largest, what is left as one more."""
    named = [(visible(name) or "(none)", count) for name, count in counts.most_common(limit)]
    left = counts.total() - sum(count for _, count in named)
    return [*named, (f"{len(counts) - limit} others", left)] if left else named


def _confidence(facts: Facts) -> list[charts.Bar]:
    if not any(facts.confidence):
        return []
    return [charts.Bar(f"{place / CONFIDENCE_STEPS:.1f}", count) for place, count in enumerate(facts.confidence)]


def _figures(facts: Facts) -> list[tuple[str, Any]]:
    """The large figures on top, each with its name."""
    run = facts.run
    if run is None:
        later = facts.lines - facts.articles
        return [("articles", facts.articles), ("later versions", later), ("runs", len(facts.runs))]
    written, requests = run.get("records_written"), run.get("requests")
    return [
        ("new lines", written),
        ("articles known", run.get("articles_known")),
        ("requests", requests),
        ("requests a line", requests / written if requests and written else None),
        ("seconds", run.get("seconds")),
    ]


def _attention(facts: Facts) -> list[str]:
    """What a person should look at, in sentences."""
    found = []
    if facts.run is not None:
        found += [str(told) for name in ("troubles", "alarms") for told in facts.run.get(name) or ()]
        found += [
            f"{channel.get('url')}: {note}" for channel in facts.run.get("channels") or () for note in channel["notes"]
        ]
        late = [host["name"] for host in _hosts(facts.run) if host["violations"]]
        found += [f"{name} was asked sooner than promised" for name in late]
    if facts.unreadable:
        found.append(f"{facts.unreadable:,} lines are no records: 'scrapy verify' says what is wrong with them")
    if facts.undated:
        found.append(f"{facts.undated:,} articles have no date of publication")
    return found


def _outcomes(run: dict[str, Any] | None) -> list[tuple[str, int, str]]:
    """How the requests ended: outcome, count, what it means."""
    told = {str(outcome): field_docs(Outcome)[outcome.name] for outcome in Outcome}
    counts = (run or {}).get("outcomes") or {}
    return [(visible(name), int(count), told.get(name, "")) for name, count in counts.items()]


def _hosts(run: dict[str, Any] | None) -> list[dict[str, Any]]:
    """How each host was treated."""
    found = []
    for host, pace in sorted(((run or {}).get("hosts") or {}).items()):
        about: dict[str, Any] = {
            "smallest_gap_seconds": None,
            "violations": 0,
            "histogram": [],
            "promises": [],
            "robots": [],
        }
        about |= {"left_alone": None, **pace, "name": pace.get("name") or host}
        found.append(about | {"gaps_drawn": [charts.Bar(_at_most(*step), step[1]) for step in about["histogram"]]})
    return found


def _at_most(seconds: float | None, _count: int) -> str:
    return "more" if seconds is None else f"≤ {seconds:g} s"
