"""How long a host took to answer: small, and right within a class."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newscrawler.politeness.answer_times import LONGEST_ADDRESS, AnswerTimes
from newscrawler.politeness.pace import Pace
from newscrawler.politeness.spans import BOUNDS


@given(st.lists(st.floats(0.0001, 20_000), min_size=1, max_size=80))
def test_what_is_told_is_true_within_a_class(seconds: list[float]) -> None:
    times = AnswerTimes()
    for one in seconds:
        times.note(one, f"http://example.org/{one}")
    told, ordered = times.told(), sorted(seconds)
    assert told["count"] == sum(count for _, count in told["histogram"]) == len(seconds)
    assert told["slowest_seconds"] == round(ordered[-1], 4)
    assert told["slowest_url"] == f"http://example.org/{ordered[-1]}"
    for name, share in (("median_seconds", 0.5), ("p95_seconds", 0.95)):
        exact = ordered[max(0, -int(-share * len(ordered) // 1) - 1)]
        assert exact <= told[name] + 1e-4
        assert told[name] <= max(exact * 1.15, BOUNDS[0]) or exact > BOUNDS[-1]


def test_a_host_that_never_answered_and_an_endless_address() -> None:
    times = AnswerTimes(none=3)
    assert times.told()["median_seconds"] is times.told()["slowest_seconds"] is times.told()["slowest_url"] is None
    times.note(1.0, "http://example.org/" + "a" * 10_000)
    assert len(times.told()["slowest_url"]) == LONGEST_ADDRESS


def test_the_pace_notes_each_answer_and_each_that_never_came() -> None:
    now = [0.0]
    pace = Pace(1.0, now=lambda: now[0])
    for at, url in ((0.5, "http://example.org/a"), (12.0, None)):
        pace.take("example.org")
        now[0] = at
        pace.answered("example.org", url=url)
    told = pace.of("example.org").answers.told()
    assert (told["count"], told["none"], told["slowest_seconds"]) == (1, 1, 0.5)
