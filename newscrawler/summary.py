"""The last words of a crawl, on stderr: requests by outcome, where the archive lies, what the exit code says."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from newscrawler.errors import ExitCode
from newscrawler.exit_codes import MEANING
from newscrawler.run import Run


def show_summary(run: Run, code: ExitCode) -> None:
    """Say how `run` ended. The outcomes' sum is the number of requests handed out."""
    console = Console(stderr=True, highlight=False)
    console.print(_table(run))
    folders = [str(site.archive.folder) for site in run.sites.values() if site.archive is not None]
    shown = ", ".join(folders[:3]) + (f" and {len(folders) - 3} more" if len(folders) > 3 else "")
    console.print(f"{shown or 'no archive kept'}\nexit code {int(code)}: {MEANING[code]}", soft_wrap=True, markup=False)


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
