"""The key that replay tools look an address up by: SURT, host reversed, everything that does not matter left out.

    https://www.example.org/News/?b=2&a=1#top → org,example)/news?a=1&b=2

The form is that of pywb and cdxj-indexer, as told by the addresses in `tests/archive/test_surt.py`.
"""

from __future__ import annotations

import re
from urllib.parse import quote, unquote_to_bytes, urlsplit

_WWW = re.compile(r"www\d*\.(?=[^.]+\.)")
_SESSION = re.compile(
    r"(?:jsessionid|phpsessid|sid)=[0-9a-z]{32}(?=&|$)|aspsessionid[a-z]{8}=[a-z]{24}(?=&|$)", re.IGNORECASE
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
    reversed_host = ",".join(reversed(_ascii(_WWW.sub("", host, count=1)).split(".")))
    shown_port = f":{port}" if port and port != _PORTS.get(parts.scheme) else ""
    path = _without_dots(_SLASHES.sub("/", _escaped(parts.path))).rstrip("/") or "/"
    query = "&".join(sorted(_without_session(_escaped(parts.query)).lower().split("&")))
    return f"{reversed_host}{shown_port}){path.lower()}" + (f"?{query}" if query else "")


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


def _without_session(query: str) -> str:
    found = _SESSION.search(query)
    return _SESSION.sub("", query).strip("&") if found else query


def _without_dots(path: str) -> str:
    if "/." not in path:
        return path
    kept: list[str] = []
    for part in path.split("/")[1:]:
        if part == "..":
            del kept[-1:]
        elif part != ".":
            kept.append(part)
    return "/" + "/".join(kept)
