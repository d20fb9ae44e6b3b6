"""How the ledger holds captures: in little room, and told in the words they came in."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawler.archive.capture_rows import TYPES, place_of, put_row
from newscrawler.archive.ledger import Ledger
from newscrawler.archive.tables import MIGRATIONS

WORDS = "SELECT file, offset, length, sha256, type, record_id, at, url, status, payload_digest, payload_file, " \
    "payload_offset FROM captures ORDER BY file, offset"  # fmt: skip
URN = "urn:uuid:0190163d-8694-739b-aea5-966c26f8ad91"
IDS = st.one_of(st.uuids().map(lambda made: made.urn), st.text(max_size=50), st.just(URN.upper()), st.just(f"<{URN}>"))
INSTANTS = st.one_of(
    st.datetimes().map(lambda made: f"{made:%Y-%m-%dT%H:%M:%SZ}"),
    st.text(max_size=25),
    st.sampled_from(
        ["2026-02-30T12:00:00Z", "2026-02-10T24:00:00Z", "2026-02-10T12:00:00.25Z", "12", "0001-01-01T00:00:00Z"]
    ),
)


@pytest.fixture(scope="module")
def ledger() -> Iterator[Ledger]:
    ledger = Ledger(None)
    yield ledger
    ledger.close()


@given(
    kind=st.one_of(st.sampled_from(TYPES), st.text(max_size=9)),
    record_id=IDS,
    at=INSTANTS,
    url=st.one_of(st.none(), st.text()),
)
def test_a_row_is_told_as_it_came(ledger: Ledger, kind: str, record_id: str, at: str, url: str | None) -> None:
    ledger.write("DELETE FROM capture_rows")
    put_row(ledger, (1, 2), b"abc", kind, record_id, at, url, 200, "sha256:X", (1, 0))
    ((*_, told_kind, told_id, told_at, told_url, status, digest, file, offset),) = ledger.all(WORDS)
    assert (told_kind, told_id, told_at, told_url) == (kind, record_id, at, url)
    assert (status, digest, file, offset) == (200, "sha256:X", 1, 0)
    assert place_of(ledger, record_id) == (1, 2)


def test_a_ledger_whose_room_cannot_be_given_back_is_still_the_one_that_was_opened(tmp_path: Path) -> None:
    class FullDisk:
        def __init__(self, connection: Any) -> None:
            self.connection = connection

        def __getattr__(self, name: str) -> Any:
            return getattr(self.connection, name)

        def execute(self, sql: str, *values: Any) -> Any:
            done = self.connection.execute(sql, *values)
            if "wal_checkpoint" in sql:
                raise sqlite3.OperationalError("database or disk is full")
            return done

    ledger = Ledger(tmp_path / "ledger.sqlite")
    for number in range(500):
        put_row(ledger, (1, number), b"x" * 9, "request", URN, "2026-02-10T12:00:00Z", f"https://example.org/{number}")
    ledger.commit()
    ledger.write("DELETE FROM capture_rows")
    connection = ledger._connection
    ledger._connection = FullDisk(connection)  # type: ignore[assignment]
    with pytest.raises(sqlite3.OperationalError):
        ledger.make_anew()
    ledger._connection = connection
    put_row(ledger, (1, 1), b"x" * 9, "request", URN, "2026-02-10T12:00:00Z")
    ledger.commit()
    ledger.close()


def test_a_ledger_of_an_older_form_tells_the_same_in_half_the_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "ledger.sqlite"
    monkeypatch.setattr("newscrawler.archive.ledger.MIGRATIONS", MIGRATIONS[:8])
    ledger = Ledger(path)
    for number in range(3000):
        kind = (*TYPES, "resource")[number % 6]
        url = (
            None
            if kind == "warcinfo"
            else f"https://example.org/2026/02/{number % 100}/what-the-office-said-on-that-day"
        )
        row: tuple[Any, ...] = (number // 1000, number, 9, b"%32d" % number, kind, f"{URN[:-4]}{number:04x}")
        row += ("2026-02-10T12:00:00Z" if number % 7 else "2026-02-10T12:00:00.5Z", url, 200 if number % 2 else None)
        row += (f"sha256:{number:056}" if kind == "response" else None, 1, 2) if number % 3 else (None, None, None)
        ledger.write(f"INSERT INTO captures VALUES ({', '.join('?' * 12)})", row)
    ledger.commit()
    before, size = ledger.all(WORDS), path.stat().st_size
    ledger.close()
    size = path.stat().st_size
    monkeypatch.undo()
    ledger = Ledger(path)
    assert ledger.all(WORDS) == before
    assert len(before) == 3000
    ledger.close()
    assert path.stat().st_size < 0.6 * size
    Ledger(path).close()
