"""Captures: every exchange of a crawl, kept in WARC files that rotate by size; a payload that is known already
becomes a revisit record.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from newscrawler.archive import warc
from newscrawler.archive.capture_rows import place_of, put_payload, put_row
from newscrawler.archive.files import Files
from newscrawler.archive.growing_file import GrowingFile
from newscrawler.archive.ledger import Ledger
from newscrawler.archive.paths import CAPTURES
from newscrawler.archive.warc import Exchange, Member, Original
from newscrawler.archive.warc_reading import Message, Record, Unreadable, read_message, read_record
from newscrawler.items import WarcPointer

LARGEST_FILE = 1_000_000_000
"""Bytes after which a new WARC file is begun; 1 GB is the custom of web archives."""
LEAST_PAYLOAD = 512
"""A shorter payload is written again: a revisit record is no shorter."""

_FOUND = (
    "SELECT file, offset, length, record_id, url, at, payload_digest FROM captures WHERE type = 'response' "
    "AND (file, offset) = "
)
_WITH_PAYLOAD = "(SELECT file, offset FROM capture_rows WHERE type = 2 AND payload_digest = ?)"
"""By the index `payloads`."""


def adopt_member(ledger: Ledger, file: int, offset: int, member: bytes) -> Record:
    """Take a member into the ledger that lies in a file already; gives its record, Unreadable where it is none.

    A revisit's payload is looked up by the id of the record it refers to; `adopt_late_payload` finds what was adopted
    after it.
    """
    record = read_record(member)
    fields = record.fields
    status = read_message(record.block).status if record.type in ("response", "revisit") else None
    place = None
    if record.type == "revisit":
        place = place_of(ledger, fields.get("warc-refers-to", "").strip("<>"))
    url, payload_digest = fields.get("warc-target-uri"), fields.get("warc-payload-digest")
    at = fields.get("warc-date", "")
    put_row(ledger, (file, offset), member, record.type, record.record_id, at, url, status, payload_digest, place)
    return record


def adopt_late_payload(ledger: Ledger, place: tuple[int, int], member: bytes) -> None:
    """Look up once more the payload of the revisit `member`, adopted at `place`: its file's number, and offset."""
    found = place_of(ledger, read_record(member).fields.get("warc-refers-to", "").strip("<>"))
    if found is not None:
        put_payload(ledger, place, found)


class Captures:
    """Writes one run's captures."""

    def __init__(self, ledger: Ledger, files: Files, largest_file: int = LARGEST_FILE) -> None:
        self._ledger = ledger
        self._files = files
        self._largest_file = largest_file
        self._run_id = ""
        self._about: Sequence[tuple[str, str]] = ()
        self._count = 0
        self._path = ""

    def begin(self, run_id: str, about: Sequence[tuple[str, str]]) -> None:
        """A run begins; `about` goes into each file's warcinfo."""
        self._run_id, self._about, self._count, self._path = run_id, about, 0, ""

    def keep(self, exchange: Exchange, words: Mapping[str, str] | None = None) -> WarcPointer:
        """Write `exchange`; gives where its payload lies, in this record or in the one it revisits.

        `words`: what else is to be kept with it, as a metadata record.
        """
        file = self._file(exchange.at)
        salt = f"{self._path}:{file.length}"
        payload_digest = warc.digest(exchange.body)
        known = self._known(exchange, payload_digest)
        stated = None if known is not None and exchange.status == 304 else payload_digest
        if known is None:
            answer = warc.response(exchange, payload_digest, salt)
        else:
            original = Original(record_id=known[3], url=known[4], at=known[5])
            answer = warc.revisit(exchange, stated, salt, original)
        offset = self._append(answer, exchange.at, exchange.url, exchange.status, stated, known)
        if exchange.method is not None:
            asked = warc.request(exchange, salt, answer.record_id)
            self._append(asked, exchange.at, exchange.url, None, None, None)
        if words:
            beside = warc.metadata(exchange, words, salt, answer.record_id)
            self._append(beside, exchange.at, exchange.url, None, None, None)
        if known is not None:
            return WarcPointer(
                file=self._files.path(known[0]), offset=known[1], length=known[2], record_id=known[3],
                payload_digest=known[6],
            )  # fmt: skip
        return WarcPointer(
            file=self._path, offset=offset, length=len(answer.content), record_id=answer.record_id,
            payload_digest=payload_digest,
        )  # fmt: skip

    def _known(self, exchange: Exchange, payload_digest: str) -> tuple[int, int, int, str, str, str, str] | None:
        """The response that holds this payload already."""
        if exchange.status == 304:
            place = self._last_place(exchange.url)
            found = self._ledger.one(_FOUND + "(?, ?)", place) if place else None
        elif len(exchange.body) < LEAST_PAYLOAD:
            return None
        else:
            found = self._ledger.one(_FOUND + _WITH_PAYLOAD, (payload_digest,))
        return None if found is None else tuple(found)

    def last_answer(self, url: str) -> Message | None:
        """The last answer with status 200 from `url`; None where there is none that can be read."""
        place = self._last_place(url)
        row = self._ledger.one("SELECT length FROM captures WHERE file = ? AND offset = ?", place) if place else None
        if place is None or row is None:
            return None
        try:
            return read_message(read_record(self._files.read(*place, row[0])).block)
        except Unreadable:
            return None

    def _last_place(self, url: str) -> tuple[int, int] | None:
        """Where the payload of the last answer with status 200 from `url` lies: in it, or in the one it revisits."""
        row = self._ledger.one(
            "SELECT coalesce(payload_file, file), coalesce(payload_offset, offset) FROM captures "
            "WHERE url = ? AND status = 200 ORDER BY file DESC, offset DESC LIMIT 1",
            (url,),
        )
        return (row[0], row[1]) if row else None

    def _file(self, at: str) -> GrowingFile:
        """The file that takes the next record; a new one begins with its warcinfo."""
        if self._path:
            file = self._files.at(self._path)
            if file.length < self._largest_file:
                return file
        self._count += 1
        name = f"{self._run_id}-{self._count:05}.warc.gz"
        self._path = f"{CAPTURES}/{name}"
        self._append(warc.warcinfo(name, at, self._about), at, None, None, None, None)
        return self._files.at(self._path)

    def _append(
        self,
        member: Member,
        at: str,
        url: str | None,
        status: int | None,
        payload_digest: str | None,
        known: tuple[int, int, int, str, str, str, str] | None,
    ) -> int:
        file = self._files.at(self._path)
        offset = file.append(member.content)
        place, payload = (file.number, offset), (known[0], known[1]) if known else None
        about = (member.content, member.type, member.record_id, at)
        put_row(self._ledger, place, *about, url, status, payload_digest, payload)
        return offset
