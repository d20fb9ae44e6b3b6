"""What a site's own pages have taught of its addresses: which shapes lead to articles, and which do not.

The general rules guess from words and numbers in an address; a site may do otherwise (`/p/rain` a story, `/2026/rain`
a list). What was found behind enough addresses of a shape outweighs the guess. A shape is an address with its words
blurred; the one that keeps its first segment (`/team/…` is not `/news/…`) is asked first.
"""

from __future__ import annotations

from collections.abc import Mapping

from newscrawler.discovery.links import LinkKind
from newscrawler.discovery.shapes import shape_of

LEAST = 5
"""Pages that must have been seen behind a shape before it says anything …"""
LEAST_AGAINST = 12
"""… and before it keeps anything from being asked for: what is not asked for is not learned of any more."""
SHARE = 0.9
"""Of these, so many must have been of one kind; against articles all of them."""

Counts = tuple[int, int, int]
"""Articles, lists, other pages."""
_KINDS = (LinkKind.ARTICLE, LinkKind.INDEX, LinkKind.OTHER)


def shapes_in(url: str) -> tuple[str, ...]:
    """The shapes of an address (in normal form) by which it is learned, the more telling first.

    >>> shapes_in("https://example.org/news/rain-over-the-harbour?id=3")
    ('/news/slug?id', 'word/slug?id')
    """
    general = shape_of(url).pattern
    path = url.partition("?")[0].split("/", 3)[3:]
    first, _, rest = (path[0] if path else "").partition("/")
    if not rest or first.isdigit() or len(first) > 40:
        return (general,)
    return f"/{first.lower()}/{general.partition('/')[2]}", general


def learned_kind(url: str, known: Mapping[str, Counts]) -> LinkKind | None:
    """What most pages behind addresses like this one were; None where too few are known, or they differ."""
    for shape in shapes_in(url):
        counts = known.get(shape)
        if counts is not None and sum(counts) >= LEAST:
            return kind_by(counts)
    return None


def kind_by(counts: Counts) -> LinkKind | None:
    """What the pages behind one shape say of further addresses of it."""
    pages, most = sum(counts), max(counts)
    if pages < LEAST or most < SHARE * pages:
        return None
    if most == counts[0]:
        return LinkKind.ARTICLE
    return _KINDS[counts.index(most)] if counts[0] == 0 and pages >= LEAST_AGAINST else None


def kind_with(learned: Mapping[str, Counts], url: str, guess: LinkKind) -> LinkKind:
    """The kind of what lies behind an address: as learned, where that says anything, else the guess.

    Numbered pages of lists and files stay what they are.
    """
    if not learned:
        return guess
    shape = shape_of(url)
    if shape.is_numbered_list or shape.is_static or not shape.depth:
        return guess
    return learned_kind(url, learned) or guess
