"""What a page says of itself outside its text: the body model compares its blocks with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from newscrawler.extraction.document import Document

_MOST_STATED = 200_000  # characters
_MOST_METAS = 12
_FEW = 500_000
"""Pieces times characters that are searched one by one: 150 blocks of a page, with a description of 300, are 45,000."""


@dataclass(slots=True, frozen=True)
class Surroundings:
    """What the page says of itself outside its text, for comparison with its blocks."""

    title: str = ""
    """Its titles, one a line."""
    description: str = ""
    """Its descriptions, one a line."""
    stated_body: str = ""
    """The text of the article as JSON-LD states it."""
    page_type: str = ""
    """JSON-LD's type of the article, else `og:type`, lower case."""

    @classmethod
    def of(cls, document: Document, stated_body: str | None, page_type: str | None) -> Surroundings:
        """Titles and descriptions from the page's head; the rest is known to the reader of metadata."""
        titles: list[str] = []
        descriptions: list[str] = []
        head = document.root.find("head") if document.root is not None else None
        for element in head.iterchildren("title", "meta") if head is not None else ():
            if element.tag == "title":
                titles.append(element.text or "")
                continue
            if len(titles) + len(descriptions) >= _MOST_METAS:
                break
            name = (element.get("property") or element.get("name") or "").lower()
            if name in ("description", "og:description"):
                descriptions.append(element.get("content") or "")
            elif name == "og:title":
                titles.append(element.get("content") or "")
        return cls(
            "\n".join(" ".join(title[:1000].split()) for title in titles),
            "\n".join(" ".join(text[:2000].split()) for text in descriptions),
            (stated_body or "")[:_MOST_STATED],
            page_type or "",
        )


def held_in(pieces: Sequence[str], whole: str) -> list[bool]:
    """Which of the short `pieces` the text `whole` holds.

    Where both are many, the pieces of one length at a time are looked up among all runs of that length: a page of
    20,000 blocks and a description of 24,000 characters takes a tenth of a second, not twenty.
    """
    if len(pieces) * len(whole) <= _FEW:
        return [piece in whole for piece in pieces]
    held = [False] * len(pieces)
    by_size: dict[int, list[int]] = {}
    for place, piece in enumerate(pieces):
        by_size.setdefault(len(piece), []).append(place)
    for size, places in by_size.items():
        runs = {whole[at : at + size] for at in range(len(whole) - size + 1)}
        for place in places:
            held[place] = pieces[place] in runs
    return held
