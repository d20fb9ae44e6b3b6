"""The pace that all crawls of one user on one machine share: one small SQLite table, a row a host.

A request's turn is taken in one transaction, so that two crawls never take the same one. Instants are of the
machine's monotonic clock, which all processes share and which nobody sets; one that lies in the future is from
before a restart and counts for nothing. What a crawl leaves behind when it dies lapses: the turn it held when its
process is gone or its longest answer would be over, its promise after ten minutes (or when a longer one is kept), its
pauses when they are over.
Nothing here must survive a power cut, so that nothing is synced: a turn costs some 50 µs.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from newscrawler.errors import NewscrawlerError

PROMISE_LAPSES = 600.0
"""Seconds after which the promise of a crawl that says it no more is nobody's, unless it is longer itself."""
LONGEST_PAUSE = 7 * 86400.0
"""Seconds: whoever asks for a longer one gets this."""
SECONDS_A_DAY = 86_400.0
POLL = 0.05
"""Seconds between two looks at a host that another crawl is asking, or a table that another process writes to."""

_FORM = """
CREATE TABLE IF NOT EXISTS hosts (
    host TEXT PRIMARY KEY,
    last_start REAL NOT NULL,
    promise REAL NOT NULL,
    promised_at REAL NOT NULL,
    paused_until REAL NOT NULL DEFAULT 0,
    paused_at REAL NOT NULL DEFAULT 0,
    busy_until REAL NOT NULL DEFAULT 0,
    busy_process INTEGER NOT NULL DEFAULT 0,
    day TEXT NOT NULL,
    requests INTEGER NOT NULL
) WITHOUT ROWID
"""
_READ = (
    "SELECT last_start, promise, promised_at, paused_until, paused_at, busy_until, busy_process, day, requests "
    "FROM hosts WHERE host = ?"
)
_TAKE = (
    "INSERT INTO hosts (host, last_start, promise, promised_at, busy_until, busy_process, day, requests) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (host) DO UPDATE SET last_start = ?2, promise = ?3, "
    "promised_at = ?4, busy_until = ?5, busy_process = ?6, day = ?7, requests = ?8"
)
_PAUSE = (
    "INSERT INTO hosts (host, last_start, promise, promised_at, paused_until, paused_at, day, requests) "
    "VALUES (?1, 0, 0, 0, ?2, ?3, '', 0) ON CONFLICT (host) DO UPDATE SET "
    "paused_until = max(?2, iif(paused_at > ?3, 0, paused_until)), paused_at = ?3"
)


class PaceFileError(NewscrawlerError):
    """The table that crawls share cannot be read or written."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What came of asking for a host's turn."""

    wait: float = 0.0
    """Seconds after which to ask again; 0: the turn was taken."""
    at: float = 0.0
    """The instant at which it was taken."""
    gap: float | None = None
    """Seconds since the last request of any crawl, where that is known."""
    is_spent: bool = False
    """The host's requests of this day are spent: no turn before tomorrow."""


@dataclass(slots=True)
class _Row:
    last_start: float | None = None
    promise: float = 0.0
    promised_at: float = 0.0
    paused_until: float = 0.0
    is_busy: bool = False
    day: str = ""
    requests: int = 0

    def counted(self, day: str, now: float) -> int:
        """Of its requests those that count for `day`: a later day's too, while the last of them is not a day ago by a
        clock that nobody sets. The machine's date was set back then, which gives no second budget.
        """
        is_ahead = self.day > day and self.last_start is not None and now - self.last_start < SECONDS_A_DAY
        return self.requests if self.day == day or is_ahead else 0


class SharedPace:
    """The open table; `longest_answer` is for how many seconds a turn can be held. Raises PaceFileError."""

    def __init__(self, path: Path, longest_answer: float, process: int | None = None) -> None:
        self.path = path
        self._longest_answer = longest_answer
        self._process = os.getpid() if process is None else process
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = self._open()
        except (OSError, sqlite3.Error) as error:
            raise self._trouble(error) from error

    def _open(self) -> sqlite3.Connection:
        try:
            return _connect(self.path)
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError) or not _was_a_table(self.path):
                raise  # of the latter: whatever the setting named by mistake is somebody's file
            self.path.unlink()  # torn by a power cut: nothing in it has to last
            return _connect(self.path)

    def wait(self, host: str, promise: float, now: float) -> float:
        """Seconds until `host` may be asked, as far as is known now."""
        try:
            return self._wait(self._read(host, now), promise, now)
        except sqlite3.Error as error:
            raise self._trouble(error) from error

    def take(self, host: str, promise: float, now: Callable[[], float], day: str, most: int = 0) -> Turn:
        """Take the host's turn, if it is free: `promise` seconds after anybody's last one, `most` a day (0: any)."""
        try:
            self._connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
                return Turn(wait=POLL)
            raise self._trouble(error) from error
        try:
            turn = self._take(host, promise, now(), day, most)  # not before: the table may have been waited for
            self._connection.execute("COMMIT")
        except sqlite3.Error as error:
            with suppress(sqlite3.Error):
                self._connection.execute("ROLLBACK")
            raise self._trouble(error) from error
        return turn

    def spent(self, host: str, day: str, now: float) -> int:
        """Requests that count for `host` on `day` (ISO 8601)."""
        try:
            return self._read(host, now).counted(day, now)
        except sqlite3.Error as error:
            raise self._trouble(error) from error

    def give_back(self, host: str, reached: float = 0.0) -> None:
        """The request is over, and had reached the host by then; never raises, for a turn lapses by itself."""
        with suppress(sqlite3.Error):
            self._connection.execute(
                "UPDATE hosts SET busy_until = 0, last_start = max(last_start, ?) WHERE host = ? AND busy_process = ?",
                (reached, host, self._process),
            )

    def pause(self, host: str, until: float, now: float) -> None:
        """Nobody is to ask `host` before `until`; never raises, for each crawl keeps its own pauses too."""
        with suppress(sqlite3.Error):
            self._connection.execute(_PAUSE, (host, min(until, now + LONGEST_PAUSE), now))

    def close(self) -> None:
        """Let go."""
        with suppress(sqlite3.Error):
            self._connection.close()

    # --- the table

    def _take(self, host: str, promise: float, now: float, day: str, most: int) -> Turn:
        row = self._read(host, now)
        requests = row.counted(day, now)
        if most and requests >= most:
            return Turn(is_spent=True)
        wait = self._wait(row, promise, now)
        if wait > 0:
            return Turn(wait=wait)
        is_ours = promise >= row.promise
        day = max(day, row.day) if requests else day
        self._connection.execute(
            _TAKE,
            (
                host, now, max(promise, row.promise), now if is_ours else row.promised_at,
                now + self._longest_answer, self._process, day, requests + 1,
            ),
        )  # fmt: skip
        return Turn(at=now, gap=None if row.last_start is None else now - row.last_start)

    def _wait(self, row: _Row, promise: float, now: float) -> float:
        due = row.paused_until
        if row.last_start is not None:
            due = max(due, row.last_start + max(promise, row.promise))
        return max(due - now, POLL if row.is_busy else 0.0)

    def _read(self, host: str, now: float) -> _Row:
        """The row without what has lapsed."""
        found = self._connection.execute(_READ, (host,)).fetchone()
        if found is None:
            return _Row()
        last_start, promise, promised_at, paused_until, paused_at, busy_until, process, day, requests = found
        row = _Row(day=day, requests=requests)
        if 0 < last_start <= now:
            row.last_start = last_start
            is_held = now < busy_until and process != self._process
            row.is_busy = is_held and _is_running(process)
        if promised_at <= now < promised_at + max(PROMISE_LAPSES, promise):
            row.promise, row.promised_at = promise, promised_at
        if paused_at <= now:
            row.paused_until = paused_until
        return row

    def _trouble(self, error: Exception) -> PaceFileError:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        return PaceFileError(
            f"Cannot use {self.path}, by which crawls on this machine share their pace: {reason}. Mend it, or set "
            "NEWSCRAWLER_PACE_FILE to another file, or to 'none'"
        )


def _was_a_table(path: Path) -> bool:
    """Whether a file that SQLite cannot read begins as its files do, or as those that a power cut left empty."""
    with path.open("rb") as file:
        beginning = file.read(16)
    return beginning in (b"SQLite format 3\0", b"\0" * len(beginning))


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, timeout=0.02, cached_statements=16)
    try:
        connection.execute("PRAGMA busy_timeout = 2000")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute(_FORM)
        connection.execute("DELETE FROM hosts WHERE day != '' AND day < date('now', '-30 days')")
        connection.execute("PRAGMA busy_timeout = 20")
    except BaseException:
        connection.close()
        raise
    return connection


def _is_running(process: int) -> bool:
    """Whether a process of that number runs; True where that cannot be asked without harm (Windows)."""
    if os.name != "posix":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
