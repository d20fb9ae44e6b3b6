"""What stands where an embed would be, had the reader agreed to cookies: "By loading the video, you accept …"."""

from __future__ import annotations

from newscrawler.cleaning.embed_wording import EMBED_CONSENT
from newscrawler.cleaning.lines import without_lines
from newscrawler.cleaning.phrases import first_words, heading_key
from newscrawler.items import Article, Block

_LONGEST = 400
_FIRST = first_words(EMBED_CONSENT)
_BEGINNINGS = tuple(f"{phrase} " for phrase in sorted(EMBED_CONSENT))  # whole words alone


def remove_embed_consent(blocks: list[Block], article: Article) -> list[Block]:
    """Take lines that ask for consent to load a film, a map or a post, or say that it is not shown without."""
    return without_lines(blocks, article, is_embed_consent, longest=_LONGEST, first=_FIRST)


def is_embed_consent(text: str) -> bool:
    """Whether the line begins as such notices do.

    >>> is_embed_consent("By loading the video, you agree to the privacy policy of the film's host.")
    True
    >>> is_embed_consent("By loading the boats at night, the crew saved a day.")
    False
    """
    return f"{heading_key(text)} ".startswith(_BEGINNINGS)
