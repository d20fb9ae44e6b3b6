"""The links of one page, each with a guess at what lies behind it: a story, a list of stories, or neither.

One pass over the `<a>` elements, and the `<area>`s by which e-papers link what stands on their pictures. What an
element's ancestors say (navigation, teaser, pagination, running text) is worked out once for each parent and
remembered, so the cost is linear however deep the tree is. Nothing here knows a site; classes of widespread themes
count as words among others.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from itertools import chain, islice
from typing import NamedTuple

from lxml import etree

from newscrawler.discovery.addresses import address_key, bare_host, host_of, normalise, same_site, variant_of
from newscrawler.discovery.normal_form import MAX_LENGTH
from newscrawler.discovery.positions import HEADINGS, NOWHERE, Place, Places, Position, as_heading
from newscrawler.discovery.shapes import Shape, shape_of
from newscrawler.discovery.traps import is_trap
from newscrawler.discovery.turning import turns
from newscrawler.extraction.document import Document

MAX_LINKS = 20_000
"""Further links of one page are not looked at. The longest of 54 front pages and archives has some 1,100; a page that
lists a site's articles of many years may have ten times as many."""
MAX_TEXT = 300


class LinkKind(StrEnum):
    """What a link most likely leads to."""

    ARTICLE = "article"
    """A story."""
    INDEX = "index"
    """A list of stories: a section, a tag, an author, the next page of a list."""
    OTHER = "other"
    """A page of the house, a file, a trap, a link the site itself does not vouch for; or nothing tells."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An address that a page told us of, with what the page says of it."""

    url: str
    """In normal form; of AMP and print variants the plain address."""
    kind: LinkKind
    text: str
    """The longest text that any link of the page to this address has; may be empty."""
    position: str
    """Where the link that tells most stands: a `Position`."""
    published: str | None
    """The day in the address."""


class _Address(NamedTuple):
    """A link's address on the page's own host, with all that it tells by itself."""

    url: str
    key: str
    """What addresses of one page share."""
    shape: Shape
    is_trap: bool


@dataclass(slots=True)
class _Target:
    """One address, and all links of the page that lead to it."""

    address: _Address
    text: str = ""
    place: Place = NOWHERE
    """Of the link that stands where a place tells most."""
    positions: set[Position] = field(default_factory=set)
    vouched: bool = False
    leads_on: bool = False
    turns: bool = False
    """Whether a link to it turns the page."""
    is_bookmark: bool = False


def find_links(document: Document) -> list[Candidate]:
    """The page's links to its own host: in normal form, each once, in document order. Empty without an address."""
    judged = [(target, _judge(target)) for target in _collect(document, _links_in(document))]
    if all(kind in (LinkKind.INDEX, LinkKind.OTHER) for _, kind in judged):
        known = {target.address.key for target, _ in judged}
        clicked = (target for target in _collect(document, _clicked_in(document)) if target.address.key not in known)
        judged += [(target, _judge(target)) for target in clicked]
    votes: dict[str, Counter[LinkKind]] = {}
    for target, kind in judged:
        if kind is not None:
            votes.setdefault(target.address.shape.pattern, Counter())[kind] += 1
    return [
        Candidate(
            url=target.address.url,
            kind=kind if kind is not None else _by_company(target, votes.get(target.address.shape.pattern)),
            text=target.text,
            position=target.place.position.value,
            published=target.address.shape.day,
        )
        for target, kind in judged
    ]


def hosts_near(document: Document) -> Counter[str]:
    """Hosts that the page links to and that are a part of its own, or its own of them (`news.example.org`): links to
    each. Nothing of them is among `find_links`.
    """
    own, found = bare_host(host_of(normalise(document.url or "") or "") or ""), Counter[str]()
    for link in document.elements["a"][:MAX_LINKS]:
        stated = _HOST.match((link.get("href") or "")[:300])
        host = bare_host(stated[1].lower()) if stated is not None else own
        if host.endswith(f".{own}") or own.endswith(f".{host}"):
            found[host] += 1
    return found


_STATED = ("data-href", "data-url", "data-link", "data-permalink")
_ON_CLICK = re.compile(r"""location(?:\.href)?\s{0,3}=\s{0,3}['"]([^'"]{1,2000})['"]""")
_CLICKED = ("div", "li", "article", "section", "td", "tr", "span", "p", "h2", "h3", "button")
_MOST_CLICKED = 50_000


def _links_in(document: Document) -> Iterator[tuple[etree._Element, str | None]]:
    """The page's links, and their addresses as they stand there."""
    for link in islice(chain(document.elements["a"], document.elements["area"]), MAX_LINKS):
        yield link, link.get("href")


def _clicked_in(document: Document) -> Iterator[tuple[etree._Element, str | None]]:
    """Elements that a script makes links of, told by an attribute: looked for where no link leads to a story."""
    for element in islice(document.root.iter(*_CLICKED), _MOST_CLICKED) if document.root is not None else ():
        href = next(filter(None, map(element.get, _STATED)), None)
        if href is None and (script := element.get("onclick")) and (found := _ON_CLICK.search(script[:3000])):
            href = found[1]
        if href is not None:
            yield element, href


def _collect(document: Document, links: Iterator[tuple[etree._Element, str | None]]) -> list[_Target]:
    base = document.base_url
    home = normalise(document.url or base or "")
    if document.root is None or base is None or home is None:
        return []
    own, origin = address_key(home), _origin_of(home)
    root = origin if base == document.url else _origin_of(normalise(base) or home)
    places = Places()
    found: dict[str, _Target] = {}
    for link, href in links:
        if not href or len(href) > MAX_LENGTH:
            continue
        # what does not depend on the page's own path is resolved once for the whole site
        address = _resolve(href, root if href.startswith(("/", "http")) else base, origin)
        if address is None or address.key == own:
            continue
        target = found.get(address.key)
        if target is None:
            target = found[address.key] = _Target(address)
        _note(target, link, places.of(link), home)
    return list(found.values())


def _origin_of(url: str) -> str:
    """Scheme and host of an address in normal form, with the slash behind them."""
    return url[: url.index("/", 8) + 1]


_HOST = re.compile(r"https?://([^/?#\\:@\s]+)(?=[/?#]|$)")
_NO_PAGE = ("#", "javascript:", "mailto:", "tel:", "sms:", "whatsapp:", "data:", "fb-messenger:")


@lru_cache(maxsize=8192)
def _resolve(href: str, base: str, origin: str) -> _Address | None:
    """`href` seen from `base`; None where it leads off the host of `origin`, or nowhere."""
    host = host_of(origin)
    if href.startswith(_NO_PAGE):
        return None
    stated = _HOST.match(href)
    if stated is not None and stated[1].isascii() and not same_site(stated[1], host):
        return None
    url = normalise(href, base)
    if url is None or not same_site(host_of(url), host):
        return None
    url = variant_of(url) or url
    return _Address(url, address_key(url), shape_of(url), is_trap(url))


def _note(target: _Target, link: etree._Element, place: Place, home: str) -> None:
    rel = link.get("rel")
    words = rel.lower().split() if rel else ()
    target.vouched = target.vouched or "nofollow" not in words
    if words:
        target.leads_on = target.leads_on or "next" in words or "prev" in words
        target.is_bookmark = target.is_bookmark or "bookmark" in words
    if len(link) and not place.in_heading and any(inner.tag in HEADINGS for inner in islice(link.iter(), 12)):
        place = as_heading(place)  # the heading is in the link, as often as the link is in the heading
    target.positions.add(place.position)
    if place.rank < target.place.rank:
        target.place = place
    text = _text_of(link)
    target.turns = target.turns or (len(text) <= 30 and turns(target.address.url, home, text))
    if len(text) > len(target.text):
        target.text = text


def _text_of(link: etree._Element) -> str:
    pieces = _pieces(link) if len(link) else (link.text or "")[: 2 * MAX_TEXT]
    text = " ".join("".join(pieces).split())
    return text[:MAX_TEXT] or " ".join((link.get("title") or link.get("alt") or "")[: 2 * MAX_TEXT].split())[:MAX_TEXT]


def _pieces(link: etree._Element) -> Iterator[str]:
    for element in islice(link.iter(), 40):
        if element.tag not in _UNSEEN and element.text:
            yield element.text[:MAX_TEXT]
        yield " "
        if element is not link and element.tail:
            yield element.tail[:MAX_TEXT]


_UNSEEN = frozenset({"script", "style", "noscript", "svg"})
_PAGE_NUMBER = re.compile(r"\d{1,5}|[«»‹›<>→←…]+")
_WIDE = re.compile(r"[\u0e00-\u0eff\u2e80-\u9fff\uac00-\ud7af]")  # scripts that are denser, or set no spaces


def _is_label(text: str) -> bool:
    """Whether a text is as short as the names of sections are: 28 letters ("Finance – Real estate"), 8 Chinese."""
    if _WIDE.search(text):
        return len(text) <= 8
    return len(text) <= 28 or (len(text) <= 40 and len(text.split()) <= 4)


def _judge(target: _Target) -> LinkKind | None:
    """The kind by address and place, strongest sign first; None where they tell nothing."""
    shape = target.address.shape
    if not target.vouched or shape.is_static or target.address.is_trap:
        return LinkKind.OTHER
    if shape.is_numbered_list or _turns_the_page(target) or (target.turns and not shape.has_id):
        return LinkKind.INDEX
    if shape.day and (shape.words >= 2 or shape.has_id) and not shape.is_list:
        return LinkKind.ARTICLE
    if shape.is_list:
        return LinkKind.INDEX
    return _by_place(target)


def _by_place(target: _Target) -> LinkKind | None:
    shape, place = target.address.shape, target.place
    is_label = _is_label(target.text)
    in_menu = Position.NAV in target.positions or Position.LABEL in target.positions
    if in_menu and is_label and not shape.has_id:
        return LinkKind.INDEX
    if shape.has_id or shape.words >= 4:
        return LinkKind.ARTICLE
    if target.is_bookmark or ((place.in_heading or target.leads_on) and not is_label):
        return LinkKind.ARTICLE
    if in_menu:
        return LinkKind.INDEX
    if place.position is Position.TEASER and not is_label:
        return LinkKind.ARTICLE
    if place.position in {Position.FOOTER, Position.COMMENTS}:
        return LinkKind.OTHER
    return None


def _turns_the_page(target: _Target) -> bool:
    """Next page of a list: by `rel` or place. WordPress writes `rel=prev` and `next` at neighbouring stories too."""
    if target.place.position is Position.PAGINATION and _PAGE_NUMBER.fullmatch(target.text):
        return True
    shape = target.address.shape
    is_headline = not _is_label(target.text)  # of the story before or after this one
    return target.leads_on and shape.day is None and not shape.has_id and shape.words < 4 and not is_headline


def _by_company(target: _Target, votes: Counter[LinkKind] | None) -> LinkKind:
    """Links of one make lead to pages of one kind: what three others of the same pattern are, this one is."""
    if votes is not None:
        kind, count = votes.most_common(1)[0]
        if count >= 3 and kind is not LinkKind.OTHER:
            return kind
    if target.place.in_heading or target.address.shape.words >= 3 or not _is_label(target.text):
        return LinkKind.ARTICLE
    return LinkKind.OTHER
