"""How text from the web is shown: what cannot be seen, or would turn its surroundings round, is made visible.

Escaping for HTML is the template's business (autoescape); this is about characters that HTML lets through.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u180e\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
    "|(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0000-\U000e007f]"
)
"""Not those that scripts need (joiners, soft hyphens, spaces of no width), nor the tags behind a flag; of other tags
the first one.
"""
LONGEST_BODY = 12_000
"""Characters of one body that a report shows; the archive has all."""


def visible(text: object) -> str:
    """`text` with control characters and those that change the direction of writing named.

    >>> visible("a\\x00b\\u202ec")
    'a⟦NULL⟧b⟦RIGHT-TO-LEFT OVERRIDE⟧c'
    """
    return _UNSEEN.sub(lambda found: f"⟦{_name(found[0])}⟧", "" if text is None else str(text))


def _name(character: str) -> str:
    if character == "\x00":
        return "NULL"
    return unicodedata.name(character, f"U+{ord(character):04X}")


def counted(count: float, what: str) -> str:
    """So many of them.

    >>> counted(1, "line"), counted(1200, "line")
    ('1 line', '1,200 lines')
    """
    return f"{count:,} {what}{'s' if count != 1 else ''}"


def link(url: object) -> str | None:
    """`url` if following it is what a reader expects of a link: http or https; else None.

    >>> link("javascript:alert(1)"), link("https://example.org/a")
    (None, 'https://example.org/a')
    """
    text = str(url or "")
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    return text if parts.scheme in ("http", "https") and parts.netloc else None


def plain(value: object) -> str:
    """A field's value in a line: a list's parts side by side, nothing as `none`.

    >>> plain(["A", "B"]), plain([]), plain(None), plain(False)
    ('A, B', 'none', 'none', 'False')
    """
    return "none" if value in (None, []) else ", ".join(map(str, value)) if isinstance(value, list) else str(value)
