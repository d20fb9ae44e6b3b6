"""What differs between two versions of a text, as people read it: paragraph by paragraph, and in those that changed
word by word. Bounded: what is too long to compare word by word is shown whole, as taken out and put in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Literal

MOST_PARAGRAPHS = 1500
MOST_WORDS = 1500
"""In one paragraph. Comparing takes, at worst, the square of these."""
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
    found: list[Paragraph] = []
    for kind, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            found += [[Piece("same", text)] for text in before[i:j]]
        else:
            found += _changed(before[i:j], after[k:m])
    return found


def _changed(before: Sequence[str], after: Sequence[str]) -> Iterator[Paragraph]:
    for old, new in zip_longest(before, after):
        if old is None:
            yield [Piece("added", new)]
        elif new is None:
            yield [Piece("removed", old)]
        else:
            yield _by_words(old, new)


def _by_words(old: str, new: str) -> Paragraph:
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    if max(len(before), len(after)) > MOST_WORDS:
        return [Piece("removed", old), Piece("added", new)]
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if matcher.quick_ratio() < 0.3:  # another paragraph, not another wording: word by word it could not be read
        return [Piece("removed", old), Piece("added", new)]
    pieces: Paragraph = []
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind == "equal":
            pieces.append(Piece("same", "".join(before[i:j])))
            continue
        if j > i:
            pieces.append(Piece("removed", "".join(before[i:j])))
        if m > k:
            pieces.append(Piece("added", "".join(after[k:m])))
    return pieces
