"""The next page of a list: by its number in the address, by the word on the link, or by the twin of "load more"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newscrawler.discovery.addresses import bare_host, host_of, normalise, same_site
from newscrawler.discovery.links import Candidate, LinkKind
from newscrawler.discovery.traps import is_trap
from newscrawler.discovery.turning import NEXT, turns
from newscrawler.extraction.document import Document

MAX_PAGE = 20_000
_IN_PATH = re.compile(
    r"/(?:page|seite|pagina|trang)/(\d{1,5})(?=/?(?:\?|$))|/(?:page|seite|pagina|trang|p)[-_]?(\d{1,5})(?=/?(?:\?|$))"
)
_IN_QUERY = re.compile(r"(?<=[?&])(?:page|paged|pg|seite|pagina|p_?no)=(\d{1,5})(?=&|$)", re.IGNORECASE)
_LOAD_MORE = re.compile(r"load[-_]?more|ajax[-_]?more|more[-_]?posts|infinite", re.IGNORECASE)


def page_number(url: str) -> int:
    """Which page of a list an address names, 1 where it names none.

    >>> page_number("https://example.org/sport/page/3/"), page_number("https://example.org/sport/?page=2")
    (3, 2)
    """
    found = _IN_PATH.search(url) or _IN_QUERY.search(url)
    return int(next(filter(None, found.groups()))) if found else 1


def list_of(url: str) -> str:
    """The list that an address names a page of: without scheme, "www.", number and closing slash."""
    bare = _IN_QUERY.sub("", _IN_PATH.sub("", url)).partition("://")[2]
    return bare_host(bare).replace("?&", "?").rstrip("?&/")


def next_page(url: str, candidates: Sequence[Candidate]) -> str | None:
    """The address of the page that follows the list page at `url`, among its links; None where nothing shows it."""
    own, number = list_of(url), page_number(url)
    later = [
        (page_number(candidate.url), candidate.url)
        for candidate in candidates
        if candidate.kind is LinkKind.INDEX and number < page_number(candidate.url) <= MAX_PAGE
        and list_of(candidate.url) == own and not is_trap(candidate.url)
    ]  # fmt: skip
    if later:
        return min(later)[1]
    for candidate in candidates:
        if candidate.position == "pagination" and candidate.kind is not LinkKind.ARTICLE:
            is_next = page_number(candidate.url) in (1, number + 1) and NEXT.fullmatch(candidate.text.strip())
            if is_next and not is_trap(candidate.url):
                return candidate.url
    return None


def stated_next(document: Document) -> str | None:
    """The following page of a list as the page's head names it (`<link rel="next">`): of lists whose next page comes
    by a script, it is all there is. None where it names none, or something else than a page of this list.
    """
    url = normalise(document.url or "")
    for link in document.elements["link"][:1000] if url else ():
        if "next" not in (link.get("rel") or "").lower().split():
            continue
        stated = normalise(link.get("href") or "", document.base_url)
        if stated is None or url is None or is_trap(stated) or page_number(stated) > MAX_PAGE:
            continue
        is_next = page_number(stated) == page_number(url) + 1 and list_of(stated) == list_of(url)
        if is_next or (same_site(host_of(stated), host_of(url)) and turns(stated, url, "next")):
            return stated
    return None


def load_more_twin(document: Document) -> str | None:
    """The address that themes give the page behind their "load more" button; None where the page has no such button."""
    url = document.url
    if document.root is None or not url or "?" in url:
        return None
    for element in document.root.iter("a", "button", "div"):
        words = element.get("class")
        if words and _LOAD_MORE.search(words[:300]):
            number = page_number(url)
            stem = _IN_PATH.sub("", url).rstrip("/")
            twin = normalise(f"{stem}/page/{number + 1}/")
            return twin if twin and same_site(twin.split("/")[2], url.split("/")[2]) and number < MAX_PAGE else None
    return None
