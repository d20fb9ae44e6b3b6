"""How each host was treated, and how it answered: from a run's report to what the page draws of it."""

from __future__ import annotations

from typing import Any

from newscrawler.politeness.spans import BOUNDS
from newscrawler.report.lines import Record
from newscrawler.report.shown import visible
from newscrawler.report.strips import Mark, Strip, classes_of, seconds_in_words

DRAWN = 20
"""As many hosts have strips."""


def hosts_of(run: Record) -> list[Record]:
    """The hosts of a run's report, whole: those first that were asked too early, then the busiest."""
    found = []
    for host, told in run["hosts"].items():
        answers = told["answers"] | {"slowest_path": _path(told["answers"]["slowest_url"])}
        found.append(told | {"name": visible(told["name"] or host), "answers": answers})
    return sorted(found, key=lambda host: (-host["violations"], -host["requests"], host["name"]))


def _path(url: str | None) -> str:
    """What stands behind the host in `url`: the row says the host.

    >>> _path("https://example.org/a/b?c"), _path("https://example.org"), _path(None)
    ('/a/b?c', '/', '')
    """
    return f"/{'/'.join(url.split('/')[3:])}" if url else ""


def gap_strips(hosts: list[Record]) -> list[Strip]:
    """The gaps that each host was given, and what was promised to it."""
    found = []
    for host in hosts[:DRAWN]:
        least = host["smallest_gap_seconds"] or 0.0
        spans = host["promises"]
        promises = {span["promised_seconds"]: span for span in spans if span["promised_seconds"]}
        shortest = min((span["promised_seconds"] or 0.0 for span in spans), default=0.0)
        classes = classes_of(host["histogram"], BOUNDS, least, 0.0, shortest)
        marks = [
            Mark(seconds, f"promised: {seconds_in_words(seconds)} from {visible(span['since'])}", "promise")
            for seconds, span in promises.items()
        ]
        if classes:
            found.append(Strip(host["name"], classes, marks))
    return found


def answer_strips(hosts: list[Record]) -> list[Strip]:
    """How long each host took to answer."""
    found = []
    for host in hosts[:DRAWN]:
        answers: dict[str, Any] = host["answers"]
        classes = classes_of(answers["histogram"], BOUNDS, 0.0, answers["slowest_seconds"] or 0.0)
        marks = [
            Mark(seconds, f"{name}: {seconds_in_words(seconds)}", css)
            for name, css, seconds in (
                ("median", "median", answers["median_seconds"]),
                ("95 in 100 were quicker", "late", answers["p95_seconds"]),
            )
            if seconds is not None
        ]
        if classes:
            found.append(Strip(host["name"], classes, marks))
    return found
