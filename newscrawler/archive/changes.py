"""Which of an article's own fields differ between two readings of it, and which differences are none.

A version is made by a change of the article itself. What moves by itself is left out of the comparison: blocks that
are nothing but a counter of views or the time since something happened, white space, the order of tags, and what a
channel told where the page tells nothing: a feed speaks of an article one day and not the next.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from newscrawler.items import Article
from newscrawler.outcomes import Outcome

OWN_FIELDS = (
    "kind",
    "title",
    "standfirst",
    "authors",
    "sections",
    "tags",
    "date_published",
    "is_accessible_for_free",
    "body",
)
"""The article's own content: a change in one of these makes a new version. `date_modified` is not among them:
many sites move it with every view. Nor are `images`: their addresses change with every crop."""

TOLD = frozenset({"feed", "sitemap", "wp_json"})
"""Sources that are not the page."""

_LONGEST = 60
"""Characters of a block that may be furniture alone; a longer one is text."""
_COUNT = r"\d{1,3}(?:[.,\s]?\d{3}){0,4}(?:[.,]\d)?\s?(?:k|m|thousand|million)?"
_SPAN = r"(?:\d{1,4}|an?|one|a few|few)\s(?:second|sec|minute|min|hour|hr|day|week|month|year)s?"
_VOLATILE = re.compile(
    rf"(?:(?:last\s)?(?:updated|modified|published|posted|edited|refreshed)?:?\s?(?:about\s|just\s)?{_SPAN}\sago"
    rf"|(?:updated|posted|published)?\s?just now"
    rf"|{_COUNT}\s?(?:views?|reads?|shares?|likes?|comments?|readers?|people (?:are )?reading(?: this)?(?: now)?)"
    rf"|(?:views?|reads?|shares?|likes?|comments?|page views?)\s?:?\s?{_COUNT})[.!]?",
    re.IGNORECASE,
)


def changed_fields(before: Mapping[str, Any], article: Article) -> list[str]:
    """Names of the own fields in which `article` differs from the record `before`, in the order of the record."""
    sources = before.get("sources") or {}
    return [
        name
        for name in OWN_FIELDS
        if _compared(name, before.get(name)) != _compared(name, getattr(article, name))
        and not (name != "body" and TOLD & {sources.get(name), article.sources.get(name)})
    ]


def lacks_pages(before: Mapping[str, Any], article: Article) -> bool:
    """Whether `article` differs from the record `before` only by the text of further pages that could be had then, and
    not now. What lacked them then as well, or has other words on the pages that are there, does not.
    """
    lost = {part.url for part in article.parts if part.outcome != Outcome.PART}
    lost -= {part["url"] for part in before.get("parts") or () if part["outcome"] != Outcome.PART}
    return bool(lost) and set(_compared("body", article.body or "")) <= set(_compared("body", before.get("body") or ""))


def is_volatile(block: str) -> bool:
    """Whether a block of text is nothing but a counter, or the time since something happened.

    >>> is_volatile("Updated 5 minutes ago"), is_volatile("1,204 views"), is_volatile("Five minutes ago it rained.")
    (True, True, False)
    """
    return len(block) <= _LONGEST and _VOLATILE.fullmatch(block) is not None


def _compared(name: str, value: Any) -> Any:
    """What of a field's value is compared."""
    if isinstance(value, str):
        blocks = [" ".join(unicodedata.normalize("NFC", block).split()) for block in value.split("\n\n")]
        return [block for block in blocks if not is_volatile(block)] if name == "body" else blocks
    if name == "tags" and isinstance(value, Sequence):
        return sorted(map(str, value))
    return value
