"""Menus and the page's foot, which nothing is cut from: a quarter of all blocks of 2,500 labelled pages, none of them
story. Unless they stand in the story, or hold it: a tag that was never closed holds the whole page.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from lxml import etree

PASSED = frozenset(("nav", "footer"))
_STORY = ("article", "main")
_MOST_PARAGRAPHS = 5
"""With more than so many a menu or a foot is looked into."""


class PassedBy:
    """Which menus and feet are passed by on the walk over one page."""

    def __init__(self) -> None:
        self._in_story: list[tuple[etree._Element, bool]] = []  # of the first open elements, as far as anybody asked

    def holds_story(self, element: etree._Element, around: Sequence[etree._Element]) -> bool:
        """Whether a menu or a foot may have text of the story in it; `around` are the open elements."""
        if self._is_in_story(around):
            return True
        paragraphs = 0
        for inside in islice(element.iter("p", "h1", *_STORY), _MOST_PARAGRAPHS + 1):
            if inside.tag != "p":
                return True
            paragraphs += 1
        return paragraphs > _MOST_PARAGRAPHS

    def _is_in_story(self, around: Sequence[etree._Element]) -> bool:
        """Whether an open element is the story's own; what was found of those around it is kept, for menus in menus."""
        known = self._in_story
        while known and (len(known) > len(around) or known[-1][0] is not around[len(known) - 1]):
            known.pop()
        for element in around[len(known) :]:
            known.append((element, element.tag in _STORY or (bool(known) and known[-1][1])))
        return bool(known) and known[-1][1]
