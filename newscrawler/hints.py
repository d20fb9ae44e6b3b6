"""What a person may have meant, said at the end of a run that brought nothing for a reason its arguments explain."""

from __future__ import annotations

import difflib
from collections import Counter
from contextlib import suppress
from itertools import islice
from pathlib import Path

from newscrawler.errors import ArchiveError, ExitCode
from newscrawler.outcomes import Outcome
from newscrawler.report.lines import article_files, raw_lines, shown
from newscrawler.report.shown import visible
from newscrawler.run import Run
from newscrawler.site import Site

SHOWN = 12
"""Sections that are named, the most frequent first."""
FILES, LINES = 3, 2000
"""Of an archive, as many of the newest files and lines are read to know its sections."""
FEWEST = 5
"""Links to another part of a site that are no mere menu."""
_NOT_HAD = frozenset({Outcome.UNREACHABLE, Outcome.ROBOTS_UNREACHABLE, Outcome.TIMED_OUT})


def hints(run: Run) -> list[str]:
    """In sentences, site by site. Of a site that could not be had, only its address may be wrong."""
    found = []
    for site in run.sites.values():
        if site.exit_code is not ExitCode.REFUSED:
            found += [*_no_such_section(site), *_no_such_address(site), *_no_such_day(site), *_no_such_host(site)]
        found += _no_https(site)
    return found


def _no_such_section(site: Site) -> list[str]:
    wanted = site.wanted.section
    if not wanted or site.articles_read:
        return []
    seen = site.sections or _sections_in(site)
    if not seen or wanted.casefold() in {name.casefold() for name in seen}:
        return []
    close = difflib.get_close_matches(wanted.casefold(), [name.casefold() for name in seen], 1)
    meant = next((f"Did you mean {name!r}? " for name in seen if name.casefold() in close), "")
    names = ", ".join(visible(name) for name, _ in seen.most_common(SHOWN))
    whose = ("article", "Its sections") if site.sections else ("new article", "Sections of its latest lines")
    return [
        f"{site.name}: no {whose[0]} is of the section {wanted!r} (-a section=). {visible(meant)}{whose[1]}: {names}"
    ]


def _no_such_address(site: Site) -> list[str]:
    if site.wanted.match is None or site.articles_read or site.wanted.section or (site.archive and len(site.archive)):
        return []
    return [f"{site.name}: no address of an article is found by -a match={site.wanted.match.pattern}"]


def _no_such_day(site: Site) -> list[str]:
    wanted = site.wanted
    told_of = site.left_out or site.outcomes[Outcome.OUT_OF_RANGE]
    if not told_of or wanted.match or site.articles_read or (site.archive and len(site.archive)):
        return []
    days = " and ".join(f"-a {name}={day}" for name in ("since", "until") if (day := getattr(wanted, name)))
    return [f"{site.name}: no article that it tells of is of the days asked for ({days})"] if days else []


def _no_such_host(site: Site) -> list[str]:
    """The articles lie at a host beside the one that was given."""
    if site.articles_read or site.left_out or (site.archive and len(site.archive)):
        return []
    return [
        f"{site.name}: its front links to {visible(host)} ({links} links), which was not asked: try -a url={host}"
        for host, links in site.hosts_near.most_common(1)
        if links >= FEWEST
    ]


def _no_https(site: Site) -> list[str]:
    return [
        f"{given} was taken for {url}, which cannot be had: if the site has no https, give it as http://{given}"
        for url, given in site.wanted.assumed.items()
        if site.seeds.get(url) in _NOT_HAD
    ]


def _sections_in(site: Site) -> Counter[str]:
    """Those of the archive's newest lines."""
    return Counter() if site.archive is None else sections_of(site.archive.folder)


def sections_of(folder: Path) -> Counter[str]:
    """The sections that the newest lines of the archive in `folder` name; empty where there is none."""
    found: Counter[str] = Counter()
    with suppress(ArchiveError, OSError):
        newest = article_files(folder)[-FILES:]
        for line in islice(raw_lines(folder, newest[0].name[:10]) if newest else (), LINES):
            record = shown(line) or {}
            found.update(str(name) for name in record.get("sections") or ())
    return found
