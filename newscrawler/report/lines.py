"""The lines of an archive as they lie there, oldest file first, also while a crawl writes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from types import NoneType
from typing import Any

import orjson

from newscrawler.archive.packing import Packing, packed_members, packing_of, unpack
from newscrawler.archive.paths import ARTICLES, REPORTS, reports_in
from newscrawler.archive.warc_reading import Unreadable
from newscrawler.errors import ArchiveError
from newscrawler.items import Article
from newscrawler.report.run_shape import shown_run

Record = dict[str, Any]

_EMPTY: Record = asdict(Article())
"""What a field says that a line does not have: older code knew fewer."""
_OTHER_KINDS: dict[str, tuple[type, ...]] = {
    **{name: (list, NoneType) for name, value in _EMPTY.items() if isinstance(value, list)},
    **dict.fromkeys(("sources", "left_out", "confidence", "warc"), (dict, NoneType)),
    **dict.fromkeys(("version", "schema_version"), (int,)),
    "status": (int, NoneType),
    "is_accessible_for_free": (bool, NoneType),
}
_KINDS = {name: _OTHER_KINDS.get(name, (str, NoneType)) for name in _EMPTY}
MOST_VERSIONS_EVER = 2**31
"""No article has more; SQLite takes no number beyond 2**63."""
_PARTS = {
    "blocks": ("text", "kind"),
    "removed": ("text", "by", "why"),
    "warc": ("file", "offset", "length", "payload_digest"),
}
"""What pages show of a field's parts."""


def article_files(folder: Path, since: str = "") -> list[Path]:
    """The files of lines, by day; `since` (`YYYY-MM-DD`) leaves out days before it. ArchiveError if there are none."""
    lines = folder / ARTICLES
    if not lines.is_dir():
        raise ArchiveError(f"{folder} is no archive: there is no {lines}. Name an archive, or crawl one first")
    found = [path for packing in Packing for path in lines.glob(f"*.{packing}")]
    return sorted(path for path in found if path.name[:10] >= since)


def raw_lines(folder: Path, since: str = "") -> Iterator[bytes]:
    """Each whole line, unread; a last line or member that is still being written is left out."""
    for path in article_files(folder, since):
        packing = packing_of(path) or Packing.PLAIN
        yield from _plain_lines(path) if packing is Packing.PLAIN else _packed_lines(path, packing)


def _plain_lines(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        for line in file:
            if line.endswith(b"\n"):
                yield line


def _packed_lines(path: Path, packing: Packing) -> Iterator[bytes]:
    try:
        for _, member in packed_members(path, packing):
            yield from unpack(member, packing).splitlines(keepends=True)
    except Unreadable:  # what follows is still being written, or damaged, which `scrapy verify` says
        return


def record_of(line: bytes) -> Record | None:
    """The line's record; None where it is no JSON object (`scrapy verify` says what is wrong with it)."""
    try:
        record = orjson.loads(line)
    except orjson.JSONDecodeError:
        return None
    return record if isinstance(record, dict) else None


def shown(line: bytes) -> Record | None:
    """The line's record with every field, as pages can show it; None where a field is of another kind than it must be,
    which `scrapy verify` tells as what is no JSON.
    """
    record = record_of(line)
    return whole(record) if record is not None else None


def whole(record: Record) -> Record | None:
    """A line's record with every field, as pages can show it; None as `shown` has it."""
    record = _EMPTY | record
    if not all(isinstance(record[name], kinds) for name, kinds in _KINDS.items()):
        return None
    if not 1 <= record["version"] <= MOST_VERSIONS_EVER:
        return None
    for name, needed in _PARTS.items():
        parts = record[name] if isinstance(record[name], list) else [record[name]]
        if not all((part is None and name == "warc") or _is_part(part, needed) for part in parts):
            return None
    return record


def _is_part(part: Any, needed: tuple[str, ...]) -> bool:
    is_whole = isinstance(part, dict) and all(name in part for name in needed)
    return is_whole and ("text" not in needed or isinstance(part["text"], str))


def run_reports(folder: Path, limit: int) -> list[Record]:
    """The latest `limit` run reports, newest first; unreadable ones are left out."""
    found = []
    for name in reports_in(folder)[: -limit - 1 : -1]:
        report = run_report(folder / REPORTS / name)
        if report is not None:
            found.append(report)
    return found


def run_report(path: Path) -> Record | None:
    """A run's report as pages can show it (`run_shape.py`), other parts as they are; None where it cannot be read."""
    try:
        report = record_of(path.read_bytes())
    except OSError:
        return None
    if report is None:
        return None
    told: Record = shown_run(report)
    return told | {"run_id": told["run_id"] or path.stem}
