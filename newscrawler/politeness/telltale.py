"""Whether an answer repeats what a subscriber handed over: as it is, or in a dress that pages give to text.

A page that greets its reader by a cookie's value puts it into its markup as it puts any text there: `&` as `&amp;`,
`=` as `%3D`, `/` as `\\/`. So each character of a secret but letters and digits is looked for in all these forms. What
a page makes of it beyond that (a hash, half of it) tells nobody how to come in.
"""

from __future__ import annotations

import base64
import binascii
import html
import re
from collections.abc import Iterable

LEAST = 8
"""Bytes of a value that is looked for; shorter ones stand in any page by chance."""
LOOKED_FOR = 64
"""Characters of a value that are looked for: a page that repeats so many of a longer one tells enough."""
_PLAIN = re.compile(rb"[A-Za-z0-9]")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9_-]{1,30}) +(\S+)")
"""`Bearer …`, `Basic …` (RFC 9110, 11.4): what comes behind the word lets others in without it."""


def secrets_in(headers: Iterable[tuple[bytes, bytes]]) -> frozenset[str]:
    """Of headers as they are sent, the values that let somebody in: whole, each cookie's, behind a scheme's name.

    >>> sorted(secrets_in([(b"Authorization", b"Basic bWU6b3Blbi1zZXNhbWU="), (b"Cookie", b"a=1; b=1234567890")]))
    ['1234567890', 'Basic bWU6b3Blbi1zZXNhbWU=', 'bWU6b3Blbi1zZXNhbWU=', 'open-sesame']
    """
    found: set[str] = set()
    for name, raw in headers:
        value = raw.decode("ascii")
        if name == b"Cookie":
            found.update(cookie.partition("=")[2] for cookie in value.split("; "))
            continue
        found.add(value)
        if behind := _SCHEME.fullmatch(value):
            found.add(behind[2])
            if behind[1].lower() == "basic":
                found.add(_password(behind[2]))
    return frozenset(secret for secret in found if len(secret) >= LEAST)


def _password(credentials: str) -> str:
    try:
        return base64.b64decode(credentials).decode("latin-1").partition(":")[2]
    except (binascii.Error, ValueError):
        return ""


def telltale(secrets: Iterable[str]) -> re.Pattern[bytes] | None:
    """What finds any of them (what they begin with) in an answer's bytes; None where there are none.

    >>> found = telltale(["a&b=/c+d"])
    >>> [bool(found.search(text)) for text in (b"x a&b=/c+d", b"a%26b%3d%2Fc%2Bd", rb"a&amp;b\\u003d\\/c&#43;d")]
    [True, True, True]
    """
    patterns = [b"".join(map(_dressed, secret[:LOOKED_FOR])) for secret in sorted(secrets)]
    return re.compile(b"|".join(patterns)) if patterns else None


def _dressed(char: str) -> bytes:
    """One character in every form that pages write it in: bare, as a reference, percent-encoded, escaped in scripts."""
    raw = char.encode("utf-8")
    if _PLAIN.fullmatch(raw):
        return raw
    code = ord(char)
    forms = [  # no two of which match the same: a long secret of such characters would take for ever
        re.escape(raw) if char == "\\" else rb"\\?" + re.escape(raw),
        rb"(?i:&#0{0,5}%d;?|&#x0{0,5}%x;?)" % (code, code),
        b"(?i:%s)" % b"".join(rb"%%(?:25)?%02x" % byte for byte in raw),
        rb"(?i:\\{1,2}u00%02x|\\{1,2}x%02x)" % (code & 0xFF, code & 0xFF),
    ]
    if (named := html.escape(char)) not in (char, f"&#x{code:x};"):
        forms.append(re.escape(named.encode()))
    if char == " ":
        forms.append(rb"\+")
    return b"(?:" + b"|".join(forms) + b")"
