"""Further pages of a list whose addresses no word names: told by the list's own address and what the link says.

`?sayfa=2`, `?start=20` and `/sport/2/` may be anything. A link that says "2" or "next", and that differs from the page
it stands on by one number alone, turns that page.
"""

from __future__ import annotations

import re

NEXT = re.compile(
    r"(?:next|older|more|weiter|nächste|ältere|siguiente|más|suivant|plus|successiv|volgende|próxima|sau)\b.{0,20}"
    r"|[›»→>]{1,2}|下一页|次へ|다음",
    re.IGNORECASE,
)
"""What a link says that leads to the following page."""
_NUMBER = re.compile(r"\d{1,5}")
_IN_PATH = re.compile(r"(?P<stem>.{8,}?[^/])/(?P<number>\d{1,4})/?")
_MOST_PARAMETERS = 40
"""Of an address; each is looked for among the other address's, and a page may hold thousands of links."""
_PARAMETER = re.compile(r"(?P<name>[^=]{1,40})=(?P<number>\d{1,6})")


def turns(url: str, own: str, words: str) -> bool:
    """Whether a link with these `words` to `url` turns the page at `own` (both in normal form).

    >>> turns("https://example.org/sport/2/", "https://example.org/sport/", "2")
    True
    >>> turns("https://example.org/?sayfa=3", "https://example.org/?sayfa=2", "Next page")
    True
    >>> turns("https://example.org/2/", "https://example.org/sport/", "2")
    False
    """
    number = _NUMBER.fullmatch(words)
    if number is None and NEXT.fullmatch(words) is None:
        return False
    stated, here = _in_path(url, own), _in_path(own, url) or 1
    if stated is not None:  # where the address has the number of a page, the link says the same
        return int(words) == stated if number is not None else stated > here
    stated, here = _in_query(url, own), _in_query(own, url) or 0
    return stated is not None and stated != here and (number is not None or stated > here)


def _in_path(url: str, other: str) -> int | None:
    """The number behind the path that `url` and `other` share; None where they differ by more."""
    address, _, query = url.partition("?")
    plain, _, same_query = other.partition("?")
    found = _IN_PATH.fullmatch(address)
    if found is None or query != same_query:
        return None
    numbered = _IN_PATH.fullmatch(plain)
    stems = {plain.rstrip("/"), *([numbered["stem"]] if numbered is not None else [])}
    return int(found["number"]) if found["stem"] in stems else None


def _in_query(url: str, other: str) -> int | None:
    """The number in the one parameter that `url` has beyond `other`, or in place of one there."""
    address, _, query = url.partition("?")
    plain, _, other_query = other.partition("?")
    if address.rstrip("/") != plain.rstrip("/") or not query:
        return None
    mine, others = query.split("&"), other_query.split("&") if other_query else []
    if max(len(mine), len(others)) > _MOST_PARAMETERS:
        return None
    more, less = [part for part in mine if part not in others], [part for part in others if part not in mine]
    found = _PARAMETER.fullmatch(more[0]) if len(more) == 1 and len(less) <= 1 else None
    if found is None or (less and less[0].partition("=")[0] != found["name"]):
        return None
    return int(found["number"])
