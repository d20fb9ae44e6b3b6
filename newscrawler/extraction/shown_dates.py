"""Dates that a page shows: `time` elements, elements named as dates, bare lines near the title; not the dateline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from lxml import etree

from newscrawler.extraction.class_names import name_words
from newscrawler.extraction.evidence import Evidence
from newscrawler.extraction.header_zone import Mark
from newscrawler.extraction.instants import date_span, parse_instant
from newscrawler.extraction.month_names import MONTHS
from newscrawler.extraction.page_scan import text_of

_CHANGE_WORDS = re.compile(
    r"\b(?:updated?|modified|edited|last\s+changed?|aktualisiert|geändert|actualizad[oa]|modificado|mis à jour|modifié"
    r"|aggiornat[oa]|bijgewerkt|gewijzigd|atualizad[oa]|uppdaterad|oppdatert|opdateret|päivitetty|zaktualizowano"
    r"|aktualizováno"
    r"|güncelle\w*|обновлено|оновлено|cập nhật)\b|更新|수정",
    re.IGNORECASE,
)
_PUBLISH_WORDS = re.compile(
    r"\b(?:publi\w+|posted|veröffentlicht|erstellt|gepubliceerd|pubblicat\w+|opublikowan\w+|опубликован\w*|опубліковано"
    r"|yayın\w*|đăng|diterbitkan|julkaistu|first\s+published|created)\b|发布|發布|입력",
    re.IGNORECASE,
)
_MODIFIED_NAMES = frozenset("modified updated update edited lastmod modify changed aktualisiert".split())
_BESIDE, _FAR = 60, 1000
"""How many elements from the title a date belongs to it without doubt; and the distance of those out of its reach."""
_MOST_MARKS = 12
"""Elements with a date that are read."""
_LINE_WEIGHT = 1.3
"""What a date in a line without markup counts."""
_LINES_BEFORE, _LINES_BEHIND = 4, 12
"""How many lines before and behind the title are searched for a date without markup."""


class Stated(NamedTuple):
    """A date that somebody states, with how much he is to be believed."""

    source: str
    instant: str
    raw: str
    weight: float


def shown_dates(evidence: Evidence, *, month_first: bool) -> Iterator[tuple[Stated, bool]]:
    """Dates that the page shows, with whether they are dates of change: nearest to the title first."""
    language = (evidence.scan.lang or "")[:2].lower() or None
    near = False
    for mark in _date_marks(evidence):
        element = mark.element
        text = text_of(element, 130)
        raw = (element.get("datetime") or "") if element.tag == "time" else ""
        instant = parse_instant(raw, month_first=month_first) if raw else None
        if instant is None and len(text) <= 120:
            raw = text
            instant = parse_instant(raw, month_first=month_first, language=language)
        if instant is not None and not (mark.before and raw == text and is_weekdays(instant, text)):
            near = near or mark.distance <= _BESIDE
            weight = _visible_weight(evidence, mark)
            second = _second(text, month_first)
            if second is not None and raw == text:
                instant = parse_instant(text[: second.at], month_first=month_first, language=language) or instant
            yield Stated("html", instant, raw, weight), _says_changed(element, text)
            if second is not None:
                yield Stated("html", second.instant, text, weight), second.changed
    if not near:
        yield from _in_lines(evidence, month_first, language)


def _date_marks(evidence: Evidence) -> Iterator[Mark]:
    """`time` elements and those named as dates, the dozen nearest to the title; no furniture, no dateline."""
    marks = {mark.element: mark for mark in (*evidence.roles.get("time", ()), *evidence.roles.get("date", ())[:60])}
    if "time" not in evidence.roles:
        marks |= {element: Mark(element, _FAR, True) for element in evidence.scan.times[:20]}
    nearest = sorted(marks.values(), key=lambda mark: mark.distance)
    kept = (
        mark
        for mark in nearest
        if not evidence.scan.in_furniture(mark.element) and not (mark.before and is_dateline(mark.element))
    )
    return islice(kept, _MOST_MARKS)


def _in_lines(evidence: Evidence, month_first: bool, language: str | None) -> Iterator[tuple[Stated, bool]]:
    """Dates in the short lines around the title; a weekday's date over the title is the dateline."""
    before = ""
    for line in evidence.zone:
        if -_LINES_BEFORE <= line.place <= _LINES_BEHIND and len(line.text) <= 120:
            instant = parse_instant(line.text, month_first=month_first, language=language)
            if instant is not None and not (line.place < 0 and is_weekdays(instant, line.text)):
                changed = calls_changed(line.text, before if len(before) <= 30 else "")
                weight = _LINE_WEIGHT if line.place >= 0 else 0.9
                yield Stated("html", instant, line.text, weight), changed
                if (second := _second(line.text, month_first)) is not None:
                    yield Stated("html", second.instant, line.text, weight), second.changed
        before = line.text


def is_weekdays(instant: str, text: str) -> bool:
    """Whether `text` is a day alone with its weekday in front (a word that is no month), as datelines are."""
    first = text.split(maxsplit=1)[0].strip(",.·:").casefold()
    return (
        len(instant) == 10
        and first.isalpha()
        and first not in MONTHS
        and not (_PUBLISH_WORDS.match(first) or _CHANGE_WORDS.match(first))
    )


def _visible_weight(evidence: Evidence, mark: Mark) -> float:
    if evidence.heading is None:
        return 0.8
    return 2.0 if mark.distance <= _BESIDE else 1.4 if mark.distance < _FAR else 0.5


def _says_changed(element: etree._Element, text: str) -> bool:
    """Whether words in or right before the element call it a date of change."""
    words = set(name_words(element))
    if words & _MODIFIED_NAMES and "published" not in words and "entry" not in words:
        return True
    return calls_changed(text, _lead_in(element))


_NEAR = 40
"""Characters before and behind a date in which words speak of it."""
_TWO_DATES = 20
"""Characters that two dates and a word take."""


def calls_changed(text: str, lead_in: str) -> bool:
    """Whether the first date in `text` is called one of change: by the words before it, else those behind it.

    `lead_in` is what stands before the text; what stands there before another date speaks of that one.
    """
    if not _CHANGE_WORDS.search(text) and not _CHANGE_WORDS.search(lead_in[-_NEAR:]):
        return False
    span = date_span(text) or (0, 0)
    other = date_span(lead_in)
    before = (lead_in[other[1] if other else 0 :][-_NEAR:], text[: span[0]][-_NEAR:])
    called = [word for words in before if (word := _last_call(words)) is not None]
    if called:
        return called[-1]
    behind = text[span[1] :]
    return bool(_CHANGE_WORDS.search(behind[:_NEAR])) and date_span(behind) is None


def _last_call(words: str) -> bool | None:
    """Whether the last of `words` that speak of a date call it one of change; None where none do."""
    changes = [match.end() for match in _CHANGE_WORDS.finditer(words)]
    published = [match.end() for match in _PUBLISH_WORDS.finditer(words)]
    return max(changes, default=-1) > max(published, default=-1) if changes or published else None


class _Second(NamedTuple):
    """A second date in one text, with its place, and whether it is one of change."""

    instant: str
    at: int
    changed: bool


def _second(text: str, month_first: bool) -> _Second | None:
    """The second date in `text`, where words right before it say which it is.

    >>> _second("3 May 2026 - Updated 4 May 2026", False)
    _Second(instant='2026-05-04', at=21, changed=True)
    """
    if len(text) < _TWO_DATES or not (_CHANGE_WORDS.search(text) or _PUBLISH_WORDS.search(text)):
        return None
    span = date_span(text)
    if span is None:
        return None
    behind = text[span[1] :]
    other = date_span(behind)
    if other is None:
        return None
    called = _last_call(behind[: other[0]][-_NEAR:])
    instant = parse_instant(behind[other[0] :], month_first=month_first)
    return _Second(instant, span[1] + other[0], called) if instant is not None and called is not None else None


def _lead_in(element: etree._Element) -> str:
    """The words right before an element: bare text, else a small sibling's."""
    before = element.getprevious()
    if before is None:
        parent = element.getparent()
        return (parent.text or "") if parent is not None else ""
    if before.tail and before.tail.strip():
        return before.tail
    return text_of(before, 60) if len(before) < 5 else ""


def is_dateline(element: etree._Element) -> bool:
    """Whether this is the day of the crawl that the page's header shows (`td_data_time`, `current-date` …)."""
    words = set(name_words(element))
    if "data" in words and "time" in words and element.tag != "time":
        return True
    if not words.isdisjoint(("today", "current", "clock", "weather")):
        return True
    node, steps = element.getparent(), 0
    while node is not None and steps < 25:
        if node.tag in ("article", "main", "body"):
            return False
        names = set(name_words(node))
        if {"top", "bar"} <= names or not names.isdisjoint(("topbar", "masthead", "weather", "navbar")):
            return True
        node, steps = node.getparent(), steps + 1
    return False
