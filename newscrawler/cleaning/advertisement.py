"""The label of an advertisement that stood here: "Advertisement", "Story continues below", "Anzeige" and the like."""

from __future__ import annotations

from newscrawler.cleaning.lines import without_lines
from newscrawler.cleaning.phrases import first_words, heading_key
from newscrawler.cleaning.wording import ADVERTISEMENT
from newscrawler.items import Article, Block

_LONGEST = 80
_FIRST = first_words(ADVERTISEMENT)


def remove_advertisement(blocks: list[Block], article: Article) -> list[Block]:
    """Take lines that mark an advertisement's place and say nothing else."""
    return without_lines(blocks, article, is_advertisement, longest=_LONGEST, first=_FIRST)


def is_advertisement(text: str) -> bool:
    """Whether the whole line marks the place of an advertisement.

    >>> is_advertisement("- Advertisement -"), is_advertisement("The advertisement cost a thousand pounds.")
    (True, False)
    """
    return heading_key(text) in ADVERTISEMENT
