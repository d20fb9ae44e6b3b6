"""Comparing titles: the same words whatever the quotes, dashes, spaces and case; and labels glued before them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from newscrawler.cleaning.shapes import ends_sentence

_NOT_WORDS = re.compile(r"[\W_]+")
_ASCII_SIGNS = {code: None for code in range(128) if not chr(code).isalnum()}

TITLE_CHARS = 500
"""No title is longer; longer lines are not compared."""
LABEL_CHARS = 60
"""Two labels together ("BusinessAutomotive") are shorter than this."""
_CUT_CHARS = 20
"""A cut title keeps at least this many letters (the cut seen is at 12 words)."""
_SHORT_CHARS = 8
"""Fewer letters than this ("Rain") end many a line by chance: no label is seen before such a title."""


_LABEL_WORDS = 8
_SENTENCE_MARKS = frozenset(".?!;:。？！；：")


@lru_cache(maxsize=2048)  # several steps compare the same lines with the same title
def skeleton(text: str) -> str:
    """The letters and digits of `text`, without case: what is left when quotes, dashes and spaces are folded.

    >>> skeleton("Harbour’s  Slow–Return") == skeleton('Harbour\\'s slow "return"')
    True
    """
    if text.isascii():  # ten times as fast
        return text.lower().translate(_ASCII_SIGNS)
    return _NOT_WORDS.sub("", unicodedata.normalize("NFKC", text).casefold())


def lengths_like(title: str) -> tuple[int, int]:
    """The least and the greatest length of a line that may be `title` with other marks and spaces."""
    slack = 20 + len(title) // 4
    return len(title) - slack, min(len(title) + slack, TITLE_CHARS)


def same_title(line: str, title: str) -> bool:
    """Whether `line` is the title's own line. A sentence of the same words is a sentence."""
    shortest, longest = lengths_like(title)
    if not shortest <= len(line) <= longest:
        return False
    bare = skeleton(line)
    return bool(bare) and bare == skeleton(title) and (not ends_sentence(line) or ends_sentence(title))


def labels_before(line: str, title: str) -> str | None:
    """What `line` holds before `title`: "" where it is the title alone, None where it is no such line.

    The title may be cut in `line` ("…" or "..." at the end). What stands before it must look like labels: short, no
    sentence. The label is found from the end, so a title that itself begins with the label keeps it.

    >>> labels_before("CoastCoast's Slow Return", "Coast’s Slow Return")
    'Coast'
    >>> labels_before("Coast’s Slow Return", "Coast’s Slow Return"), labels_before("It rained.", "Coast")
    ('', None)
    """
    if not line or not title or len(line) > TITLE_CHARS + LABEL_CHARS or len(title) > TITLE_CHARS:
        return None
    bare_line, bare_title = skeleton(line), skeleton(title)
    if not bare_title or (ends_sentence(line) and not ends_sentence(title)):
        return None
    if bare_line.endswith(bare_title) and (not _is_cut(line) or _is_cut(title)):
        length = len(bare_line) - len(bare_title)
    else:
        found = _before_cut_title(line, bare_line, bare_title)
        if found is None:
            return None
        length = found
    if length and len(bare_title) < _SHORT_CHARS:
        return None
    return _labels(line, length)


def is_glued(line: str, labels: str) -> bool:
    """Whether the labels stand before the rest of `line` without a space: nobody writes so.

    >>> is_glued("CoastHarbours", "Coast"), is_glued("Understanding Harbours", "Understanding")
    (True, False)
    """
    return bool(labels) and not line[len(labels) : len(labels) + 1].isspace()


def _before_cut_title(line: str, bare_line: str, bare_title: str) -> int | None:
    if not _is_cut(line):
        return None
    for length in range(min(LABEL_CHARS, len(bare_line) - _CUT_CHARS) + 1):
        if len(bare_line) - length < len(bare_title) and bare_title.startswith(bare_line[length:]):
            return length
    return None


def _is_cut(text: str) -> bool:
    return text.rstrip().endswith(("...", "…"))


def _labels(line: str, length: int) -> str | None:
    """The start of `line` that holds `length` letters, if it looks like labels."""
    if length > LABEL_CHARS:
        return None
    at = count = 0
    while count < length and at < len(line):
        count += len(skeleton(line[at]))
        at += 1
    labels = line[:at].strip()
    if len(labels.split()) > _LABEL_WORDS or not _SENTENCE_MARKS.isdisjoint(line[: at + 1]):
        return None
    return labels
