"""The article's own headline: the visible one where a witness in the head bears it out; never the site or a section."""

from __future__ import annotations

import re

from lxml import etree

from newscrawler.extraction.class_names import name_words
from newscrawler.extraction.evidence import Evidence
from newscrawler.extraction.json_ld import plain
from newscrawler.extraction.page_scan import text_of
from newscrawler.extraction.words import Witness

LONGEST = 500
"""Characters of a title."""
_LABELS = frozenset(
    """kicker eyebrow label category section flag overline badge topline sronly srt screenreader visuallyhidden
    roofline dachzeile""".split()
)
"""Words in the names of what stands inside a heading and is not the title."""
_SORT = re.compile(r"\s*\|\s*(?:opinion|editorial|commentary|column|letters?|op-ed|analysis)$", re.IGNORECASE)
"""The sort of piece behind a headline, which papers set off with a bar."""
_AROUND = " :|–—-/()[]"
"""Signs around a label in a heading."""
_MOST_LABELS = 6
"""Elements in a heading that can be one."""
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
"""Soft hyphens, joiners and marks that only steer line breaks."""
_APPENDED = re.compile(r"^\W*(?:posted|published|by|updated|von|am|on)\b|^\W*[|»•]|^\W*\d{1,2}[./ ]", re.IGNORECASE)
_PREPENDED = re.compile(r"[|»•]\s*$")


def read_title(evidence: Evidence) -> Witness | None:
    """The title and who says so."""
    chosen = _chosen(evidence)
    if chosen is None:
        return None
    text = " ".join(_INVISIBLE.sub("", plain(chosen.value) or "").split())[:LONGEST]
    if "|" in text:
        text = _SORT.sub("", text) or text
    return Witness(chosen.source, text) if text else None


def _chosen(evidence: Evidence) -> Witness | None:
    if evidence.hints is not None and evidence.hints.title:
        return Witness("selector", evidence.hints.title)
    head = evidence.head_titles
    heading = evidence.heading
    if heading is None:
        return head[0] if head else None
    shown = evidence.site.without(heading_text(heading))
    if len(shown) < 2:
        return head[0] if head else None
    return _bare(shown, head) or _unlabelled(shown, heading, head) or Witness("html", shown)


def heading_text(element: etree._Element) -> str:
    """The heading's text without the labels that stand in it."""
    labels = [child for child in element if isinstance(child.tag, str) and not _LABELS.isdisjoint(name_words(child))]
    whole = text_of(element, LONGEST)
    for label in labels[:3]:
        text = text_of(label, LONGEST)
        shorter = (
            whole.removeprefix(text).lstrip(" :|–—-")
            if whole.startswith(text)
            else whole.removesuffix(text).rstrip(" :|–—-")
        )
        whole = shorter if len(shorter) > len(text) else whole
    return whole


def _unlabelled(shown: str, heading: etree._Element, head: list[Witness]) -> Witness | None:
    """The head's title where all that the heading has besides stands in an element of its own: a label, a source."""
    for one in head:
        rest = shown.removesuffix(one.value) if shown.endswith(one.value) else shown.removeprefix(one.value)
        if rest == shown or len(rest) > len(one.value):
            continue
        rest = rest.strip(_AROUND)
        if rest and any(text_of(child, LONGEST).strip(_AROUND) == rest for child in heading[:_MOST_LABELS]):
            return one
    return None


def _bare(shown: str, head: list[Witness]) -> Witness | None:
    """The head's title where the heading has more than that glued to it, or less of it than the whole."""
    for one in head:
        if shown.startswith(one.value) and _APPENDED.search(shown[len(one.value) :]):
            return one
        if shown.endswith(one.value) and _PREPENDED.search(shown[: -len(one.value)]):
            return one
        if shown.endswith(("…", "...")) and one.value.startswith(shown.rstrip(" .…")):
            return one
    return None
