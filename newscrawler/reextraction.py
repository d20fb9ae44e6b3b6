"""An archive is read again from its own captures: what differs becomes a new version, and a report says what.

Of each article the newest answer from its address is read, else the one that its last line names; what is gone stays
so. Older versions are read and counted, and nothing is written of them: lines are never written anew, and a line that
says what an older version ought to have been would stand behind newer ones. Answers that gave no article when they
came (`AGAIN`) are read as well: today they may.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from newscrawler.archive.archive import Archive
from newscrawler.archive.changes import changed_fields
from newscrawler.archive.lines import pointer_of
from newscrawler.archive.warc_reading import Unreadable
from newscrawler.captured_pages import answers_for, sheet_of
from newscrawler.discovery.addresses import article_id
from newscrawler.items import Article, WarcPointer
from newscrawler.outcomes import Outcome
from newscrawler.report.shown import counted
from newscrawler.rereading import Pages, Progress, Sheet, Wishes, read_all

AGAIN = frozenset({Outcome.NOT_AN_ARTICLE, Outcome.NO_BODY, Outcome.INDEX, Outcome.SOFT_404, Outcome.BLOCKED})
"""Ends of requests that told of a page, which another reading may see otherwise; others told what was wanted."""
SAMPLES = 3
"""Articles that the report shows of each field."""
_SHOWN = 60


@dataclass(slots=True)
class Report:
    """What reading again has changed."""

    articles: int = 0
    read: int = 0
    changed: int = 0
    new: int = 0
    older: int = 0
    older_differ: int = 0
    fields: Counter[str] = field(default_factory=Counter)
    samples: dict[str, list[str]] = field(default_factory=dict)
    older_fields: Counter[str] = field(default_factory=Counter)

    def note(self, before: Mapping[str, Any], after: Article, changed: list[str]) -> None:
        """One article has a new version."""
        self.changed += 1
        self.fields.update(changed)
        for name in changed:
            shown = self.samples.setdefault(name, [])
            if len(shown) < SAMPLES:
                shown += [f"{after.url}: {_difference(before.get(name), getattr(after, name))}"]

    def lines(self) -> list[str]:
        """For people."""
        said = [f"{self.read:,} of {counted(self.articles, 'article')} read again, {self.changed:,} changed"]
        for name, count in self.fields.most_common():
            said += [f"  {name}: {count}", *(f"    {sample}" for sample in self.samples[name])]
        if self.new:
            said.append(f"{counted(self.new, 'new article')}, in captures that gave none before")
        if self.older:
            fields = ", ".join(f"{name} {count}" for name, count in self.older_fields.most_common())
            said.append(
                f"{counted(self.older, 'older version')} read again, {self.older_differ:,} would read otherwise today"
                + (f" ({fields}); their lines stay as they are" if fields else "")
            )
        return said


@dataclass(slots=True, frozen=True)
class _Source:
    """Where a sheet comes from."""

    pointer: WarcPointer
    at: str


def read_archive_again(archive: Archive, processes: int, progress: Progress, wishes: Wishes) -> Report:
    """Read everything, write what changed. Raises ArchiveError where the disk fails."""
    report = Report(articles=len(archive))
    seen: set[bytes] = set()
    last = _pages_of(archive, archive.contents.last_records(), seen, wishes, newest=True)
    for pages, reading in progress(read_all(last, processes), report.articles, "articles"):
        record, sources = pages.about
        if reading is not None:
            report.read += 1
            article = _as_fetched(reading[1], record, sources[reading[0]])
            if _may_change(archive, record, article) and archive.put_again(article) is Outcome.ARCHIVED:
                report.note(record, article, article.changed_fields)
        archive.commit_if_due()
    older = _pages_of(archive, archive.contents.older_records(), seen, wishes, newest=False)
    for pages, reading in read_all(older, processes):
        report.older += 1
        changed = changed_fields(pages.about[0], reading[1]) if reading else []
        report.older_differ += bool(changed)
        report.older_fields.update(changed)
    for pages, reading in read_all(_unread_pages(archive, seen, wishes), processes):
        if reading is not None and archive.records.moves.id_of(reading[1].id or "") not in archive.records:
            (source,) = pages.about[1]
            article = _as_fetched(reading[1], {"requested_url": pages.sheets[0].url, "status": 200}, source)
            report.new += archive.put_again(article) is Outcome.ARCHIVED
            archive.commit_if_due()
    return report


def _may_change(archive: Archive, record: Mapping[str, Any], article: Article) -> bool:
    """Whether a reading may make a version: not of an article that is gone, nor of one that became another."""
    if record["state"] == "removed":
        return False
    own: str = record["id"]
    return archive.records.moves.id_of(article.id or "") == own


def _as_fetched(article: Article, record: Mapping[str, Any], source: _Source) -> Article:
    """With how the page was had, which reading it again does not change."""
    article.requested_url, article.status = record["requested_url"], record["status"]
    article.fetched_at, article.warc = source.at, source.pointer
    return article


def _pages_of(
    archive: Archive, records: Iterable[dict[str, Any]], seen: set[bytes], wishes: Wishes, *, newest: bool
) -> Iterator[Pages]:
    """The sheets of each record's page: of the newest answer from its address, if wanted, and of its own capture."""
    for record in records:
        url = record["final_url"] or ""
        seen.add(_mark(url))
        sheets: list[Sheet] = []
        sources: list[_Source] = []
        for answer, pointer in answers_for(archive.answers, record, newest=newest):
            own = pointer == pointer_of(record)
            sheet = sheet_of(archive.answers, pointer, url, answer, record if own else None, wishes)
            if sheet is not None:
                sheets.append(sheet)
                sources.append(_Source(pointer, record["fetched_at"] if own or answer is None else answer.at))
        ids = frozenset({record["id"], article_id(record["url"] or "")})  # an article that moved keeps its first
        yield Pages(sheets=sheets, ids=ids, about=(record, sources))


def _unread_pages(archive: Archive, seen: set[bytes], wishes: Wishes) -> Iterator[Pages]:
    is_crawled = archive.contents.is_crawled
    for answer in archive.answers.responses():
        if _mark(answer.url) in seen or (is_crawled and archive.contents.outcome_of(answer.url) not in AGAIN):
            continue
        seen.add(_mark(answer.url))
        newest = next(archive.answers.of(answer.url), answer)
        try:
            pointer = archive.answers.pointer(newest)
        except Unreadable:
            continue
        sheet = sheet_of(archive.answers, pointer, answer.url, newest, wishes=wishes)
        if sheet is not None:
            yield Pages(sheets=[sheet], about=(None, [_Source(pointer, newest.at)]))


def _mark(url: str) -> bytes:
    """Eight bytes that stand for an address: there may be a million."""
    return hashlib.sha256(url.encode("utf-8", "surrogatepass")).digest()[:8]


def _difference(before: Any, after: Any) -> str:
    """Where the two begin to differ, shortened."""
    old, new = _words(before), _words(after)
    same = next((at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    start = max(0, same - 10)
    return f"{_cut(old, start)} → {_cut(new, start)}"


def _words(value: Any) -> str:
    if value is None or value == []:
        return "nothing"
    return ", ".join(map(str, value)) if isinstance(value, list) else " ".join(str(value).split())


def _cut(words: str, start: int) -> str:
    shown = words[start : start + _SHOWN]
    return f"{'…' if start else ''}{shown}{'…' if start + _SHOWN < len(words) else ''}"
