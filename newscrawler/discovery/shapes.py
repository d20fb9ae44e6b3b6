"""What the shape of an address says of the page behind it, without asking: a story, a list, or neither."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from newscrawler.discovery.addresses import date_in

LIST_WORDS = frozenset(
    "category categories kategorie kategorien categoria categorias categorie tag tags label chuyen-muc".split()
)
"""First or second path segments after which a list comes, whatever follows."""

AUTHOR_WORDS = frozenset("author authors autor autoren auteur autore tac-gia".split())
"""As `LIST_WORDS`; but `/autoren/<name>/<story>` occurs."""

SECTION_WORDS = frozenset(
    "topic topics thema themen tema temas section sections rubrik rubriken ressort rubrica rubrique seccion "
    "secciones archive archives archiv archivo archivio channel channels latest".split()
)
"""First or second path segments after which a list comes, unless what follows is as long as a story's slug."""

STATIC_WORDS = frozenset(
    "about about-us ueber-uns uber-uns quienes-somos chi-siamo a-propos contact contact-us contacts kontakt "
    "contacto contatti contactez-nous lien-he impressum imprint privacy privacy-policy datenschutz "
    "datenschutzerklaerung politica-de-privacidad cookies cookie-policy cookie-richtlinie terms terms-of-use "
    "terms-of-service terms-and-conditions agb aviso-legal legal disclaimer accessibility sitemap login log-in "
    "signin sign-in anmelden logout register signup sign-up registrieren account my-account konto profile "
    "subscribe subscription abo abonnement newsletter newsletters advertise advertising mediadaten werbung "
    "anzeigen publicidad jobs careers karriere faq help hilfe support rss feed feeds search suche buscar "
    "recherche cart shop checkout donate".split()
)
"""Last segments, or first ones of two, that name a page of the house: neither story nor list."""

MACHINE_WORDS = frozenset("wp-content wp-includes wp-json wp-admin cdn-cgi static assets".split())
"""First segments under which no page for readers lies."""

FILE_ENDINGS = (
    ".jpg .jpeg .png .gif .webp .avif .svg .ico .bmp .pdf .doc .docx .xls .xlsx .ppt .pptx .odt .zip .rar "
    ".gz .mp3 .m4a .mp4 .webm .avi .mov .css .js .json .xml .rss .atom .txt .csv .ics .epub .apk .exe".split()
)
"""What cannot be a page."""

_FILE = tuple(FILE_ENDINGS)
_PAGE_PARAMETER = re.compile(r"(?:^|&)(?:page|paged|pg|seite|pagina|p_?no|offset|start)=\d+(?:&|$)", re.IGNORECASE)
_POST_PARAMETER = re.compile(r"(?:^|&)(?:p|id|aid|article|article_id|articleid|newsid|nid)=\d+(?:&|$)", re.IGNORECASE)
_PAGE_SEGMENT = re.compile(r"(?:page|seite|pagina|trang|p)[-_]?\d{1,5}", re.IGNORECASE)
_MONTH_OR_DAY = re.compile(r"(?:19[89]|20\d)\d(?:/\d{1,2}){0,2}")  # /2019/ · /2019/08/ · /2019/08/07/
_LONG_NUMBER = re.compile(r"\d{5,}")
_DEFAULT_FILE = re.compile(r"(?:index|default)\.(?:s?html?|php|aspx?|jsp)")
_SPLIT = re.compile(r"[-_+]|%20")
_ENDING = re.compile(r"\.(?:s?html?|php|aspx?|jsp|cms|ece|story)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Shape:
    """What an address shows. Counts are of the path's last segment, its ending (`.html`) cut off."""

    name: str
    """The last segment in lower case, without ending (`.html`) or default file (`index.html`); empty for a root."""
    depth: int
    """Segments of the path."""
    words: int
    """Words between hyphens or underscores, numbers not counted; of escaped letters six bytes make one."""
    day: str | None
    """The day in the address, `YYYY-MM-DD`."""
    has_id: bool
    """Ends in a number of five and more digits, asks for a post by number (`?p=7`), or stands behind a day alone."""
    is_list: bool
    """Home page, category, tag, author, archive of a month …"""
    is_numbered_list: bool
    """Page N of a list."""
    is_static: bool
    """A page of the house (contact, log-in …), a feed or a file."""
    pattern: str
    """The path with its words blurred: addresses of one make share it."""


@lru_cache(maxsize=8192)
def shape_of(url: str) -> Shape:
    """The shape of an address in normal form."""
    address, _, query = url.partition("?")
    segments = [segment for segment in address.split("/")[3:] if segment]
    lowered = [segment.lower() for segment in segments]
    if lowered and _DEFAULT_FILE.fullmatch(lowered[-1]):  # saved copies of sites link to a-slug/index.html
        lowered.pop()
    last = _ENDING.sub("", lowered[-1]) if lowered else ""
    words = max(sum(1 for word in _SPLIT.split(last) if word and not word.isdigit()), last.count("%") // 6)
    day = date_in(url)
    asks_for_post = bool(query and _POST_PARAMETER.search(query))
    has_id = asks_for_post or bool(_LONG_NUMBER.search(last)) or _names_a_post(lowered)
    numbered = bool(query and _PAGE_PARAMETER.search(query)) or _is_page_path(lowered)
    return Shape(
        name=last,
        depth=len(lowered),
        words=words,
        day=day,
        has_id=has_id,
        is_list=_is_list(lowered, words, has_id) and not asks_for_post and not (day and words),
        is_numbered_list=numbered and not asks_for_post,
        is_static=_is_static(lowered, words, day) and LIST_WORDS.isdisjoint(lowered[:2]),
        pattern=_pattern(lowered, query),
    )


def _names_a_post(segments: list[str]) -> bool:
    """`/2016/08/22/01/`: WordPress' "day and name", however short the name."""
    return len(segments) == 4 and _MONTH_OR_DAY.fullmatch("/".join(segments[:3])) is not None


def _is_page_path(segments: list[str]) -> bool:
    if len(segments) >= 2 and segments[-2] in {"page", "seite", "pagina", "trang"} and segments[-1].isdigit():
        return True
    return bool(segments) and _PAGE_SEGMENT.fullmatch(segments[-1]) is not None


def _is_list(segments: list[str], words: int, has_id: bool) -> bool:
    if not segments or segments == ["home"]:
        return True
    if segments[0] == "page" and len(segments) > 2 and segments[1].isdigit():
        segments = segments[2:]  # what page 2 of a list links to, where the links are relative: /page/2/category/sport
    first, depth = segments[:2], len(segments)
    if not LIST_WORDS.isdisjoint(first):
        return True
    if not AUTHOR_WORDS.isdisjoint(first):
        return depth < 3 or words < 3
    if not SECTION_WORDS.isdisjoint(first):
        return words < 5 and depth <= 3 and not has_id
    return _MONTH_OR_DAY.fullmatch("/".join(segments)) is not None


def _is_static(segments: list[str], words: int, day: str | None) -> bool:
    if not segments:
        return False
    last = _ENDING.sub("", segments[-1])
    if (last in STATIC_WORDS and not day) or segments[0] in MACHINE_WORDS or segments[-1].endswith(_FILE):
        return True
    return segments[0] in STATIC_WORDS and len(segments) == 2 and words < 4


def _pattern(segments: list[str], query: str) -> str:
    parts = []
    for segment in segments[:8]:
        if segment.isdigit():
            parts.append(f"{len(segment)}#" if len(segment) <= 4 else "#")
        else:
            hyphens = segment.count("-")
            parts.append("slug" if hyphens >= 2 else "word")
    names = sorted({part.partition("=")[0] for part in query.split("&")}) if query else []
    return "/".join(parts) + ("?" + "&".join(names) if names else "")
