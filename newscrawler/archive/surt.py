"""The key that replay tools look an address up by: SURT, host reversed, everything that does not matter left out.

    https://www.example.org/News/?b=2&a=1#top → org,example)/news?a=1&b=2

The form is that of pywb and cdxj-indexer, as told by the addresses in `tests/archive/test_surt.py`.
"""

from __future__ import annotations

import re
from urllib.parse import quote, unquote_to_bytes, urlsplit

_WWW = re.compile(r"www\d*\.(?=.)")
_SESSIONS = tuple(
    re.compile(rf"{words}(?:&|$)", re.IGNORECASE)
    for words in (
        "jsessionid=[0-9a-z]{32}",
        "phpsessid=[0-9a-z]{32}",
        "sid=[0-9a-z]{32}",
        "aspsessionid[a-z]{8}=[a-z]{24}",
        "cfid=[^&]{1,100}&cftoken=[^&]{1,100}",
    )
)
"""Sessions in a query: of each sort the last one is left out."""
_SESSION_IN_PATH = re.compile(
    r"/\((?:(?:[a-z]\([0-9a-z]{24}\)){1,9}|[0-9a-z]{24})\)/(?=[^?]{1,2000}\.aspx)", re.IGNORECASE
)
_SLASHES = re.compile(r"/{2,}")
_PORTS = {"http": 80, "https": 443}
_UNESCAPED = "!\"$&'()*+,-./:;<=>?@[\\]^_`{|}~"
_DEPTH = 5
"""How often an address may be escaped over and over."""


def surt_of(url: str) -> str:
    """The key of `url`; an address that cannot be taken apart is its own key, in lower case. Never raises."""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return quote(url.lower(), safe=_UNESCAPED + "%")
    if not host:
        return quote(url.lower(), safe=_UNESCAPED + "%")
    host = host[found.end() :] if (found := _WWW.match(host)) else host
    reversed_host = ",".join(reversed(_ascii(host).split(".")))
    shown_port = f":{port}" if port and port != _PORTS.get(parts.scheme) else ""
    path = _SLASHES.sub("/", _without_dots(_escaped(parts.path))).rstrip("/") or "/"
    path = _SESSION_IN_PATH.sub("/", path, count=1).lower()
    query = "&".join(sorted(_without_sessions(_escaped(parts.query)).lower().split("&"), key=_name_first))
    return f"{reversed_host}{shown_port}){path}" + (f"?{query}" if query else "")


def _name_first(part: str) -> tuple[str, str, str]:
    """By its name, then by its value: as one text `a=1` came after `a1=2`, since `=` comes after digits."""
    return part.partition("=")


def _ascii(host: str) -> str:
    try:
        return host if host.isascii() else host.encode("idna").decode()
    except UnicodeError:
        return quote(host)


def _escaped(words: str) -> str:
    """With the fewest escapes there can be, in one form."""
    plain = words.encode("utf-8", "surrogatepass")
    for _ in range(_DEPTH):
        before, plain = plain, unquote_to_bytes(plain)
        if plain == before:
            break
    return quote(plain, safe=_UNESCAPED)


def _without_sessions(query: str) -> str:
    for session in _SESSIONS if "id=" in query.lower() or "aspsessionid" in query.lower() else ():
        *_, last = [None, *session.finditer(query)]
        if last is not None:
            query = query[: last.start()] + query[last.end() :]
    return query


def _without_dots(path: str) -> str:
    if "/." not in path:
        return path
    kept: list[str] = []
    for part in path.split("/")[1:]:
        if part == ".." and kept:
            kept.pop()
        elif part != ".":
            kept.append(part)
    return "/" + "/".join(kept)
