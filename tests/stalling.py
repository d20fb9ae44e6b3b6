"""The demo site in this process, which stands still at requests that a test names: the crawl is there, and no further.

Where a crawl is at an instant depends on the machine; at which request it waits does not.
"""

from __future__ import annotations

import asyncio
import threading
from collections import Counter
from collections.abc import Collection
from types import TracebackType

from newscrawler.demo_site.answers import Answer
from newscrawler.demo_site.calendar import now_on
from newscrawler.demo_site.plan import Edition
from newscrawler.demo_site.server import Asked, DemoServer

LONGEST = 60.0
"""Seconds that a request waits for `go_on`, and `wait_until_it_stands` for a request."""


class StallingDemo:
    """A demo site of so many articles; the requests of the numbers `at` (from 1 on) are answered when told to."""

    def __init__(self, articles: int, at: Collection[int], without: Collection[str] = ()) -> None:
        self._server = _Server(Edition(now_on(1), articles, False), frozenset(without), frozenset(at))
        self._listens = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)

    def __enter__(self) -> StallingDemo:
        self._thread.start()
        assert self._listens.wait(LONGEST)
        return self

    async def _serve(self) -> None:
        self._loop, self._ended = asyncio.get_running_loop(), asyncio.Event()
        async with await self._server.start() as listening:
            self.port = int(listening.sockets[0].getsockname()[1])
            self._listens.set()
            await self._ended.wait()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.at = frozenset()
        self._server.may_go_on.release()
        self._loop.call_soon_threadsafe(self._ended.set)
        self._thread.join(LONGEST)

    @property
    def asked(self) -> Counter[str]:
        """How often each path was asked for."""
        return Counter(str(visit["path"]) for visit in self._server.log)

    @property
    def last_answered(self) -> str:
        """The path that was asked for before the one at which it stands."""
        return str(self._server.log[-2]["path"])

    def wait_until_it_stands(self) -> None:
        """Wait for the next request of those that were named."""
        assert self._server.stands.acquire(timeout=LONGEST), f"it asked for {len(self._server.log)} addresses in all"

    def go_on(self) -> None:
        """Answer it."""
        self._server.may_go_on.release()


class _Server(DemoServer):
    def __init__(self, edition: Edition, without: frozenset[str], at: frozenset[int]) -> None:
        super().__init__(edition, without)
        self.at = at
        self.stands, self.may_go_on = threading.Semaphore(0), threading.Semaphore(0)

    def answer(self, asked: Asked) -> Answer:
        found = super().answer(asked)
        if len(self.log) in self.at:
            self.stands.release()
            self.may_go_on.acquire(timeout=LONGEST)
        return found
