"""What kind of page a response is, before anybody reads it: a story, a list of stories, a refusal in disguise.

Several weak signs each, added up, since every one of them lies on some site: `og:type` is "article" on front pages
and "website" on stories, JSON-LD of a story lists its neighbours, a story may have three lines and a front page
paragraphs. Class words of WordPress' own body tag are the strongest sign where they are found.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from lxml import etree

from newscrawler.discovery.addresses import normalise
from newscrawler.discovery.shapes import shape_of
from newscrawler.extraction.document import Document
from newscrawler.pages.refusals import says_blocked, says_not_found


class PageKind(StrEnum):
    """What a response turned out to be."""

    ARTICLE = "article"
    """One story, to be read."""
    INDEX = "index"
    """A list of stories: the home page, a section, a tag, an author; its links lead on."""
    SOFT_404 = "soft_404"
    """Says "not found" with status 200."""
    BLOCKED = "blocked"
    """A challenge or consent page in place of what was asked for."""
    OTHER = "other"
    """Neither: a contact form, a log-in, an empty page."""


@dataclass(frozen=True, slots=True)
class Amounts:
    """How much of a page is running text, and how much of it leads elsewhere."""

    text: int
    """Characters in paragraphs, links not counted, of paragraphs with at least `PARAGRAPH` of them."""
    teasers: int
    """Headings that are links."""


PARAGRAPH = 60
MAX_PARAGRAPHS = 400

_WP_STORY = frozenset("single-post single postid single-format-standard single-article".split())
_WP_LIST = frozenset("home blog archive category tag author search search-results paged date tax".split())
_STORY_TYPES = frozenset(
    "Article NewsArticle ReportageNewsArticle AnalysisNewsArticle OpinionNewsArticle BackgroundNewsArticle "
    "ReviewNewsArticle BlogPosting LiveBlogPosting TechArticle ScholarlyArticle SocialMediaPosting Report".split()
)
_LIST_TYPES = frozenset("CollectionPage SearchResultsPage ProfilePage ContactPage AboutPage".split())
_JSON_LD_TYPE = re.compile(r'"@type"\s{0,9}:\s{0,9}\[?\s{0,9}"([A-Za-z]{3,40})"')
_STORY_META = frozenset("article:published_time og:article:published_time article:section article:tag".split())


def classify(document: Document) -> PageKind:
    """The kind of `document`, judged by the page and by its address where that is known."""
    root = document.root
    body = root.find("body") if root is not None else None
    if root is None or body is None:
        return PageKind.OTHER
    amounts = _amounts(body)
    if says_blocked(root, amounts.text):
        return PageKind.BLOCKED
    if says_not_found(root, body, amounts.text):
        return PageKind.SOFT_404
    story = _by_body_class(body) + _by_metadata(root) + _by_address(document.url) + _by_amounts(amounts)
    if story > 0:
        return PageKind.ARTICLE
    return PageKind.INDEX if amounts.teasers >= 3 or _links(body) >= 20 else PageKind.OTHER


def _by_body_class(body: etree._Element) -> int:
    words = set((body.get("class") or "").lower().split())
    if not words:
        return 0
    if not words.isdisjoint(_WP_STORY):
        return 6
    if not words.isdisjoint(_WP_LIST):
        return -6
    return -4 if "page" in words and "page-template-default" in words else 0


def _by_metadata(root: etree._Element) -> int:
    points = 0
    for meta in root.iter("meta"):
        name = meta.get("property") or meta.get("name")
        if name == "og:type":
            value = (meta.get("content") or "").lower()
            points += 3 if value in {"article", "news", "newsarticle", "blog_post", "story"} else 0
            points -= 1 if value in {"website", "blog", "profile"} else 0
        elif name in _STORY_META:
            points += 1
    return min(points, 4) + _by_json_ld(root)


def _by_json_ld(root: etree._Element) -> int:
    types: list[str] = []
    for script in islice(root.iter("script"), 500):
        if script.get("type") == "application/ld+json" and script.text:
            types.extend(_JSON_LD_TYPE.findall(script.text[:200_000]))
    stories = sum(1 for name in types if name in _STORY_TYPES)
    points = 3 if 1 <= stories <= 2 else 0  # more are teasers, or a story's neighbours: they tell nothing
    return points - (3 if any(name in _LIST_TYPES for name in types) else 0)


def _by_address(url: str | None) -> int:
    address = normalise(url) if url else None
    if address is None:
        return 0
    shape = shape_of(address)
    if shape.depth == 0 and not shape.has_id:
        return -5
    if shape.is_numbered_list or (shape.is_list and shape.words < 4):
        return -3
    if shape.is_static:
        return -3
    if shape.has_id or shape.words >= 4 or (shape.day and shape.words >= 2):
        return 2
    return 0


def _by_amounts(amounts: Amounts) -> int:
    if amounts.text < 250:
        points = -2
    elif amounts.text < 700:
        points = 0
    else:
        points = 1 if amounts.text < 1500 else 2
    if amounts.text < 100 * amounts.teasers and amounts.teasers >= 5:
        points -= 2
    return points


def _amounts(body: etree._Element) -> Amounts:
    text = 0
    for paragraph in islice(body.iter("p"), MAX_PARAGRAPHS):
        length = _own_length(paragraph)
        if length >= PARAGRAPH:
            text += length
    if text < 700:
        text = max(text, _bare_text(body))
    teasers = sum(1 for heading in islice(body.iter("h2", "h3", "h4"), 300) if _is_linked(heading))
    return Amounts(text, teasers)


_INLINE = frozenset("b strong i em u span font mark small sup sub abbr time q cite s del ins".split())


def _own_length(element: etree._Element) -> int:
    """Characters of an element and its inline children; the words of links are not counted."""
    length = len(element.text.strip()) if element.text else 0
    for child in islice(element, 60):
        if child.tag in _INLINE:
            length += len(child.text or "") + sum(len(grandchild.tail or "") for grandchild in islice(child, 20))
        if child.tail:
            length += len(child.tail.strip())
    return length


def _bare_text(body: etree._Element) -> int:
    """Running text of pages that set no `<p>`: lines between `<br>` in a `<div>` or a table cell."""
    lengths = (_own_length(element) for element in islice(body.iter("div", "td", "article", "section"), 3000))
    return sum(length for length in lengths if length >= 2 * PARAGRAPH)


def _is_linked(heading: etree._Element) -> bool:
    parent = heading.getparent()
    return heading.find("a") is not None or (parent is not None and parent.tag == "a")


def _links(body: etree._Element) -> int:
    return sum(1 for _ in islice(body.iter("a"), 20))
