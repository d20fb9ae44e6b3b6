"""The compact screen of a crawl in a terminal: hosts and what each is waiting for, outcomes, the last titles."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from newscrawler.report.shown import counted, visible
from newscrawler.run import Run
from newscrawler.site import Site

HOSTS = 8
"""As many are shown; the busiest first."""
TITLES = 3
MANY = 512
"""From so many on, addresses that wait are not counted: they lie in the ledger."""


def screen(run: Run, seconds: float, titles: Iterable[str]) -> RenderableType:
    """What `run` looks like after that many seconds; `titles` are those of the last articles, newest last."""
    return Group(
        headline(run, seconds), _hosts(run), *(Text("  ", style="dim").append_text(_shown(title)) for title in titles)
    )


def headline(run: Run, seconds: float) -> Text:
    """All in one line: pages, articles, outcomes."""
    pages = sum(site.responses for site in run.sites.values())
    articles = sum(site.articles_read for site in run.sites.values())
    told = [counted(pages, "page"), *([counted(articles, "article")] if articles else [])]
    rest = ", ".join(f"{outcome} {count}" for outcome, count in run.outcomes.most_common(6))
    rate = pages / max(seconds, 0.001)
    return Text(f"{', '.join(told)}, {rate:.1f} pages/s | {rest or _waits(run) or 'starting'}")


def _waits(run: Run) -> str:
    """Whose robots.txt is waited for, before which nothing is asked for."""
    hosts = run.robots.asked_now() if run.robots is not None else []
    more = f" and of {len(hosts) - 1} more" if len(hosts) > 1 else ""
    return f"waiting for robots.txt of {visible(hosts[0])}{more}" if hosts else ""


def last_titles() -> deque[str]:
    """Where the last titles are kept."""
    return deque(maxlen=TITLES)


def _hosts(run: Run) -> Table:
    table = Table(box=None, pad_edge=False, show_header=True, header_style="dim")
    for name, side in (("host", "left"), ("is", "left"), ("queued", "right"), ("asked", "right")):
        is_cut = name == "host"  # where the terminal is narrow: figures that are cut say nothing
        table.add_column(name, justify=side, no_wrap=not is_cut, overflow="ellipsis")  # type: ignore[arg-type] # its literals
    rows = [(site, host) for site in run.sites.values() for host in site.frontier.hosts]
    rows.sort(key=lambda row: (-run.pace.of(row[1]).requests, row[1]))
    for site, host in rows[:HOSTS]:
        queued = site.frontier.waiting(host)
        table.add_row(
            _shown(host), _state(run, site, host), f"{MANY}+" if queued >= MANY else str(queued),
            str(run.pace.of(host).requests),
        )  # fmt: skip
    if len(rows) > HOSTS:
        table.add_row(Text(f"and {len(rows) - HOSTS} more", no_wrap=True), "", "", "")
    return table


def _state(run: Run, site: Site, host: str) -> str:
    if run.has_enough(site):
        return "enough"
    if run.robots is not None and host in run.robots.asked_now():
        return "robots.txt"
    wait = run.pace.ready_in(host)
    if wait is None:
        return "answering"
    return "next" if wait == 0 else f"in {wait:.0f} s" if wait >= 1 else "in < 1 s"


def _shown(text: str) -> Text:
    """Words from the web: no markup, nothing that moves a cursor."""
    return Text(visible(" ".join(text.split()))[:160])
