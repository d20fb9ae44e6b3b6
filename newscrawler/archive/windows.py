"""The frontier's part in memory: of each host the next addresses, and which of all are out on a lease.

A window is filled from the ledger when it runs empty, and takes what is queued meanwhile where that ranks before what
lies outside; the order is the ledger's own. Nothing here outlives its process.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush, nsmallest

from newscrawler.archive.ledger import Ledger

WINDOW = 256
"""Addresses of one host that are held in memory (for a while twice as many)."""


@dataclass(slots=True, order=True)
class Queued:
    """One address in the window; sorts as it is to be asked for. On a lease it stands for one request."""

    rank: tuple[int, int]
    """Priority (negated) and place."""
    number: int = field(compare=False)
    url: str = field(compare=False)
    call: str = field(compare=False)
    depth: int = field(compare=False)

    @property
    def priority(self) -> int:
        """As Scrapy counts: higher is sooner."""
        return -self.rank[0]


@dataclass(slots=True)
class _Window:
    heap: list[Queued] = field(default_factory=list)
    is_whole: bool = False
    """Whether nothing of this host is queued outside."""
    last: tuple[int, int] | None = None
    """Whatever is queued outside ranks behind this."""


class Windows:
    """A window a host, and the leases; `size` is how many addresses a window is filled with."""

    def __init__(self, ledger: Ledger, guard: Callable[[], AbstractContextManager[None]], size: int) -> None:
        self._ledger = ledger
        self._guard = guard
        self._size = size
        self._windows: dict[str, _Window] = {}
        self._leases: dict[int, Queued] = {}
        self._given_back: set[int] = set()
        """Queued in the ledger, and for a later run: refilled from there they were asked for again, without end."""

    def begin(self) -> None:
        """A crawl begins: each host of which something is queued has a window, filled when it is first asked."""
        self._windows = {host: _Window() for host in self._queued_hosts()}

    @property
    def hosts(self) -> list[str]:
        """Hosts of which something is queued."""
        return list(self._windows)

    # --- what is next

    def has_queued(self, host: str) -> bool:
        """Whether anything of `host` is queued."""
        window = self._windows.get(host)
        if window is None:
            return False
        if not window.heap and not window.is_whole:
            with self._guard():
                self._refill(host, window)
        if not window.heap:
            del self._windows[host]
        return bool(window.heap)

    def waiting(self, host: str) -> int:
        """How many addresses of `host` are held here to be asked for."""
        window = self._windows.get(host)
        return len(window.heap) if window is not None else 0

    def peek(self, host: str) -> str | None:
        """The host's next address, which stays where it is; None where nothing of it is queued."""
        return self._windows[host].heap[0].url if self.has_queued(host) else None

    def lease(self, host: str) -> Queued | None:
        """The host's next address, out on a lease from now on; None where nothing of it is queued any more."""
        if not self.has_queued(host):
            return None
        lease = heappop(self._windows[host].heap)
        self._leases[lease.number] = lease
        self.has_queued(host)  # what is empty now is filled again, or gone
        return lease

    # --- leases

    def is_out(self, number: int) -> bool:
        """Whether the address of that number is on a lease."""
        return number in self._leases

    def end(self, number: int, lease: Queued | None = None) -> bool:
        """End the lease of the address of that number, if it is on one (on `lease`, where that is said)."""
        current = self._leases.get(number)
        if current is None or (lease is not None and current is not lease):
            return False
        del self._leases[number]
        return True

    def give_back(self, lease: Queued) -> None:
        """End a lease that did not come to its end, unless another request took it over: this run tries no more."""
        if self.end(lease.number, lease):
            self._given_back.add(lease.number)

    # --- what waits

    def admit(self, host: str, queued: Queued) -> None:
        """An address was queued in the ledger."""
        self._given_back.discard(queued.number)
        window = self._windows.get(host)
        if window is None:
            window = self._windows[host] = _Window(is_whole=True)
        if window.is_whole or (window.last is not None and queued.rank < window.last):
            heappush(window.heap, queued)
            if len(window.heap) > 2 * self._size:
                window.heap = nsmallest(self._size, window.heap)  # sorted, hence a heap
                window.is_whole = False
                window.last = window.heap[-1].rank

    def withdraw(self, host: str, number: int) -> None:
        """An address is to be queued elsewhere."""
        window = self._windows.get(host)
        if window is not None:
            window.heap = [queued for queued in window.heap if queued.number != number]
            heapify(window.heap)

    def change_call(self, host: str, number: int, call: str) -> None:
        """Somebody else is to read the answer of an address that waits."""
        window = self._windows.get(host)
        for queued in window.heap if window is not None else ():
            if queued.number == number:
                queued.call = call

    # --- the ledger's side

    def _queued_hosts(self) -> list[str]:
        """One step in the index a host: there may be a million addresses."""
        hosts: list[str] = []
        sql = "SELECT min(host) FROM urls WHERE state = 0 AND host > ?"
        while (row := self._ledger.one(sql, (hosts[-1] if hosts else "",)))[0] is not None:
            hosts.append(row[0])
        return hosts

    def _refill(self, host: str, window: _Window) -> None:
        held_back = self._leases.keys() | self._given_back
        rows = self._ledger.all(
            "SELECT priority, place, number, url, call, depth FROM urls WHERE state = 0 AND host = ? "
            "ORDER BY priority DESC, place LIMIT ?",
            (host, self._size + len(held_back)),
        )
        found = [Queued((-row[0], row[1]), row[2], row[3], row[4], row[5]) for row in rows]
        window.is_whole = len(rows) < self._size + len(held_back)
        window.last = found[-1].rank if found else None
        window.heap = [queued for queued in found if queued.number not in held_back]
        heapify(window.heap)
