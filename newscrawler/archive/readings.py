"""Answers that end the process: told by what was being read when it died.

Nobody knows what killed a run, its own code or somebody's `kill -9`. After a run that died, the next one is
*careful*: before each of its first answers is read, the ledger is told of it and committed, and again when it was. The
first death costs nothing: most runs have none, and need not be careful. An address that was found there twice is
*suspect*: the crawl has a process of its own read its answer first (`newscrawler/trial.py`), since even kills that
mean no page meet one twice: a run that is killed within its first second reads the same page each time. While that
process reads, this one does not: a kill that comes then is not laid to that answer.
"""

from __future__ import annotations

from newscrawler.archive.frontier import State
from newscrawler.archive.ledger import Ledger

SUSPECT = 2
"""Careful runs that ended while an answer was read, from which on it is read by another process first."""
HOPELESS = 12
"""From which on it is set aside whatever that process says: it may be all that the archive knows that ends it."""
CAREFUL = 128
"""Answers that are read with care: whatever killed the last run was among what it had not committed."""


class Readings:
    """What is being read in one crawl."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._left = 0
        self._open: set[str] = set()

    def begin(self, at: str) -> list[str]:
        """A run begins, before its frontier does; gives the addresses that the last run's crawl leaves alone.

        Those that were set aside by an earlier run too: that run may have died before it could tell of them.
        They are due from `at` on: the next crawl tries them again, whether or not anybody tells it of them.
        """
        last = self._ledger.one("SELECT crawl, finished_at FROM runs WHERE crawl > 0 ORDER BY number DESC")
        if last is None:
            return []
        crawl, finished_at = last
        if finished_at is None:
            self._left = CAREFUL
            self._ledger.write("UPDATE readings SET deaths = deaths + 1, is_open = 0 WHERE is_open = 1")
            self._ledger.write(
                "UPDATE urls SET state = ?, outcome = 'set_aside', next_visit = coalesce(next_visit, ?) "
                "WHERE state = ? AND key IN (SELECT key FROM readings WHERE deaths >= ?)",
                (State.DONE, at, State.QUEUED, HOPELESS),
            )
        sql = "SELECT url FROM urls JOIN readings USING (key) WHERE crawl = ? AND outcome = 'set_aside'"
        return [url for (url,) in self._ledger.all(sql, (crawl,))]

    def forget_all(self) -> None:
        """A crawl of its own begins: everything is tried again."""
        self._ledger.write("DELETE FROM readings")

    @property
    def is_careful(self) -> bool:
        """Whether the ledger must be told of the next answer before it is read."""
        return self._left > 0

    def open(self, key: str) -> None:
        """The answer from the address with that key is about to be read; to be committed before it is."""
        self._left -= 1
        self._open.add(key)
        self._ledger.write(
            "INSERT INTO readings (key, deaths, is_open) VALUES (?, 0, 1) ON CONFLICT (key) DO UPDATE SET is_open = 1",
            (key,),
        )

    def is_suspect(self, key: str) -> bool:
        """Whether two careful runs or more have ended while the answer from the address with that key was read."""
        return self._ledger.one("SELECT 1 FROM readings WHERE key = ? AND deaths >= ?", (key, SUSPECT)) is not None

    def close(self, key: str) -> None:
        """It was read."""
        if key in self._open:
            self._open.remove(key)
            self._ledger.write("UPDATE readings SET is_open = 0 WHERE key = ?", (key,))
