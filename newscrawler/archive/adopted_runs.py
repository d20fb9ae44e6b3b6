"""Earlier runs, for a ledger that is made anew: from their reports, so that the next run knows that the site was walked
to its end, and need not turn the pages of every list again.

They get numbers below 0. A crawl of theirs is not gone on with: how far it had come is in no file.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson

from newscrawler.archive.earlier_runs import latest_reports
from newscrawler.archive.ledger import Ledger
from newscrawler.clock import moment_of

MOST = 1000
"""Of the latest reports: of an hourly job six weeks."""
NOT_OF_THE_COMMAND = frozenset({"limit", "day"})
"""Arguments that say how much, or when, not what: with another one the same crawl goes on."""


def command_of(spider: str | None, arguments: Mapping[str, Any], seeds: list[str]) -> str:
    """What a crawl was told to do, as the ledger has it: the same words go on with an unfinished crawl."""
    said = {name: value for name, value in arguments.items() if name not in NOT_OF_THE_COMMAND}
    words = {"spider": spider, "arguments": said, "seeds": sorted(seeds)}
    return orjson.dumps(words, option=orjson.OPT_SORT_KEYS).decode()


def adopt_runs(folder: Path, ledger: Ledger) -> None:
    """Enter what the latest reports of the archive in `folder` tell; one that tells nothing of use is passed over."""
    reports = [report for report in reversed(latest_reports(folder, MOST)) if _is_whole(report)]
    crawl, last = 0, ""
    for number, report in enumerate(reports):
        command = command_of(report["spider"], report["arguments"], list(report["seeds"]))
        at, end = report["started_at"], report["finished_at"]
        if not (report.get("goes_on") and command == last):
            crawl = ledger.write(
                "INSERT INTO crawls (command, started_at, finished_at, places) VALUES (?, ?, ?, 0)", (command, at, end)
            )
        last = command
        ledger.write(
            "INSERT OR IGNORE INTO runs (number, id, crawl, started_at, finished_at, reason, exit_code) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            (number - len(reports), report["run_id"], crawl, at, end, report["finish_reason"], report["exit_code"]),
        )


def _is_whole(report: Mapping[str, Any]) -> bool:
    texts = ("run_id", "spider", "started_at", "finished_at", "finish_reason")
    return (
        all(isinstance(report.get(name), str) for name in texts)
        and all(isinstance(report.get(name), dict) for name in ("arguments", "seeds"))
        and isinstance(report.get("exit_code"), int)
        and moment_of(report["started_at"]) is not None
    )
