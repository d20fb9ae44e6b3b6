"""Takes an archive into a new ledger that has its files but none: one written before there were ledgers, or one whose
ledger was lost. What a crawl had still to ask for is not in the files: the next one starts anew.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from newscrawler.archive.captures import adopt_member
from newscrawler.archive.files import Files, sync_folder
from newscrawler.archive.ledger import LEDGER, Ledger
from newscrawler.archive.lock import FolderLock
from newscrawler.archive.paths import ARTICLES, CAPTURES
from newscrawler.archive.records import Records
from newscrawler.archive.warc_reading import CutOff, Unreadable, members_of
from newscrawler.errors import ArchiveError

_MEMBER = b"\x1f\x8b\x08"
"""How a gzip member begins."""


def adopt_articles(folder: Path, ledger: Ledger, records: Records) -> None:
    """Enter every line of `articles/*.jsonl`; a last line without its newline was never whole and is cut off.

    Raises ArchiveError where a line is no record; nothing was changed then.
    """
    for path in sorted((folder / ARTICLES).glob("*.jsonl")):
        try:
            whole = _length_of_whole_lines(path)
            number = ledger.write(
                "INSERT INTO files (path, committed) VALUES (?, ?)", (f"{ARTICLES}/{path.name}", whole)
            )
            for offset, line in _lines(path, whole):
                records.adopt(_record(path, offset, line), number, offset, line)
        except OSError as error:
            raise ArchiveError(f"Cannot read {path}: {error.strerror}") from error


def adopt_captures(folder: Path, ledger: Ledger) -> None:
    """Enter every member of `captures/*.warc.gz`; a last one that is cut off was never whole, and does not count.

    Raises ArchiveError where a member is damaged; nothing was changed then.
    """
    for path in sorted((folder / CAPTURES).glob("*.warc.gz")):
        number = ledger.write("INSERT INTO files (path, committed) VALUES (?, 0)", (f"{CAPTURES}/{path.name}",))
        whole = 0
        try:
            for offset, member in members_of(path):
                adopt_member(ledger, number, offset, member)
                whole = offset + len(member)
        except CutOff as error:
            if _holds_more(path, whole + 1):
                raise ArchiveError(_damaged(path, str(error))) from None
        except Unreadable as error:
            raise ArchiveError(_damaged(path, str(error))) from None
        except OSError as error:
            raise ArchiveError(f"Cannot read {path}: {error.strerror}") from error
        ledger.write("UPDATE files SET committed = ? WHERE number = ?", (whole, number))


def rebuild(folder: Path) -> Path | None:
    """Make the ledger of the archive in `folder` anew from its files; gives where the old one was moved to, None where
    there was none. Raises ArchiveError where a file is damaged; nothing was changed then.
    """
    lock = FolderLock(folder)
    try:
        beside = folder / f"{LEDGER}.new"
        beside.unlink(missing_ok=True)
        ledger = Ledger(beside)
        try:
            files = Files(folder, ledger, ledger.commit)
            adopt_captures(folder, ledger)
            adopt_articles(folder, ledger, Records(ledger, files))
            ledger.commit()
        except BaseException:
            ledger.close()
            beside.unlink(missing_ok=True)
            raise
        ledger.close()
        return _put_in_place(folder, beside)
    finally:
        lock.release()


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


def _holds_more(path: Path, start: int) -> bool:
    """Whether a whole record lies behind `start`: then the file is damaged in the middle, not cut off."""
    content = path.read_bytes()
    found = content.find(_MEMBER, start)
    while found >= 0:
        try:
            if zlib.decompressobj(31).decompress(content[found:], 8).startswith(b"WARC/1."):
                return True
        except zlib.error:
            pass
        found = content.find(_MEMBER, found + 1)
    return False


def _damaged(path: Path, what: str) -> str:
    return f"{path} is damaged: {what}. Nothing was changed. Put the file back from a copy and start again"


def _lines(path: Path, until: int) -> Iterator[tuple[int, bytes]]:
    offset = 0
    with path.open("rb") as lines:
        for line in lines:
            if offset >= until:
                return
            yield offset, line
            offset += len(line)


def _record(path: Path, offset: int, line: bytes) -> dict[str, Any]:
    try:
        record = orjson.loads(line)
        if isinstance(record["id"], str) and isinstance(record["version"], int):
            return dict(record)
    except (orjson.JSONDecodeError, KeyError, TypeError):
        pass
    raise ArchiveError(
        f"{path} is damaged: the line at byte {offset} is no record. Nothing was changed. Put the file back from a "
        "copy, or move it out of the archive, and start again"
    )


def _length_of_whole_lines(path: Path) -> int:
    """Bytes up to the last newline: the writer of what follows died in the middle of it."""
    with path.open("rb") as file:
        end = file.seek(0, os.SEEK_END)
        while end > 0:
            start = max(0, end - 65536)
            file.seek(start)
            newline = file.read(end - start).rfind(b"\n")
            if newline >= 0:
                return start + newline + 1
            end = start
    return 0
