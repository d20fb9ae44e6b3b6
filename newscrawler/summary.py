"""The last words of a crawl, on stderr: requests by outcome, where the archive lies, what the exit code says."""

from __future__ import annotations

import io
import shutil
import sys
from collections import Counter
from contextlib import suppress
from typing import get_args

from rich.console import Console
from rich.table import Table
from rich.text import Text

from newscrawler.errors import ExitCode
from newscrawler.exit_codes import MEANING
from newscrawler.items import ArticleState
from newscrawler.report.shown import counted
from newscrawler.run import Run


def show_summary(run: Run, code: ExitCode, reason: str) -> None:
    """Say how `run` ended, `reason` being Scrapy's word for it. The outcomes' sum is the number of requests.

    Written in one go, and in vain where nobody reads any more: rich ends the process when a pipe breaks.
    """
    text = io.StringIO()
    console = Console(file=text, highlight=False, width=shutil.get_terminal_size().columns)
    console.print(_table(run))
    if len(run.sites) + len(run.skipped) > 1:
        console.print(_sites(run))
    stopped = "stopped before it was done; the same command goes on\n" if reason == "shutdown" else ""
    with suppress(OSError):
        sys.stderr.write(
            f"{text.getvalue()}{_lines(run)}{_archives(run)}{stopped}"
            f"{_hints(run)}"
            f"exit code {int(code)}: {MEANING[code]}{_alarms(run)}\n"
        )
        sys.stderr.flush()


def _hints(run: Run) -> str:
    """What the arguments may have meant."""
    return "".join(f"{hint}\n" for hint in run.hints)


def _lines(run: Run) -> str:
    """What was written, and what the lines tell: `8 new lines: 5 new articles, 2 edited, 1 removed`."""
    states: Counter[str] = Counter()
    for site in run.sites.values():
        states.update(site.states)
    if not states.total():
        return "nothing new\n"
    told = [_of_state(state, states[state]) for state in get_args(ArticleState) if states[state]]
    return f"{counted(states.total(), 'new line')}: {', '.join(told)}\n"


def _of_state(state: str, count: int) -> str:
    return counted(count, "new article") if state == "live" else f"{count:,} {state}"


def _archives(run: Run) -> str:
    """Where they lie; where none could be opened, what is said above and below says it all."""
    folders = [str(site.archive.folder) for site in run.sites.values() if site.archive is not None]
    more = f" and {len(folders) - 3} more" if len(folders) > 3 else ""
    if folders:
        return f"{', '.join(folders[:3])}{more}\n"
    return "" if run.skipped else "no archive kept\n"


def _alarms(run: Run) -> str:
    """What somebody should look at, on the last line, site by site."""
    return "".join(f"; {site.name}: {alarm}" for site in run.sites.values() for alarm in site.alarms[:3])


def _sites(run: Run) -> Table | Text:
    """Each site that somebody should look at, and how many went well."""
    sites = [*run.sites.values(), *run.skipped]
    unwell = sorted((site for site in sites if site.exit_code is not ExitCode.WELL), key=lambda site: -site.exit_code)
    how_many = f"{len(sites)} sites, {len(sites) - len(unwell)} of them well"
    if not unwell:
        return Text(how_many)
    table = Table(title=how_many, title_justify="left")
    for name, side in (("site", "left"), ("code", "right"), ("lines", "right"), ("", "left")):
        table.add_column(name, justify=side, overflow="fold")  # type: ignore[arg-type] # its literals
    for site in unwell:
        written = str(site.records_written)
        table.add_row(Text(site.name), str(int(site.exit_code)), written, Text(MEANING[site.exit_code]))
    return table


def _table(run: Run) -> Table:
    outcomes = run.outcomes
    requests = sum(site.requests for site in run.sites.values())
    table = Table(title="Requests by outcome", title_justify="left")
    table.add_column("outcome")
    table.add_column("requests", justify="right")
    for outcome, count in outcomes.most_common():
        table.add_row(outcome.value, str(count))
    if unfinished := requests - outcomes.total():
        table.add_row("no outcome (please report this)", str(unfinished))
    table.add_section()
    table.add_row("requests handed out", str(requests))
    return table
