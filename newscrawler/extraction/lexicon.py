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
_STANDFIRST = frozenset(
    (
        "dek", "deck", "standfirst", "subtitle", "subheadline", "subhead", "subline", "summary", "excerpt", "lead",
        "lede", "intro", "abstract", "vorspann", "chapo", "sottotitolo", "ingress", "bajada", "entradilla",
        "subheading", "strapline", "shorttext", "description",
    )
)  # fmt: skip  # names of the summary under a title, of which the learned words know too few sites
_NAMES_CHARS, _NAMES_TOKENS = 400, 16  # of an element's names, as many are looked at
_MAX_REMEMBERED = 20_000


@dataclass(slots=True)
class Lexicon:
    """The learned words."""

    names: Mapping[str, Score] = field(default_factory=dict)
    """Words of tags, classes, ids and roles."""
    words: Mapping[str, Score] = field(default_factory=dict)
    """First words of blocks."""
    remembered: dict[str, tuple[list[Score], bool]] = field(default_factory=dict)
    """Of single classes, the scores of their words and whether they name a standfirst; most come again."""

    def name_scores(self, tag: str, names: str) -> tuple[float, ...]:
        """Of a box's words the sum, lowest, highest of the first log-odds, the lowest and highest of the second;
        and whether (1 or 0) they name a standfirst.
        """
        remembered = self.remembered
        known: list[Score] = []
        standfirst = False
        for token in (f"<{tag}>", *names[:_NAMES_CHARS].split()[:_NAMES_TOKENS]):
            found = remembered.get(token)
            if found is None:
                found = self._remember(token)
            known += found[0]
            standfirst |= found[1]
        if not known:
            return (0.0, 0.0, 0.0, 0.0, 0.0, float(standfirst))
        whole, within = zip(*known, strict=True)
        return (sum(whole), min(whole), max(whole), min(within), max(within), float(standfirst))

    def _remember(self, token: str) -> tuple[list[Score], bool]:
        if len(self.remembered) > _MAX_REMEMBERED:
            self.remembered.clear()
        words = token_words(token)
        scores = [score for word in words if (score := self.names.get(word)) is not None]
        self.remembered[token] = found = (scores, not _STANDFIRST.isdisjoint(words))
        return found


def token_words(token: str) -> list[str]:
    """The words of one class, its last two also as a pair; a tag in angle brackets is a word of its own."""
    if token.startswith("<"):
        return [token]
    words: list[str] = _NAME_WORD.findall(token)
    if not token.islower():
        words = [word.lower() for word in words]
    if len(words) > 1:
        words.append(f"{words[-2]}-{words[-1]}")
    return words


def name_words(tag: str, names: str) -> list[str]:
    """The words of a box's tag and names.

    >>> name_words("div", "td-content articleBody")
    ['<div>', 'td', 'content', 'td-content', 'article', 'body', 'article-body']
    """
    words = [f"<{tag}>"]
    for token in names[:_NAMES_CHARS].split()[:_NAMES_TOKENS]:
        words += token_words(token)
    return words


def head_words(text: str) -> list[str]:
    """The first words of a block, lower case, numbers as 0; pairs of characters in scripts without spaces.

    >>> head_words("By Ann Lee, 12 May 2024")
    ['by', 'ann', 'lee,', '0', 'may', '0']
    >>> head_words("記者の目で見た港町の三日間")[:3]
    ['記者', '者の', 'の目']
    """
    head = text[:_HEAD_CHARS]
    words = head.lower().split()
    if not text.isascii() and len(words) * 12 < len(head) and len(head.encode("utf-8", "replace")) > 2.2 * len(head):
        return [head[at : at + 2] for at in range(min(len(head), 30) - 1)]
    return ["0" if word[0].isdigit() else word for word in words]
