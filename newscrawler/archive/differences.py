"""What differs between two versions of a text, as people read it: paragraph by paragraph, and in those that changed
word by word. Bounded: what would take too long to compare word by word is shown whole, as taken out and put in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from itertools import zip_longest
from typing import Literal

MOST_PARAGRAPHS = 1500
MOST_WORDS = 1500
"""In one paragraph."""
MOST_STEPS = 10_000_000
"""Of comparing all paragraphs of two versions, some 25 million of which take a second: words of the one times words of
the other, once for each stretch that is looked for. A paragraph of 100 words with some edits takes 100,000, one of a
single word said 600 times beside another such 100 million.
"""
_WORDS = re.compile(r"[^\W\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]+|\s+|.", re.DOTALL)
"""A word, white space, or one sign; in scripts without spaces each character is one."""

Kind = Literal["same", "added", "removed"]


@dataclass(slots=True, frozen=True)
class Piece:
    """A stretch of text that is in both versions, or in one."""

    kind: Kind
    text: str


Paragraph = list[Piece]


def differences(before: Sequence[str], after: Sequence[str]) -> list[Paragraph]:
    """The paragraphs of both, in order, each in pieces: all that is `same` or `removed` makes up `before`, all that is
    `same` or `added` makes up `after`.

    >>> [(piece.kind, piece.text) for piece in differences(["Ten ships came."], ["Nine ships came."])[0]]
    [('removed', 'Ten'), ('added', 'Nine'), ('same', ' ships came.')]
    """
    if max(len(before), len(after)) > MOST_PARAGRAPHS:
        return [*([Piece("removed", text)] for text in before), *([Piece("added", text)] for text in after)]
    try:
        changes = _Matcher(before, after, _Steps()).get_opcodes()
    except _TooManySteps:
        changes = [("replace", 0, len(before), 0, len(after))]
    found: list[Paragraph] = []
    steps = _Steps()
    for kind, i, j, k, m in changes:
        if kind == "equal":
            found += [[Piece("same", text)] for text in before[i:j]]
        else:
            found += [_by_words(*pair, steps) for pair in zip_longest(before[i:j], after[k:m], fillvalue="")]
    return found


class _TooManySteps(Exception):
    """Nothing is left of `MOST_STEPS`."""


@dataclass(slots=True)
class _Steps:
    """What comparing may still take."""

    left: int = MOST_STEPS


class _Matcher(SequenceMatcher[str]):
    """One that counts its steps: how many stretches it looks for depends on the texts."""

    def __init__(self, before: Sequence[str], after: Sequence[str], steps: _Steps) -> None:
        super().__init__(None, before, after, autojunk=False)
        self._steps = steps

    def find_longest_match(self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None) -> Match:
        """As its parent's."""
        self._steps.left -= ((ahi or 0) - alo) * ((bhi or 0) - blo)
        if self._steps.left < 0:
            raise _TooManySteps
        return super().find_longest_match(alo, ahi, blo, bhi)


def _by_words(old: str, new: str, steps: _Steps) -> Paragraph:
    whole = [*([Piece("removed", old)] if old else []), *([Piece("added", new)] if new else [])]
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    if max(len(before), len(after)) > MOST_WORDS:
        return whole
    matcher = _Matcher(before, after, steps)
    if matcher.quick_ratio() < 0.3:  # another paragraph, not another wording: word by word it could not be read
        return whole
    try:
        changes = matcher.get_opcodes()
    except _TooManySteps:
        return whole
    pieces: Paragraph = []
    for kind, i, j, k, m in changes:
        if kind == "equal":
            pieces.append(Piece("same", "".join(before[i:j])))
            continue
        if j > i:
            pieces.append(Piece("removed", "".join(before[i:j])))
        if m > k:
            pieces.append(Piece("added", "".join(after[k:m])))
    return pieces
