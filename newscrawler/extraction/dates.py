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
from newscrawler.extraction.far_dates import far_dates
from newscrawler.extraction.instants import parse_instant
from newscrawler.extraction.json_ld import text_in
from newscrawler.extraction.local_days import days_of, is_local_day, localised, same_elsewhere, with_offset
from newscrawler.extraction.page_scan import text_of
from newscrawler.extraction.shown_dates import Stated, shown_dates

_PUBLISHED_METAS = tuple(
    """article:published_time og:published_time og:article:published_time datepublished publish-date publish_date
    publishdate publication_date publicationdate pubdate parsely-pub-date sailthru.date
    cxenseparse:recs:publishtime cxenseparse:publishtime dc.date.issued dcterms.issued dcterms.created
    dc.date.created dc.date dcterms.date citation_publication_date citation_date citation_online_date
    article.published article.created article_date_original published_time og:pubdate rnews:datepublished date
    vr:published_time mediator_published_time lastmod:published release_date article:published
    originalpublicationdate live:publishdate shareaholic:article_published_time displaydate datecreated pub_date
    created published published-date published_date""".split()
)
_MODIFIED_METAS = tuple(
    """article:modified_time og:modified_time og:updated_time datemodified last-modified lastmod dc.date.modified
    dcterms.modified article.updated revised article:updated_time updated_time modified_time
    rnews:datemodified""".split()
)
_SAME_SHARE = 0.6
"""How much less JSON-LD counts where it gives one instant for both dates: some sites put the change into both."""
_SETTLED = 4.2
"""Weight of witnesses that agree (JSON-LD and Open Graph have 5.6) which what is shown (at most 2.0, and 1.6 by the
address) cannot outweigh."""
_LOCAL = 19
"""Characters of an instant without an offset."""


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
        for stated, changed in shown_dates(evidence, month_first=month_first):
            (modified if changed else published).append(stated)
    if not published:
        published += far_dates(evidence, month_first=month_first)
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
    if len(best.instant) == _LOCAL:
        own, others = ([one.instant for one in said] for said in (stated, zoned))
        return best._replace(instant=with_offset(best.instant, own, others))
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
        if _is_changes(text_in(node.get("datePublished")), text_in(node.get("dateModified"))):
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


def _is_changes(published: str | None, modified: str | None) -> bool:
    """Whether JSON-LD's date of publication looks like one of change: the same as that, or a later day.

    Days alone: of what is published at a time set before, the last change comes before it.
    """
    if not published or not modified or published == modified:
        return published == modified
    first, last = parse_instant(published), parse_instant(modified)
    return first is not None and last is not None and len(first) == len(last) == 10 and first > last


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


_PATH_DAY = re.compile(r"(?:^|/)(19[89]\d|20\d\d)[/_-]?(0[1-9]|1[0-2])[/_-]?(0[1-9]|[12]\d|3[01])(?:[/_.-]|$)")
_PATH_DAY_TIGHT = re.compile(r"(?<!\d)(19[89]\d|20\d\d)[-_/](0?[1-9]|1[0-2])[-_/](0?[1-9]|[12]\d|3[01])(?!\d)")
_PATH_MONTH = re.compile(r"(?:^|/)(19[89]\d|20\d\d)/([A-Za-z]{3,9})/(0?[1-9]|[12]\d|3[01])(?:/|$)")


def day_in_path(path: list[str]) -> str | None:
    """The day in an address's path: `/2026/01/12/`, `/2026-01-12-…`, `/20260112/`, `/2026/jan/12/`; else None."""
    joined = "/".join(path)
    match = _PATH_DAY.search(joined) or _PATH_DAY_TIGHT.search(joined)
    if match:
        return parse_instant("-".join(match.groups()))
    named = _PATH_MONTH.search(joined)
    return parse_instant(f"{named[3]} {named[2]} {named[1]}") if named else None


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
