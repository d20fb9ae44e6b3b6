"""What the page says of itself as a page: its language, its kind, whether it is free, its type."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from newscrawler.extraction.evidence import Evidence
from newscrawler.extraction.json_ld import MAX_LABEL, text_in, types_of
from newscrawler.extraction.words import Witness
from newscrawler.items import ArticleKind

_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|\d{3}))?(?:[-_.@].*)?")
_THREE_LETTERS = {
    "eng": "en",
    "deu": "de",
    "ger": "de",
    "fra": "fr",
    "fre": "fr",
    "spa": "es",
    "ita": "it",
    "por": "pt",
    "nld": "nl",
    "rus": "ru",
}


def language_tag(stated: str | None) -> str | None:
    """`stated` in BCP 47's usual case; None where it is no language tag.

    >>> language_tag("EN_us"), language_tag("zh-hans-cn"), language_tag("x-default")
    ('en-US', 'zh-Hans-CN', None)
    """
    match = _LANGUAGE.fullmatch((stated or "").strip()[:40])
    if match is None:
        return None
    language, script, region = match.groups()
    language = _THREE_LETTERS.get(language.lower(), language.lower())
    return "-".join(filter(None, (language, script and script.capitalize(), region and region.upper())))


def read_language(evidence: Evidence) -> Witness | None:
    """What the page says its language is, in its own words: `html lang` first."""
    for source, stated in _languages(evidence):
        if tag := language_tag(stated):
            return Witness(source, tag)
    return None


def _languages(evidence: Evidence) -> Iterator[tuple[str, str | None]]:
    yield "html", evidence.scan.lang
    yield "meta", evidence.scan.meta("content-language", "language", "dc.language", "dcterms.language")
    yield "meta", evidence.scan.meta("og:locale")
    yield "json_ld", _stated_language(evidence)


def _stated_language(evidence: Evidence) -> str | None:
    nodes = (evidence.article, evidence.page)
    return next(filter(None, (text_in(node.get("inLanguage"), MAX_LABEL) for node in nodes)), None)


_KINDS: tuple[tuple[ArticleKind, frozenset[str]], ...] = (
    ("live_blog", frozenset(("liveblogposting",))),
    ("opinion", frozenset(("opinionnewsarticle",))),
    ("review", frozenset(("reviewnewsarticle", "review", "criticreview"))),
    ("gallery", frozenset(("imagegallery", "mediagallery"))),
    ("video", frozenset(("videoobject",))),
)
_KIND_LABELS: dict[ArticleKind, str] = {
    "opinion": """opinion opinions comment commentary op-ed editorial editorials columnists columns meinung kommentar
    kommentare leitartikel opinión opiniones opinião opinione opinioni commentisfree tribune opinie ledare
    debatt meninger""",
    "review": "review reviews rezension rezensionen",
    "obituary": "obituary obituaries nachruf nachrufe",
    "interview": "interview interviews",
    "gallery": "gallery galleries photo-gallery photos bilder fotos",
    "video": "video videos",
    "live_blog": "live-blog liveblog liveticker",
}
_LABELS_OF_KINDS = {label: kind for kind, labels in _KIND_LABELS.items() for label in labels.split()}
"""Section names, and segments of addresses, that say what sort of pieces they hold."""

_WITH_STORIES = frozenset(("video", "gallery"))
"""Sections that stories with a film or with pictures are also filed under, behind their own."""

_SHELL_KINDS: tuple[tuple[str, ArticleKind], ...] = (
    ("liveblog", "live_blog"),
    ("live-blog", "live_blog"),
    ("format-gallery", "gallery"),
    ("format-video", "video"),
)
"""What class names of body and article say; the formats are WordPress's."""


def read_kind(evidence: Evidence, sections: Iterable[str]) -> tuple[ArticleKind, str | None]:
    """The sort of piece: JSON-LD's type, then WordPress's post format, then the section it is filed under."""
    types = set(types_of(evidence.article))
    is_story = (evidence.scan.meta("og:type") or "").lower() == "article"
    for kind, named in _KINDS:
        if types & named and not (kind == "video" and is_story):  # a story with a film in it
            return kind, "json_ld"
    for names in evidence.scan.shells:
        for sign, kind in _SHELL_KINDS:
            if sign in names:
                return kind, "html"
    for place, label in enumerate(sections):
        filed = _LABELS_OF_KINDS.get(label.casefold())
        if filed is not None and (not place or filed not in _WITH_STORIES):
            return filed, "html"
    for segment in evidence.path[:-1][:3]:
        if segment.casefold() in _LABELS_OF_KINDS:
            return _LABELS_OF_KINDS[segment.casefold()], "url"
    if (evidence.scan.meta("og:type") or "").lower().startswith("video") and not types:
        return "video", "meta"
    return "article", None


def read_page_type(evidence: Evidence) -> str | None:
    """JSON-LD's type of the article, else `og:type`, lower case."""
    types = types_of(evidence.article)
    return types[0] if types else (evidence.scan.meta("og:type") or "").lower() or None


_TIERS = {
    "locked": False,
    "metered": False,
    "premium": False,
    "paid": False,
    "subscriber": False,
    "free": True,
    "open": True,
}


_WALL_SIGNS = (
    "paywalled",
    "has-paywall",
    "is-premium",
    "premium-content",
    "paid-article",
    "members-only",
    "subscriber-only",
)
"""Plain signs of a paywall in the classes of body and article."""


def read_access(evidence: Evidence) -> tuple[bool | None, str | None]:
    """Whether all may read it: JSON-LD, then metas of tiers, then plain signs in the classes of body and article."""
    article = evidence.article
    stated = _truth(article.get("isAccessibleForFree"))
    if stated is None:
        parts = [part for part in evidence.data.listed(article.get("hasPart")) if isinstance(part, dict)]
        if any(_truth(part.get("isAccessibleForFree")) is False for part in parts):
            stated = False
    if stated is None:
        stated = _truth(evidence.page.get("isAccessibleForFree"))
    if stated is not None:
        return stated, "json_ld"
    tier = (
        evidence.scan.meta("article:content_tier", "og:article:content_tier", "content_tier", "access") or ""
    ).lower()
    if tier in _TIERS:
        return _TIERS[tier], "meta"
    if any(sign in names for names in evidence.scan.shells for sign in _WALL_SIGNS):
        return False, "html"
    return None, None


def _truth(value: Any) -> bool | None:
    """JSON-LD's booleans: `true`, "True", "http://schema.org/False"."""
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        return {"true": True, "false": False, "yes": True, "no": False, "1": True, "0": False}.get(
            value.rsplit("/", 1)[-1].strip().lower()
        )
    return None
