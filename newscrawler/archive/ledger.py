"""The ledger: the one SQLite database that says what an archive holds and what is still to be asked for.

It knows every address (the frontier), every capture, every record, every run, and of every file how many of its
bytes count. A file's bytes are synced first, then everything that happened since is one transaction here: what the
ledger does not know has not happened. `Ledger` is the connection, its form and its transactions; the tables are
read and written where they belong: `frontier.py`, `captures.py`, `records.py`, `files.py`.

Only one process has it open (`FolderLock`), so SQLite need not share its memory map: write-ahead logging then works
on network file systems too (https://www.sqlite.org/wal.html#noshm).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from newscrawler.errors import ArchiveError

LEDGER = "ledger.sqlite"
NO_LEDGER = "{folder} is no archive: there is no {ledger}. Name an archive, or crawl one first"

_FORM_1 = """
CREATE TABLE crawls (
    number INTEGER PRIMARY KEY,
    command TEXT NOT NULL,            -- spider and arguments, JSON: the same command goes on with an unfinished crawl
    started_at TEXT NOT NULL,
    finished_at TEXT,                 -- NULL: to be gone on with
    places INTEGER NOT NULL           -- in its queue, taken so far
);
CREATE TABLE runs (
    number INTEGER PRIMARY KEY,       -- in the order they began, whatever the clock said
    id TEXT NOT NULL UNIQUE,
    crawl INTEGER NOT NULL,
    started_at TEXT NOT NULL,
    finished_at TEXT,                 -- NULL: under way, or killed
    reason TEXT,
    exit_code INTEGER
);
CREATE TABLE outcomes (
    run TEXT NOT NULL,
    outcome TEXT NOT NULL,
    requests INTEGER NOT NULL,
    PRIMARY KEY (run, outcome)
) WITHOUT ROWID;
CREATE TABLE files (
    number INTEGER PRIMARY KEY,
    path TEXT NOT NULL UNIQUE,        -- inside the archive's folder, with "/"
    committed INTEGER NOT NULL        -- bytes that count; what lies behind them never happened
);
CREATE TABLE urls (
    number INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,         -- what addresses of one page share
    url TEXT NOT NULL,
    host TEXT NOT NULL,
    crawl INTEGER NOT NULL,           -- the crawl that last heard of it
    state INTEGER NOT NULL,           -- frontier.State
    priority INTEGER NOT NULL,
    place INTEGER NOT NULL,           -- among those of its priority
    depth INTEGER NOT NULL,
    call TEXT NOT NULL,               -- callback, errback, their arguments: JSON
    told TEXT,                        -- who told us of it, and what: JSON
    tries INTEGER NOT NULL DEFAULT 0, -- requests handed out for it in this crawl
    outcome TEXT,                     -- of its last request
    visited_at TEXT,
    etag TEXT,
    last_modified TEXT,
    next_visit TEXT                   -- when it is due again; NULL: somebody must tell of it
);
CREATE INDEX queued ON urls (host, priority DESC, place) WHERE state = 0;
CREATE TABLE captures (
    file INTEGER NOT NULL,
    offset INTEGER NOT NULL,
    length INTEGER NOT NULL,
    sha256 BLOB NOT NULL,             -- of the gzip member as it was written
    type TEXT NOT NULL,               -- warcinfo, request, response, revisit
    record_id TEXT NOT NULL,
    at TEXT NOT NULL,
    url TEXT,
    status INTEGER,
    payload_digest TEXT,
    payload_file INTEGER,             -- of a revisit: where the payload lies
    payload_offset INTEGER,
    PRIMARY KEY (file, offset)
) WITHOUT ROWID;
CREATE INDEX payloads ON captures (payload_digest) WHERE type = 'response';
CREATE INDEX responses ON captures (url) WHERE type = 'response';
CREATE TABLE records (
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    file INTEGER NOT NULL,
    offset INTEGER NOT NULL,
    length INTEGER NOT NULL,
    sha256 BLOB NOT NULL,             -- of the line with its newline
    crawl INTEGER,                    -- the crawl that wrote it
    capture_file INTEGER,
    capture_offset INTEGER,
    PRIMARY KEY (id, version)
) WITHOUT ROWID;
CREATE TABLE articles (
    id TEXT PRIMARY KEY,
    version INTEGER NOT NULL,         -- the last one
    first_seen TEXT,
    last_seen TEXT,
    crawl INTEGER,                    -- the crawl that last read it
    requested_url TEXT                -- by which address
) WITHOUT ROWID;
CREATE TABLE forgotten (
    key TEXT PRIMARY KEY,             -- never to be asked for again
    url TEXT NOT NULL,
    at TEXT NOT NULL,
    reason TEXT NOT NULL
) WITHOUT ROWID;
"""
_FORM_2 = """
CREATE TABLE members (                -- of packed files of lines
    file INTEGER NOT NULL,
    start INTEGER NOT NULL,           -- in the stream of lines
    unpacked INTEGER NOT NULL,
    offset INTEGER NOT NULL,          -- in the file
    length INTEGER NOT NULL,
    sha256 BLOB NOT NULL,             -- of the member as it was written
    PRIMARY KEY (file, start)
) WITHOUT ROWID;
"""
_FORM_3 = """
CREATE TABLE forgotten_ids (          -- articles that must never be written again
    id TEXT PRIMARY KEY,
    at TEXT NOT NULL,
    reason TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE rewrites (               -- files that were written anew and have still to take the old one's name
    path TEXT PRIMARY KEY,
    is_gone INTEGER NOT NULL          -- 1: to be taken away
) WITHOUT ROWID;
CREATE TABLE looked_through (         -- how far captures were searched for what was forgotten
    file INTEGER PRIMARY KEY,
    until INTEGER NOT NULL
);
CREATE TABLE came_back (              -- addresses that brought a forgotten article; closing the archive clears them
    url TEXT PRIMARY KEY,
    id TEXT NOT NULL
) WITHOUT ROWID;
"""
_FORM_OF_WALKS = """
CREATE TABLE waiting_lists (          -- lists that somebody told of in a crawl
    number INTEGER PRIMARY KEY,
    crawl INTEGER NOT NULL,
    url TEXT NOT NULL,
    family TEXT NOT NULL              -- section, tag, author …
);
CREATE TABLE walk_notes (             -- what channels told of the site as a whole
    crawl INTEGER NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,              -- JSON
    PRIMARY KEY (crawl, name)
) WITHOUT ROWID;
CREATE TABLE shapes (                 -- of this site's addresses, words blurred
    shape TEXT PRIMARY KEY,
    articles INTEGER NOT NULL,        -- pages behind addresses of it that were articles
    lists INTEGER NOT NULL,
    others INTEGER NOT NULL
) WITHOUT ROWID;
"""
_FORM_OF_ANSWERS = """
CREATE INDEX answers ON captures (url) WHERE status = 200;
"""
_FORM_OF_LIVES = """
ALTER TABLE urls ADD COLUMN article TEXT;            -- the article it gave when it was last read, by its id
ALTER TABLE urls ADD COLUMN full_at TEXT;            -- when it was last had in full, with etag and last_modified
ALTER TABLE urls ADD COLUMN in_a_row INTEGER NOT NULL DEFAULT 0;    -- 304s since
ALTER TABLE urls ADD COLUMN leads_to TEXT;           -- the key of the address that it was last redirected to
ALTER TABLE urls ADD COLUMN misses INTEGER NOT NULL DEFAULT 0;      -- requests since one of them brought something
CREATE INDEX due ON urls (next_visit) WHERE next_visit IS NOT NULL;
CREATE INDEX addresses ON urls (article) WHERE article IS NOT NULL;
UPDATE urls SET next_visit = coalesce(visited_at, '') WHERE outcome IN ('archived', 'unchanged');
CREATE TABLE lives (
    id TEXT PRIMARY KEY,              -- of an article
    url TEXT NOT NULL,                -- its address now
    state TEXT NOT NULL,              -- of its last line
    born TEXT NOT NULL,               -- published, else first seen: its age counts from here
    looked_at TEXT NOT NULL,          -- when the site last showed it, or was last asked whether it had changed
    changed_at TEXT NOT NULL,         -- when it was last found changed
    gone_at TEXT,                     -- when it was first found missing, if it is missing
    content BLOB                      -- digest of title and body in its last line
) WITHOUT ROWID;
CREATE INDEX contents ON lives (content);
CREATE INDEX births ON lives (born);
CREATE TABLE aliases (                -- of articles that moved: the id that its other address gives → its id
    alias TEXT PRIMARY KEY,
    id TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE looks_by_age (           -- how often articles of an age were found changed: curve.py
    bin INTEGER PRIMARY KEY,
    seconds REAL NOT NULL,
    edits INTEGER NOT NULL
);
CREATE TABLE facts (                  -- what was learned of the site, a word each
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;
"""
_FORM_OF_READINGS = """
CREATE TABLE readings (               -- answers that were read with care, after a run that died
    key TEXT PRIMARY KEY,
    deaths INTEGER NOT NULL,          -- runs that ended while it was being read
    is_open INTEGER NOT NULL          -- 1: is being read
) WITHOUT ROWID;
"""
_FORM_OF_LIKENESS = """
CREATE TABLE bands (                  -- near_duplicates.py: articles that share a band may be alike
    band INTEGER NOT NULL,
    id TEXT NOT NULL,
    PRIMARY KEY (band, id)
) WITHOUT ROWID;
CREATE INDEX banded ON bands (id);
"""
MIGRATIONS = (
    _FORM_1,
    _FORM_2,
    _FORM_3,
    _FORM_OF_WALKS,
    _FORM_OF_ANSWERS,
    _FORM_OF_LIVES,
    _FORM_OF_READINGS,
    _FORM_OF_LIKENESS,
)
"""MIGRATIONS[n] brings a ledger from version n to n + 1; the version is SQLite's `user_version`."""


class Ledger:
    """The open ledger; `path` None keeps it in memory alone.

    A write opens a transaction; `commit` or `roll_back` ends it. Where `is_new`, the transaction that made the
    tables is still open, so that what is adopted comes with it or not at all.
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._connection = sqlite3.connect(path or ":memory:", isolation_level=None, timeout=0, cached_statements=256)
        try:
            self._prepare()
            version = self._version()
            self.is_new = version == 0
            if version < len(MIGRATIONS):
                self._migrate(version)
        except sqlite3.Error as error:
            self._connection.close()
            raise ArchiveError(_trouble(path, error)) from error
        except BaseException:
            self._connection.close()
            raise

    def _prepare(self) -> None:
        run = self._connection.execute
        run("PRAGMA locking_mode = EXCLUSIVE")
        (mode,) = run("PRAGMA journal_mode = WAL").fetchone()
        if self.path is not None and mode != "wal":
            raise ArchiveError(f"{self.path.parent}: this file system takes no write-ahead log; choose another folder")
        run("PRAGMA synchronous = FULL")
        self._keeps_transactions = self.path is not None

    def _version(self) -> int:
        (version,) = self._connection.execute("PRAGMA user_version").fetchone()
        if version > len(MIGRATIONS):
            raise ArchiveError(
                f"{self.path} has version {version}, this newscrawler knows up to {len(MIGRATIONS)}: "
                "a newer one made it; update newscrawler"
            )
        return int(version)

    def _migrate(self, version: int) -> None:
        self._connection.execute("BEGIN IMMEDIATE")
        for form in MIGRATIONS[version:]:
            for statement in _statements(form):
                self._connection.execute(statement)
        self._connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
        if version or self.path is None:
            self.commit()

    # --- reading and writing

    def one(self, sql: str, values: Sequence[Any] = ()) -> Any:
        """The first row, or None."""
        return self._connection.execute(sql, values).fetchone()

    def all(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        """All rows."""
        return self._connection.execute(sql, values).fetchall()

    def each(self, sql: str, values: Sequence[Any] = ()) -> Iterable[Any]:
        """The rows, one after the other."""
        return self._connection.execute(sql, values)

    def write(self, sql: str, values: Sequence[Any] = ()) -> int:
        """Change something; gives the number of the row that was put in last."""
        if self._keeps_transactions and not self._connection.in_transaction:
            self._connection.execute("BEGIN IMMEDIATE")
        return self._connection.execute(sql, values).lastrowid or 0

    @property
    def has_changes(self) -> bool:
        """Whether anything waits for `commit`."""
        return self._connection.in_transaction

    def commit(self) -> None:
        """Make the changes last."""
        if self._connection.in_transaction:
            self._connection.execute("COMMIT")

    def make_anew(self) -> None:
        """Write the whole ledger anew, without free pages and an empty log: what was deleted is nowhere any more."""
        self.commit()
        self._connection.execute("VACUUM")
        self.empty_log()

    def empty_log(self) -> None:
        """Fold the log into the ledger, and leave nothing in it."""
        self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def roll_back(self) -> None:
        """Undo what was not committed; never raises."""
        with suppress(sqlite3.Error):
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")

    def close(self) -> None:
        """Let go; what was not committed is undone."""
        self.roll_back()
        with suppress(sqlite3.Error):  # the log that could not be folded in is folded in at the next opening
            self._connection.close()


def _statements(form: str) -> list[str]:
    lines = (line.partition("--")[0].rstrip() for line in form.splitlines())
    return [statement for statement in "\n".join(lines).split(";") if statement.strip()]


def _trouble(path: Path | None, error: sqlite3.Error) -> str:
    if isinstance(error, sqlite3.OperationalError):
        return (
            f"Cannot open {path}: {error}. Nothing that was archived is lost; mend it (is the disk full, the folder "
            "read-only?) and run the same command again"
        )
    return (
        f"{path} is damaged ({error}). Captures and articles are not touched by that: put the ledger back from a copy, "
        "or make it anew with 'scrapy verify ARCHIVE --rebuild'"
    )
