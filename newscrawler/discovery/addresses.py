"""What an address says by itself: its normal form, its id, its day, the page of which it is a variant.

Everything here is a pure function of words that never raises; what a page says of its links is `links`' business.
"""

from __future__ import annotations

import hashlib
import re
from datetime import date

from newscrawler.discovery.normal_form import normalise

__all__ = [
    "address_key",
    "article_id",
    "bare_host",
    "date_in",
    "host_of",
    "normalise",
    "same_site",
    "variant_of",
]

_SCHEME = re.compile(r"[a-z]+://", re.IGNORECASE)
_VARIANT_HOST = re.compile(r"(?:www|m|mobile|mobil|amp|touch|wap)\.(?=[^./?#:]+\.)", re.IGNORECASE)
"""The first label of hosts that serve one site's pages in another dress; `m.de` is a site of its own."""


def article_id(url: str) -> str:
    """20 hex digits that name the article at `url`: of the SHA-256 over the address in normal form, without
    scheme, leading "www." or "m." and closing slashes, in which addresses of one page differ.

    >>> article_id("http://www.example.org/a/") == article_id("https://example.org/a?utm_source=x")
    True
    """
    bare = bare_host(_SCHEME.sub("", normalise(url) or url, count=1)).rstrip("/")
    return hashlib.sha256(bare.encode("utf-8", "surrogatepass")).hexdigest()[:20]


def address_key(url: str) -> str:
    """What addresses (in normal form) of one page share as a rule: with and without TLS, "www." or "m.", closing slash.

    >>> address_key("http://www.example.org/a/") == address_key("https://example.org/a")
    True
    """
    return bare_host(url.partition("://")[2]).rstrip("/")


def bare_host(host: str) -> str:
    """A host (or what begins with one) without the label that tells a site's variants apart.

    >>> bare_host("www.example.org"), bare_host("m.example.org"), bare_host("m.de")
    ('example.org', 'example.org', 'm.de')
    """
    if host.startswith("www."):
        return host[4:]
    return _VARIANT_HOST.sub("", host, count=1) if host[:1] in _VARIANT_LETTERS and _VARIANT_HOST.match(host) else host


_VARIANT_LETTERS = frozenset("wmatWMAT")


def host_of(url: str) -> str | None:
    """`host` or `host:port` of an address in normal form, None where it has none."""
    scheme, mark, rest = url.partition("://")
    return (rest.partition("/")[0] or None) if mark and scheme in {"http", "https"} else None


def same_site(host_a: str | None, host_b: str | None) -> bool:
    """Whether two hosts (with their ports) are equal but for case and "www." or "m.".

    >>> same_site("www.example.org", "m.example.org"), same_site("en.example.org", "example.org")
    (True, False)
    """
    if not host_a or not host_b:
        return False
    return bare_host(host_a.lower()) == bare_host(host_b.lower())


# --- the day -----------------------------------------------------------------------------------------------

# 2060 and later are years of Nepal's calendar, which was there 56 years before ours
_YEAR, _MONTH, _DAY = r"(?P<y>(?:19[89]|20[0-5])\d)", r"(?P<m>0?[1-9]|1[0-2])", r"(?P<d>0?[1-9]|[12]\d|3[01])"
_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATES = (
    *(
        re.compile(rf"(?<![A-Za-z0-9]){form}(?![0-9])", re.IGNORECASE)
        for form in (
            rf"{_YEAR}(?P<sep>[/_.-]){_MONTH}(?P=sep){_DAY}",  # /2026/01/12/ · /2026-1-12-slug · 2026_01_12
            rf"{_YEAR}/{_MONTH}-{_DAY}",  # /2026/01-12/ (Chinese portals)
            rf"{_YEAR}-{_MONTH}/{_DAY}",  # /2026-01/12/content_1.htm (Xinhua)
            rf"{_YEAR}[/-]?(?P<m>0[1-9]|1[0-2])/?(?P<d>0[1-9]|[12]\d|3[01])",  # /20260112/ · /2026/0112/
            rf"{_YEAR}/(?P<m>{'|'.join(_MONTH_NAMES)})[a-z]{{0,6}}/{_DAY}",  # /2026/jan/12/
        )
    ),
    re.compile(rf"/t{_YEAR}(?P<m>\d\d)(?P<d>\d\d)(?=[_.])"),  # /t20260112_48.html (Chinese government)
)


def date_in(url: str) -> str | None:
    """The day an address names, as `YYYY-MM-DD`; None where it names none, or a month only.

    >>> date_in("https://example.org/china/2026/01/12/a-slug"), date_in("https://example.org/2026/01/a-slug")
    ('2026-01-12', None)
    """
    path = url.partition("://")[2].partition("?")[0].partition("/")[2]
    if "20" not in path and "19" not in path:  # cheap, and true of most links
        return None
    for form in _DATES:
        for found in form.finditer("/" + path[:1000]):
            month = found["m"].lower()
            number = _MONTH_NAMES.index(month) + 1 if month in _MONTH_NAMES else int(month)
            try:
                return date(int(found["y"]), number, int(found["d"])).isoformat()
            except ValueError:  # the 31st of February
                continue
    return None


# --- variants ----------------------------------------------------------------------------------------------

_ARTICLE_LIKE = re.compile(r"[^-]+-[^-]+-.+|\D*\d{4}.*")
_VARIANT_NAMES = frozenset({"amp", "print"})
_VARIANT_PARAMETERS = frozenset(
    "amp amp=1 amp=true outputtype=amp output=amp view=amp noamp=mobile nonamp=1 print print=1 print=true "
    "print=print printable=1 view=print outputtype=print format=print".split()
)


def variant_of(url: str) -> str | None:
    """The plain address of which `url` is the AMP or print form; None where it is none, or might be a page.

    A closing `/amp/` or `/print/` counts only after what looks like an article's slug: `/tag/amp/` is a page.

    >>> variant_of("https://example.org/a-long-slug/amp/"), variant_of("https://example.org/?p=7&print=1")
    ('https://example.org/a-long-slug/', 'https://example.org/?p=7')
    """
    if "amp" not in url and "print" not in url.lower():
        return None
    address, _, query = url.partition("?")
    parameters = query.split("&") if query else []
    kept = [part for part in parameters if part.lower() not in _VARIANT_PARAMETERS]
    plain = _plain_path(address)
    if plain == address and len(kept) == len(parameters):
        return None
    return normalise(plain + ("?" + "&".join(kept) if kept else ""))


def _plain_path(address: str) -> str:
    if address.endswith((".amp.html", ".amp")):
        return address.removesuffix(".html").removesuffix(".amp") + (".html" if address.endswith(".html") else "")
    slash = "/" if address.endswith("/") else ""
    before, _, last = address.removesuffix("/").rpartition("/")
    if last not in _VARIANT_NAMES:
        return address
    names_a_story = _ARTICLE_LIKE.fullmatch(before.rpartition("/")[2]) or date_in(before)
    return before + slash if names_a_story else address
