"""Takes an archive into a new ledger that has its files but none: one written before there were ledgers, or one whose
ledger was lost. What a crawl had still to ask for is not in the files: the next one starts anew, and asks for what is
new, due or changed, as the files tell it (`adopted_addresses.py`).
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

import orjson

from newscrawler.archive.adopted_addresses import AdoptedAddresses
from newscrawler.archive.adopted_runs import adopt_runs
from newscrawler.archive.captures import adopt_late_payload, adopt_member
from newscrawler.archive.files import Files
from newscrawler.archive.folders import sync_folder
from newscrawler.archive.jsonl import length_of_whole_lines
from newscrawler.archive.ledger import LEDGER, Ledger
from newscrawler.archive.lock import FolderLock
from newscrawler.archive.packing import Member, Packing, first_bytes, packed_members, packing_of, put_member, unpack
from newscrawler.archive.paths import ARTICLES, CAPTURES
from newscrawler.archive.records import Records
from newscrawler.archive.rewriting import open_ledger
from newscrawler.archive.tombstones import adopt_tombstones
from newscrawler.archive.warc_reading import CutOff, Unreadable, members_of
from newscrawler.errors import ArchiveError

_BEGINS = {Packing.GZIP: b"\x1f\x8b\x08", Packing.ZSTD: b"\x28\xb5\x2f\xfd"}
"""How members begin."""
_PIECE = 1 << 20
_ZEROS = 16
_FIRST = 1 << 18
"""Bytes from which a member's first ones unpack: zstd gives none of a block, of 128 KiB at most, before it has all."""

Adopt = Callable[[dict[str, Any], int, int, bytes], None]
"""Takes a line: its record, its file's number, its offset, its bytes."""


def adopt_articles(folder: Path, ledger: Ledger, adopt: Adopt) -> None:
    """Enter every line of `articles/`, packed or not; a last line without its newline, or a last member that is cut
    off, was never whole and is cut off.

    Raises ArchiveError where a line is no record; nothing was changed then.
    """
    for path in sorted(path for packing in Packing for path in (folder / ARTICLES).glob(f"*.{packing}")):
        packing = packing_of(path)
        assert packing is not None
        try:
            if packing is Packing.PLAIN:
                _adopt_lines(path, ledger, adopt)
            else:
                _adopt_packed(path, packing, ledger, adopt)
        except OSError as error:
            raise ArchiveError(f"Cannot read {path}: {error.strerror}") from error


def _adopt_lines(path: Path, ledger: Ledger, adopt: Adopt) -> None:
    with path.open("rb") as file:
        whole = length_of_whole_lines(file)
    number = _adopt_file(ledger, path, whole)
    for offset, line in _lines(path, whole):
        _adopt_line(path, ledger, adopt, number, offset, line)


def _adopt_packed(path: Path, packing: Packing, ledger: Ledger, adopt: Adopt) -> None:
    number = _adopt_file(ledger, path, 0)
    whole = start = 0
    try:
        for offset, packed in packed_members(path, packing):
            lines = unpack(packed, packing)
            if not lines.endswith(b"\n"):
                raise Unreadable(f"the member at byte {offset} does not end with a line")
            put_member(ledger, number, Member(start, len(lines), offset, len(packed), hashlib.sha256(packed).digest()))
            for line in lines.splitlines(keepends=True):
                _adopt_line(path, ledger, adopt, number, start, line)
                start += len(line)
            whole = offset + len(packed)
    except Unreadable as error:
        if not _is_torn(path, whole, packing, error):
            raise ArchiveError(_damaged(path, str(error))) from None
    _set_length(ledger, number, whole)


def _adopt_file(ledger: Ledger, path: Path, length: int) -> int:
    return ledger.write(
        "INSERT INTO files (path, committed) VALUES (?, ?)", (f"{path.parent.name}/{path.name}", length)
    )


def _set_length(ledger: Ledger, number: int, length: int) -> None:
    ledger.write("UPDATE files SET committed = ? WHERE number = ?", (length, number))


def adopt_captures(folder: Path, ledger: Ledger, addresses: AdoptedAddresses) -> None:
    """Enter every member of `captures/*.warc.gz`, and have `addresses` see it; a last one that is cut off was never
    whole, and does not count.

    Raises ArchiveError where a member is damaged; nothing was changed then.
    """
    ledger.write("CREATE INDEX record_ids ON capture_rows (record_id)")  # revisits are looked up by it
    for path in sorted((folder / CAPTURES).glob("*.warc.gz")):
        number = _adopt_file(ledger, path, 0)
        whole = 0
        try:
            for offset, member in members_of(path):
                addresses.see(adopt_member(ledger, number, offset, member))
                whole = offset + len(member)
        except Unreadable as error:
            if not _is_torn(path, whole, Packing.GZIP, error):
                raise ArchiveError(_damaged(path, str(error))) from None
        except OSError as error:
            raise ArchiveError(f"Cannot read {path}: {error.strerror}") from error
        _set_length(ledger, number, whole)
    for place, name, length in _without_payload(ledger):
        with (folder / name).open("rb") as file:
            file.seek(place[1])
            adopt_late_payload(ledger, place, file.read(length))
    ledger.write("DROP INDEX record_ids")


def _without_payload(ledger: Ledger) -> list[tuple[tuple[int, int], str, int]]:
    """Revisits whose payload was not adopted before them: where the clock was set back, files are not named in the
    order they were written.
    """
    sql = (
        "SELECT file, offset, path, length FROM captures JOIN files ON number = file "
        "WHERE type = 'revisit' AND payload_file IS NULL"
    )
    return [((file, offset), path, length) for file, offset, path, length in ledger.all(sql)]


def rebuild(folder: Path) -> Path | None:
    """Make the ledger of the archive in `folder` anew from its files; gives where the old one was moved to, None where
    there was none. Raises ArchiveError where a file is damaged, or `folder` is none of an archive; nothing was changed
    then.
    """
    if not any((folder / part).is_dir() for part in (ARTICLES, CAPTURES)):
        raise ArchiveError(f"{folder} is no archive: it has neither {ARTICLES}/ nor {CAPTURES}/. Nothing was changed")
    lock = FolderLock(folder)
    try:
        _finish_rewriting(folder)
        beside = folder / f"{LEDGER}.new"
        beside.unlink(missing_ok=True)
        ledger = Ledger(beside)
        try:
            files = Files(folder, ledger, ledger.commit)
            name = folder.resolve().name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
            records, addresses = Records(ledger, files), AdoptedAddresses(ledger, name)
            adopt_captures(folder, ledger, addresses)

            def adopt(record: dict[str, Any], *place: Any) -> None:
                records.adopt(record, *place)
                addresses.see_line(record)

            adopt_articles(folder, ledger, adopt)
            addresses.finish(records)
            adopt_runs(folder, ledger)
            adopt_tombstones(folder, ledger)
            ledger.commit()
            ledger.empty_log()  # a log that closing cannot fold in would not go with the file
        except BaseException as error:
            ledger.close()
            beside.unlink(missing_ok=True)
            if isinstance(error, sqlite3.Error):
                raise ArchiveError(
                    f"Cannot write {beside}: {error}. Nothing was changed; mend it and try again"
                ) from error
            raise
        ledger.close()
        return _put_in_place(folder, beside)
    finally:
        lock.release()


def _finish_rewriting(folder: Path) -> None:
    """Put in place what the old ledger had promised, as far as it can be read."""
    if (folder / LEDGER).exists():
        with suppress(ArchiveError):
            open_ledger(folder).close()


def _put_in_place(folder: Path, beside: Path) -> Path | None:
    """The old ledger with its log is moved away before the new one takes its name."""
    old, count = None, 1
    while (folder / f"{LEDGER}.old-{count}").exists():
        count += 1
    for ending in ("-wal", "-shm", ""):
        part = folder / f"{LEDGER}{ending}"
        if part.exists():
            old = part.replace(folder / f"{LEDGER}.old-{count}{ending}")
    beside.replace(folder / LEDGER)
    sync_folder(folder)
    return old


def _is_torn(path: Path, whole: int, packing: Packing, error: Unreadable) -> bool:
    """Whether `error` tells of what was being written when the process died or the power was cut, behind the `whole`
    bytes before it: it ends too soon, or in zeros (a length that lasted, of bytes that did not), and nothing follows.
    """
    return (isinstance(error, CutOff) or _ends_in_zeros(path)) and not _holds_more(path, whole + 1, packing)


def _ends_in_zeros(path: Path) -> bool:
    """No member does: gzip's ends with a checksum and a length below 2^30, zstd's with a bit that is set."""
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - _ZEROS))
        return file.read() == bytes(_ZEROS)


def _holds_more(path: Path, start: int, packing: Packing) -> bool:
    """Whether a member begins behind `start`: then the file is damaged in the middle, not cut off."""
    with path.open("rb") as file:
        for place in _places_of(_BEGINS[packing], file, start):
            file.seek(place)
            if first_bytes(file.read(_FIRST), packing, 8).startswith((b"WARC/1.", b'{"')):
                return True
    return False


def _places_of(word: bytes, file: IO[bytes], start: int) -> Iterator[int]:
    """Where `word` stands in `file` from `start` on. What is read at a time is bounded: there may be a gigabyte."""
    while True:
        file.seek(start)
        piece = file.read(_PIECE + len(word) - 1)
        found = piece.find(word)
        while found >= 0:
            yield start + found
            found = piece.find(word, found + 1)
        if len(piece) < _PIECE + len(word) - 1:
            return
        start += _PIECE


def _damaged(path: Path, what: str) -> str:
    return (
        f"{path} is damaged: {what}. Nothing was changed. Put the file back from a copy, or move it out of the archive "
        "where it is none of its own, and start again"
    )


def _lines(path: Path, until: int) -> Iterator[tuple[int, bytes]]:
    offset = 0
    with path.open("rb") as lines:
        for line in lines:
            if offset >= until:
                return
            yield offset, line
            offset += len(line)


def _adopt_line(path: Path, ledger: Ledger, adopt: Adopt, number: int, offset: int, line: bytes) -> None:
    record = _record(path, offset, line)
    try:
        adopt(record, number, offset, line)
    except sqlite3.IntegrityError:
        raise _twice(path, ledger, offset, record) from None
    except (AttributeError, KeyError, TypeError, ValueError, OverflowError, sqlite3.ProgrammingError) as error:
        raise _no_record(path, offset) from error  # a field holds what no record holds


def _record(path: Path, offset: int, line: bytes) -> dict[str, Any]:
    try:
        record = orjson.loads(line)
        if isinstance(record["id"], str) and isinstance(record["version"], int):
            return dict(record)
    except (orjson.JSONDecodeError, KeyError, TypeError):
        pass
    raise _no_record(path, offset)


def _twice(path: Path, ledger: Ledger, offset: int, record: dict[str, Any]) -> ArchiveError:
    sql = "SELECT path, offset FROM records JOIN files ON number = file WHERE id = ? AND version = ?"
    place = ledger.one(sql, (record["id"], record["version"]))
    if place is None:
        return _no_record(path, offset)
    return ArchiveError(
        f"{path} has at byte {offset} what {place[0]} has at byte {place[1]}: version {record['version']} of "
        f"{record['id']}. Nothing was changed. One of them is a copy: move it out of the archive, and start again"
    )


def _no_record(path: Path, offset: int) -> ArchiveError:
    return ArchiveError(
        f"{path} is damaged: the line at byte {offset} is no record. Nothing was changed. Put the file back from a "
        "copy, or move it out of the archive, and start again"
    )
