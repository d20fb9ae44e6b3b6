"""Where another story begins: pages that scroll on for ever put the next one right under the first.

Its paragraphs look like those of the first in every way, and so the model takes them for it; what tells them apart is
that they have a headline of their own. Of 2,313 labelled pages seven have one behind their story that was found so,
and none has its own story cut short by it.
"""

from __future__ import annotations

from newscrawler.extraction.blocks import PageBlock, PageBlocks
from newscrawler.extraction.page_basics import Floats

_SURE = 0.5
_LEAST = 200
"""Characters of a story before its end may be looked for: blogs name their own name and their posts' titles alike."""
_ALIKE = 3
"""One class in so many must be the same: `headline large` and `headline small` are two headlines."""
_SHORTEST, _LONGEST = 8, 300


def next_story(page: PageBlocks, chances: Floats, title: str) -> int | None:
    """The place of the next story's headline: the first `h1` of the same classes as the title's, behind text that is
    likely to be the story; None where there is none. `title` are the titles that the page's head states.
    """
    headlines = [place for place, block in enumerate(page.blocks) if block.kind == "crosshead" and block.level == 1]
    own = next((place for place in headlines if _is_title(page.blocks[place], title)), None)
    if own is None:
        return None
    classes = _classes(page, own)
    for place in headlines:
        theirs = _classes(page, place)
        if place <= own or len(classes & theirs) * _ALIKE < max(1, len(classes | theirs)):
            continue
        if page.blocks[place].text in title:
            continue
        likely = sum(len(page.blocks[at].text) for at in range(place) if chances[at] >= _SURE)
        if likely >= _LEAST:
            return place
    return None


def _is_title(block: PageBlock, title: str) -> bool:
    return _SHORTEST < len(block.text) < _LONGEST and block.text in title


def _classes(page: PageBlocks, place: int) -> set[str]:
    return set(page.boxes.named(page.blocks[place].box).split())
