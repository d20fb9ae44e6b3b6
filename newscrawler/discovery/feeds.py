"""Feeds: RSS of every version, Atom, RDF (RSS 1.0) and JSON Feed, told apart by their first element.

Ours, on the same lenient reading of XML as sitemaps: of a feed we need addresses and five facts, and a feed that is
cut off or badly escaped still has them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lxml import etree

from newscrawler.discovery.addresses import normalise
from newscrawler.discovery.bounded_json import read_json
from newscrawler.discovery.entries import Channel, Entry, Further, Listing, plain_names, plain_text
from newscrawler.discovery.lenient_xml import (
    Endless,
    child_text,
    closed_elements,
    first_letter,
    local_name,
    root_name,
    text_of,
)
from newscrawler.extraction.instants import parse_instant

MAX_ITEMS = 5000
"""Items taken from one feed; the longest of known ones have some 1,000."""
FEED_ROOTS = frozenset({"rss", "feed", "rdf"})
_ITEMS = frozenset({"item", "entry"})
_OF_THE_FEED = frozenset({"link", "language"})
_XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_PUBLISHED = ("pubdate", "published", "issued", "date", "created")
_MODIFIED = ("updated", "modified")


def read_feed(body: bytes, url: str) -> Listing:
    """The articles that the feed at `url` names, and its next page where it tells of one. Never raises."""
    text, whole = text_of(body)
    if text.startswith("{", first_letter(text)):
        return _read_json(text, url)
    listing = Listing(channel=Channel.FEED)
    root = root_name(text)
    if root not in FEED_ROOTS:
        listing.notes.append("no feed")
        return listing
    try:
        _read_xml(text, url, listing)
    except Endless as error:
        listing.notes.append(str(error))
    if not whole or "</" not in text[-1000:].rstrip()[-200:]:
        listing.notes.append("cut off")
    return listing


def _read_xml(text: str, base: str, listing: Listing) -> None:
    language: str | None = None
    seen: set[str] = set()
    for element in closed_elements(text, _ITEMS, marks=_OF_THE_FEED):
        name = local_name(element)
        if name in _ITEMS:
            entry = _item(element, _base_of(element, base), language)
            if entry is not None and entry.url not in seen:
                seen.add(entry.url)
                listing.entries.append(entry)
            if len(seen) >= MAX_ITEMS:
                listing.notes.append(f"more than {MAX_ITEMS} items: the rest was not read")
                return
        elif _is_in_item(element):
            continue
        elif name == "language":
            language = language or plain_text(child_text(element), 40)
        elif element.get("rel") == "next" and (next_page := normalise(element.get("href") or "", base)):
            listing.further.append(Further(url=next_page))


def _base_of(item: etree._Element, base: str) -> str:
    """What an item's relative addresses are seen from: `xml:base` of the item or the feed, else the feed's address."""
    stated = [value for node in (item, *item.iterancestors()) if (value := node.get(_XML_BASE))]
    for value in reversed(stated[:10]):
        base = normalise(value, base) or base
    return base


def _is_in_item(element: etree._Element) -> bool:
    parent = element.getparent()
    return parent is not None and local_name(parent) not in {"channel", "feed", "rss", "rdf"}


def _item(item: etree._Element, base: str, language: str | None) -> Entry | None:
    children: dict[str, list[etree._Element]] = {}
    for child in item[:200]:
        children.setdefault(local_name(child), []).append(child)
    address = _address(item, children, base)
    if address is None:
        return None
    return Entry(
        url=address,
        title=next(filter(None, (plain_text(child_text(child)) for child in children.get("title", ()))), None),
        published=_instant(children, _PUBLISHED) or _instant(children, _MODIFIED),
        modified=_instant(children, _MODIFIED),
        authors=_authors(children),
        tags=plain_names(_term(child) for child in (*children.get("category", ()), *children.get("subject", ()))),
        language=next((child_text(child) for child in children.get("language", ())), None) or language,
        is_article=True,
    )


def _address(item: etree._Element, children: dict[str, list[etree._Element]], base: str) -> str | None:
    """Where the story is: the address behind a counting service before the service's, a link before a number."""
    stated = [child_text(child) for child in children.get("origlink", ())]
    links = children.get("link", ())
    stated += [link.get("href") or "" for link in links if link.get("rel", "alternate") == "alternate"]
    stated += [child_text(link) for link in links]
    for guid in children.get("guid", ()):
        if guid.get("isPermaLink", "true").lower() == "true" and child_text(guid).startswith("http"):
            stated.append(child_text(guid))
    about = [str(value) for name, value in item.attrib.items() if str(name).rpartition("}")[2] == "about"]
    stated += [text for text in (*about, *(child_text(child) for child in children.get("id", ()))) if "://" in text]
    stated = [text.replace("&amp;", "&") for text in stated]  # escaped once more, in CDATA as a rule
    return next((address for text in stated if text and (address := normalise(text, base))), None)


def _instant(children: dict[str, list[etree._Element]], names: Iterable[str]) -> str | None:
    for name in names:
        for child in children.get(name, ())[:3]:
            if instant := parse_instant(child_text(child, 100)):
                return instant
    return None


def _authors(children: dict[str, list[etree._Element]]) -> tuple[str, ...]:
    names = [child_text(child) for child in children.get("creator", ())]
    for author in children.get("author", ()):
        inner = [child_text(part) for part in author if local_name(part) == "name"]
        names += inner or [_person(child_text(author))]
    return tuple(name for name in plain_names(names) if "@" not in name)


def _person(text: str) -> str:
    """RSS gives `mail@example.org (Name)`."""
    before, bracket, name = text.partition("(")
    return name.rstrip(") ") if bracket and "@" in before else text


def _term(category: etree._Element) -> str:
    return category.get("label") or category.get("term") or child_text(category)


# --- JSON Feed ---------------------------------------------------------------------------------------------------


def _read_json(text: str, base: str) -> Listing:
    """A JSON Feed (www.jsonfeed.org, 1 and 1.1)."""
    listing = Listing(channel=Channel.FEED)
    feed = read_json(text.encode("utf-8", "replace"))
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        listing.notes.append("no feed")
        return listing
    seen: set[str] = set()
    if len(items) > MAX_ITEMS:
        listing.notes.append(f"more than {MAX_ITEMS} items: the rest was not read")
    for item in items[:MAX_ITEMS]:
        entry = _json_item(item, base, _text(feed, "language")) if isinstance(item, dict) else None
        if entry is not None and entry.url not in seen:
            seen.add(entry.url)
            listing.entries.append(entry)
    if next_page := normalise(_text(feed, "next_url") or "", base) if _text(feed, "next_url") else None:
        listing.further.append(Further(url=next_page))
    return listing


def _json_item(item: dict[str, Any], base: str, language: str | None) -> Entry | None:
    stated = [_text(item, name) for name in ("url", "external_url", "id")]
    address = next((found for text in stated if text and "/" in text and (found := normalise(text, base))), None)
    if address is None:
        return None
    authors = item.get("authors") if isinstance(item.get("authors"), list) else [item.get("author")]
    tags = item.get("tags")
    return Entry(
        url=address,
        title=plain_text(_text(item, "title")),
        published=parse_instant(_text(item, "date_published") or ""),
        modified=parse_instant(_text(item, "date_modified") or ""),
        authors=plain_names(author.get("name") for author in authors or () if isinstance(author, dict)),
        tags=plain_names(tags if isinstance(tags, list) else ()),
        language=_text(item, "language") or language,
        is_article=True,
    )


def _text(node: dict[str, Any], name: str) -> str | None:
    value = node.get(name)
    return value if isinstance(value, str) and value.strip() else None
