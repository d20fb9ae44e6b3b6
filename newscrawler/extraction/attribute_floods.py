"""Tags with more attributes than anybody means: the parser compares each attribute of a tag with all before it.

libxml2 2.14 takes 1 ms for a tag of 1,000 attributes, 0.4 s for one of 20,000, hours for a page that is one such tag.
So a page is looked over for such a tag first, in one pass of one regular expression that reads tags, comments
and scripts as libxml2's tokenizer does (the HTML standard's, but for `<script/>`), and never looks back: wherever the
two disagreed about where a comment or a tag ends, a flood would pass. The shortest pages cannot hold enough of them.
"""

from __future__ import annotations

import re
from string import ascii_lowercase

SHORTEST = 16 * 1024
"""Bytes of the pages that are looked over, which costs 2 to 3 % of `extract`; shorter ones hold some 4,000 attributes,
and take 20 ms at most."""
MOST = 1000
"""Attributes of one tag; of 2,412 stored pages of news sites, none has a tag of more than 73."""

_SPACE = r" \t\n\r\f"  # what parts attributes; \s would take a vertical tab too
_ATTRIBUTE = (
    rf"[{_SPACE}/]*+[^{_SPACE}/>][^{_SPACE}/>=]*+"
    rf"""(?:[{_SPACE}]*+=[{_SPACE}]*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^{_SPACE}>"'][^{_SPACE}>]*+)?+)?+"""
)
_PLAIN_ATTRIBUTE = rf""" [^{_SPACE}/>="']++="[^"]*+\""""  # as most are, and done with in half the time
_ATTRIBUTES = rf"(?:{_PLAIN_ATTRIBUTE}|{_ATTRIBUTE}){{0,{MOST}}}+"
_RAW = "script style textarea title iframe noembed noframes xmp".split()  # no tags within …
_OPEN = rf"(?:[{_SPACE}/]*[{_SPACE}])?>"  # … but where `/>` closes them at once, as libxml2 has it and no browser
_END = rf"[{_SPACE}/]*+(?:>|\Z)"


def _other_name() -> str:
    """The beginning of a tag's name that is none of `_RAW`: for two letters in three that is the letter alone."""
    rests = {letter: [name[1:] for name in _RAW if name[0] == letter] for letter in ascii_lowercase}
    harmless = "".join(letter for letter, names in rests.items() if not names)
    others = (rf"{letter}(?!(?:{'|'.join(names)})[{_SPACE}/>])" for letter, names in rests.items() if names)
    return rf"(?:[{harmless}]|{'|'.join(others)})"


_SOUND = re.compile(
    "|".join(
        (
            r"(?:[^<]++",
            # most tags: tried first, and without attributes done with at once, a page takes a third less
            rf"</[a-z][^{_SPACE}/>]*+(?:>|(?:{_ATTRIBUTE})*+{_END})",
            rf"<{_other_name()}[^{_SPACE}/>]*+(?:>|{_ATTRIBUTES}{_END})",
            r"<!--(?:-?>|(?:[^-]++|-(?!-!?>))*+(?:--!?>|\Z))",
            *(rf"<{name}(?=[{_SPACE}/>]){_ATTRIBUTES}{_OPEN}(?:[^<]++|<(?!/{name}[{_SPACE}/>]))*+" for name in _RAW),
            rf"<[a-z][^{_SPACE}/>]*+{_ATTRIBUTES}{_END}",
            r"<(?:!(?!--)|\?|/(?![a-z]))[^>]*+(?:>|\Z)",
            r"<(?![a-z!?/]))*+",
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
