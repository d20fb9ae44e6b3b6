"""The compact screen: what it shows of a run, and that words from the web cannot draw on it."""

from __future__ import annotations

import io
from types import SimpleNamespace
from typing import Any, cast

from rich.console import Console

from newscrawler.clock import machine_clock
from newscrawler.outcomes import Outcome
from newscrawler.politeness.pace import Pace
from newscrawler.run import Run
from newscrawler.screen import HOSTS, MANY, screen
from newscrawler.site import Site


def shown(run: Run, *titles: str, width: int = 100) -> str:
    out = io.StringIO()
    Console(file=out, width=width, color_system=None).print(screen(run, 10.0, titles))
    return out.getvalue()


def run_of_hosts(*hosts: str, queued: int = 2) -> Run:
    run = Run(clock=machine_clock, pace=Pace(5.0, now=lambda: 100.0))
    site = run.sites["it"] = Site(name="it", seeds={}, hosts=set(hosts))
    for host in hosts:
        for number in range(queued):
            site.frontier.add(f"https://{host}/{number}", f"{host}/{number}", host, 0, "{}")
    return run


def test_hosts_what_each_waits_for_and_outcomes() -> None:
    run = run_of_hosts("a.example", "b.example", "c.example")
    run.pace.of("a.example").start(98.0)
    run.pace.of("b.example").in_flight = 1
    run.sites["it"].responses = 20
    run.sites["it"].outcomes[Outcome.ARCHIVED] = 7
    text = shown(run)
    assert "20 pages, 7 articles, 2.0 pages/s | archived 7" in text
    lines = {line.split()[0]: " ".join(line.split()[1:]) for line in text.splitlines()[2:]}
    assert lines == {"a.example": "in 3 s 2 1", "b.example": "answering 2 0", "c.example": "next 2 0"}


def test_many_hosts_and_many_addresses_stay_compact() -> None:
    run = run_of_hosts(*(f"h{number}.example" for number in range(HOSTS + 4)))
    assert "and 4 more" in shown(run)
    assert len(shown(run).splitlines()) <= HOSTS + 4
    assert f"{MANY}+" in shown(run_of_hosts("a.example", queued=MANY))


def test_where_the_terminal_is_narrow_the_host_gives_way() -> None:
    run = run_of_hosts(*(f"a-host-with-a-long-name-{number}.example" for number in range(HOSTS + 4)))
    run.pace.of("a-host-with-a-long-name-0.example").in_flight = 1
    table = [" ".join(line.split()) for line in shown(run, width=40).splitlines()[-HOSTS - 2 :]]
    assert table[:2] == ["host is queued asked", "a-host-with-a… answering 2 0"]
    assert table[-1] == "and 4 more"


def test_titles_are_words_and_nothing_else() -> None:
    text = shown(run_of_hosts("a.example"), "[bold red]Fire[/]", "up\x1b[2J\x1b]0;owned\x07\r\nand away", "x" * 500)
    assert "[bold red]Fire[/]" in text
    assert "\x1b" not in text
    assert "\x07" not in text
    assert max(map(len, text.splitlines())) <= 100


def test_a_robots_txt_that_does_not_answer_is_named() -> None:
    run = run_of_hosts("a.example", "b.example")
    run.robots = cast("Any", SimpleNamespace(asked_now=lambda: ["b.example", "c.example"]))
    text = shown(run)
    assert "waiting for robots.txt of b.example and of 1 more" in text
    assert [" ".join(line.split()[:2]) for line in text.splitlines()[2:]] == ["a.example next", "b.example robots.txt"]
