"""Refusals that come with status 200: bot walls, consent walls, "page not found". Never on one sign alone.

Stories quote these very words, and stories are guarded by scripts of the same vendors; so a page says it is
blocked, or gone, only by two signs that are independent, and only where there is little to read besides.
"""

from __future__ import annotations

import re
from itertools import islice

from lxml import etree

MAX_TEXT = 1000
"""Bytes of running text from which on a page is what it seems: walls say little, and a story says more."""

# What only the page of a bot wall carries: names of its forms, frames and scripts, by vendor.
_WALL_PARTS = re.compile(
    r"/cdn-cgi/challenge-platform/|cf-browser-verification|_cf_chl_opt|cf-challenge|challenge-form|"  # Cloudflare
    r"geo\.captcha-delivery\.com|datadome|"  # DataDome
    r"_Incapsula_Resource|incident_id=|"  # Imperva
    r"px-captcha|captcha\.px-cdn\.net|"  # HUMAN
    r"sec-if-cpt-container|sec-cpt|/_sec/cp_challenge|errors\.edgesuite\.net|"  # Akamai
    r"ddos-guard|sucuri_cloudproxy|awswaf|/\.within\.website/|anubis_challenge|"
    r"hcaptcha\.com/1/api|recaptcha/api|challenges\.cloudflare\.com/turnstile|"
    r"guce\.|consent\.google|consent\.yahoo|/sp_message|privacy-mgmt|consensu\.org",
    re.IGNORECASE,
)
_WALL_TITLE = re.compile(
    r"^\W{0,3}(?:just a moment|attention required|access (?:to this page has been )?denied|"
    r"are you (?:a )?(?:robot|human)|"
    r"robot (?:check|or human)|checking your browser|verif(?:y|ying) (?:that )?you are (?:a )?human|human verification|"
    r"security (?:check|verification)|pardon our interruption|please wait|one moment|ddos[- ]guard|request rejected|"
    r"the request could not be satisfied|making sure you.?re not a bot|bot verification|captcha|"
    r"403 forbidden|forbidden|before you continue|your privacy choices|einen moment|un instant|"
    r"nur einen moment|un momento|privacy(?: ?gate| ?wall| manager)|cookie (?:consent|wall))",
    re.IGNORECASE,
)
_WALL_WORDS = re.compile(
    r"enable (?:javascript|js) and (?:cookies|disable any ad ?blocker)|cloudflare ray id|ray id:|incident id|"
    r"reference #\d|"
    r"unusual (?:traffic|activity) from your|checking (?:if the site connection is secure|your browser)|"
    r"verify(?:ing)? (?:that )?you are (?:a )?human|you have been blocked|automated (?:access|requests|queries)|"
    r"press (?:&|and) hold|complete the (?:security check|captcha)|prove you.?re (?:not a robot|human)|"
    r"we use cookies and data to|accept all (?:cookies )?to continue|you don't have permission to access",
    re.IGNORECASE,
)
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


def says_blocked(root: etree._Element, text: int) -> bool:
    """Whether the page is a wall: two of title, wording and machinery. `text`: bytes of running text."""
    if text >= MAX_TEXT:
        return False
    words = _visible_words(root)
    signs = bool(_WALL_TITLE.match(_title(root))) + bool(_WALL_WORDS.search(words))
    if not signs and (text > 300 or len(words) > 1000):
        return False
    return signs + _has_wall_parts(root) >= 2


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


def _has_wall_parts(root: etree._Element) -> bool:
    for element in islice(root.iter("script", "iframe", "form", "meta", "link", "div"), 400):
        attributes = " ".join(str(value)[:300] for value in islice(element.attrib.values(), 8))
        if _WALL_PARTS.search(attributes):
            return True
        if element.tag == "script" and element.text and _WALL_PARTS.search(element.text[:5000]):
            return True
    return False


def _has_gone_class(body: etree._Element) -> bool:
    for element in (body, *islice(body.iter("main", "article", "section", "div"), 200)):
        words = f"{(element.get('class') or '')[:400]} {element.get('id') or ''}".lower().split()
        if not _GONE_CLASSES.isdisjoint(words):
            return True
    return False
