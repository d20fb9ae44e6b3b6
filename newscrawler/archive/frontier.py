"""The frontier: what a crawl has still to ask for. It is the ledger's table of addresses, so it survives with it.

An address is queued, or done for this crawl. Which ones are out on a *lease* is known in memory alone: a process that
dies leaves them queued, and so they are asked for again. What a crawl knows lasts: the next one asks again for what is
due (`next_visit`) or was told to have changed, and for lists and channels. What a crawl left queued, because it was
limited or another command followed, is due at once.

Memory is bounded whatever the number of addresses: of each host a *window* of the next ones is held (`windows.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from enum import IntEnum
from typing import Any

from newscrawler.archive.ledger import Ledger
from newscrawler.archive.looks import Known, Look, Looks
from newscrawler.archive.windows import WINDOW, Queued, Windows
from newscrawler.outcomes import Outcome

PLACES = 1024
"""Places in the queue that are taken at once, so that the ledger need not count each."""


class State(IntEnum):
    """Of an address, in the crawl that last heard of it. Queries say 0: SQLite finds the partial index by it."""

    QUEUED = 0
    DONE = 1


class Frontier:
    """The addresses of one archive. `guard` wraps whatever touches the ledger."""

    def __init__(
        self,
        ledger: Ledger,
        guard: Callable[[], AbstractContextManager[None]] = nullcontext,
        window: int = WINDOW,
    ) -> None:
        self._ledger = ledger
        self._guard = guard
        self._crawl = 0
        self._run_id = ""
        self._place = self._last_place = 0
        self._windows = Windows(ledger, guard, window)
        self._forgets = False
        self._looks = Looks(ledger)

    def begin(self, command: str, at: str, run_id: str) -> tuple[int, bool]:
        """Go on with the last crawl if it was of the same `command` and came to no end, else begin one.

        Gives its number, and whether it goes on.
        """
        last = self._ledger.one("SELECT number, command, finished_at FROM crawls ORDER BY number DESC")
        goes_on = last is not None and last[1] == command and last[2] is None
        if goes_on:
            self._crawl = last[0]
        else:
            self._ledger.write(
                "UPDATE urls SET state = ?, next_visit = coalesce(next_visit, ?) WHERE state = ?",
                (State.DONE, at, State.QUEUED),
            )
            self._crawl = self._ledger.write(
                "INSERT INTO crawls (command, started_at, places) VALUES (?, ?, 0)", (command, at)
            )
        self._run_id = run_id
        self._forgets = self._ledger.one("SELECT 1 FROM forgotten") is not None
        self._looks.begin(self._crawl, at)
        self._windows.begin()
        return self._crawl, goes_on

    @property
    def believes_validators(self) -> bool:
        """Whether no page was found changed lately under the validators it had before."""
        return self._looks.believes_validators

    @property
    def hosts(self) -> list[str]:
        """Hosts of which something is queued."""
        return self._windows.hosts

    def knows(self, key: str) -> bool:
        """Whether this crawl has heard of the address with that key, or must never ask for it."""
        with self._guard():
            row = self._ledger.one("SELECT crawl FROM urls WHERE key = ?", (key,))
            return (row is not None and row[0] == self._crawl) or (self._forgets and self._is_forgotten(key))

    def known(self, key: str) -> Known | None:
        """What is known of the address with that key, by this crawl or an earlier one."""
        with self._guard():
            return self._looks.known(key)

    def led_to(self, key: str) -> list[str]:
        """Keys of the addresses that the one with that key was redirected to when it was last asked for, in order."""
        with self._guard():
            return self._looks.led_to(key)

    def bring_forward(self, known: Known) -> None:
        """Have an address be due when the next run begins."""
        with self._guard():
            self._looks.bring_forward(known.number)

    def is_forgotten(self, key: str) -> bool:
        """Whether the address with that key must never be asked for again."""
        with self._guard():
            return self._forgets and self._is_forgotten(key)

    def is_out(self, known: Known) -> bool:
        """Whether the address is being asked for at this moment."""
        return self._windows.is_out(known.number)

    def due(self, at: str, *, gave_articles: bool) -> Iterator[Known]:
        """Addresses that are due and that this crawl has not heard of yet, the one that waits longest first: those
        that gave an article once, or the others. They may be queued while this runs.
        """
        batches = self._looks.due(at, gave_articles=gave_articles)
        while True:
            with self._guard():
                batch = next(batches, None)
            if batch is None:
                return
            yield from batch

    def add(
        self,
        url: str,
        key: str,
        host: str,
        priority: int,
        call: str,
        *,
        depth: int = 0,
        told: str | None = None,
        again: bool = False,
    ) -> bool:
        """Queue an address, if this crawl has not heard of it yet or is to ask for it `again`.

        `key` is what addresses of one page share, `call` who reads the answer (JSON), `told` who told us, and what
        (JSON). An address that is asked for again while its lease runs takes that lease over.
        """
        with self._guard():
            row = self._ledger.one("SELECT number, crawl FROM urls WHERE key = ?", (key,))
            if row is not None and row[1] == self._crawl and not again:
                return False
            if self._forgets and self._is_forgotten(key):
                return False
            place = self._next_place()
            number = self._write(row, (url, key, host, self._crawl, State.QUEUED, priority, place, depth, call, told))
            if not self._windows.end(number) and row is not None and again:
                self._windows.withdraw(host, number)  # it waits already, and is to be asked for sooner
            self._windows.admit(host, Queued((-priority, place), number, url, call, depth))
            return True

    def waiting_call(self, key: str) -> str | None:
        """Who reads the answer of an address that waits to be asked for; None where it does not wait (any more)."""
        with self._guard():
            row = self._ledger.one(
                "SELECT number, call FROM urls WHERE key = ? AND crawl = ? AND state = 0", (key, self._crawl)
            )
        return None if row is None or self._windows.is_out(row[0]) else str(row[1])

    def change_call(self, key: str, call: str) -> None:
        """Have another one read the answer of an address that waits."""
        with self._guard():
            row = self._ledger.one("SELECT number, host FROM urls WHERE key = ?", (key,))
            self._ledger.write("UPDATE urls SET call = ? WHERE number = ?", (call, row[0]))
        self._windows.change_call(row[1], row[0], call)

    def pass_over(self, url: str, key: str, host: str) -> None:
        """Ask for an address no more in this crawl: it is another one of a page that was read."""
        with self._guard():
            row = self._ledger.one("SELECT number, crawl FROM urls WHERE key = ?", (key,))
            if row is None or row[1] != self._crawl:
                self._write(row, (url, key, host, self._crawl, State.DONE, 0, 0, 0, '{"callback":"parse"}', None))

    def next(self, host: str) -> Queued | None:
        """Lease the host's next address; None where nothing of it is queued any more."""
        return self._windows.lease(host)

    def peek(self, host: str) -> str | None:
        """The host's next address, which stays where it is; None where nothing of it is queued."""
        return self._windows.peek(host)

    def has_queued(self, host: str) -> bool:
        """Whether anything of `host` is queued."""
        return self._windows.has_queued(host)

    def waiting(self, host: str) -> int:
        """How many addresses of `host` are held in memory to be asked for; more may be queued outside."""
        return self._windows.waiting(host)

    def end(self, lease: Queued, outcome: str | None, at: str | None = None, look: Look | None = None) -> None:
        """The leased request came to an end; its address is done unless it was asked for again."""
        with self._guard():
            is_done = self._windows.end(lease.number, lease)
            state = State.DONE if is_done else State.QUEUED
            self._ledger.write(
                "UPDATE urls SET tries = tries + 1, outcome = ?, visited_at = ?, state = max(state, ?) "
                "WHERE number = ?",
                (outcome, at, state, lease.number),
            )
            if is_done and outcome and at:
                self._looks.note(lease.number, Outcome(outcome), at, look or Look())
            self._count(outcome)

    def give_back(self, lease: Queued, outcome: str | None) -> None:
        """The leased request was stopped: its address stays queued, for a later run."""
        with self._guard():
            self._windows.give_back(lease)
            self._count(outcome)

    # --- the ledger's side

    def _write(self, row: Any, values: tuple[Any, ...]) -> int:
        if row is None:
            return self._ledger.write(
                "INSERT INTO urls (url, key, host, crawl, state, priority, place, depth, call, told) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                values,
            )
        self._ledger.write(
            "UPDATE urls SET url = ?, key = ?, host = ?, crawl = ?, state = ?, priority = ?, place = ?, depth = ?, "
            "call = ?, told = coalesce(?, told) WHERE number = ?",
            (*values, row[0]),
        )
        return int(row[0])

    def _is_forgotten(self, key: str) -> bool:
        return self._ledger.one("SELECT 1 FROM forgotten WHERE key = ?", (key,)) is not None

    def _next_place(self) -> int:
        if self._place >= self._last_place:
            self._ledger.write("UPDATE crawls SET places = places + ? WHERE number = ?", (PLACES, self._crawl))
            (self._last_place,) = self._ledger.one("SELECT places FROM crawls WHERE number = ?", (self._crawl,))
            self._place = self._last_place - PLACES
        self._place += 1
        return self._place

    def _count(self, outcome: str | None) -> None:
        self._ledger.write(
            "INSERT INTO outcomes (run, outcome, requests) VALUES (?, ?, 1) "
            "ON CONFLICT (run, outcome) DO UPDATE SET requests = requests + 1",
            (self._run_id, outcome or "none"),
        )


def frontier_in_memory(command: str = "", at: str = "", run_id: str = "") -> Frontier:
    """A frontier that ends with its process, for crawls that keep no archive."""
    frontier = Frontier(Ledger(None))
    frontier.begin(command, at, run_id)
    return frontier
