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
from newscrawler.report.charts import Bar, columns, lying
from newscrawler.report.facts import CONFIDENCE_STEPS, WATCHED, Facts
from newscrawler.report.history import history
from newscrawler.report.hosts import answer_strips, gap_strips, hosts_of
from newscrawler.report.lines import Record
from newscrawler.report.run_shape import shown_run
from newscrawler.report.runs import together
from newscrawler.report.shown import LONGEST_BODY, counted, link, plain, visible
from newscrawler.report.strips import seconds_in_words, strips
from newscrawler.report.timeline import timeline
from newscrawler.schema import field_docs

HERE = Path(__file__).parent
SECTIONS = 15
"""As many of the largest sections are drawn."""
WEEKS = 26
"""As many of the latest weeks are shown field by field."""
HOSTS = 40
"""As many have a row in the tables."""
STATES = {
    "live": "an article that is new in the archive",
    "edited": "a later version: its words were changed",
    "moved": "it has another address now",
    "removed": "the site has taken it away; its earlier versions stay",
    "restored": "it is there again",
}
"""What a line of that state tells."""
CHANNELS = ("start", "sitemap", "feed", "wp_json", "links")
"""The order in which requests are shown by channel."""


def write_page(path: Path, facts: Facts) -> None:
    """Put the page that shows `facts` at `path`, whole or not at all."""
    page = report_page(facts)
    write_beside(path, lambda file: file.write(page))


def report_page(facts: Facts) -> bytes:
    """The page that shows `facts`, in UTF-8."""
    work = facts.run if facts.run is not None else shown_run(together(facts.runs))
    hosts = hosts_of(work)
    page = (
        environment()
        .get_template("report.html.jinja")
        .render(
            facts=facts,
            work=work,
            style=style(),
            figures=_figures(facts),
            attention=_attention(facts, hosts),
            timeline=timeline(facts.by_day),
            sections=_most(facts.by_section, SECTIONS),
            confidence=_confidence(facts),
            weeks=sorted(facts.weeks.items())[-WEEKS:],
            watched=WATCHED,
            outcomes=_outcomes(work),
            states=[(state, count, STATES.get(state, "")) for state, count in facts.states.most_common()],
            by_channel=_by_channel(work),
            hosts=hosts,
            most_hosts=HOSTS,
            gaps=gap_strips(hosts),
            answers=answer_strips(hosts),
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
    found.filters |= {"visible": visible, "plain": plain, "link": link, "history": history, "counted": counted}
    found.filters |= {"number": _number, "seconds": _seconds}
    found.globals |= {"columns": columns, "lying": lying, "strips": strips, "longest": LONGEST_BODY}
    found.globals |= {"version": __version__}
    return found


def style() -> str:
    """The style of all pages."""
    return (HERE / "report.css").read_text(encoding="utf-8")


def _number(value: Any) -> str:
    """`12,345`; a dash where there is none."""
    if isinstance(value, float):
        return f"{value:,.2f}".rstrip("0").rstrip(".")
    return f"{value:,}" if isinstance(value, int) else "–"


def _seconds(value: Any) -> str:
    """`21 ms`; a dash where there is none."""
    return seconds_in_words(value) if isinstance(value, int | float) else "–"


def _most(counts: Counter[str], limit: int) -> list[tuple[str, int]]:
    """The `limit` largest, what is left as one more."""
    named = [(visible(name) or "(none)", count) for name, count in counts.most_common(limit)]
    left = counts.total() - sum(count for _, count in named)
    return [*named, (f"{len(counts) - limit} others", left)] if left else named


def _confidence(facts: Facts) -> list[Bar]:
    if not any(facts.confidence):
        return []
    edges = [f"{place / CONFIDENCE_STEPS:g}" for place in range(CONFIDENCE_STEPS + 1)]
    return [Bar(f"{edges[place]}–{edges[place + 1]}", count) for place, count in enumerate(facts.confidence)]


def _figures(facts: Facts) -> list[tuple[str, Any]]:
    """The large figures on top, each with its name."""
    run = facts.run
    if run is None:
        later = facts.lines - facts.articles
        return [("articles", facts.articles), ("later versions", later), ("runs", facts.runs_known)]
    written, requests = run["records_written"], run["requests"]
    return [
        ("new lines", written),
        ("articles known", run["articles_known"]),
        ("requests", requests),
        ("requests a line", requests / written if requests and written else None),
        ("seconds", run["seconds"]),
    ]


def _attention(facts: Facts, hosts: list[Record]) -> list[str]:
    """What a person should look at, in sentences."""
    found = []
    if facts.run is not None:
        found += [*facts.run["troubles"], *facts.run["alarms"]]
        found += [f"{channel['url']}: {note}" for channel in facts.run["channels"] for note in channel["notes"]]
    for host in hosts:
        if host["violations"]:
            found.append(f"{host['name']} was asked sooner than promised, {counted(host['violations'], 'time')}")
        if host["left_alone"]:
            found.append(f"{host['name']} is left alone since {host['left_alone']['at']}: {host['left_alone']['why']}")
    if facts.unreadable:
        found.append(f"Lines that are no records: {facts.unreadable:,}. 'scrapy verify' says what is wrong with them")
    if facts.undated:
        found.append(f"Articles without a date of publication: {facts.undated:,}")
    return found


def _outcomes(work: Record) -> list[tuple[str, int, str]]:
    """How the requests ended: outcome, count, what it means."""
    docs = field_docs(Outcome)
    told = {str(outcome): docs[outcome.name] for outcome in Outcome}
    return [(visible(name), int(count), told.get(name, "")) for name, count in work["outcomes"].items()]


def _by_channel(work: Record) -> list[tuple[str, int, int]]:
    """Requests by channel: its name, those for itself, those for addresses that it told of."""
    told = work["requests_by_channel"]
    names = [*(name for name in CHANNELS if name in told), *(name for name in told if name not in CHANNELS)]
    return [(visible(name), told[name]["itself"], told[name]["told"]) for name in names]
