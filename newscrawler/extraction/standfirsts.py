"""The summary under the title: shown, or stated; never one that is cut off or that the body begins with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, islice

from newscrawler.extraction.class_names import roles_in
from newscrawler.extraction.evidence import Evidence
from newscrawler.extraction.json_ld import plain, text_in
from newscrawler.extraction.page_scan import text_of
from newscrawler.extraction.words import Witness, key_of

SHORTEST, LONGEST = 30, 800
"""Characters of a standfirst; 3 sentences are about 400."""
_REACH = 120
"""How many elements behind the title a standfirst may begin."""
_SHORTEST_NAME = 5
"""Characters of a site's name that no sentence holds by chance."""
_SAME = 24
"""Characters that must be the same for a description to be a paragraph's beginning."""
_PARAGRAPHS = 30
"""Paragraphs of the page that are compared with a stated description."""


def read_standfirst(evidence: Evidence, title: str | None, authors: Sequence[str] = ()) -> Witness | None:
    """The standfirst and who says so; no byline, no part of the title."""
    if evidence.hints is not None and evidence.hints.standfirst:
        return Witness("selector", evidence.hints.standfirst)
    title_key = key_of(title)
    for witness in chain(_shown(evidence), _stated(evidence)):
        if not SHORTEST <= len(witness.value) <= LONGEST:
            continue
        key = key_of(witness.value)
        if title_key and (key.startswith(title_key) or key in title_key):  # "The title - The Echo", title + lede
            continue
        if witness.source != "html" or not any(key.startswith(key_of(author)) for author in authors):
            return witness
    return None


def _shown(evidence: Evidence) -> list[Witness]:
    if evidence.heading is None:
        return []
    marks = [mark for mark in evidence.roles.get("standfirst", ())[:5] if mark.distance <= _REACH]
    return [
        Witness("html", text_of(mark.element, LONGEST + 1))
        for mark in marks
        if not evidence.scan.in_furniture(mark.element)
    ]


def _stated(evidence: Evidence) -> Iterator[Witness]:
    body = key_of((evidence.article_body or "")[:400])
    for source, text in (
        ("json_ld", text_in(evidence.article.get("description"))),
        ("meta", plain(evidence.scan.meta("og:description", "description") or "")),
    ):
        if not text or text.endswith(("…", "...", "[…]", "[...]")):
            continue
        if not is_blurb(evidence, text) and not begins_with(body, text) and not _is_lede(evidence, text):
            yield Witness(source, text)


def is_blurb(evidence: Evidence, text: str) -> bool:
    """Whether `text` is the site's praise of itself: it names the site, or the site's own node says the same."""
    key = key_of(text)
    names = [key_of(name) for name in evidence.site.names]
    if any(len(name) >= _SHORTEST_NAME and f" {name} " in f" {key} " for name in names):
        return True
    return any(key == key_of(text_in(node.get("description"))) for node in evidence.data.sites[:6])


def begins_with(body_key: str, standfirst: str) -> bool:
    """Whether the text whose key is `body_key` starts with the standfirst (its first 40 characters decide)."""
    start = key_of(standfirst)[:40]
    return bool(start) and body_key.startswith(start)


def _is_lede(evidence: Evidence, text: str) -> bool:
    """Whether one of the page's first paragraphs begins with these words: a first look, the body tells surely."""
    start = text[:_SAME].strip()
    for paragraph in islice(evidence.scan.each("p"), _PARAGRAPHS):
        own = paragraph.text
        if own and own.lstrip().startswith(start) and "standfirst" not in roles_in(paragraph.get("class") or ""):
            return True
    return False
