"""A run's figures for Prometheus' textfile collector, so that scheduled crawls can be watched and alarmed on.

The format: https://prometheus.io/docs/instrumenting/exposition_formats/ (text, version 0.0.4).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

Report = dict[str, Any]

GAUGES = (
    ("exit_code", "Exit code of the last run: 0 well, 10 to 15 as in docs/outcomes.md."),
    ("records_written", "New lines of the last run."),
    ("articles_read", "Articles the last run has seen, new or not."),
    ("articles_known", "Articles in the archive."),
    ("requests", "Requests handed out by the last run."),
    ("seconds", "How long the last run took."),
)
"""Fields of the run's report that are figures, and what they say."""


def metrics_text(reports: Sequence[tuple[str, Report]]) -> str:
    """What each archive's run did; `reports` are pairs of archive and run report."""
    lines: list[str] = []
    for field, about in GAUGES:
        rows = [(f'archive="{_escaped(name)}"', report.get(field)) for name, report in reports]
        lines += _metric(f"newscrawler_run_{field}", about, rows)
    finished = [(f'archive="{_escaped(name)}"', _seconds(report.get("finished_at"))) for name, report in reports]
    lines += _metric("newscrawler_run_finished_timestamp_seconds", "When the last run ended.", finished)
    outcomes = [
        (f'archive="{_escaped(name)}",outcome="{_escaped(outcome)}"', count)
        for name, report in reports
        for outcome, count in (report.get("outcomes") or {}).items()
    ]
    lines += _metric("newscrawler_run_outcomes", "Requests of the last run by outcome.", outcomes)
    return "\n".join(lines) + "\n"


def _metric(name: str, about: str, rows: Iterable[tuple[str, Any]]) -> list[str]:
    samples = [f"{name}{{{labels}}} {value}" for labels, value in rows if isinstance(value, int | float)]
    return [f"# HELP {name} {about}", f"# TYPE {name} gauge", *samples] if samples else []


def _seconds(instant: Any) -> float | None:
    try:
        return datetime.fromisoformat(str(instant)).timestamp()
    except ValueError:
        return None


def _escaped(text: str) -> str:
    return str(text).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
