"""Tags with more attributes than anybody means: the parser compares each attribute of a tag with all before it.

libxml2 2.14 takes 0.3 s for a tag of 20,000 attributes, 1.5 s for one of 40,000, hours for a page that is one such tag.
So a long page is looked over for such a tag first, in one pass of one regular expression that reads tags, comments
and scripts as the HTML standard's tokenizer does, and never looks back. Short pages cannot hold enough of them.
"""

from __future__ import annotations

import re

SHORTEST = 256 * 1024
"""Bytes of the pages that are looked over; shorter ones hold some 60,000 attributes, four seconds."""
MOST = 5000
"""Attributes of one tag."""

_ATTRIBUTE = r"""[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^\s>"'][^\s>]*+)?+)?+"""
_ATTRIBUTES = rf"(?:{_ATTRIBUTE}){{0,{MOST}}}+[\s/]*+"
_RAW = "script style textarea title iframe noembed noframes xmp".split()  # no tags within
_SOUND = re.compile(
    "|".join(
        (
            r"(?:[^<]++",
            r"<!--(?:[^-]++|-(?!->))*+(?:-->|\Z)",
            *(rf"<{name}(?=[\s/>]){_ATTRIBUTES}>(?:[^<]++|<(?!/{name}[\s/>]))*+" for name in _RAW),
            rf"<[a-z][^\s/>]*+{_ATTRIBUTES}(?:>|\Z)",
            r"<(?![a-z]|!--))*+",
        )
    ).encode(),
    re.IGNORECASE,
)


def end_of_sound(page: bytes) -> int:
    """How many bytes of `page` (ASCII-compatible) may be parsed: all, or those before a tag of too many attributes.

    >>> end_of_sound(b"<p a b c>It rained.</p>" * 20_000) == 460_000
    True
    >>> end_of_sound(b"<p>It rained.</p><p " + b"".join(b"a%d " % n for n in range(60_000)))
    17
    """
    if len(page) < SHORTEST:
        return len(page)
    found = _SOUND.match(page)
    return found.end() if found else 0
