"""What kind of page a response is, before anybody reads it: a story, a list of stories, a refusal in disguise.

Several weak signs each, added up, since every one of them lies on some site: `og:type` is "article" on front pages
and "website" on stories, JSON-LD of a story lists its neighbours, a story may have three lines and a front page
paragraphs. Class words of WordPress' own body tag are the strongest sign where they are found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from lxml import etree

from newscrawler.discovery.addresses import normalise
from newscrawler.discovery.shapes import shape_of
from newscrawler.extraction.document import Document
from newscrawler.pages.refusals import refusal_of, says_not_found


class PageKind(StrEnum):
    """What a response turned out to be."""

    ARTICLE = "article"
    """One story, to be read."""
    INDEX = "index"
    """A list of stories: the home page, a section, a tag, an author; its links lead on."""
    SOFT_404 = "soft_404"
    """Says "not found" with status 200."""
    CHALLENGE = "challenge"
    """A bot wall: wants to see whether a person asks."""
    BLOCKED = "blocked"
    """Says that we are blocked, with status 200."""
    CONSENT = "consent"
    """Wants consent (to cookies, to advertising, or money) before it shows anything."""
    LOGIN = "login"
    """A log-in in place of what was asked for."""
    PAYWALL = "paywall"
    """Nothing to read but that subscribers may."""
    OTHER = "other"
    """Neither: a contact form, a log-in, an empty page."""


@dataclass(frozen=True, slots=True)
class Amounts:
    """How much of a page is running text, and how much of it leads elsewhere."""

    text: int
    """Bytes (UTF-8: a Chinese character says as much as three letters) of running text, links not counted, in
    paragraphs of at least `PARAGRAPH` bytes; counting stops where more would change nothing."""
    teasers: int
    """Headings that are links."""


PARAGRAPH = 60
ENOUGH_TEXT = 1200  # above `refusals.MAX_TEXT`, which is compared with what was counted
MAX_PARAGRAPHS = 400

_STORY_WORDS = frozenset("single-post single-format-standard single-article hs-blog-post page-type-blog-post".split())
_LIST_WORDS = frozenset("archive category tag author search search-results paged date tax-category".split())
_FRONT_WORDS = frozenset("home blog".split())
_STORY_TYPES = frozenset(
    "Article NewsArticle ReportageNewsArticle AnalysisNewsArticle OpinionNewsArticle BackgroundNewsArticle "
    "ReviewNewsArticle BlogPosting LiveBlogPosting TechArticle ScholarlyArticle SocialMediaPosting Report".split()
)
_LIST_TYPES = frozenset("CollectionPage SearchResultsPage ProfilePage ContactPage AboutPage".split())
_SURE = 6  # WordPress' own word for what the page is
_JSON_LD = 3
_HOUSE_PAGE = -4  # what WordPress calls a page: "About us", mostly; some sites write stories so
_JSON_LD_TYPE = re.compile(r'"@type"\s{0,9}:\s{0,9}\[?\s{0,9}"([A-Za-z]{3,40})"')
_STORY_META = frozenset("article:published_time og:article:published_time article:section article:tag".split())


def classify(document: Document, headers: Sequence[str] = ()) -> PageKind:
    """The kind of `document`, judged by the page, and by its address and `headers` where those are known.

    `headers` are the answer's, as `name: value` in lower case.
    """
    root = document.root
    body = next(root.iterchildren("body"), None) if root is not None else None
    if root is None or body is None:
        return PageKind.OTHER
    by_class = _by_body_class(body)
    if by_class >= _SURE:
        return PageKind.ARTICLE
    amounts = _amounts(body)
    if says_not_found(root, body, amounts.text):
        return PageKind.SOFT_404
    refusal = refusal_of(root, amounts.text, headers)
    if refusal is not None:
        return PageKind(refusal.value)
    by_itself = by_class + _by_address(document.url)
    story = by_itself + _by_amounts(amounts) + _by_metas(root)
    if -_JSON_LD < story <= _JSON_LD:  # else JSON-LD, the dearest sign, could not turn it
        story += _by_json_ld(root)
    if story > 0:
        return PageKind.ARTICLE
    is_list = not _names_the_house(document.url) and _is_list(body, amounts, by_itself)
    return PageKind.INDEX if is_list else PageKind.OTHER


def _by_body_class(body: etree._Element) -> int:
    words = set((body.get("class") or "").lower().split())
    if not words:
        return 0
    if not words.isdisjoint(_STORY_WORDS) or ("single" in words and any(word.startswith("postid-") for word in words)):
        return _SURE
    if not words.isdisjoint(_LIST_WORDS):
        return -_SURE
    is_page = any(word.startswith(("page-template", "page-id-")) for word in words)
    if not words.isdisjoint(_FRONT_WORDS):
        return -_SURE if is_page or words >= _FRONT_WORDS else -3
    return _HOUSE_PAGE if is_page else 0


def _by_metas(root: etree._Element) -> int:
    points = 0
    for meta in root.iter("meta"):
        name = meta.get("property") or meta.get("name")
        if name == "og:type":
            value = (meta.get("content") or "").lower()
            points += 3 if value in {"article", "news", "newsarticle", "blog_post", "story"} else 0
            points -= 1 if value in {"website", "blog", "profile"} else 0
        elif name in _STORY_META:
            points += 1
    return min(points, 4)


def _by_json_ld(root: etree._Element) -> int:
    types: list[str] = []
    for script in islice(root.iter("script"), 500):
        if script.get("type") == "application/ld+json" and script.text:
            types.extend(_JSON_LD_TYPE.findall(script.text[:200_000]))
    stories = sum(1 for name in types if name in _STORY_TYPES)
    points = _JSON_LD if 1 <= stories <= 2 else 0  # more are teasers, or a story's neighbours: they tell nothing
    return points - (_JSON_LD if any(name in _LIST_TYPES for name in types) else 0)


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


def _names_the_house(url: str | None) -> bool:
    """Whether the address is that of a page like "About us", which shows the day's teasers as all pages do."""
    address = normalise(url) if url else None
    return address is not None and shape_of(address).is_static


def _by_amounts(amounts: Amounts) -> int:
    if amounts.text < 250:
        points = -2
    elif amounts.text < 500:
        points = 0
    else:
        points = 1 if amounts.text < ENOUGH_TEXT else 2
    if amounts.teasers >= 5 and amounts.text < 100 * amounts.teasers:
        points -= 2
    return points


_TITLE_LINKS = etree.XPath("count(//a[string-length(normalize-space(.)) > 15])")


def _is_list(body: etree._Element, amounts: Amounts, by_itself: int) -> bool:
    """Of what is no story: whether it leads on. Menus alone have some 20 links with more than a word or two."""
    if amounts.teasers >= 3 or by_itself <= -5:
        return True
    return float(_TITLE_LINKS(body)) >= 30


def _amounts(body: etree._Element) -> Amounts:
    teasers = sum(1 for heading in islice(body.iter("h2", "h3", "h4"), 300) if _is_linked(heading))
    enough = max(ENOUGH_TEXT, 100 * teasers)
    text = _text_in(body.iter("p"), PARAGRAPH, enough, MAX_PARAGRAPHS)
    if text < 500:  # pages that set no `<p>`: lines between `<br>` in a `<div>` or a table cell
        text = max(text, _text_in(body.iter("div", "td", "article", "section"), 2 * PARAGRAPH, enough, 3000))
    return Amounts(text, teasers)


def _text_in(elements: Iterator[etree._Element], least: int, enough: int, limit: int) -> int:
    text = 0
    for element in islice(elements, limit):
        length = _own_length(element)
        if length >= least:
            text += length
            if text >= enough:
                break
    return text


def _is_linked(heading: etree._Element) -> bool:
    if heading.find("a") is not None:
        return True
    parent = heading.getparent()
    return parent is not None and parent.tag == "a"


_INLINE = frozenset("b strong i em u span font mark small sup sub abbr time q cite s del ins".split())


def _own_length(element: etree._Element) -> int:
    """Bytes of the words of an element and of its inline children; links are not counted."""
    pieces = [element.text]
    for child in islice(element, 60):
        if child.tag in _INLINE:
            pieces.append(child.text)
            pieces.extend(grandchild.tail for grandchild in islice(child, 20))
        pieces.append(child.tail)
    return len(" ".join(filter(None, pieces)).strip().encode("utf-8", "replace"))
