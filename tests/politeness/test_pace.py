"""Promises, floors and gaps, with a clock of our own."""

from __future__ import annotations

from newscrawler.politeness.pace import Pace


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


def test_the_smallest_gap_is_kept() -> None:
    pace = Pace(0.0)
    host = pace.of("example.org")
    for at in (10.0, 13.0, 14.5, 20.0):
        host.start(at)
    assert (host.gaps.smallest, host.requests) == (1.5, 4)
