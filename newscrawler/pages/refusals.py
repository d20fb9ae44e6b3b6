"""Refusals in a page's dress: bot walls, blocks, consent walls, log-ins, paywalls, "page not found" with status 200.

Stories quote these very words, and stories are guarded by scripts of the same vendors and lie under banners of the
same words; so a page is a refusal only by two signs that are independent, only where there is little to read besides,
and never where it says of itself that it is a story (but for paywalls, which do).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from itertools import islice

from lxml import etree

from newscrawler.pages import wall_signs

MAX_TEXT = 1000
"""Bytes of running text from which on a page is what it seems: walls say little, and a story says more."""
PAYWALL_TEXT = 300
"""Of a paywall: whatever shows more than a line or two of its story is a short story, and is archived as such."""
MOST_LINKS = 12
"""Links of a wall: to its vendor, its imprint, its terms; a front has more in its menu."""
FEW_WORDS = 1200
"""Characters that a page shows in all: without a telling title, one that shows more is no wall."""


class Refusal(StrEnum):
    """What a page is instead of what was asked for."""

    CHALLENGE = "challenge"
    BLOCKED = "blocked"
    CONSENT = "consent"
    LOGIN = "login"
    PAYWALL = "paywall"


_BY_KIND = (
    (Refusal.CHALLENGE, wall_signs.CHALLENGE),
    (Refusal.BLOCKED, wall_signs.BLOCKED),
    (Refusal.CONSENT, wall_signs.CONSENT),
    (Refusal.LOGIN, wall_signs.LOGIN),
)
_STORY_METAS = frozenset("article:published_time og:article:published_time datepublished parsely-pub-date".split())
_NOT_FREE = re.compile(r'"isAccessibleForFree"\s{0,9}:\s{0,9}"?(?:false|http://schema\.org/False)', re.IGNORECASE)
_NOT_FOUND = re.compile(
    r"\b(?:error )?404\b|(?:page|article|story|content|site) (?:was |is |could |can ?not |can't |be )*"
    r"(?:not|n't|no longer) (?:be )?(?:found|available|exist)|not found|page (?:does not|doesn't) exist|"
    r"nothing (?:was )?found|seite (?:wurde )?(?:leider )?nicht gefunden|nicht gefunden|"
    r"p[aá]gina (?:n[aã]o|no) (?:fue )?encontrada|no encontrada|page (?:non trouv[ée]e|introuvable)|"
    r"pagina non trovata|pagina niet gevonden|sidan (?:kunde inte )?hittades inte|nie znaleziono|"
    r"страница не найдена|не найдено|không tìm thấy|ページが見つかりません|页面不存在|頁面不存在|"
    r"找不到(?:页面|頁面|该页|網頁)|الصفحة غير موجودة|sayfa bulunamad[ıi]",
    re.IGNORECASE,
)
_GONE_CLASSES = frozenset("error404 error-404 page-404 page404 not-found notfound tdb-404 td-404-title".split())


def refusal_of(
    root: etree._Element, text: int, headers: Sequence[str] = (), *, is_refused: bool = False
) -> Refusal | None:
    """What the page is instead of what was asked for, None where it is what it seems.

    `text`: bytes of running text; `headers`: the answer's, as `name: value` in lower case; `is_refused`: whether its
    status says so already (403, 429, 503), which is a sign.
    """
    if text >= MAX_TEXT or (not is_refused and _says_it_is_a_story(root)):
        return _paywall(root, text) if text < PAYWALL_TEXT else None
    words, title = _visible_words(root), _title(root)
    parts = ""
    for kind, signs in _BY_KIND:
        has_title = signs.title.match(title) is not None
        has_words = (has_title or len(words) <= FEW_WORDS) and signs.words.search(words) is not None
        if kind is Refusal.LOGIN and not has_title:
            continue  # fronts have a log-in in a corner, and contact forms a status of their own
        if kind is Refusal.CONSENT and not has_title and not _is_bare(root, text):
            continue  # a banner that lies over a page says the same words, by the same script
        if not (has_title or has_words or is_refused):
            continue  # machinery alone stands on all pages of a vendor's customers
        parts = parts or _parts(root)
        has_parts = signs.parts.search(parts) or (has_title and signs.with_title.search(parts))
        has_header = any(signs.headers.search(header) for header in headers)
        if sum((has_title, has_words, bool(has_parts), has_header, is_refused)) >= 2:
            return kind
    return _paywall(root, text) if text < PAYWALL_TEXT else None


def _is_bare(root: etree._Element, text: int) -> bool:
    """Whether there is next to nothing to read, nor anywhere to go."""
    return text < PAYWALL_TEXT / 2 and sum(1 for _ in islice(root.iter("a"), MOST_LINKS)) < MOST_LINKS


def _says_it_is_a_story(root: etree._Element) -> bool:
    for meta in islice(root.iter("meta"), 300):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        if name in _STORY_METAS and meta.get("content"):
            return True
    return False


def _paywall(root: etree._Element, text: int) -> Refusal | None:
    """Words, machinery, and what the page says in its data: two of them, and nothing to read besides."""
    data = " ".join((script.text or "")[:100_000] for script in islice(root.iter("script"), 200) if _is_data(script))
    if '"articleBody"' in data:
        return None
    signs = sum(
        pattern.search(where) is not None
        for pattern, where in ((wall_signs.PAYWALL.words, _visible_words(root)), (_NOT_FREE, data))
    )
    if signs and (signs > 1 or wall_signs.PAYWALL.parts.search(_parts(root))):
        return Refusal.PAYWALL
    return None


def _is_data(script: etree._Element) -> bool:
    return script.get("type") == "application/ld+json"


def says_not_found(root: etree._Element, body: etree._Element, text: int) -> bool:
    """Whether the page says it is not there: two of title, heading, class words and an empty page."""
    if text >= MAX_TEXT:
        return False
    signs = bool(_NOT_FOUND.search(_title(root))) + _has_gone_class(body)
    headings = (" ".join(heading.itertext())[:300] for heading in islice(root.iter("h1", "h2", "h3"), 6))
    signs += any(_NOT_FOUND.search(heading) for heading in headings)
    if signs == 1 and text < 200:
        signs += _NOT_FOUND.search(_visible_words(body)) is not None  # and there is next to nothing else to read
    return signs >= 2


def _title(root: etree._Element) -> str:
    title = root.find(".//title")
    return " ".join((title.text or "").split())[:300] if title is not None else ""


def _visible_words(element: etree._Element) -> str:
    """The first 3,000 characters of what a reader sees."""
    pieces: list[str] = []
    length = 0
    for node in element.iter():
        own = None if node.tag in {"script", "style", "svg", "head", "title"} else node.text
        for text in (own, node.tail):
            if text and not text.isspace():
                pieces.append(text[:3000])
                length += len(pieces[-1])
        if length > 3000:
            break
    return " ".join(" ".join(pieces).split())[:3000]


def _parts(root: etree._Element) -> str:
    """Attributes and short scripts of what walls are made of, a line each."""
    lines: list[str] = []
    for element in islice(root.iter("script", "iframe", "form", "input", "meta", "link", "div", "img"), 400):
        lines.extend(str(value)[:300] for value in islice(element.attrib.values(), 8))
        if element.tag == "script" and element.text and not _is_data(element):
            lines.append(element.text[:5000])
    return "\n".join(lines)[:200_000]


def _has_gone_class(body: etree._Element) -> bool:
    for element in (body, *islice(body.iter("main", "article", "section", "div"), 200)):
        words = f"{(element.get('class') or '')[:400]} {element.get('id') or ''}".lower().split()
        if not _GONE_CLASSES.isdisjoint(words):
            return True
    return False
