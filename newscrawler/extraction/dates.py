"""When the article was published, and when it was last changed: witnesses weighed against each other by day.

Never a witness: the dateline (the crawl's day in the page's header), the `time` of a menu or of a teaser, a
comment's date. What is said to be a date of change never becomes the date of publication.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from lxml import etree

from newscrawler.extraction.evidence import Evidence
from newscrawler.extraction.header_zone import Mark
from newscrawler.extraction.instants import days_of, is_local_day, localised, parse_instant, same_elsewhere
from newscrawler.extraction.json_ld import text_in
from newscrawler.extraction.month_names import MONTHS
from newscrawler.extraction.page_scan import name_words, text_of

_PUBLISHED_METAS = tuple(
    """article:published_time og:published_time og:article:published_time datepublished publish-date publish_date
    publishdate publication_date publicationdate pubdate parsely-pub-date sailthru.date
    cxenseparse:recs:publishtime cxenseparse:publishtime dc.date.issued dcterms.issued dcterms.created
    dc.date.created dc.date dcterms.date citation_publication_date citation_date citation_online_date
    article.published article.created article_date_original published_time og:pubdate rnews:datepublished date
    vr:published_time mediator_published_time lastmod:published release_date article:published
    originalpublicationdate live:publishdate shareaholic:article_published_time displaydate datecreated pub_date
    created""".split()
)
_MODIFIED_METAS = tuple(
    """article:modified_time og:modified_time og:updated_time datemodified last-modified lastmod dc.date.modified
    dcterms.modified article.updated revised article:updated_time updated_time modified_time
    rnews:datemodified""".split()
)
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
_SAME_SHARE = 0.6
"""How much less JSON-LD counts where it gives one instant for both dates: some sites put the change into both."""
_SETTLED = 4.2
"""Weight of witnesses that agree (JSON-LD and Open Graph have 5.6) which what is shown (at most 2.0, and 1.6 by the
address) cannot outweigh."""
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


class Dates(NamedTuple):
    """The two dates of an article; each with its witness's name."""

    published: Stated | None
    modified: Stated | None


def read_dates(evidence: Evidence) -> Dates:
    """Weigh the page's dates."""
    month_first = _month_first(evidence)
    hints = evidence.hints
    published: list[Stated] = []
    modified: list[Stated] = []
    for texts, shelf in ((_structured(evidence), published), (_changed(evidence), modified)):
        for source, raw, weight in texts:
            instant = parse_instant(raw, month_first=month_first)
            if instant:
                shelf.append(Stated(source, instant, raw, weight))
    if hints is not None:
        for hint, shelf in ((hints.date_published, published), (hints.date_modified, modified)):
            if hint and (instant := parse_instant(hint, month_first=month_first)):
                shelf.append(Stated("selector", instant, hint, 3.5))
    if (url_day := day_in_path(evidence.path)) is not None:
        published.append(Stated("url", url_day, url_day, 1.6))
    if not (modified and _is_settled(published)):
        for stated, changed in _visible(evidence, month_first):
            (modified if changed else published).append(stated)
    zoned = [*published, *modified]
    return Dates(_weighed(published, zoned), _weighed(modified, zoned))


def _is_settled(published: list[Stated]) -> bool:
    """Whether nothing that the page shows can change the date: the witnesses so far agree, and name the site's zone."""
    if not published:
        return False
    best, support = _best(published)
    return support >= _SETTLED and len(best.instant) > 10 and not best.instant.endswith("Z")


def _best(stated: list[Stated]) -> tuple[Stated, float]:
    """The best witness of the day with most weight behind it, and that weight; a source counts once for a day."""
    instants = dict.fromkeys(one.instant for one in stated)
    support: dict[str, float] = {}
    for instant in instants:
        by_source: dict[str, float] = {}
        allied = {other for other in instants if _joined(instant, other)}
        for one in stated:
            if one.instant in allied and one.weight > by_source.get(one.source, 0.0):
                by_source[one.source] = one.weight
        support[instant] = sum(by_source.values())
    best = max(stated, key=lambda one: (support[one.instant], len(one.instant) > 10, one.weight))
    return best, support[best.instant]


def _weighed(stated: list[Stated], zoned: list[Stated]) -> Stated | None:
    """The best witness, its instant told in the site's own zone where the page gives that."""
    if not stated:
        return None
    best, _ = _best(stated)
    if not best.instant.endswith("Z"):
        return best
    at_home = same_elsewhere(best.instant, [one.instant for one in zoned])
    if at_home is not None:
        return best._replace(instant=at_home)
    shown = [one for one in stated if one.source in ("html", "url", "selector") and _joined(one.instant, best.instant)]
    if any(one.instant[:10] == best.instant[:10] for one in shown):
        shown = [one for one in shown if one.instant[:10] == best.instant[:10]]
    local = max(shown, key=lambda one: (one.weight, len(one.instant)), default=None)
    if local is None:
        return best
    return best._replace(instant=localised(best.instant, local.instant, [one.instant for one in zoned]))


def _joined(one: str, other: str) -> bool:
    """Whether two statements can mean one day: equal days, or days that an unnamed zone sets apart."""
    if not days_of(one).isdisjoint(days_of(other)):
        return True
    return (one.endswith("Z") and len(other) <= 19 and is_local_day(one, other)) or (
        other.endswith("Z") and len(one) <= 19 and is_local_day(other, one)
    )


def _structured(evidence: Evidence) -> Iterator[tuple[str, str, float]]:
    """(source, text, weight) of what JSON-LD, metas and microdata call the date of publication."""
    for node, weight in ((evidence.article, 3.0), (evidence.page, 1.5)):
        if node.get("datePublished") == node.get("dateModified"):
            weight *= _SAME_SHARE
        for name, share in (("datePublished", 1.0), ("dateCreated", 0.5), ("uploadDate", 0.4)):
            if text := text_in(node.get(name)):
                yield "json_ld", text, weight * share
                break
    rank = 0
    for name in _PUBLISHED_METAS:
        for content in evidence.scan.metas.get(name, ())[:1]:
            if content:
                yield "meta", content, 2.6 if name.startswith("article:published") else 2.0 - min(rank, 5) * 0.1
                rank += 1
    if not evidence.article:
        for element in islice(evidence.props("datepublished", "datecreated"), 1):
            yield "microdata", _value(element), 2.4


def _changed(evidence: Evidence) -> Iterator[tuple[str, str, float]]:
    for node, weight in ((evidence.article, 3.0), (evidence.page, 1.5)):
        if text := text_in(node.get("dateModified")):
            yield "json_ld", text, weight
    for name in _MODIFIED_METAS:
        for content in evidence.scan.metas.get(name, ())[:1]:
            if content:
                yield "meta", content, 2.5
    if not evidence.article:
        for element in islice(evidence.props("datemodified"), 1):
            yield "microdata", _value(element), 2.4


def _value(element: etree._Element) -> str:
    """The value of an element with `itemprop`, or of a `time`: its machine form, else its text."""
    return element.get("content") or element.get("datetime") or element.get("title") or text_of(element, 100)


def _visible(evidence: Evidence, month_first: bool) -> Iterator[tuple[Stated, bool]]:
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
        if instant is not None and not (mark.before and raw == text and _is_weekdays(instant, text)):
            near = near or mark.distance <= _BESIDE
            yield Stated("html", instant, raw, _visible_weight(evidence, mark)), _says_changed(element, text)
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
            if instant is not None and not (line.place < 0 and _is_weekdays(instant, line.text)):
                near = f"{before[-30:]} {line.text}" if len(before) <= 30 else line.text
                changed = bool(_CHANGE_WORDS.search(near)) and not _PUBLISH_WORDS.search(near)
                yield Stated("html", instant, line.text, _LINE_WEIGHT if line.place >= 0 else 0.9), changed
        before = line.text


def _is_weekdays(instant: str, text: str) -> bool:
    """Whether `text` is a day alone with its weekday in front (a word that is no month), as datelines are."""
    first = text.split(maxsplit=1)[0].strip(",.·").casefold()
    return len(instant) == 10 and first.isalpha() and first not in MONTHS


def _visible_weight(evidence: Evidence, mark: Mark) -> float:
    if evidence.heading is None:
        return 0.8
    return 2.0 if mark.distance <= _BESIDE else 1.4 if mark.distance < _FAR else 0.5


def _says_changed(element: etree._Element, text: str) -> bool:
    """Whether words in or right before the element call it a date of change."""
    words = set(name_words(element))
    if words & _MODIFIED_NAMES and "published" not in words and "entry" not in words:
        return True
    near = f"{_lead_in(element)[-40:]} {text[:60]}"
    return bool(_CHANGE_WORDS.search(near)) and not _PUBLISH_WORDS.search(near)


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


_PATH_DAY = re.compile(r"(?:^|/)(19[89]\d|20\d\d)[/_-]?(0[1-9]|1[0-2])[/_-]?(0[1-9]|[12]\d|3[01])(?:[/_.-]|$)")
_PATH_DAY_TIGHT = re.compile(r"(?<!\d)(19[89]\d|20\d\d)[-_/](0?[1-9]|1[0-2])[-_/](0?[1-9]|[12]\d|3[01])(?!\d)")


def day_in_path(path: list[str]) -> str | None:
    """The day in an address's path: `/2026/01/12/`, `/2026-01-12-…`, `/20260112/`; None where there is none."""
    joined = "/".join(path)
    match = _PATH_DAY.search(joined) or _PATH_DAY_TIGHT.search(joined)
    return parse_instant("-".join(match.groups())) if match else None


_MONTH_FIRST_REGIONS = frozenset(("us", "ph", "fm", "pw"))


def _month_first(evidence: Evidence) -> bool:
    """Whether 3/4/2026 is March 4th here: English without a region, or of the United States."""
    stated = evidence.scan.lang or evidence.scan.meta("og:locale") or ""
    parts = re.split(r"[-_]", stated.lower())
    locale = re.split(r"[-_]", (evidence.scan.meta("og:locale") or "").lower())
    region = parts[1] if len(parts) > 1 else locale[1] if len(locale) > 1 else ""
    if region:
        return region in _MONTH_FIRST_REGIONS
    return parts[0] == "en" and not re.search(
        r"\.(?:uk|au|nz|ie|za|in|sg|ng|ke|pk|lk)(?:[:/]|$)", (evidence.document.url or "")[:200]
    )
