"""The file for Prometheus, in its text format."""

from __future__ import annotations

import re

from newscrawler.metrics import metrics_text

LABEL = r'[a-z]+="(?:[^"\\\n]|\\.)*"'
LINE = re.compile(rf"# (HELP|TYPE) [a-z_]+ .+|[a-z_]+\{{{LABEL}(?:,{LABEL})*\}} -?[0-9.]+")
REPORT = {
    "exit_code": 13, "records_written": 2, "requests": 5, "seconds": 1.5, "articles_read": 2, "articles_known": 7,
    "finished_at": "2026-02-10T12:00:00Z", "outcomes": {"archived": 2, 'odd"\\\n': 3},
}  # fmt: skip


def test_each_line_is_as_the_format_says() -> None:
    text = metrics_text([("one", REPORT), ('t"w\\o', REPORT | {"exit_code": 0})])
    assert text.endswith("\n")
    assert all(LINE.fullmatch(line) for line in text.splitlines()), text
    assert 'newscrawler_run_exit_code{archive="one"} 13' in text
    assert 'newscrawler_run_outcomes{archive="one",outcome="archived"} 2' in text
    assert 'newscrawler_run_finished_timestamp_seconds{archive="one"} 1770724800.0' in text


def test_what_is_not_known_has_no_line() -> None:
    assert metrics_text([("one", {})]) == "\n"
