"""Promises, floors and gaps, with a clock of our own."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from newscrawler.politeness.pace import Pace
from newscrawler.politeness.shared_pace import SharedPace


class Seconds:
    """A monotonic clock that is told what time it is."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_public_host_has_a_floor_and_loopback_has_none() -> None:
    pace = Pace(1.0, loopback=frozenset({"demo.invalid"}))
    assert pace.of("example.org").promise == 1.0
    assert pace.of("127.0.0.1:8000").promise == 0.0
    assert pace.of("demo.invalid").promise == 0.0


def test_a_promise_only_ever_lengthens() -> None:
    pace = Pace(1.0)
    pace.promise("example.org", 0.1)
    assert pace.of("example.org").promise == 1.0
    pace.promise("example.org", 5.0)
    pace.promise("example.org", 2.0)
    assert pace.of("example.org").promise == 5.0


def test_a_host_is_ready_when_its_promise_allows_and_nothing_is_in_flight() -> None:
    clock = Seconds()
    pace = Pace(1.0, now=clock)
    assert pace.ready_in("example.org") == 0.0
    host = pace.of("example.org")
    host.in_flight = 1
    assert pace.ready_in("example.org") is None
    host.start(clock())
    host.in_flight = 0
    clock.now += 0.25
    assert pace.ready_in("example.org") == 0.75
    clock.now += 0.75
    assert pace.ready_in("example.org") == 0.0


def test_pauses_double_while_the_host_does_not_say_how_long() -> None:
    host = Pace(0.0).of("example.org")
    waits = []
    for _ in range(8):
        host.pause(100.0, None)
        waits.append(host.wait(100.0))
    assert waits == [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0, 60.0]
    host.pause(100.0, 7.0)
    assert host.wait(100.0) == 60.0  # a shorter wish does not cut a longer pause


def test_a_retry_after_of_nothing_is_no_leave_to_hammer() -> None:
    host = Pace(0.0).of("example.org")
    now, waits = 100.0, []
    for _ in range(4):
        host.pause(now, 0.0)
        waits.append(host.wait(now))
        now += waits[-1]
    assert waits == [1.0, 2.0, 4.0, 8.0]


def test_a_redirect_that_says_when_holds_the_host_and_counts_as_no_refusal() -> None:
    clock = Seconds()
    pace = Pace(1.0, now=clock)
    pace.take("example.org")
    pace.answered("example.org", head=0.0, retry_after=7.0)
    assert (pace.wait("example.org"), pace.of("example.org").pauses) == (7.0, 0)


def test_the_smallest_gap_is_kept() -> None:
    pace = Pace(0.0)
    host = pace.of("example.org")
    for at in (10.0, 13.0, 14.5, 20.0):
        host.start(at)
    assert (host.gaps.smallest, host.requests) == (1.5, 4)


@given(st.lists(st.floats(0.001, 100), min_size=2, max_size=30), st.floats(0, 1), st.floats(0.1, 30), st.booleans())
def test_whatever_lengthens_a_gap_nothing_shortens_it(
    latencies: list[float], jitter: float, promise: float, is_adaptive: bool
) -> None:
    clock = Seconds()
    pace = Pace(promise, now=clock, jitter=jitter, is_adaptive=is_adaptive)
    starts = []
    for latency in latencies:
        clock.now += pace.wait("example.org")
        pace.take("example.org")
        starts.append(clock.now)
        clock.now += latency
        pace.answered("example.org")
    host = pace.of("example.org")
    assert host.gaps.violations == 0
    assert min(after - before for before, after in pairwise(starts)) >= promise - 1e-6
    if is_adaptive:  # works for us half of its time at most
        assert all(
            after - before >= 1.4 * latency or latency > 40
            for (before, after), latency in zip(pairwise(starts), latencies, strict=False)
        )


DRESSES = ("example.org", "www.example.org", "m.example.org")


@given(st.lists(st.tuples(st.sampled_from(DRESSES), st.floats(0.001, 5)), min_size=2), st.floats(0.1, 9))
def test_a_host_in_another_dress_is_the_same_server(asked: list[tuple[str, float]], delay: float) -> None:
    clock = Seconds()
    pace = Pace(1.0, now=clock)
    pace.promise("www.example.org", delay)
    starts = []
    for host, latency in asked:
        clock.now += pace.wait(host)
        pace.take(host)
        starts.append((clock.now, host))
        clock.now += latency
        pace.answered(host, head=latency / 2)
    for (before, first), (after, second) in pairwise(starts):
        assert after - before >= max(pace.of(first).promise, pace.of(second).promise) - 1e-6
    assert sum(host.gaps.violations for host in pace.hosts.values()) == 0
    if len(asked) > 1:
        least = min(after - before for (before, _), (after, _) in pairwise(starts))
        told = [host.gaps.smallest for host in pace.hosts.values() if host.gaps.smallest is not None]
        assert min(told) <= least + 1e-6


def test_so_it_is_in_the_table_that_crawls_share(tmp_path: Path) -> None:
    clock = Seconds()
    first, second = (
        Pace(1.0, now=clock, budget=2, shared=lambda must: SharedPace(tmp_path / "pace.sqlite", 60.0)) for _ in range(2)
    )
    first.promise("example.org", 5.0)
    first.take("example.org")
    first.answered("example.org", head=0.0)
    assert second.wait("www.example.org") == 5.0
    clock.now += 5.0
    assert not second.take("www.example.org").wait
    assert first.is_spent("m.example.org")
    first.close()
    second.close()


def test_one_dress_is_not_asked_while_another_is() -> None:
    pace = Pace(1.0)
    pace.of("www.example.org:8080").in_flight = 1
    assert pace.ready_in("example.org:8080") is None
    assert pace.ready_in("example.org") == 0.0
    pace.of("www.example.org").hold(pace.now() + 900.0)
    pace.longest = 300.0
    assert pace.asks_too_much("example.org")


def test_a_request_that_was_long_on_its_way_is_not_followed_too_soon() -> None:
    clock = Seconds()
    pace = Pace(1.0, now=clock)
    arrivals = []
    for on_its_way in (0.3, 0.05, 0.05, 0.05, 0.4, 0.05, 0.2, 0.05):
        clock.now += pace.wait("example.org")
        pace.take("example.org")
        arrivals.append(clock.now + on_its_way)
        head = on_its_way + 0.1
        clock.now += head + 0.02  # and the body
        pace.answered("example.org", head=head)
    assert min(after - before for before, after in pairwise(arrivals)) >= 1.0 - 1e-6


def test_an_earlier_crawls_long_pause_is_not_waited_for(tmp_path: Path) -> None:
    clock = Seconds()
    path = tmp_path / "pace.sqlite"
    first = Pace(1.0, longest=300.0, now=clock, shared=lambda must: SharedPace(path, 60.0))
    first.take("example.org")
    first.answered("example.org", overrun=True, retry_after=3600.0)
    second = Pace(1.0, longest=300.0, now=clock, shared=lambda must: SharedPace(path, 60.0))
    clock.now += 10
    second.wait("example.org")
    assert second.asks_too_much("example.org")
    first.close()
    second.close()
