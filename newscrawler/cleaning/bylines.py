"""Recognising lines over the body that name the author, the time or the length: "By Ann Reef", "3 min read"."""

from __future__ import annotations

import re

from newscrawler.cleaning.datelines import is_date_line
from newscrawler.cleaning.opening_wording import BYLINE, READING_TIME, STAMP
from newscrawler.cleaning.phrases import heading_key
from newscrawler.cleaning.shapes import ends_sentence

_LONGEST = 140
_NAME_WORDS = 14
_PARTS = re.compile(r"\s*[|•·]\s*|\s+[/–—-]\s+")
_COLON = re.compile(r"：|(?<=\D):(?=\S)")
_CLOCK = re.compile(r"[0-2]?\d[:.][0-5]\d(?:\s?(?:[AaPp]\.?[Mm]\.?|Uhr|h|[A-Z]{3,4}))?")
_MINUTES = re.compile(
    r"(?:^|\D)\d{1,3}(?:\s|-)?(?:min|mins|minute|minutes|minuten|minutos|minuti|phút)\b", re.IGNORECASE
)
_PARTICLES = frozenset(
    "and und et y e en & de da do del della van von der den la le di du dos for with as told to of the at".split()
)


def is_byline(text: str) -> bool:
    """Whether the whole line names authors, a time of publication or a reading time.

    >>> [is_byline(line) for line in ("By Ann Reef", "Updated March 6, 2026 10:48 AM", "6 March 2026 | Ann Reef")]
    [True, True, True]
    >>> [is_byline(line) for line in ("By noon the quay was dry.", "By noon", "Ann Reef", "Published works")]
    [False, False, False, False]
    """
    if len(text) > _LONGEST or ends_sentence(text):
        return False
    parts = [part for part in _PARTS.split(text) if part]
    if len(parts) > 1 and any(is_date_line(part) or _is_marked(part) for part in parts):
        return all(is_date_line(part) or _is_marked(part) or _is_names(part.split()) for part in parts)
    return _is_marked(text)


def _is_marked(part: str) -> bool:
    """Whether the part says by its first words what it is."""
    words = _COLON.sub(": ", part).split()
    for length in range(min(4, len(words) - 1), 0, -1):
        lead, rest = heading_key(" ".join(words[:length])), words[length:]
        if lead in STAMP:
            moment = " ".join(rest)
            return is_date_line(moment) or _CLOCK.fullmatch(moment) is not None
        if lead in BYLINE and _is_names(rest):
            return True
    return _MINUTES.search(part) is not None and len(words) <= 6 and _says_reading(words)


def _says_reading(words: list[str]) -> bool:
    key = f" {heading_key(' '.join(words))} "
    return any(f" {phrase} " in key for phrase in READING_TIME)


def _is_names(words: list[str]) -> bool:
    """Names and offices: every word begins large, or is a particle; no digits."""
    return 0 < len(words) <= _NAME_WORDS and all(
        (not word[:1].islower() and not word[:1].isdigit()) or word in _PARTICLES for word in words
    )
