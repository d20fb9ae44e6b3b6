"""Sitemaps: indexes, lists of addresses, news sitemaps with titles, plain text; packed, cut off, wrongly named.

Names decide, not namespaces: of real sitemaps many declare the wrong one, or none for the prefix they use. What
stands in `<image:…>` and `<video:…>` is of the pictures, not of the page.
"""

from __future__ import annotations

import re

from lxml import etree

from newscrawler.discovery.addresses import date_in, normalise
from newscrawler.discovery.entries import MAX_ENTRIES, Channel, Entry, Further, Listing, plain_names, plain_text
from newscrawler.discovery.lenient_xml import (
    Endless,
    child_text,
    closed_elements,
    local_name,
    root_name,
    text_of,
)
from newscrawler.extraction.instants import parse_instant

_ROWS = frozenset({"url", "sitemap"})
_ENDS = ("</urlset>", "</sitemapindex>")
_LINE = re.compile(r"[^\r\n]+")
LONGEST_LINE = 8000
"""Characters of a line that are read; no address in normal form has more than 4,096."""
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z]{2,4})?")


def read_sitemap(body: bytes, url: str) -> Listing:
    """The addresses that the sitemap at `url` names: those of pages, and those of further sitemaps. Never raises."""
    listing = Listing(channel=Channel.SITEMAP)
    text, whole = text_of(body)
    root = root_name(text)
    if root is None:
        _read_lines(text, url, listing)
    elif root == "html":
        listing.notes.append("a page of HTML, no sitemap")
    else:
        whole = whole and text[-1000:].rstrip()[-200:].replace(" ", "").endswith(_ENDS)
        try:
            _read_rows(text, url, listing)
        except Endless as error:
            listing.notes.append(str(error))
    if not whole and root not in (None, "html"):
        listing.notes.append("cut off")
    return listing


def _read_rows(text: str, base: str, listing: Listing) -> None:
    seen: set[str] = set()
    for row in closed_elements(text, _ROWS):
        address = _address(row, base)
        if address is None or address in seen:
            continue
        if len(seen) >= MAX_ENTRIES:
            listing.notes.append(f"more than {MAX_ENTRIES} addresses: the rest was not read")
            break
        seen.add(address)
        if local_name(row) == "sitemap":
            listing.further.append(Further(url=address, modified=_instant(_said(row, "lastmod"))))
        else:
            listing.entries.append(_entry(row, address))


def _address(row: etree._Element, base: str) -> str | None:
    stated = _said(row, "loc").replace("&amp;", "&")  # of those that are escaped twice
    return normalise(stated, base) if stated else None


def _said(element: etree._Element, name: str) -> str:
    """Text of the first child called `name`."""
    return next((child_text(child) for child in element if local_name(child) == name), "")


def _entry(row: etree._Element, address: str) -> Entry:
    modified = _instant(_said(row, "lastmod"))
    news = next((child for child in row if local_name(child) == "news"), None)
    if news is None:
        return Entry(url=address, modified=modified)
    publication = next((child for child in news if local_name(child) == "publication"), news)
    language = _LANGUAGE.fullmatch(_said(publication, "language"))
    return Entry(
        url=address,
        title=plain_text(_said(news, "title")),
        published=_instant(_said(news, "publication_date")),
        modified=modified,
        tags=plain_names(_said(news, "keywords").split(",")),
        language=language[0].replace("_", "-") if language else None,
        is_article=True,
    )


def _instant(text: str) -> str | None:
    return parse_instant(text) if text else None


def _read_lines(text: str, base: str, listing: Listing) -> None:
    """A sitemap of plain text: an address a line; anything else is no sitemap."""
    for number, line in enumerate(_LINE.finditer(text), 1):
        if number > 2 * MAX_ENTRIES or len(listing.entries) >= MAX_ENTRIES:
            listing.notes.append(f"more than {MAX_ENTRIES} lines")
            break
        stated = line[0][:LONGEST_LINE].strip()
        if not stated.lower().startswith(("http://", "https://")):
            continue
        address = normalise(stated, base)
        if address is not None:
            listing.entries.append(Entry(url=address))


# --- which sitemap first, and which not at all ------------------------------------------------------------------

_LISTS = re.compile(
    r"(?:^|[^a-z])(?:categor(?:y|ies)|tags?|post_tag|taxonom\w{1,4}|authors?|users?|topics?|sections?|keywords?)"
    r"(?=[^a-z]|$)"
)
_HARDLY = re.compile(
    r"(?:^|[^a-z])(?:images?|videos?|pages?|products?|events?|attachments?|misc|static|locations?|galler(?:y|ies))"
    r"(?=[^a-z]|$)"
)
"""What sitemaps are called that hold no articles as a rule, and all there are on some sites. A folder's name tells
nothing by them: `/static/sitemap.xml` lies where a site keeps its files.
"""
_ARTICLES = re.compile(
    r"(?:^|[^a-z])(?:posts?(?!-page)|articles?|news|stor(?:y|ies)|archives?|content|artikel|noticias)(?=[^a-z]|$)"
)
_MONTH = re.compile(
    r"(?<!\d)(19[89]\d|20\d\d)[-_/.]?(0[1-9]|1[0-2])(?!\d)|[?&](?:yyyy|year)=(\d{4})&(?:mm|month)=(\d{1,2})(?!\d)"
)
_PAGE_PARAMETER = re.compile(r"[?&](?:page|paged|p|offset|start|from)=\d+")
"""Blogger's `sitemap.xml?page=1` is part one of all articles, no sitemap of "pages"; `?offset=2000` is of no year."""
_YEAR = re.compile(r"(?<!\d)(19[89]\d|20\d\d)(?!\d)")


def holds_lists(url: str) -> bool:
    """Whether a sitemap's name says that it holds no articles, but lists of them, pictures or pages of the house.

    >>> holds_lists("https://example.org/category-sitemap.xml"), holds_lists("https://example.org/post-sitemap2.xml")
    (True, False)
    """
    name = _file_name(url)
    is_list = _LISTS.search(name) or _HARDLY.search(name.rpartition("/")[2])
    return bool(is_list) and not _ARTICLES.search(name)


def worth_asking(sitemaps: list[Further]) -> list[Further]:
    """Of sitemaps, in their order, those that may hold articles by their names. Where no other does but for the newest
    ones alone (news sitemaps), those that hardly do are among them; where none does, all are.
    """
    plain = [one for one in sitemaps if not holds_lists(one.url)]
    if any(not is_of_news(one.url) for one in plain):
        return plain
    chosen = [one for one in sitemaps if not holds_lists(one.url) or not _LISTS.search(_file_name(one.url))]
    return chosen or list(sitemaps)


def is_of_news(url: str) -> bool:
    """Whether a sitemap's name says that it is a news sitemap: of the last two days, by the protocol."""
    return "news" in url.rpartition("/")[2].lower()


def holds_articles(url: str) -> bool:
    """Whether a sitemap's name says that it holds articles."""
    return bool(_ARTICLES.search(_file_name(url)))


def _file_name(url: str) -> str:
    return _PAGE_PARAMETER.sub("", "/".join(url.lower().split("/")[3:]))


def span_in(url: str) -> tuple[str, str] | None:
    """First and last day of the articles that a sitemap's name tells of; None where it tells of no time.

    >>> span_in("https://example.org/sitemap-2026-02.xml"), span_in("https://example.org/sitemap-3.xml")
    (('2026-02-01', '2026-02-31'), None)
    """
    day = date_in(url)
    if day is not None:
        return day, day
    name = _file_name(url)
    month = _MONTH.search(name)
    if month:
        year, number = month[1] or month[3], int(month[2] or month[4])
        return (f"{year}-{number:02d}-01", f"{year}-{number:02d}-31") if 1 <= number <= 12 else None
    year_alone = _YEAR.search(name)
    return (f"{year_alone[1]}-01-01", f"{year_alone[1]}-12-31") if year_alone else None


def newest_first(sitemaps: list[Further]) -> list[Further]:
    """The sitemaps of an index, articles before lists, and among them the newest first as far as anything tells.

    WordPress numbers its own from the oldest on; of others the first number is as often the newest.
    """
    ordered = list(reversed(sitemaps)) if _numbered_from_oldest(sitemaps) else list(sitemaps)
    ordered.sort(key=_last_day, reverse=True)
    ordered.sort(key=lambda further: holds_lists(further.url))
    return ordered


def _numbered_from_oldest(sitemaps: list[Further]) -> bool:
    return any("wp-sitemap-" in further.url or "post-sitemap" in further.url for further in sitemaps[:50])


def _last_day(further: Further) -> str:
    span = span_in(further.url)
    return span[1] if span else (further.modified or "")
