"""The frontier: in order, each address once a crawl, nothing lost, memory bounded."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from exchanges_of_ours import article, exchange, opened
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawler.archive.frontier import Frontier, frontier_in_memory
from newscrawler.archive.ledger import Ledger
from newscrawler.archive.looks import Look
from newscrawler.archive.validators import Validators
from newscrawler.clock import clock_at

HOST = "example.org"


def add(frontier: Frontier, path: str, priority: int = 0, host: str = HOST, **more: Any) -> bool:
    return frontier.add(f"https://{host}/{path}", f"{host}/{path}", host, priority, "{}", **more)


def drained(frontier: Frontier, host: str = HOST) -> list[str]:
    """All that is queued, in order; each lease is ended."""
    found = []
    while (lease := frontier.next(host)) is not None:
        found.append(lease.url.rpartition("/")[2])
        frontier.end(lease, "index")
    return found


def test_higher_priority_first_then_in_the_order_they_came() -> None:
    frontier = frontier_in_memory()
    for path, priority in [("a", 10), ("b", 20), ("c", 10), ("d", 30), ("e", 20)]:
        add(frontier, path, priority)
    assert drained(frontier) == ["d", "b", "e", "a", "c"]
    assert not frontier.hosts


def test_what_is_given_back_waits_for_a_later_run_however_much_is_queued() -> None:
    frontier = Frontier(Ledger(None), window=2)
    frontier.begin("", "", "run")
    paths = [f"{number}" for number in range(9)]
    for path in paths:
        add(frontier, path)
    asked = []
    while (lease := frontier.next(HOST)) is not None and len(asked) < 30:
        asked.append(lease.url.rpartition("/")[2])
        frontier.give_back(lease, "stopped")
    assert asked == paths
    assert add(frontier, "3", again=True)  # somebody asks for it once more
    assert drained(frontier) == ["3"]


def test_a_lease_that_was_taken_over_is_not_given_back_by_the_one_before() -> None:
    frontier = frontier_in_memory()
    add(frontier, "a")
    first = frontier.next(HOST)
    assert first is not None
    add(frontier, "a", again=True)
    second = frontier.next(HOST)
    assert second is not None
    frontier.give_back(first, "stopped")
    known = frontier.known(f"{HOST}/a")
    assert known is not None
    assert frontier.is_out(known)


def test_an_address_is_new_once_a_crawl() -> None:
    frontier = frontier_in_memory()
    assert add(frontier, "a")
    assert not add(frontier, "a")
    drained(frontier)
    assert not add(frontier, "a")
    assert frontier.knows(f"{HOST}/a")
    assert not frontier.knows(f"{HOST}/b")


def test_a_page_that_changed_under_its_own_validators_ends_the_belief_in_them(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger.sqlite")
    same = Look(article="x", next_visit="2026-02-10T13:00:00Z", validators=Validators(etag='"a"'))
    for day, outcome, believed in [(10, "archived", True), (11, "unchanged", True), (12, "archived", False)]:
        frontier = Frontier(ledger)
        frontier.begin("crawl", f"2026-02-{day}T12:00:00Z", f"run {day}")
        add(frontier, "a", again=True)
        lease = frontier.next(HOST)
        assert lease is not None
        frontier.end(lease, outcome, f"2026-02-{day}T12:00:00Z", same)
        ledger.write("UPDATE crawls SET finished_at = 'then'")
        assert frontier.believes_validators is believed
    later = Frontier(ledger)
    later.begin("crawl", "2026-03-20T12:00:00Z", "a month on")
    assert later.believes_validators
    ledger.close()


def test_a_page_that_was_read_otherwise_is_no_lie_of_its_server(tmp_path: Path) -> None:
    """Newer code, or a memory that knows more of the site, finds other words in the very same bytes."""
    page, believed = b"<p>It rained.</p>" * 60, []
    for day, text, content in [(10, "It", page), (11, "It rained.", page), (12, "It rained again.", page + b"x")]:
        at = f"2026-02-{day}T12:00:00Z"
        archive = opened(tmp_path / "it", clock_at(at), f"run-{day}")
        add(archive.frontier, "a", again=True)
        lease = archive.frontier.next(HOST)
        assert lease is not None
        found = article(text, slug="a", warc=archive.capture(exchange("/a", content)))
        outcome = archive.put(found)
        look = Look(article=found.id, next_visit=at, validators=Validators(etag='"a"'))
        archive.frontier.end(lease, outcome, at, look)
        believed.append(archive.frontier.believes_validators)
        archive.end_run("finished", 0, is_finished=True)
        archive.close()
    assert believed == [True, True, False]


def test_where_an_address_led_to_is_known_to_the_next_crawl(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger.sqlite")
    frontier = Frontier(ledger)
    frontier.begin("crawl", "2026-02-10T12:00:00Z", "one")
    for path, target in (("a", "other.org/a"), ("loop", f"{HOST}/loop")):
        add(frontier, path)
        lease = frontier.next(HOST)
        assert lease is not None
        frontier.end(lease, "redirected", "2026-02-10T12:00:00Z", Look(leads_to=target))
    assert frontier.led_to(f"{HOST}/a") == ["other.org/a"]
    assert frontier.led_to(f"{HOST}/loop") == frontier.led_to("unheard.org") == []
    ledger.close()


@pytest.mark.parametrize("next_visit", ["2026-05-10T13:00:00Z", None])
def test_what_was_brought_forward_is_due_to_the_next_run(tmp_path: Path, next_visit: str | None) -> None:
    """None: of an article that was last looked at by another of its addresses."""
    ledger = Ledger(tmp_path / "ledger.sqlite")
    frontier = Frontier(ledger)
    frontier.begin("crawl", "2026-02-10T12:00:00Z", "run 1")
    add(frontier, "a")
    lease = frontier.next(HOST)
    assert lease is not None
    frontier.end(lease, "archived", "2026-02-10T12:00:00Z", Look(article="x", next_visit="2026-05-10T13:00:00Z"))
    ledger.write("UPDATE urls SET next_visit = ?", (next_visit,))
    known = frontier.known(f"{HOST}/a")
    assert known is not None
    frontier.bring_forward(known)
    frontier.begin("another", "2026-02-10T13:00:00Z", "run 2")
    due = frontier.due("2026-02-10T13:00:00Z", gave_articles=True)
    assert [one.url for one in due] == [f"https://{HOST}/a"]
    ledger.close()


def test_what_a_crawl_left_queued_is_due_to_the_next(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger.sqlite")
    first = Frontier(ledger)
    first.begin("one", "2026-02-10T12:00:00Z", "first")
    add(first, "a")
    add(first, "b")
    lease = first.next(HOST)
    assert lease is not None
    first.end(lease, "archived", "2026-02-10T12:00:00Z", Look(article="a", next_visit="2026-02-10T18:00:00Z"))
    second = Frontier(ledger)
    second.begin("another", "2026-02-10T13:00:00Z", "second")
    assert [known.url for known in second.due("2026-02-10T13:00:00Z", gave_articles=False)] == [f"https://{HOST}/b"]
    assert not list(second.due("2026-02-10T13:00:00Z", gave_articles=True))
    assert [known.article for known in second.due("2026-02-10T18:00:00Z", gave_articles=True)] == ["a"]
    ledger.close()


def test_hosts_have_queues_of_their_own() -> None:
    frontier = frontier_in_memory()
    add(frontier, "a", host="one.org")
    add(frontier, "b", host="two.org")
    assert drained(frontier, "two.org") == ["b"]
    assert frontier.hosts == ["one.org"]


def test_asked_again_while_on_a_lease_the_successor_takes_over() -> None:
    frontier = frontier_in_memory()
    add(frontier, "a")
    lease = frontier.next(HOST)
    assert lease is not None
    assert add(frontier, "a", again=True)
    frontier.end(lease, "retried")
    assert drained(frontier) == ["a"]
    assert drained(frontier) == []


def test_given_back_it_waits_for_the_next_run(tmp_path: Path) -> None:
    archive = opened(tmp_path / "a")
    add(archive.frontier, "a")
    lease = archive.frontier.next(HOST)
    assert lease is not None
    archive.frontier.give_back(lease, "stopped")
    assert drained(archive.frontier) == []  # not again in this run
    archive.close()
    archive = opened(tmp_path / "a", run_id="run-2")
    assert drained(archive.frontier) == ["a"]
    archive.close()


def test_what_was_on_a_lease_when_the_process_died_is_queued_again(tmp_path: Path) -> None:
    archive = opened(tmp_path / "a")
    for path in "abc":
        add(archive.frontier, path)
    first, _second = archive.frontier.next(HOST), archive.frontier.next(HOST)
    assert first is not None
    archive.frontier.end(first, "index")
    archive.commit()
    add(archive.frontier, "never-committed")
    archive._broken = None
    archive._ledger.close()  # as a dead process leaves it
    archive._lock.release()
    archive = opened(tmp_path / "a", run_id="run-2")
    assert drained(archive.frontier) == ["b", "c"]
    archive.close()


def test_a_crawl_that_was_cut_short_goes_on_a_finished_one_starts_anew(tmp_path: Path) -> None:
    archive = opened(tmp_path / "a")
    add(archive.frontier, "a")
    archive.close()
    archive = opened(tmp_path / "a", run_id="run-2")
    assert not add(archive.frontier, "a")
    archive.end_run("finished", 0, is_finished=True)
    archive.close()
    archive = opened(tmp_path / "a", run_id="run-3")
    assert drained(archive.frontier) == []
    assert add(archive.frontier, "a")
    assert drained(archive.frontier) == ["a"]
    archive.close()


def test_another_command_starts_anew_too(tmp_path: Path) -> None:
    archive = opened(tmp_path / "a", command="one")
    add(archive.frontier, "a")
    archive.close()
    archive = opened(tmp_path / "a", run_id="run-2", command="two")
    assert not archive.frontier.hosts
    archive.close()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3)), max_size=60), st.integers(1, 4))
def test_a_small_window_gives_the_same_order_as_an_endless_one(steps: list[tuple[int, int]], window: int) -> None:
    """Adding (with a priority) and taking, in any order: what is held in memory changes nothing."""
    orders = []
    for size in (window, 10_000):
        frontier = Frontier(Ledger(None), window=size)
        frontier.begin("", "", "run")
        taken = []
        for number, (priority, takes) in enumerate(steps):
            add(frontier, str(number), priority)
            for _ in range(max(0, takes - 1)):
                if (lease := frontier.next(HOST)) is not None:
                    taken.append(lease.url)
                    frontier.end(lease, "index")
        orders.append(taken + drained(frontier))
    assert orders[0] == orders[1]
    assert len(orders[0]) == len(set(orders[0])) == len(steps)


def test_memory_holds_a_window_and_no_more() -> None:
    frontier = Frontier(Ledger(None), window=8)
    frontier.begin("", "", "run")
    for number in range(1000):
        add(frontier, str(number), number % 7)
        assert frontier.waiting(HOST) <= 16
    assert len(drained(frontier)) == 1000


@pytest.mark.parametrize("window", [1, 8, 256])
def test_leases_are_not_given_twice_when_the_window_is_filled_again(window: int) -> None:
    frontier = Frontier(Ledger(None), window=window)
    frontier.begin("", "", "run")
    for number in range(40):
        add(frontier, str(number))
    leases = [frontier.next(HOST) for _ in range(40)]  # none is ended
    assert len({lease.number for lease in leases if lease is not None}) == 40
    assert frontier.next(HOST) is None
