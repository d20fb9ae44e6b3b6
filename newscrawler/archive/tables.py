"""The tables of the ledger, a word on each column, and how an older ledger comes to have them.

A form that was released is never changed: what is to be otherwise is a further one, which brings every ledger there is
to the new shape when it is next opened.
"""

from __future__ import annotations

from collections.abc import Callable

from newscrawler.archive.narrowing import narrow_id, narrow_instant

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
_FORM_OF_NARROW_CAPTURES = """
CREATE TABLE capture_urls (           -- of captures, each once
    number INTEGER PRIMARY KEY,
    url TEXT NOT NULL UNIQUE
);
CREATE TABLE capture_rows (           -- capture_rows.py: captures, in less than half the room
    file INTEGER NOT NULL,
    offset INTEGER NOT NULL,
    length INTEGER NOT NULL,
    sha256 BLOB NOT NULL,             -- of the gzip member as it was written
    type NOT NULL,                    -- its place in capture_rows.TYPES; another one in words
    record_id NOT NULL,               -- 16 bytes, or words
    at NOT NULL,                      -- seconds since 1970, or words
    address INTEGER,                  -- its number
    status INTEGER,
    payload_digest TEXT,
    payload_file INTEGER,             -- of a revisit: where the payload lies
    payload_offset INTEGER,
    PRIMARY KEY (file, offset)
) WITHOUT ROWID;
INSERT INTO capture_urls (url) SELECT url FROM captures WHERE url IS NOT NULL GROUP BY url;
INSERT INTO capture_rows
    SELECT file, offset, length, sha256,
        CASE type WHEN 'warcinfo' THEN 0 WHEN 'request' THEN 1 WHEN 'response' THEN 2 WHEN 'revisit' THEN 3
            WHEN 'metadata' THEN 4 ELSE type END,
        narrow_id(record_id), narrow_instant(at),
        number, status, payload_digest, payload_file, payload_offset
    FROM captures LEFT JOIN capture_urls USING (url) ORDER BY file, offset;
DROP TABLE captures;
CREATE INDEX payloads ON capture_rows (payload_digest) WHERE type = 2;
CREATE INDEX answers ON capture_rows (address) WHERE status = 200;
CREATE VIEW captures AS               -- as the table of that name was: all in words
    SELECT file, offset, length, sha256,
        CASE type WHEN 0 THEN 'warcinfo' WHEN 1 THEN 'request' WHEN 2 THEN 'response' WHEN 3 THEN 'revisit'
            WHEN 4 THEN 'metadata' ELSE type END AS type,
        CASE typeof(record_id) WHEN 'blob' THEN 'urn:uuid:' || lower(substr(hex(record_id), 1, 8) || '-' ||
            substr(hex(record_id), 9, 4) || '-' || substr(hex(record_id), 13, 4) || '-' ||
            substr(hex(record_id), 17, 4) || '-' || substr(hex(record_id), 21)) ELSE record_id END AS record_id,
        CASE typeof(at) WHEN 'integer' THEN strftime('%Y-%m-%dT%H:%M:%SZ', at, 'unixepoch') ELSE at END AS at,
        url, status, payload_digest, payload_file, payload_offset
    FROM capture_rows LEFT JOIN capture_urls ON number = address;
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
    _FORM_OF_NARROW_CAPTURES,
)
"""MIGRATIONS[n] brings a ledger from version n to n + 1; the version is SQLite's `user_version`."""
FUNCTIONS: dict[str, Callable[[str], bytes | str | int]] = {"narrow_id": narrow_id, "narrow_instant": narrow_instant}
"""What they call, of one argument each."""


def statements(form: str) -> list[str]:
    """A form's statements, one by one: `executescript` would commit what is open."""
    lines = (line.partition("--")[0].rstrip() for line in form.splitlines())
    return [statement for statement in "\n".join(lines).split(";") if statement.strip()]
