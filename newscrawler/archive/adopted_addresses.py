"""What a ledger that is made anew knows of each address, from captures and lines alone.

A crawl over a ledger without addresses would ask for everything again, and in full. So each capture tells of its
address: when it answered, how, under which validators, where it led; and each line which article its address gave. What
is in no file is gone: how far a crawl had come, who named a list, what no answer came from.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson

from newscrawler.archive.answers import told_in
from newscrawler.archive.frontier import State
from newscrawler.archive.gaps import MOST_OTHER, gap_after
from newscrawler.archive.ledger import Ledger
from newscrawler.archive.records import Records
from newscrawler.archive.validators import validators_of
from newscrawler.archive.warc_reading import Message, Record, Unreadable, read_message
from newscrawler.clock import moment_of, stamp
from newscrawler.discovery.addresses import address_key, host_of, normalise
from newscrawler.discovery.entries import Entry
from newscrawler.discovery.links import LinkKind
from newscrawler.discovery.listings import kind_of
from newscrawler.outcomes import Outcome, outcome_of_status

BEFORE = 0
"""Number of the crawl that all of them were heard of in: one before any that the ledger knows."""
_REDIRECTS = frozenset({301, 302, 303, 307, 308})

_SEE = (
    "INSERT INTO urls (url, key, host, crawl, state, priority, place, depth, call, outcome, visited_at, etag, "
    "last_modified, full_at, leads_to, misses) VALUES (?, ?, ?, ?, ?, 0, 0, ?, ?, ?, ?, ?, ?, ?, ?, 1) "
    "ON CONFLICT (key) DO UPDATE SET url = excluded.url, outcome = excluded.outcome, visited_at = excluded.visited_at, "
    "etag = excluded.etag, last_modified = excluded.last_modified, full_at = excluded.full_at, "
    "leads_to = excluded.leads_to, in_a_row = 0, misses = misses + 1"
)
_CONFIRM = "UPDATE urls SET visited_at = ?, in_a_row = in_a_row + 1, misses = 0, outcome = 'not_modified' WHERE key = ?"
_GAVE = (
    "UPDATE urls SET article = ?, depth = 1, misses = CASE WHEN outcome IN ('index', 'not_modified') THEN 0 "
    "ELSE misses END, outcome = CASE outcome WHEN 'index' THEN 'archived' WHEN 'not_modified' THEN 'unchanged' "
    "ELSE outcome END WHERE key = ?"
)
"""Its last answer may have been another one: what is gone stays so."""
_PART = "UPDATE urls SET outcome = 'part' WHERE key = ? AND article IS NULL AND outcome IN ('index', 'not_modified')"
_TELL = "UPDATE urls SET call = ?, told = ? WHERE key = ?"
_LOOKS = (
    "SELECT urls.article, captures.at FROM urls JOIN captures ON captures.url = urls.url "
    "JOIN lives ON lives.id = urls.article WHERE captures.status IN (200, 304) AND captures.at > lives.looked_at "
    "ORDER BY captures.at"
)
_UNREAD = (
    "UPDATE urls SET etag = NULL, last_modified = NULL, full_at = NULL WHERE article IS NOT NULL AND EXISTS ("
    "SELECT 1 FROM articles JOIN records ON records.id = articles.id AND records.version = articles.version "
    "JOIN captures AS read ON read.file = records.capture_file AND read.offset = records.capture_offset "
    "JOIN captures AS latest ON latest.url = urls.url AND latest.at = urls.full_at AND latest.status = 200 "
    "WHERE articles.id = urls.article AND latest.payload_digest <> read.payload_digest)"
)
"""An answer that is not the one of the last line may hold an edit that was never read: 304s would hide it."""
_DUE = (
    "SELECT number, url, call, article, outcome, misses, visited_at FROM urls WHERE visited_at IS NOT NULL "
    "AND number > ? ORDER BY number LIMIT 1000"
)
"""Some at a time: there may be a million."""


class AdoptedAddresses:
    """The addresses of one archive, `site` being its name; `see` every capture, then `see_line` every line, then
    `finish`.
    """

    def __init__(self, ledger: Ledger, site: str) -> None:
        self._ledger = ledger
        self._site = site

    def see(self, record: Record) -> None:
        """One WARC record, in the order they were written."""
        url = record.fields.get("warc-target-uri", "")
        host = host_of(url)
        if host is None or url == f"{url.partition('://')[0]}://{host}/robots.txt":
            return
        if record.type in ("response", "revisit"):
            self._answer(url, host, record)
        elif record.type == "metadata" and (told := told_in(record)) is not None:
            words = orjson.dumps(told).decode()
            self._ledger.write(_TELL, (self._call(told), words, address_key(url)))

    def see_line(self, record: Mapping[str, Any]) -> None:
        """A line: its article was read at its address; its further pages are not asked for by themselves."""
        for part in record.get("parts") or ():
            self._ledger.write(_PART, (address_key(part["url"]),))
        self._ledger.write(_GAVE, (record["id"], address_key(record.get("requested_url") or "")))

    def finish(self, records: Records) -> None:
        """Count the looks that wrote no line, and say when each address is due again."""
        self._ledger.write("CREATE INDEX looks ON capture_rows (address) WHERE status IN (200, 304)")
        for article, at in self._ledger.each(_LOOKS):  # sorted, hence read to the end before the first is given
            if (moment := moment_of(at)) is not None:
                records.confirm(article, moment, None)
        self._ledger.write(_UNREAD)
        self._ledger.write("DROP INDEX looks")
        last = 0
        while rows := self._ledger.all(_DUE, (last,)):
            last = rows[-1][0]
            for number, url, call, article, outcome, misses, visited_at in rows:
                ended = Outcome(outcome)
                if ended is Outcome.INDEX and _is_named_as_article(url, call):
                    ended = Outcome.NOT_AN_ARTICLE
                due = self._due(records, article, ended, misses, visited_at)
                self._ledger.write("UPDATE urls SET next_visit = ? WHERE number = ?", (due, number))

    def _answer(self, url: str, host: str, record: Record) -> None:
        try:
            message = read_message(record.block)
        except Unreadable:
            return
        at, key, status = record.fields.get("warc-date", ""), address_key(url), message.status or 0
        if status == 304:
            self._ledger.write(_CONFIRM, (at, key))
            return
        headers = message.headers
        said = validators_of(_header(message, "etag"), _header(message, "last-modified"))
        leads_to, outcome = None, outcome_of_status(status)
        if status in _REDIRECTS:
            target = normalise(headers.get("location", ""), url)
            leads_to, outcome = (address_key(target), Outcome.REDIRECTED) if target else (None, Outcome.BAD_REDIRECT)
        if outcome is None:  # a list, a channel or a page without an article, as long as no line says otherwise
            outcome = Outcome.INDEX if "html" in headers.get("content-type", "html") else Outcome.CHANNEL
            full_at = at if said else None
        else:
            said, full_at = validators_of(None, None), None
        depth = 0 if outcome in (Outcome.INDEX, Outcome.CHANNEL) else 1  # lists are no part of an archive's coverage
        values = (url, key, host, BEFORE, State.DONE, depth, self._call(None), outcome, at)
        self._ledger.write(_SEE, (*values, said.etag, said.last_modified, full_at, leads_to))

    def _call(self, told: dict[str, object] | None) -> str:
        """Who reads the answer, as a page's request says it (`stored_requests.py`)."""
        arguments = {"site": self._site} | ({"told": told} if told else {})
        return orjson.dumps({"callback": "parse", "errback": "note_failure", "arguments": arguments}).decode()

    def _due(self, records: Records, article: str | None, outcome: Outcome, misses: int, visited_at: str) -> str | None:
        """As `looks.note` has it. A page that gave nothing may be a list, which the walk asks for, and which is no
        longer due by itself then.
        """
        visited = moment_of(visited_at)
        if visited is None or outcome in (Outcome.CHANNEL, Outcome.NOT_MODIFIED):
            return None
        if outcome is Outcome.INDEX:
            return stamp(visited + MOST_OTHER)
        if article is not None and outcome in (Outcome.ARCHIVED, Outcome.UNCHANGED):
            return records.lives.next_visit(article, visited)
        gap = gap_after(outcome, misses, is_list=False, is_known=article is not None)
        return stamp(visited + gap) if gap is not None else None


def _is_named_as_article(url: str, call: str) -> bool:
    """Whether a page without a line is one by what a channel or its address says: its run may have ended (by a limit, a
    stop, a kill) after its answer and before its line.
    """
    return '"told":' in call or kind_of(Entry(url=url), "") is LinkKind.ARTICLE


def _header(message: Message, name: str) -> bytes | None:
    value = message.headers.get(name)
    return value.encode("latin-1", "replace") if value is not None else None
