"""Several crawls, one host: the table that they share, with clocks and processes of our own."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from newscrawler.politeness.pace_file import pace_file
from newscrawler.politeness.shared_pace import POLL, PROMISE_LAPSES, PaceFileError, SharedPace

HOST, DAY = "example.org", "2030-01-01"
NOBODY = 2**22 + 1  # above Linux' largest process number


@pytest.fixture
def table(tmp_path: Path) -> Iterator[SharedPace]:
    shared = SharedPace(tmp_path / "pace.sqlite", 60.0)
    yield shared
    shared.close()


def at(seconds: float) -> Callable[[], float]:
    """A clock that stands."""
    return lambda: seconds


def another(table: SharedPace, process: int = 1) -> SharedPace:
    """Another process' view; number 1 always runs."""
    return SharedPace(table.path, 60.0, process=process)


def test_the_second_crawl_waits_for_the_first_ones_promise(table: SharedPace) -> None:
    assert table.take(HOST, 2.0, at(100.0), DAY).wait == 0
    table.give_back(HOST)
    assert another(table).take(HOST, 1.0, at(100.5), DAY).wait == 1.5
    turn = another(table).take(HOST, 1.0, at(102.5), DAY)
    assert (turn.wait, turn.gap) == (0.0, 2.5)


def test_one_request_at_a_time_over_all_crawls(table: SharedPace) -> None:
    second = another(table)
    table.take(HOST, 0.1, at(100.0), DAY)
    assert second.take(HOST, 0.1, at(105.0), DAY).wait == POLL
    table.give_back(HOST)
    assert second.take(HOST, 0.1, at(105.0), DAY).wait == 0


def test_what_a_dead_crawl_held_is_free_at_once(table: SharedPace) -> None:
    another(table, NOBODY).take(HOST, 0.1, at(100.0), DAY)
    assert table.wait(HOST, 0.1, 101.0) == 0


def test_a_turn_lapses_when_its_longest_answer_would_be_over(table: SharedPace) -> None:
    another(table).take(HOST, 0.1, at(100.0), DAY)
    assert table.wait(HOST, 0.1, 159.0) == POLL
    assert table.wait(HOST, 0.1, 161.0) == 0


def test_a_promise_that_nobody_repeats_lapses(table: SharedPace) -> None:
    another(table, NOBODY).take(HOST, 30.0, at(100.0), DAY)
    assert table.wait(HOST, 1.0, 110.0) == 20.0
    assert table.take(HOST, 1.0, at(131.0), DAY).wait == 0
    table.give_back(HOST)
    assert table.wait(HOST, 1.0, 135.0) == 26.0  # the slower crawl is not crowded out by the quicker one
    assert table.wait(HOST, 1.0, 100.0 + PROMISE_LAPSES + 1) == 0
    another(table, NOBODY).take("slow.example", 3000.0, at(100.0), DAY)  # an hour is more than ten minutes
    assert table.wait("slow.example", 1.0, 100.0 + PROMISE_LAPSES + 1) == 3000.0 - PROMISE_LAPSES - 1


def test_a_pause_holds_for_all(table: SharedPace) -> None:
    another(table).pause(HOST, 130.0, 100.0)
    assert table.wait(HOST, 1.0, 110.0) == 20.0
    assert table.take(HOST, 1.0, at(131.0), DAY).wait == 0


def test_what_is_from_before_a_restart_counts_for_nothing(table: SharedPace) -> None:
    table.take(HOST, 30.0, at(9_000.0), DAY)
    another(table).pause(HOST, 9_500.0, 9_000.0)
    assert another(table).wait(HOST, 1.0, 50.0) == 0


def test_a_budget_is_one_days_and_all_crawls(table: SharedPace) -> None:
    for seconds in (100.0, 110.0):
        assert not table.take(HOST, 1.0, at(seconds), DAY, 3).is_spent
        table.give_back(HOST)
    assert not another(table, NOBODY).take(HOST, 1.0, at(120.0), DAY, 3).is_spent
    assert table.take(HOST, 1.0, at(130.0), DAY, 3).is_spent
    assert table.spent(HOST, DAY, 130.0) == 3
    assert not table.take(HOST, 1.0, at(140.0), "2030-01-02", 3).is_spent


def test_a_date_that_is_set_back_gives_no_second_budget(table: SharedPace) -> None:
    """Not by an hour over midnight, nor by years; a date that was ahead by years spends no more than a day's."""
    for seconds in (100.0, 110.0):
        assert not table.take(HOST, 1.0, at(seconds), "2030-01-02", 2).is_spent
        table.give_back(HOST)
    for day in ("2030-01-01", "2020-12-31"):
        assert table.spent(HOST, day, 120.0) == 2
        assert table.take(HOST, 1.0, at(120.0), day, 2).is_spent
    assert table.take(HOST, 1.0, at(130.0), "2030-01-02", 2).is_spent  # and forward again
    assert table.take(HOST, 1.0, at(110.0 + 86_399), "2020-12-31", 2).is_spent
    assert not table.take(HOST, 1.0, at(110.0 + 86_401), "2020-12-31", 2).is_spent
    assert table.spent(HOST, "2020-12-31", 110.0 + 86_402) == 1


def test_what_is_asked_while_the_date_is_set_back_counts_for_the_later_day_too(table: SharedPace) -> None:
    for seconds, day in ((100.0, "2030-01-02"), (110.0, "2030-01-01"), (120.0, "2030-01-02")):
        assert not table.take(HOST, 1.0, at(seconds), day, 3).is_spent
        table.give_back(HOST)
    assert table.take(HOST, 1.0, at(130.0), "2030-01-02", 3).is_spent


def test_a_torn_file_is_begun_anew_and_a_folder_is_an_error(tmp_path: Path) -> None:
    torn = tmp_path / "pace.sqlite"
    torn.write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)
    SharedPace(torn, 60.0).close()
    torn.write_bytes(b"\0" * 5000)
    SharedPace(torn, 60.0).close()
    with pytest.raises(PaceFileError, match="NEWSCRAWLER_PACE_FILE"):
        SharedPace(tmp_path, 60.0)


def test_a_file_that_was_named_by_mistake_is_left_alone(tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("What the herring fishers of Lowmoor told the harbour office. " * 20)
    with pytest.raises(PaceFileError, match=r"notes\.txt"):
        SharedPace(notes, 60.0)
    assert notes.read_text().startswith("What the herring")


def test_where_the_table_lies(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert pace_file("") == tmp_path / "newscrawler" / "pace.sqlite"
    assert pace_file("none") is None
    assert pace_file("/x/y") == Path("/x/y")


def _crawl(path: Path, promise: float, turns: int, starts: object) -> None:
    shared = SharedPace(path, 60.0)
    while turns:
        turn = shared.take(HOST, promise, time.monotonic, DAY)
        if turn.wait:
            time.sleep(min(turn.wait, 0.002))
            continue
        starts.put(turn.at)  # type: ignore[attr-defined]
        shared.give_back(HOST)
        turns -= 1


def test_four_processes_take_turns_and_none_too_early(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    starts = context.Queue()
    arguments = (tmp_path / "pace.sqlite", 0.02, 5, starts)
    crawls = [context.Process(target=_crawl, args=arguments) for _ in range(4)]
    for crawl in crawls:
        crawl.start()
    instants = sorted(starts.get(timeout=30) for _ in range(20))
    for crawl in crawls:
        crawl.join()
    assert min(after - before for before, after in pairwise(instants)) >= 0.02
