"""The summary under the title: shown, or stated; never one that is cut off or that the body begins with."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice

from newscrawler.extraction.evidence import Evidence
from newscrawler.extraction.json_ld import plain, text_in
from newscrawler.extraction.page_scan import text_of
from newscrawler.extraction.words import Witness, key_of

SHORTEST, LONGEST = 30, 800
"""Characters of a standfirst; 3 sentences are about 400."""
_REACH = 120
"""How many elements behind the title a standfirst may begin."""
_STEM = 5
"""Letters by which two forms of a word are known as one."""
_SAME = 24
"""Characters that must be the same for a description to be a paragraph's beginning."""
_PARAGRAPHS = 30
"""Paragraphs of the page that are compared with a stated description."""


def read_standfirst(evidence: Evidence, title: str | None) -> Witness | None:
    """The standfirst and who says so."""
    if evidence.hints is not None and evidence.hints.standfirst:
        return Witness("selector", evidence.hints.standfirst)
    title_key = key_of(title)
    for witness in chain(_shown(evidence), _stated(evidence, title)):
        if not SHORTEST <= len(witness.value) <= LONGEST:
            continue
        if not title_key or not key_of(witness.value).startswith(title_key):  # "The title - The Echo", title + lede
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


def _stated(evidence: Evidence, title: str | None) -> Iterator[Witness]:
    body = key_of((text_in(evidence.article.get("articleBody")) or "")[:400])
    for source, text in (
        ("json_ld", text_in(evidence.article.get("description"))),
        ("meta", plain(evidence.scan.meta("og:description", "description") or "")),
    ):
        if not text or text.endswith(("…", "...", "[…]", "[...]")):
            continue
        if is_about(text, title) and not begins_with(body, text) and not _is_lede(evidence, text):
            yield Witness(source, text)


def is_about(text: str, title: str | None) -> bool:
    """Whether `text` has a longer word (its first letters) in common with the title; the site's own blurb has none.

    >>> is_about("Rain kept the ferries in the harbour.", "Ferries wait for better weather")
    True
    >>> is_about("All the news of the island, every day.", "Ferries wait for better weather")
    False
    """
    if not title or max(map(len, title.split()), default=0) > 20:
        return True  # nothing to compare with: scripts without spaces
    stems = {word[:_STEM] for word in key_of(title).split() if len(word) >= _STEM}
    return not stems or any(word[:_STEM] in stems for word in key_of(text).split())


def begins_with(body_key: str, standfirst: str) -> bool:
    """Whether the text whose key is `body_key` starts with the standfirst (its first 40 characters decide)."""
    start = key_of(standfirst)[:40]
    return bool(start) and body_key.startswith(start)


def _is_lede(evidence: Evidence, text: str) -> bool:
    """Whether one of the page's first paragraphs begins with these words."""
    start = text[:_SAME].strip()
    for paragraph in islice(evidence.scan.each("p"), _PARAGRAPHS):
        own = paragraph.text
        first = own.lstrip() if own else ""
        if len(first) < _SAME and len(paragraph):
            first = text_of(paragraph, _SAME)
        if first.startswith(start):
            return True
    return False
