"""Words that tell story from furniture: in the names of boxes, and at the beginning of a block.

Which words, and how much each says, is learned (`training/`); here is only how words are found in a page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

Score = tuple[float, float]
"""Log-odds that text is story: among all the page's text, and among the text between the story's ends."""

_NAME_WORD = re.compile(r"[A-Z]*[a-z]+|[A-Z]+")  # camelCase is two words
_HEAD_CHARS = 90
_MAX_NAMES = 20_000  # names remembered between pages


@dataclass(slots=True)
class Lexicon:
    """The learned words."""

    names: Mapping[str, Score] = field(default_factory=dict)
    """Words of tags, classes, ids and roles."""
    words: Mapping[str, Score] = field(default_factory=dict)
    """First words of blocks."""
    remembered: dict[tuple[str, str], tuple[float, ...]] = field(default_factory=dict)

    def name_scores(self, tag: str, names: str) -> tuple[float, ...]:
        """Sum, lowest, highest of the first log-odds and lowest, highest of the second, over a box's words."""
        key = (tag, names)
        scores = self.remembered.get(key)
        if scores is None:
            known = [score for word in name_words(tag, names) if (score := self.names.get(word)) is not None]
            if known:
                whole, within = zip(*known, strict=True)
                scores = (sum(whole), min(whole), max(whole), min(within), max(within))
            else:
                scores = (0.0, 0.0, 0.0, 0.0, 0.0)
            if len(self.remembered) > _MAX_NAMES:
                self.remembered.clear()
            self.remembered[key] = scores
        return scores


def name_words(tag: str, names: str) -> list[str]:
    """The words of a box's tag and names.

    >>> name_words("div", "td-post-content articleBody")
    ['<div>', 'td', 'post', 'content', 'article', 'body', 'post-content', 'article-body']
    """
    words = [f"<{tag}>"]
    pairs: list[str] = []
    for token in names[:400].split()[:16]:
        parts = _NAME_WORD.findall(token)
        if not token.islower():
            parts = [part.lower() for part in parts]
        words += parts
        if len(parts) > 1:
            pairs.append(f"{parts[-2]}-{parts[-1]}")
    return words + pairs


def head_words(text: str) -> list[str]:
    """The first words of a block, lower case, numbers as 0; pairs of characters in scripts without spaces.

    >>> head_words("By Ann Lee, 12 May 2024")
    ['by', 'ann', 'lee,', '0', 'may', '0']
    >>> head_words("記者の目")
    ['記者', '者の', 'の目']
    """
    head = text[:_HEAD_CHARS]
    words = head.lower().split()
    if not text.isascii() and len(words) * 12 < len(head) and len(head.encode("utf-8", "replace")) > 2.2 * len(head):
        return [head[at : at + 2] for at in range(min(len(head), 30) - 1)]
    return ["0" if word[0].isdigit() else word for word in words]
