"""The further pages of an article that its site cut into several, told from one of its pages.

An address that looks like "page 2 of this one" is not enough: `/rain-2/` beside `/rain/` is another story that got
the same slug, `?page=2` may turn the comments. So a link counts that says so by its `rel`, or that stands where pages
are turned and says a page's number; and of addresses whose very name has the number, only one that does both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, islice

from lxml import etree

from newscrawler.discovery.addresses import address_key, normalise
from newscrawler.discovery.positions import Places, Position
from newscrawler.extraction.document import Document

MOST_PARTS = 20
"""Pages of one article, the first among them."""
_LARGEST = 99
_MAX_LINKS = 5000
_WORDS = "page|paged|pg|pageno|page_no|page_number|seite|pagina|part|teil|trang"
_IN_QUERY = re.compile(rf"(?:{_WORDS}|p)=(\d{{1,2}})", re.IGNORECASE)
_IN_PATH = re.compile(rf"(?P<stem>.*?[^/])/(?:(?:{_WORDS}|p)[/_-]?)?(?P<number>\d{{1,2}})", re.IGNORECASE)
_IN_NAME = re.compile(
    rf"(?P<stem>.*/[^/]*[^/.])(?:[-_,](?:(?:{_WORDS}|p)[-_]?)?|[-_](?:{_WORDS}|p))(?P<number>\d{{1,2}})"
    r"(?P<ending>\.[a-z]{3,5})?",
    re.IGNORECASE,
)
_WHOLE_PARAMETER = re.compile(
    rf"(?:{_WORDS}|view|showall|show|singlepage|single|fullpage|full|mode|all)"
    r"(?:=(?:all|alle|full|single|singlepage|viewall|1|true|yes))?",
    re.IGNORECASE,
)
_WHOLE_SEGMENT = frozenset("all alle viewall view-all singlepage single-page komplettansicht fullpage full".split())
_WHOLE_TEXT = re.compile(
    r"(?:view|show|read|see)? ?(?:it |article |story )?(?:all|on one page|on a single page|as (?:a )?single page"
    r"|single page|full article|whole article|one page)(?: pages)?"
    r"|(?:alles )?auf einer seite(?: lesen| anzeigen)?|komplettansicht|artikel auf einer seite lesen"
    r"|tout afficher|sur une seule page|ver todo|en una sola página|tutto su una pagina|全文|阅读全文|查看全文",
    re.IGNORECASE,
)
_NEXT_TEXT = re.compile(
    r"(?:(?:go )?to |read |zur )?(?:next|following|nächste|weiter|siguiente|suivante?|successiva|volgende|próxima)"
    r"(?: (?:page|seite|página|pagina))?[ »›>→]{0,4}|(?:page|pagina) suivante[ »›>→]{0,4}|[»›>→]{1,3}|下一页|次へ",
    re.IGNORECASE,
)
_NUMBER_TEXT = re.compile(
    r"(?:(?:page|seite|página|pagina|trang|part|teil|第) ?)?(\d{1,2})(?: ?页| ?頁)?(?:[:.] .{3,120})?", re.IGNORECASE
)
_WHOLE_ADDRESS = frozenset("/h#j")
"""How links begin that are not relative to the page's own address, or lead nowhere: `https:`, `#top`, `javascript:`."""
_TURNS = frozenset({Position.PAGINATION, Position.NAV})
"""Where pages are turned; `<nav class="pagination">` is a `NAV`."""


@dataclass(slots=True)
class Parts:
    """What one page of an article tells of the others."""

    further: dict[int, str] = field(default_factory=dict)
    """Page number (2, 3 …) → address in normal form; at most `MOST_PARTS` - 1 of them, the first ones."""
    whole: str | None = None
    """A page that shows all of the article."""

    @property
    def urls(self) -> list[str]:
        """All of these addresses."""
        return [*([self.whole] if self.whole else []), *self.further.values()]


def parts_in(document: Document, first: str | None = None) -> Parts:
    """The further pages of the article whose first page is at `first` (the document's own, unless it is given)."""
    found = Parts()
    own = normalise(document.url or "")
    first = first or own
    if document.root is None or own is None or first is None:
        return found
    numbers: dict[int, str] = {}
    here = 1 if own == first else page_of(own, first) or 1
    for link in _links(document, first):
        if _is_whole(link.url, first) and link.says_whole:
            found.whole = found.whole or link.url
        elif (number := _number(link, first, here)) is not None:
            numbers.setdefault(number, link.url)
    found.further = dict(sorted(numbers.items())[: MOST_PARTS - 1])
    if not found.further:  # "full article" without pages leads on from a teaser text, or to the page itself
        found.whole = None
    return found


def first_of(document: Document) -> str | None:
    """The first page of the article of which `document` is page 2 or a later one; None where nothing shows it.

    Its address names a page's number, and it names the address without one: as canonical, as the page before it, or
    where its pages are turned.
    """
    own = normalise(document.url or "")
    readings = [(base, in_name) for base, number, in_name in _readings(own) if number > 1] if own else []
    if not readings or document.root is None:
        return None
    bases = {address_key(base) for base, _ in readings}
    before = {address_key(base) for base, in_name in readings if not in_name}  # WordPress' `prev` is the story before
    for link in document.elements["link"][:1000]:
        words = (link.get("rel") or "").lower().split()
        trusted = bases if "canonical" in words else before if {"first", "prev"}.intersection(words) else None
        stated = normalise(link.get("href") or "", document.base_url) if trusted else None
        if stated and trusted and address_key(stated) in trusted:
            return stated
    for found in _links(document, readings[0][0]):
        if address_key(found.url) in bases and found.turns and _NUMBER_TEXT.fullmatch(found.text):
            return found.url
    return None


def page_of(url: str, first: str) -> int | None:
    """Which page of the article at `first` an address names by its form; None where it is not one of its pages.

    >>> page_of("https://example.org/a-story/2/", "https://example.org/a-story/")
    2
    >>> page_of("https://example.org/a-story-3.html", "https://example.org/a-story.html")
    3
    """
    found = _named(url, first)
    return found[0] if found else None


# --- addresses ---------------------------------------------------------------------------------------------------


def _readings(url: str) -> Iterator[tuple[str, int, bool]]:
    """The ways to read `url` as page N of something: that something's address, N, and whether N is in the name."""
    address, mark, query = url.partition("?")
    if mark:
        parts = query.split("&")
        for place, part in enumerate(parts):
            if number := _IN_QUERY.fullmatch(part):
                kept = "&".join(parts[:place] + parts[place + 1 :])
                yield address + (f"?{kept}" if kept else ""), int(number[1]), False
    tail = mark + query
    slash = "/" if address.endswith("/") else ""
    bare = address.removesuffix("/")
    if bare.count("/") < 3:
        return
    if (found := _IN_PATH.fullmatch(bare)) and found["stem"].count("/") >= 3:
        yield found["stem"] + slash + tail, int(found["number"]), False
    if found := _IN_NAME.fullmatch(bare):
        yield found["stem"] + (found["ending"] or "") + slash + tail, int(found["number"]), True


@lru_cache(maxsize=8)  # each link of a page is compared with the same first page
def _bases(first: str) -> frozenset[str]:
    """The ways to write the address of an article's first page without a number."""
    return frozenset((address_key(first), *(address_key(base) for base, number, _ in _readings(first) if number <= 1)))


def _named(url: str, first: str) -> tuple[int, bool] | None:
    """The page of `first` that `url` names, and whether the number is part of its name."""
    bases = _bases(first)
    for base, number, in_name in _readings(url):
        if address_key(base) in bases and 1 <= number <= _LARGEST and address_key(url) != address_key(first):
            return number, in_name
    return None


def _is_whole(url: str, first: str) -> bool:
    """Whether an address is that of `first` with a word for "all of it"."""
    address, _, query = url.partition("?")
    plain, _, first_query = first.partition("?")
    if address_key(address) == address_key(plain):
        own = first_query.split("&") if first_query else []
        more = [part for part in query.split("&") if part not in own] if query else []
        return len(more) == 1 and _WHOLE_PARAMETER.fullmatch(more[0]) is not None
    before, _, last = address.removesuffix("/").rpartition("/")
    return last.lower() in _WHOLE_SEGMENT and address_key(before) == address_key(plain)


# --- links -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Link:
    url: str
    element: etree._Element
    places: Places
    is_next: bool
    """It says so by its `rel`."""

    @property
    def position(self) -> Position | None:
        """Where it stands; None in the page's head."""
        return self.places.of(self.element).position if self.element.tag == "a" else None

    @property
    def text(self) -> str:
        """Its words."""
        return " ".join("".join(islice(self.element.itertext(), 20)).split())[:140] if self.element.tag == "a" else ""

    @property
    def turns(self) -> bool:
        """Whether it stands where pages are turned."""
        return self.position in _TURNS

    @property
    def says_whole(self) -> bool:
        """Whether its words promise all of the article on one page."""
        return self.element.tag == "a" and _WHOLE_TEXT.fullmatch(self.text) is not None


def _links(document: Document, first: str) -> Iterator[_Link]:
    """Links whose address may be a page of the article at `first`: the others cost no more than a look at them."""
    stem = _stem(first)
    itself = (document.url, first) if first == normalise(document.url or "") else ()
    places = Places()
    for element in islice(chain(document.elements["link"], document.elements["a"]), _MAX_LINKS):
        href = element.get("href")
        if not href or (href[:1] in _WHOLE_ADDRESS and (stem not in href or stem not in href.partition("?")[0])):
            continue  # in the query it has it where somebody offers to share it
        if href in itself:
            continue
        words = (element.get("rel") or "").lower().split()
        if element.tag == "link" and "next" not in words:
            continue
        url = normalise(href, document.base_url)
        if url is None:
            continue
        yield _Link(url, element, places, "next" in words)


def _stem(first: str) -> str:
    """What the addresses of all pages of an article share: the last segment without number and ending."""
    address = first.partition("?")[0].removesuffix("/")
    if address.count("/") < 3:
        return ""
    last = address.rpartition("/")[2].rpartition(".")[0] or address.rpartition("/")[2]
    return re.sub(r"[-_,]?\d{1,2}\Z", "", last)


def _number(link: _Link, first: str, here: int) -> int | None:
    """Which page a link leads to; None where it is not one of the article's, or not surely one."""
    named = _named(link.url, first)
    if named is None:
        return None
    number, in_name = named
    words, position = link.text, link.position
    text = _NUMBER_TEXT.fullmatch(words)
    said = int(text[1]) if text else None
    if said is not None and said == number + 1:  # pages counted from 0: "2" leads to ?page=1
        number = said
    says_so = said == number or _NEXT_TEXT.fullmatch(words) is not None
    if position is Position.COMMENTS or number <= 1:
        return None
    if link.is_next:
        return number if number == here + 1 or not in_name else None
    if in_name:
        return number if link.turns and says_so else None
    return number if says_so or link.turns else None
