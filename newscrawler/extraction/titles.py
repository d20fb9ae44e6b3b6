"""The article's own headline: the visible one where a witness in the head bears it out; never the site or a section."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newscrawler.extraction.evidence import Evidence, Witness, key_of
from newscrawler.extraction.json_ld import plain, text_in
from newscrawler.extraction.page_scan import Marked, text_of

_METAS = (
    "og:title",
    "twitter:title",
    "parsely-title",
    "sailthru.title",
    "dc.title",
    "dcterms.title",
    "citation_title",
    "title",
    "headline",
)
_CUT = re.compile(r"\s+[|·•»–—:-]{1,2}\s+|\s*[|»·•]\s*|\s+::\s+")


def read_title(evidence: Evidence) -> Witness | None:
    """The title and who says so."""
    if evidence.hints is not None and evidence.hints.title:
        return Witness("selector", evidence.hints.title)
    head = [Witness(one.source, without_site(evidence, one.value)) for one in _head(evidence)]
    head = [one for one in head if len(key_of(one.value)) > 1]
    shown = _shown(evidence, head)
    if shown is not None:
        return shown
    return head[0] if head else None


def _head(evidence: Evidence) -> Iterator[Witness]:
    """What JSON-LD, metas, microdata and `<title>` call the article."""
    headline = text_in(evidence.article.get("headline")) or text_in(evidence.article.get("name"))
    if headline:
        yield Witness("json_ld", headline)
    for name in _METAS:
        text = plain(evidence.scan.meta(name) or "")
        if text:
            yield Witness("meta", text)
    for element in evidence.props("headline"):
        if element.tag != "meta":
            yield Witness("microdata", element.get("content") or text_of(element, 400))
            break
    if evidence.scan.title:
        yield Witness("html", evidence.scan.title)


def without_site(evidence: Evidence, title: str) -> str:
    """`title` without the site's name (and sections) glued to it by a bar or a dash."""
    for _ in range(3):
        cuts = list(_CUT.finditer(title[:500]))
        if not cuts:
            break
        last, first = title[cuts[-1].end() :], title[: cuts[0].start()]
        if evidence.is_site_name(last):
            title = title[: cuts[-1].start()]
        elif evidence.is_site_name(first):
            title = title[cuts[0].end() :]
        else:
            break
    return title.strip()


def _shown(evidence: Evidence, head: list[Witness]) -> Witness | None:
    """The heading that the head's witnesses bear out best, as it stands on the page."""
    best: tuple[float, Witness] | None = None
    keys = [key_of(one.value) for one in head]
    for mark in _headings(evidence):
        text = text_of(mark.element, 400)
        key = key_of(text)
        if not key or evidence.is_site_name(text):
            continue
        points = max((_likeness(key, other) for other in keys), default=0.0)
        if best is None or points > best[0] + 1e-9:
            best = (points, Witness("html", text))
    if best is None or (best[0] < 0.3 and head):
        return None
    return best[1]


def _headings(evidence: Evidence) -> list[Marked]:
    first = evidence.scan.headings[:20]
    return [mark for mark in first if not evidence.scan.in_furniture(mark.element)] or first


def _likeness(one: str, other: str) -> float:
    """0 … 1: the share of words two keys have in common."""
    if one == other:
        return 1.0
    first, second = set(one.split()), set(other.split())
    shared = len(first & second)
    if not shared:
        return 0.9 * (one in other) if len(one) > 5 else 0.0
    return 0.95 * 2 * shared / (len(first) + len(second))
