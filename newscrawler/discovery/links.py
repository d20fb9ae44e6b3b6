"""The links of one page, each with a guess at what lies behind it: a story, a list of stories, or neither.

One pass over the `<a>` elements. What an element's ancestors say (navigation, teaser, pagination, running text) is
worked out once for each parent and remembered, so the cost is linear however deep the tree is. Nothing here knows
a site; classes of widespread themes count as words among others.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice

from lxml import etree

from newscrawler.discovery.addresses import address_key, host_of, is_trap, normalise, same_site, variant_of
from newscrawler.discovery.positions import Place, Places, Position
from newscrawler.discovery.shapes import Shape, shape_of
from newscrawler.extraction.document import Document

MAX_LINKS = 5000
"""Further links of one page are not looked at. The longest of 54 front pages and archives has some 1,100."""
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


@dataclass(slots=True)
class _Target:
    """One address, and all links of the page that lead to it."""

    url: str
    shape: Shape
    text: str = ""
    places: list[Place] = field(default_factory=list)
    vouched: bool = False
    leads_on: bool = False
    is_bookmark: bool = False

    @property
    def place(self) -> Place:
        return min(self.places, key=lambda place: (place.position.rank, not place.in_heading))


def find_links(document: Document) -> list[Candidate]:
    """The page's links to its own host: in normal form, each once, in document order. Empty without an address."""
    targets = _collect(document)
    judged = [(target, _judge(target)) for target in targets]
    votes: dict[str, Counter[LinkKind]] = {}
    for target, kind in judged:
        if kind is not None:
            votes.setdefault(target.shape.pattern, Counter())[kind] += 1
    return [
        Candidate(
            url=target.url,
            kind=kind if kind is not None else _by_company(target, votes.get(target.shape.pattern)),
            text=target.text,
            position=target.place.position.value,
            published=target.shape.day,
        )
        for target, kind in judged
    ]


def _collect(document: Document) -> list[_Target]:
    base = document.base_url
    home = normalise(document.url or base or "")
    if document.root is None or base is None or home is None:
        return []
    host, own = host_of(home), address_key(home)
    places = Places()
    found: dict[str, _Target] = {}
    for link in islice(document.root.iter("a"), MAX_LINKS):
        href = link.get("href")
        if not href or _leads_off(href, host):
            continue
        url = normalise(href, base)
        if url is None or not same_site(host_of(url), host):
            continue
        url = variant_of(url) or url
        key = address_key(url)
        if key == own:
            continue
        target = found.get(key)
        if target is None:
            target = found[key] = _Target(url, shape_of(url))
        _note(target, link, places)
    return list(found.values())


_HOST = re.compile(r"https?://([^/?#\\:@\s]+)(?=[/?#]|$)")
_NO_PAGE = ("#", "javascript:", "mailto:", "tel:", "sms:", "whatsapp:", "data:", "fb-messenger:")


def _leads_off(href: str, host: str | None) -> bool:
    """Whether a link needs no closer look: no address, or one on another host. Half of all links are such."""
    if href.startswith(_NO_PAGE):
        return True
    found = _HOST.match(href)
    return found is not None and not same_site(found.group(1), host)


def _note(target: _Target, link: etree._Element, places: Places) -> None:
    rel = (link.get("rel") or "").lower().split()
    target.vouched = target.vouched or "nofollow" not in rel
    target.leads_on = target.leads_on or "next" in rel or "prev" in rel
    target.is_bookmark = target.is_bookmark or "bookmark" in rel
    place = places.of(link)
    if place not in target.places:
        target.places.append(place)
    text = _text_of(link)
    if len(text) > len(target.text):
        target.text = text


def _text_of(link: etree._Element) -> str:
    text = " ".join(" ".join(_pieces(link)).split())
    return text[:MAX_TEXT] or " ".join((link.get("title") or "").split())[:MAX_TEXT]


def _pieces(link: etree._Element) -> Iterator[str]:
    for element in islice(link.iter(), 40):
        if element.tag not in {"script", "style", "noscript", "svg"} and element.text:
            yield element.text[:MAX_TEXT]
        if element is not link and element.tail:
            yield element.tail[:MAX_TEXT]


_PAGE_NUMBER = re.compile(r"\d{1,5}|[«»‹›<>→←…]+")
_WIDE = re.compile(r"[\u0e00-\u0eff\u2e80-\u9fff\uac00-\ud7af]")  # scripts that are denser, or set no spaces


def _is_label(text: str) -> bool:
    """Whether a text is as short as the names of sections are: 28 letters ("Finance – Real estate"), 8 Chinese."""
    if _WIDE.search(text):
        return len(text) <= 8
    return len(text) <= 28 or (len(text) <= 40 and len(text.split()) <= 4)


def _judge(target: _Target) -> LinkKind | None:
    """The kind by address and place, strongest sign first; None where they tell nothing."""
    shape = target.shape
    if not target.vouched or shape.is_static or is_trap(target.url):
        return LinkKind.OTHER
    if shape.is_numbered_list or _turns_the_page(target):
        return LinkKind.INDEX
    if shape.day and (shape.words >= 2 or shape.has_id) and not shape.is_list:
        return LinkKind.ARTICLE
    if shape.is_list:
        return LinkKind.INDEX
    return _by_place(target)


def _by_place(target: _Target) -> LinkKind | None:
    shape, place = target.shape, target.place
    positions = {place.position for place in target.places}
    is_label = _is_label(target.text)
    in_menu = not positions.isdisjoint({Position.NAV, Position.LABEL})
    if in_menu and is_label and not shape.has_id:
        return LinkKind.INDEX
    if shape.has_id or shape.words >= 4:
        return LinkKind.ARTICLE
    if target.is_bookmark or (place.in_heading and not is_label):
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
    shape = target.shape
    return target.leads_on and shape.day is None and not shape.has_id and shape.words < 4


def _by_company(target: _Target, votes: Counter[LinkKind] | None) -> LinkKind:
    """Links of one make lead to pages of one kind: what three others of the same pattern are, this one is."""
    if votes is not None:
        kind, count = votes.most_common(1)[0]
        if count >= 3 and kind is not LinkKind.OTHER:
            return kind
    if target.place.in_heading or target.shape.words >= 3:
        return LinkKind.ARTICLE
    return LinkKind.OTHER
