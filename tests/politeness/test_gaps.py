"""What is kept of every gap: the same size however many there are, and nothing promised is forgotten."""

from __future__ import annotations

from itertools import accumulate, pairwise

from hypothesis import given
from hypothesis import strategies as st

from newscrawler.politeness.gaps import MOST_PROMISES, GapLog
from newscrawler.politeness.host_pace import HostPace
from newscrawler.politeness.latency import LONGEST_REST, Latency
from newscrawler.politeness.spans import BOUNDS


@given(st.lists(st.floats(0.0001, 5000), min_size=2, max_size=60), st.floats(0, 10))
def test_the_log_says_what_the_instants_say(steps: list[float], promise: float) -> None:
    host = HostPace(promise=promise)
    instants = list(accumulate(steps))
    for at in instants:
        host.start(at, "2026-02-10T12:00:00Z")
    gaps = [after - before for before, after in pairwise(instants)]
    told = host.gaps.told()
    assert told["gaps"] == sum(count for _, count in told["histogram"]) == len(gaps)
    assert told["smallest_gap_seconds"] == round(min(gaps), 4)
    assert told["violations"] == sum(gap - promise < -1e-6 for gap in gaps)
    for bound, count in told["histogram"]:
        below = max([0.0, *(edge for edge in BOUNDS if bound is None or edge < bound)])
        assert count == sum(below < gap <= (bound or float("inf")) for gap in gaps)


def test_a_request_within_a_pause_is_a_broken_promise() -> None:
    host = HostPace(promise=1.0)
    host.start(10.0)
    host.pause(10.5, 5.0)
    host.start(14.0)
    assert (host.gaps.violations, host.gaps.least_margin) == (1, -1.5)


def test_promises_are_told_apart_and_bounded() -> None:
    log = GapLog()
    for number in range(200):
        log.add(5.0, number / 10, 1.0, f"2026-02-10T12:{number // 60:02}:{number % 60:02}Z")
    assert len(log.spans) == MOST_PROMISES
    assert sum(span.gaps for span in log.spans) == 200
    assert log.spans[0].promised == 0.0
    assert log.spans[-1].promised == 19.9


def test_a_slow_host_rests_as_long_as_it_needed_and_a_host_that_labours_longer() -> None:
    latency = Latency()
    assert latency.note(0.5) == 0.5
    rests = [latency.note(0.5) for _ in range(20)]
    assert max(rests) == 0.5
    strained = [latency.note(4.0) for _ in range(5)]
    assert strained[0] < strained[2]
    assert strained[2] > 3 * 4.0
    assert max(Latency().note(seconds) for seconds in (1.0, 500.0)) == LONGEST_REST
