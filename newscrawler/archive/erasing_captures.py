"""Takes captures out of their files: fillers stand in their places, and payloads that others share go on elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from newscrawler.archive import warc
from newscrawler.archive.capture_rows import forget_addresses, put_row, replace_row
from newscrawler.archive.forgetting_plan import Capture, Place, Plan
from newscrawler.archive.held import Held
from newscrawler.archive.ledger import Ledger
from newscrawler.archive.paths import CAPTURES
from newscrawler.archive.rewriting import write_anew
from newscrawler.archive.tombstones import filler
from newscrawler.archive.warc_reading import read_message, read_record
from newscrawler.items import WarcPointer

_COPIED = 1 << 20


class CarriesOut:
    """Takes away what one plan names, once: in the archive in `folder`, at that instant (ISO 8601), for that reason."""

    def __init__(self, folder: Path, ledger: Ledger, plan: Plan, at: str, reason: str) -> None:
        self.paths: list[str] = []
        """Files that were written anew for it."""
        self._folder = folder
        self._ledger = ledger
        self._plan = plan
        self._at = at
        self._reason = reason
        self._held = Held(folder, ledger)


class ErasedCaptures(CarriesOut):
    """The plan's captures."""

    def write_moved(self) -> dict[Place, dict[str, WarcPointer]]:
        """Give each revisit that stays its payload, in a file of their own.

        Gives, of each response that goes, by address where its payload is now.
        """
        moved: dict[Place, dict[str, WarcPointer]] = defaultdict(dict)
        if not self._plan.moves:
            return moved
        path = self._free_path()
        name = path.rpartition("/")[2]
        number = self._ledger.write("INSERT INTO files (path, committed) VALUES (?, 0)", (path,))
        about = warc.warcinfo(name, self._at, [("description", "payloads that a record which is forgotten had shared")])
        content = bytearray()
        put_row(self._ledger, (number, 0), about.content, about.type, about.record_id, self._at)
        content += about.content
        for revisit, response in self._plan.moves:
            fields = read_record(self._held.member(revisit)).fields
            head = read_record(self._held.member(revisit)).block
            payload = self._held.message(response).payload
            digest = response.payload_digest or warc.digest(payload)
            whole = warc.restored(revisit.record_id, fields, head, payload, digest)
            status = read_message(head).status
            said = (whole.content, whole.type, whole.record_id, revisit.at, revisit.url, status, digest)
            put_row(self._ledger, (number, len(content)), *said)
            moved[response.place][revisit.url or ""] = WarcPointer(
                file=path, offset=len(content), length=len(whole.content), record_id=whole.record_id,
                payload_digest=digest,
            )  # fmt: skip
            content += whole.content
        write_anew(self._folder, path, [bytes(content)])
        self._ledger.write("UPDATE files SET committed = ? WHERE number = ?", (len(content), number))
        self.paths.append(path)
        return moved

    def _free_path(self) -> str:
        stamp = self._at.replace("-", "").replace(":", "")
        count = 1
        while (self._folder / (path := f"{CAPTURES}/{stamp}-moved-{count:05}.warc.gz")).exists():
            count += 1
        return path

    def write_without(self) -> None:
        """Write each file of captures anew, with a filler of the same length in place of what goes."""
        files: dict[str, list[Capture]] = defaultdict(list)
        for capture in self._plan.captures.values():
            files[capture.path].append(capture)
        for path, captures in files.items():
            write_anew(self._folder, path, self._with_fillers(path, sorted(captures)))
            self.paths.append(path)
        if files:
            forget_addresses(self._ledger)

    def _with_fillers(self, path: str, captures: list[Capture]) -> Iterator[bytes]:
        with (self._folder / path).open("rb") as file:
            for capture in captures:
                yield from _pieces(file, capture.offset - file.tell())
                stone = filler(capture.length, self._at, self._reason, f"{path}:{capture.offset}:{self._at}")
                replace_row(self._ledger, capture.place, stone.content, stone.type, stone.record_id, self._at)
                yield stone.content
                file.seek(capture.offset + capture.length)
            committed = self._ledger.one("SELECT committed FROM files WHERE path = ?", (path,))[0]
            yield from _pieces(file, committed - file.tell())


def _pieces(file: Any, length: int) -> Iterator[bytes]:
    """The next `length` bytes of a file, in pieces."""
    while length > 0 and (piece := file.read(min(length, _COPIED))):
        length -= len(piece)
        yield piece
