"""How the ledger holds a capture: three quarters of a ledger were these rows (two or three an exchange, a million and a
half in a year of an hourly job), so that each is as narrow as it can be.

An address is a number in `capture_urls`, a type one of `TYPES`, an id that is a UUID its 16 bytes, an instant its
seconds since 1970 (`narrowing.py`). What is of another form (records that others made) stands as it is. Readers ask the
view `captures`, which has it all in words; whoever writes, or must find a row by one of these, does it here.
"""

from __future__ import annotations

import hashlib

from newscrawler.archive.ledger import Ledger
from newscrawler.archive.narrowing import narrow_id, narrow_instant

TYPES = ("warcinfo", "request", "response", "revisit", "metadata")
"""Of WARC records, each by its place; the view (`tables.py`) has the same, and ledgers keep the numbers."""
_PUT = (
    "INSERT INTO capture_rows (file, offset, length, sha256, type, record_id, at, address, status, payload_digest, "
    "payload_file, payload_offset) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def put_row(
    ledger: Ledger,
    place: tuple[int, int],
    content: bytes,
    kind: str,
    record_id: str,
    at: str,
    url: str | None = None,
    status: int | None = None,
    payload_digest: str | None = None,
    payload: tuple[int, int] | None = None,
) -> None:
    """Tell the ledger of the member `content`, a record of type `kind`, at `place`: its file's number and offset.

    `at` is ISO 8601, `payload` the place of the response that holds a revisit's.
    """
    sha256 = hashlib.sha256(content).digest()
    known = (*place, len(content), sha256, _narrow_type(kind), narrow_id(record_id), narrow_instant(at))
    ledger.write(_PUT, (*known, _address(ledger, url), status, payload_digest, *(payload or (None, None))))


def replace_row(ledger: Ledger, place: tuple[int, int], content: bytes, kind: str, record_id: str, at: str) -> None:
    """Another member of the same length stands at `place` now, and tells of no address and no payload."""
    ledger.write(
        "UPDATE capture_rows SET sha256 = ?, type = ?, record_id = ?, at = ?, address = NULL, status = NULL, "
        "payload_digest = NULL, payload_file = NULL, payload_offset = NULL WHERE file = ? AND offset = ?",
        (
            hashlib.sha256(content).digest(), _narrow_type(kind), narrow_id(record_id), narrow_instant(at), *place,
        ),
    )  # fmt: skip


def put_payload(ledger: Ledger, place: tuple[int, int], payload: tuple[int, int]) -> None:
    """The revisit at `place` has its payload in the response at `payload`."""
    ledger.write(
        "UPDATE capture_rows SET payload_file = ?, payload_offset = ? WHERE file = ? AND offset = ?",
        (*payload, *place),
    )


def forget_addresses(ledger: Ledger) -> None:
    """Forget the addresses that no capture is of any more."""
    ledger.write(
        "DELETE FROM capture_urls WHERE number NOT IN (SELECT address FROM capture_rows WHERE address IS NOT NULL)"
    )


def place_of(ledger: Ledger, record_id: str) -> tuple[int, int] | None:
    """Where the record of that id lies: its file's number and offset. There is no index on ids: make one for many."""
    row = ledger.one("SELECT file, offset FROM capture_rows WHERE record_id = ?", (narrow_id(record_id),))
    return (row[0], row[1]) if row else None


def _narrow_type(kind: str) -> int | str:
    return TYPES.index(kind) if kind in TYPES else kind


def _address(ledger: Ledger, url: str | None) -> int | None:
    if url is None:
        return None
    row = ledger.one("SELECT number FROM capture_urls WHERE url = ?", (url,))
    return int(row[0]) if row else ledger.write("INSERT INTO capture_urls (url) VALUES (?)", (url,))
