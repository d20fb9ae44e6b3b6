"""WARC files that others made, read into an archive of their own: their pages are copied into its captures, so that it
stands alone, and read as a crawl would read them.

A capture that is there already is not copied again, and an older one never takes the place of a newer one: the same
command a second time, or after a kill, ends with the same archive.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from newscrawler import __version__
from newscrawler.archive.answers import Answer
from newscrawler.archive.archive import Archive
from newscrawler.archive.lines import pointer_of
from newscrawler.archive.warc import Exchange, digest
from newscrawler.archive.warc_files import Fault, records_of
from newscrawler.archive.warc_pages import PAGES, exchange_in, page_in
from newscrawler.archive.warc_reading import Record, Unreadable
from newscrawler.discovery.normal_form import normalise
from newscrawler.errors import UsageError
from newscrawler.items import WarcPointer
from newscrawler.outcomes import Outcome
from newscrawler.report.shown import counted
from newscrawler.rereading import Pages, Progress, Reading, Sheet, Wishes, read_all

MOST_TOLD = 20
"""Faults that the report names; the others are counted."""


@dataclass(slots=True)
class Imported:
    """What became of the records."""

    records: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    """Of all records, the sum is their number."""
    faults: list[str] = field(default_factory=list)
    faulty: int = 0

    def fault(self, where: str, why: str) -> None:
        """Something could not be read."""
        self.faulty += 1
        if len(self.faults) < MOST_TOLD:
            self.faults.append(f"{where}: {why}")

    def lines(self) -> list[str]:
        """For people."""
        said = [counted(self.records, "record")]
        said += [f"  {outcome}: {count}" for outcome, count in self.outcomes.most_common()]
        if self.faulty:
            said += [f"{counted(self.faulty, 'place')} could not be read", *(f"  {fault}" for fault in self.faults)]
        if self.faulty > len(self.faults):
            said.append("  …")
        return said


@dataclass(slots=True, frozen=True)
class _Copied:
    exchange: Exchange
    pointer: WarcPointer


def import_warcs(archive: Archive, paths: list[Path], processes: int, progress: Progress, wishes: Wishes) -> Imported:
    """Read all pages of the files at `paths` into `archive`, in which a rereading run has begun.

    Raises UsageError where the archive is a crawl's, or a file cannot be opened; ArchiveError where the disk fails.
    """
    if archive.contents.is_crawled:
        raise UsageError(f"{archive.folder} is a crawl's archive: name a new one for what others captured")
    for path in paths:
        try:
            path.open("rb").close()
        except OSError as error:
            raise UsageError(f"{path} cannot be read: {error.strerror}") from None
    imported = Imported()
    readings = read_all(_pages(archive, paths, imported, wishes), processes)
    for pages, reading in progress(readings, None, "pages"):
        imported.outcomes[_put(archive, pages.about, reading)] += 1
        archive.commit_if_due()
    return imported


ABOUT = (
    ("software", f"newscrawler/{__version__}"),
    ("source", "copied from WARC files that others made; each response's metadata record names its place there"),
)
"""For the warcinfo of an archive that was made so."""


def _put(archive: Archive, copied: _Copied, reading: Reading) -> str:
    if reading is None:
        return Outcome.NOT_AN_ARTICLE
    article, exchange = reading[1], copied.exchange
    assert article.id is not None
    before = archive.contents.last_record(archive.records.moves.id_of(article.id))
    if before is not None and before["requested_url"] != exchange.url:
        return Outcome.DUPLICATE
    if before is not None and _moment(before["fetched_at"]) > _moment(exchange.at):
        return "older than what the archive has"
    if before is not None and before["fetched_at"] == exchange.at and pointer_of(before) != copied.pointer:
        return "of the same second as what the archive has"
    article.requested_url, article.status = exchange.url, exchange.status
    article.fetched_at, article.warc = exchange.at, copied.pointer
    return archive.put_again(article)


def _moment(at: str) -> datetime:
    return datetime.fromisoformat(at)


def _pages(archive: Archive, paths: Iterable[Path], imported: Imported, wishes: Wishes) -> Iterator[Pages]:
    for path in paths:
        for found in records_of(path):
            where = f"{path.name} at byte {found.offset}"
            if isinstance(found, Fault):
                imported.fault(where, found.why)
                continue
            imported.records += 1
            try:
                pages = _page(archive, found.record, where, wishes)
            except Unreadable as error:
                imported.fault(where, str(error))
                imported.outcomes["could not be read"] += 1
                continue
            if pages is None:
                imported.outcomes[f"no page ({found.record.type or 'no type'})"] += 1
            else:
                yield pages


def _page(archive: Archive, record: Record, where: str, wishes: Wishes) -> Pages | None:
    if record.type not in PAGES:
        return None
    exchange = exchange_in(record)
    if record.type == "revisit":
        exchange = _with_payload(archive, exchange, record)
    if exchange.status != 200 or normalise(exchange.url) is None:
        return None
    page = page_in(exchange)
    if page is None:
        return None
    exchange, content, kind = page
    copied = _Copied(exchange, _copy(archive, exchange, f"{where}, {record.record_id}"))
    headers = tuple(
        f"{name.decode('latin-1')}: {value.decode('latin-1')[:300]}".lower() for name, value in exchange.headers
    )
    sheet = Sheet(content=content, url=exchange.url, content_type=kind, headers=headers, wishes=wishes)
    return Pages(sheets=[sheet], about=copied)


def _copy(archive: Archive, exchange: Exchange, origin: str) -> WarcPointer:
    payload_digest = digest(exchange.body)
    for answer in archive.answers.of(exchange.url):
        if answer.at == exchange.at:  # as a rule to the second, in which a page may have been had twice
            pointer = archive.answers.pointer(answer)
            if pointer.payload_digest == payload_digest:
                return pointer
    return archive.capture(exchange, {"copied-from": " ".join(origin.split())})


def _with_payload(archive: Archive, exchange: Exchange, record: Record) -> Exchange:
    """The exchange with the payload that it revisits, which has to be there already."""
    refers_to = record.fields.get("warc-refers-to-target-uri", "").strip("<>") or exchange.url
    at = record.fields.get("warc-refers-to-date")
    archive.commit()  # what was copied is read back from its file
    same = [answer for answer in archive.answers.of(refers_to) if at is None or answer.at == at]
    if not same:
        raise Unreadable("revisit: what it refers to was in none of the files before it")
    original: Answer = same[0]
    try:
        payload = archive.answers.message(archive.answers.pointer(original)).payload
    except OSError as error:
        raise Unreadable(f"revisit: {error}") from None
    return replace(exchange, body=payload)
