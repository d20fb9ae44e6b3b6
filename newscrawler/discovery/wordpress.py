"""WordPress' REST interface: the addresses that ask it for posts and labels, and its answers read.

Its dates stand twice, in UTC and on the site's clock: together they give the instant with the site's offset, as
records hold it. Sites refuse it in many ways (401, 403, 404, a page of HTML, an error as JSON with status 200);
all of them are an empty listing with a note.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any
from urllib.parse import urlencode

from newscrawler.discovery.addresses import normalise
from newscrawler.discovery.bounded_json import read_json
from newscrawler.discovery.entries import Channel, Entry, Further, Listing, plain_names, plain_text

PER_PAGE = 100
"""The most that WordPress gives on a page."""
MAX_PAGES = 20_000
_POST_FIELDS = "id,date,date_gmt,modified,modified_gmt,link,title,categories,tags,lang"
_TERM_FIELDS = "id,name,parent,link,count"


@dataclass(frozen=True, slots=True)
class Label:
    """A category or a tag."""

    name: str
    parent: int
    """The number of the category it belongs to; 0 for none."""


def posts_url(
    root: str,
    *,
    page: int = 1,
    after: str | None = None,
    before: str | None = None,
    modified_after: str | None = None,
) -> str:
    """The address of a page of posts, newest first (or last modified first); `root` as pages advertise it.

    `after` and `before` are instants that posts are later and earlier than; without an offset, on the site's clock.

    >>> posts_url("https://example.org/wp-json/", after="2026-01-31T23:59:59").partition("&_fields=")[0]
    'https://example.org/wp-json/wp/v2/posts?per_page=100&after=2026-01-31T23%3A59%3A59'
    """
    asked = {"per_page": str(PER_PAGE), "after": after, "before": before, "modified_after": modified_after}
    asked["_fields"] = _POST_FIELDS
    if modified_after:
        asked["orderby"] = "modified"
    if page > 1:
        asked["page"] = str(page)
    return _address(root, "wp/v2/posts", asked)


def oldest_url(root: str) -> str:
    """The address of the oldest post alone: how far back the interface reaches, for one request."""
    return _address(root, "wp/v2/posts", {"per_page": "1", "order": "asc", "_fields": _POST_FIELDS})


def terms_url(root: str, kind: str = "categories") -> str:
    """The address of the site's `categories` or `tags`, the most used first."""
    asked: dict[str, str | None] = {"per_page": str(PER_PAGE), "orderby": "count", "order": "desc"}
    return _address(root, f"wp/v2/{kind}", asked | {"_fields": _TERM_FIELDS})


def _address(root: str, route: str, asked: Mapping[str, str | None]) -> str:
    query = urlencode({name: value for name, value in asked.items() if value})
    if "rest_route=" in root:  # sites without permalinks: /?rest_route=/
        return f"{root.rstrip('/')}/{route}&{query}"
    return f"{root.rstrip('/')}/{route}?{query}"


def read_posts(
    body: bytes, url: str, *, labels: Mapping[int, Label] | None = None, headers: Mapping[str, str] | None = None
) -> Listing:
    """The posts in an answer to `posts_url`, and the next page where there is one. Never raises.

    `labels` are the site's categories; `headers` those of the answer, names in lower case (`x-wp-total` …).
    """
    listing = Listing(channel=Channel.WP_JSON)
    rows = _rows(body, listing)
    headers = headers or {}
    listing.total = _number(headers.get("x-wp-total"))
    for row in rows:
        entry = _post(row, url, labels or {})
        if entry is not None:
            listing.entries.append(entry)
    page = page_in(url)
    pages = _number(headers.get("x-wp-totalpages"))
    more = page < pages if pages is not None else len(rows) >= PER_PAGE
    if more and rows and page < MAX_PAGES:
        listing.further.append(Further(url=page_after(url)))
    return listing


def read_terms(body: bytes) -> dict[int, Label]:
    """The labels in an answer to `terms_url`, by number; empty for anything else."""
    found = {}
    for row in _rows(body, Listing(channel=Channel.WP_JSON)):
        number, name = row.get("id"), plain_text(row.get("name") if isinstance(row.get("name"), str) else None, 200)
        parent = row.get("parent")
        if isinstance(number, int) and name:
            found[number] = Label(name, parent if isinstance(parent, int) else 0)
    return found


def _rows(body: bytes, listing: Listing) -> list[dict[str, Any]]:
    answer = read_json(body)
    if answer is None:
        start = body.find(b"[{")  # warnings of PHP before the answer
        answer = read_json(body[start:]) if 0 < start < 10_000 else None
    if isinstance(answer, dict):
        listing.notes.append(f"refused: {plain_text(str(answer.get('code') or 'no list'), 80)}")
    elif not isinstance(answer, list):
        listing.notes.append("no JSON")
    return [row for row in answer[:PER_PAGE] if isinstance(row, dict)] if isinstance(answer, list) else []


def _post(row: dict[str, Any], base: str, labels: Mapping[int, Label]) -> Entry | None:
    link = row.get("link")
    address = normalise(link, base) if isinstance(link, str) and link else None
    if address is None or row.get("status", "publish") != "publish":
        return None
    title = row.get("title")
    rendered = title.get("rendered") if isinstance(title, dict) else title
    language = row.get("lang")
    return Entry(
        url=address,
        title=_without_shortcodes(rendered) if isinstance(rendered, str) else None,
        published=_instant(row.get("date"), row.get("date_gmt")),
        modified=_instant(row.get("modified"), row.get("modified_gmt")),
        sections=_sections(row.get("categories"), labels),
        language=language if isinstance(language, str) and 2 <= len(language) <= 10 else None,
        is_article=True,
    )


_SHORTCODE = re.compile(r"\[/?[a-z][a-z0-9_-]{2,40}(?:\s[^\[\]<>]{0,300})?/?\]")


def _without_shortcodes(markup: str) -> str | None:
    """A title whose shortcodes no plugin renders any more."""
    text = plain_text(markup)
    return plain_text(_SHORTCODE.sub(" ", text)) if text and "[" in text else text


def _instant(local: Any, gmt: Any) -> str | None:
    """The instant with the site's offset, from its two forms; a day on the site's clock where one form is missing."""
    here, there = _moment(local), _moment(gmt)
    if here is None:
        return there.isoformat(timespec="seconds") + "Z" if there is not None else None
    if there is None:
        return here.isoformat(timespec="seconds")
    minutes = round((here - there) / timedelta(minutes=1))
    if abs(minutes) > 14 * 60:
        return there.isoformat(timespec="seconds") + "Z"
    zone = timezone(timedelta(minutes=minutes))
    return here.replace(tzinfo=zone).isoformat(timespec="seconds").replace("+00:00", "Z")


def _moment(text: Any) -> datetime | None:
    if not isinstance(text, str) or not text or text.startswith("0000"):
        return None
    try:
        return datetime.fromisoformat(text[:19])
    except ValueError:
        return None


def _sections(numbers: Any, labels: Mapping[int, Label]) -> tuple[str, ...]:
    """Names of a post's categories, outermost first; those of the longest line of ancestors where there are several."""
    if not isinstance(numbers, list):
        return ()
    lines: list[list[str]] = [_lineage(number, labels) for number in numbers[:30] if isinstance(number, int)]
    longest: list[str] = max(lines, key=len, default=[])
    return plain_names(longest)


def _lineage(number: int, labels: Mapping[int, Label]) -> list[str]:
    names: list[str] = []
    while number in labels and len(names) < 10:
        names.insert(0, labels[number].name)
        number = labels[number].parent
    return names


_PAGE = re.compile(r"(?<=[?&])page=(\d{1,6})(?=&|$)")


def page_in(url: str) -> int:
    """Which page of posts an address asks for."""
    found = _PAGE.search(url)
    return int(found[1]) if found else 1


def page_after(url: str) -> str:
    """The address of the page of posts behind the one that `url` asks for."""
    return _turned(url, page_in(url) + 1)


def _turned(url: str, page: int) -> str:
    return _PAGE.sub(f"page={page}", url) if _PAGE.search(url) else f"{url}&page={page}"


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 12 else None
