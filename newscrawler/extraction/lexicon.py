"""Words that tell story from furniture: in the names of boxes, and at the beginning of a block.

Which words, and how much each says, is learned (`training/`); here is only how words are found in a page.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, repeat
from math import inf

import numpy as np
import numpy.typing as npt

Score = tuple[float, float]
"""Log-odds that text is story: among all the page's text, and among the text between the story's ends."""
Doubles = npt.NDArray[np.float64]
Floats = npt.NDArray[np.float32]

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
_SUM, _LOWEST, _HIGHEST = [0], [1, 3], [2, 4, 5]  # columns of what names say, by how they are joined


class _Known(dict[str, int]):
    """Tag in angle brackets, or class → its row of `said`: what it says is found out at the first look-up, since most
    come again on other pages.
    """

    def __init__(self, scores: Mapping[str, Score]) -> None:
        self.said = array("d")
        """Six numbers a row."""
        self._scores = scores

    def __missing__(self, token: str) -> int:
        words = token_words(token)
        standfirst = float(not _STANDFIRST.isdisjoint(words))
        scores = list(filter(None, map(self._scores.get, words)))
        if scores:
            whole, within = zip(*scores, strict=True)
            self.said.extend((sum(whole), min(whole), max(whole), min(within), max(within), standfirst))
        else:
            self.said.extend((0.0, inf, -inf, inf, -inf, standfirst))
        row = self[token] = len(self)
        return row


class Lexicon:
    """The learned words: `names` of tags, classes, ids and roles, and first `words` of blocks, with their scores."""

    def __init__(self, names: Mapping[str, Score] | None = None, words: Mapping[str, Score] | None = None) -> None:
        self.names = names or {}
        self.words = words or {}
        self._word_rows = {word: row for row, word in enumerate(self.words, 1)}
        scores = [score for word in self.words if (score := self.words.get(word)) is not None]
        self._word_scores = np.array([(0.0, 0.0), *scores], dtype=np.float32)
        self._known = _Known(self.names)

    def name_scores(self, names: Sequence[tuple[str, str]]) -> Doubles:
        """For each box's tag and names: sum, lowest, highest of their words' first log-odds, lowest and highest of the
        second, and whether (1 or 0) they name a standfirst.
        """
        if len(self._known) > _MAX_REMEMBERED:
            self._known = _Known(self.names)
        known = self._known
        tokens = [(f"<{tag}>", *text[:_NAMES_CHARS].split()[:_NAMES_TOKENS]) for tag, text in names]
        sizes = [len(each) for each in tokens]
        rows = np.fromiter(map(known.__getitem__, chain.from_iterable(tokens)), np.intp, sum(sizes))
        said = np.frombuffer(known.said).reshape(-1, 6)[rows]
        starts = np.array([0, *sizes[:-1]]).cumsum()
        scores = np.empty((len(names), 6))
        for columns, reduce in ((_SUM, np.add), (_LOWEST, np.minimum), (_HIGHEST, np.maximum)):
            scores[:, columns] = reduce.reduceat(said[:, columns], starts)
        scores[np.isinf(scores)] = 0.0  # nothing is known of any of its words
        return scores

    def word_scores(self, words: Iterable[str], number: int) -> tuple[npt.NDArray[np.bool_], Floats]:
        """Which of the `number` words are known, and of those the scores, a row each."""
        rows = np.fromiter(map(self._word_rows.get, words, repeat(0)), np.intp, number)
        known = rows > 0
        return known, self._word_scores[rows[known]]


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
