"""Where on a page an element stands, told from its ancestors' tags, roles and class words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from lxml import etree


class Position(StrEnum):
    """The part of the page a link stands in; the order is that of telling most about what lies behind it."""

    PAGINATION = "pagination"
    TEASER = "teaser"
    BODY = "body"
    """In running text, or nowhere in particular."""
    LABEL = "label"
    """A section label at a teaser or title, a crumb of the breadcrumb trail, a tag."""
    NAV = "nav"
    ASIDE = "aside"
    FOOTER = "footer"
    COMMENTS = "comments"


_RANKS = {position: rank for rank, position in enumerate(Position)}


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """Where an element stands. There is one object for each place."""

    position: Position
    in_heading: bool
    rank: float
    """The smaller, the more the place tells of a link."""


_PLACES = {
    (position, in_heading): Place(position, in_heading, rank + (0 if in_heading else 0.5))
    for position, rank in _RANKS.items()
    for in_heading in (True, False)
}
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def as_heading(place: Place) -> Place:
    """The same place, in a heading."""
    return _PLACES[place.position, True]


NOWHERE = Place(Position.BODY, in_heading=False, rank=99.0)
"""Before any link was looked at."""


_BY_TAG = {"nav": Position.NAV, "footer": Position.FOOTER, "aside": Position.ASIDE}
_BY_ROLE = {"navigation": Position.NAV, "contentinfo": Position.FOOTER, "complementary": Position.ASIDE}

_BY_WORD: dict[str, Position] = {}
for _position, _words in {
    Position.PAGINATION: "pagination paginator paging pager pagenav page-nav page-numbers pages wp-pagenavi nav-links "
    "page-links post-page-links post-page-numbers article-pagination page-nav-post pagelink pagelinks toc-pages",
    Position.TEASER: "teaser teasers card cards headline headlines td_module_wrap td-module-title module-title "
    "entry-title post-title story-title article-title story post hentry storylink tease promo list-item "
    "article-item news-item post-item feed-item",
    Position.LABEL: "breadcrumb breadcrumbs crumbs entry-crumbs tdb-breadcrumbs td-category td-post-category "
    "tdb-entry-category cat-links category-label category-links post-categories kicker eyebrow rubric tags tag-list "
    "tags-links td-tags td-post-source-tags tdb-tags taglist block-mega-child-cats",
    Position.NAV: "nav navbar navigation menu menus mainmenu main-menu submenu sub-menu sf-menu menu-item mega-menu "
    "megamenu site-nav site-navigation main-nav td-mobile-main-menu tdb-menu td-subcat-list td-pulldown-filter-list "
    "offcanvas off-canvas hamburger drawer sections topics-list topbar td-header-menu-wrap",
    Position.FOOTER: "footer site-footer page-footer colophon td-footer-wrapper td-sub-footer-menu subfooter",
    Position.ASIDE: "sidebar side-bar widget-area td-main-sidebar td-ss-main-sidebar",
    Position.COMMENTS: "comments comment-list commentlist comment-body comment-respond",
}.items():
    for _word in _words.split():
        _BY_WORD[_word] = _position

# A teaser inside a menu (a mega-menu's) is a teaser, a menu inside a teaser is none; a label stands in either.
_BEATEN_BY: dict[Position, frozenset[Position]] = {
    Position.BODY: frozenset(Position),
    Position.ASIDE: frozenset(Position) - {Position.BODY},
    Position.TEASER: frozenset({Position.LABEL, Position.PAGINATION, Position.COMMENTS}),
    Position.NAV: frozenset({Position.TEASER, Position.LABEL, Position.PAGINATION}),
    Position.FOOTER: frozenset({Position.TEASER, Position.LABEL, Position.NAV}),
    Position.LABEL: frozenset(),
    Position.PAGINATION: frozenset(),
    Position.COMMENTS: frozenset(),
}
_START = _PLACES[Position.BODY, False]
_TOLD_BY = (("class", 400), ("id", 60), ("role", 20))
"""Attributes, and characters of them: of longer ones no more is remembered either."""


class Places:
    """The place of every element asked for, worked out once for each ancestor."""

    def __init__(self) -> None:
        self._known: dict[etree._Element, Place] = {}

    def of(self, element: etree._Element) -> Place:
        """Where `element` stands: from the outermost ancestor in."""
        path = []
        place = _START
        node: etree._Element | None = element
        while node is not None:
            known = self._known.get(node)
            if known is not None:
                place = known
                break
            path.append(node)
            node = node.getparent()
        for node in reversed(path):
            words = (node.get(name, "")[:most] for name, most in _TOLD_BY)
            place = self._known[node] = _step(place, str(node.tag), *words)
        return place


@lru_cache(maxsize=16384)
def _step(outer: Place, tag: str, classes: str, name: str, role: str) -> Place:
    """The place of an element in an element that stands at `outer`."""
    if tag in {"html", "body"}:  # theme switches ("td-menu-off") stand there, not places
        return outer
    own = _BY_TAG.get(tag) or _BY_ROLE.get(role) or _by_words(classes) or _BY_WORD.get(name.lower())
    position = own if own is not None and own in _BEATEN_BY[outer.position] else outer.position
    return _PLACES[position, outer.in_heading or tag in HEADINGS]


def _by_words(classes: str) -> Position | None:
    for word in classes.lower().split():
        found = _BY_WORD.get(word)
        if found is not None:
            return found
    return None
