"""One crawl over everything that means harm: each case ends in its outcome, the honest part is archived, and the crawl
stays small and quick.
"""

from __future__ import annotations

import json
import os
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hostile.pages import THEMES
from hostile.server import HostileServer, either, leads_to
from hostile.sites import HONEST, HONEST_PAGE, NEVER, NOTATIONS, SITES, SLOW, front, page
from hostile.tls import hang_after_handshake
from running import REPOSITORY, SAYS_PEAK, STRICT

MOST_MEMORY = 600
"""Megabytes of the crawling process at its largest. Without any bound one single case takes more."""
LONGEST = 150
"""Seconds, on a machine that has other things to do."""
SETTINGS = {
    "NEWSCRAWLER_OUTPUT": ".",
    "RETRY_TIMES": "0",
    "CONCURRENT_REQUESTS": "40",
    "NEWSCRAWLER_MAX_PAGES_PER_HOST": "50",
    "NEWSCRAWLER_MAX_SITEMAPS": "40",
    "DOWNLOAD_VERIFY_CERTIFICATES": "False",  # so that a certificate of our own reaches as far as it can
    "LOG_LEVEL": "WARNING",
}
SHORT = {"DOWNLOAD_TIMEOUT": "8", "NEWSCRAWLER_FIRST_BYTE_TIMEOUT": "4"}
"""For sites that are waited for in vain; the others have the time that everybody has, so that a machine at work makes
no other outcome."""
WAITS = {*SLOW, "tls", "robots-that-never-ends-slowly", "robots-of-silence"}
PEAK = SAYS_PEAK.format(stream="stdout")


@dataclass
class Crawled:
    """What is left when it is over."""

    server: HostileServer
    codes: set[int]
    err: str
    seconds: float
    peak: float
    """Megabytes."""
    ended: dict[str, dict[str, str]]
    """Host → path → outcome."""
    hosts: dict[str, str]
    """Case or theme → host."""
    visitors: list[str]
    """Who came to the trap."""
    titles: Counter[str]
    notes: dict[str, str]
    """Host → what the report notes of its channels."""
    traps: dict[str, list[str]]
    """Host → kinds of addresses that the report says were never asked for."""


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    folder = tmp_path_factory.mktemp("hostile")
    server, visitors, trap = HostileServer(), [], socket.create_server(("0.0.0.0", 0))
    threading.Thread(target=_watch, args=(trap, visitors), daemon=True).start()
    addresses = _sites(server, trap.getsockname()[1])
    addresses["tls"], silent = hang_after_handshake(folder)
    start = time.monotonic()
    slow = {name: address for name, address in addresses.items() if name in WAITS}
    quick = {name: address for name, address in addresses.items() if name not in WAITS}
    crawls = [_crawl(folder, "slow", slow, SHORT), _crawl(folder, "quick", quick, {})]  # side by side
    said = [crawl.communicate(timeout=280) for crawl in crawls]
    seconds = time.monotonic() - start
    peak = max(float(out.rpartition("PEAK ")[2] or "inf") for out, _ in said) / 1024
    codes, err = {crawl.returncode for crawl in crawls}, "".join(err for _, err in said)
    hosts = {name: address.partition("://")[2] for name, address in addresses.items()}
    told = _ended(folder), hosts, visitors, _titles(folder), *_reported(folder)
    yield Crawled(server, codes, err, seconds, peak, *told)
    server.close()
    trap.close()
    silent.close()


def _crawl(folder: Path, name: str, seeds: dict[str, str], more: dict[str, str]) -> subprocess.Popen[str]:
    (folder / name).write_text("\n".join(f"{address}/" for address in seeds.values()))
    chosen = [word for setting in (SETTINGS | more).items() for word in ("-s", "=".join(setting))]
    return subprocess.Popen(
        [sys.executable, "-c", PEAK + STRICT, "crawl", "news", "-a", f"urls={name}", *chosen],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=folder,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
    )  # fmt: skip


def _watch(trap: socket.socket, visitors: list[str]) -> None:
    while True:
        try:
            connection, peer = trap.accept()
        except OSError:
            return
        visitors.append(str(peer))
        connection.close()


def _sites(server: HostileServer, trap: int) -> dict[str, str]:
    """The address of each site by its name."""
    addresses = {}
    for theme, cases in THEMES.items():
        paths = {path_of(name): serve for name, (serve, _) in cases.items()}
        honest = {"/": front(*paths), HONEST: page(HONEST_PAGE)}
        addresses[theme] = server.add(either({**paths, **honest}))
    for name, site in SITES.items():
        addresses[name] = server.add(site.serve)
    for number, target in enumerate(NOTATIONS):
        addresses[f"inside-{number}"] = server.add(either({"/": leads_to(target.format(port=trap))}))
    return addresses


def path_of(case: str) -> str:
    return (
        f"/2026/02/02/the-case-of-{case}".replace("%", "percent")[:200].replace("/../", "/dots-").replace("..", "dots")
    )


def _ended(folder: Path) -> dict[str, dict[str, str]]:
    ended: dict[str, dict[str, str]] = {}
    for file in folder.glob("*/ledger.sqlite"):
        with sqlite3.connect(file) as ledger:
            for url, host, outcome in ledger.execute("SELECT url, host, outcome FROM urls"):
                ended.setdefault(host, {})[url.partition(host)[2]] = outcome
    return ended


def _reported(folder: Path) -> tuple[dict[str, str], dict[str, list[str]]]:
    notes, traps = {}, {}
    for file in folder.glob("*/reports/*.json"):
        report = json.loads(file.read_text(encoding="utf-8"))
        for host in report["hosts"]:
            notes[host] = "; ".join(note for channel in report["channels"] for note in channel["notes"])
            traps[host] = list(report["traps"])
    return notes, traps


def _titles(folder: Path) -> Counter[str]:
    files = sorted(folder.glob("*/articles/*.jsonl"))
    lines = [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    return Counter(f"{line['final_url'].split('/')[2]} {line['title']}" for line in lines)


@pytest.mark.parametrize(("theme", "case"), [(theme, case) for theme, cases in THEMES.items() for case in cases])
def test_a_page_ends_in_its_outcome(crawled: Crawled, theme: str, case: str) -> None:
    assert crawled.ended[crawled.hosts[theme]].get(path_of(case)) == THEMES[theme][case][1]


@pytest.mark.parametrize("name", SITES)
def test_a_site_ends_as_it_must(crawled: Crawled, name: str) -> None:
    host = crawled.hosts[name]
    outcomes = Counter(crawled.ended[host].values())
    for outcome, least in SITES[name].ends.items():
        assert outcomes[outcome] >= least, outcomes
    assert not outcomes["failed"]
    assert len(crawled.server.paths_of(host.partition(":")[0])) <= SITES[name].most_visits


@pytest.mark.parametrize("number", range(len(NOTATIONS)), ids=NOTATIONS)
def test_no_front_leads_inside(crawled: Crawled, number: int) -> None:
    outcomes = set(crawled.ended[crawled.hosts[f"inside-{number}"]].values())
    assert outcomes <= NEVER | {"redirected"}


def test_silence_after_a_tls_handshake_is_not_waited_for(crawled: Crawled) -> None:
    assert crawled.ended[crawled.hosts["tls"]] == {"/": "timed_out"}


def test_nobody_came_to_the_trap(crawled: Crawled) -> None:
    assert crawled.visitors == []


def test_the_honest_part_of_every_site_was_archived(crawled: Crawled) -> None:
    honest = [name for name in (*THEMES, *SITES) if name in THEMES or SITES[name].is_honest]
    missing = [name for name in honest if not crawled.titles[f"{crawled.hosts[name]} The honest story of the pier"]]
    assert missing == []


@pytest.mark.parametrize(
    ("name", "note"),
    [("a-sitemap-of-2000-sitemaps", "more than 40 sitemaps"), ("sitemaps-without-end", "more than 3 indexes")],
)
def test_the_report_says_what_was_left_of_an_endless_channel(crawled: Crawled, name: str, note: str) -> None:
    assert note in crawled.notes[crawled.hosts[name]]


def test_the_report_says_which_addresses_were_too_deep(crawled: Crawled) -> None:
    assert "endless_path" in crawled.traps[crawled.hosts["a-calendar-without-end"]]


def test_it_stayed_small_and_quick_and_nothing_failed(crawled: Crawled) -> None:
    assert crawled.peak < MOST_MEMORY
    assert crawled.seconds < LONGEST
    assert "Traceback" not in crawled.err
    assert crawled.codes == {13}, crawled.err[-2000:]  # some of the sites cannot be reached; nothing is our own error
    assert sum(map(len, THEMES.values())) + len(SITES) + len(NOTATIONS) >= 100
