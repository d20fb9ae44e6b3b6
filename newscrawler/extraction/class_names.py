"""What class attributes and ids say: which field an element may hold, whether a box is furniture.

Looked up in tables and remembered: a page has some hundred different class attributes, a site a few hundred.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from lxml import etree

_WORD = re.compile(r"[a-z]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")

_ROLE_WORDS = {
    "author": """author authors byline bylines contributor contributors writer autor autore auteur autoren creator vcard
    reporter""",
    "date": """date datum fecha published timestamp pubdate datetime publish posted publication time postdate tarih data
    dateline meta""",
    "crumbs": "breadcrumb breadcrumbs crumbs crumb",
    "standfirst": "standfirst dek deck subhead subheadline subtitle chapo lede",
    "tags": "tags tag keywords topics taglist",
}
ROLES: dict[str, str] = {word: role for role, words in _ROLE_WORDS.items() for word in words.split()}
"""Words in class and id attributes → the field an element so named may hold."""

FURNITURE = frozenset(
    """nav menu navbar subnav submenu footer sidebar aside comment comments related recommended recommend
    recommendations teaser teasers popular trending widget widgets carousel newsletter promo advert ads
    sponsored latest megamenu breaking ticker login subscribe playlist outbrain taboola recirc recirculation
    disqus respond upnext readmore morefrom""".split()
)
"""Words in the class or id of a box that holds other articles, readers' words or the site's own furniture."""
_TELLING = FURNITURE.union(ROLES)
FURNITURE_TAGS = frozenset(("nav", "footer", "aside"))


_BUILDERS_BOX = "elementor-widget"
"""A page builder's name for every part of a page, the title and the story too: no widget beside them …"""
_BUILDERS_LISTS = re.compile(r"elementor-widget-(?:posts|loop-(?:grid|carousel))\b")
"""… but for those that list other pages."""

_MOST_KNOWN = 20_000
_LONGEST_NAMES = 600
"""Characters looked at of one class attribute."""


class _Said(NamedTuple):
    """What a class attribute or an id says."""

    roles: tuple[str, ...]
    is_furniture: bool


_NOTHING = _Said((), False)


class _Known(dict[str, _Said]):
    """Class attribute or id → what it says, found out at the first look-up: pages of one site, and themes, use the
    same ones over and over. Emptied when there are too many.
    """

    def __missing__(self, names: str) -> _Said:
        words = words_in(names)
        said = _NOTHING
        if not _TELLING.isdisjoint(words):
            roles = tuple({ROLES[word]: None for word in words if word in ROLES})
            said = _Said(roles, not FURNITURE.isdisjoint(words))
        if len(self) >= _MOST_KNOWN:
            self.clear()
        if len(names) <= _LONGEST_NAMES:
            self[names] = said
        return said


_KNOWN = _Known()


def words_in(names: str) -> list[str]:
    """The lower-case words in class names or ids.

    >>> words_in("ArticleHeader__byline js-author_name")
    ['article', 'header', 'byline', 'js', 'author', 'name']
    >>> words_in("post-sub-title")
    ['post', 'subtitle']
    """
    names = names[:_LONGEST_NAMES]
    if "sub-" in names:
        names = names.replace("sub-", "sub")
    if _BUILDERS_BOX in names:
        names = _BUILDERS_LISTS.sub("related", names).replace(_BUILDERS_BOX, "elementor")
    return _WORD.findall(names if names.islower() else _CAMEL.sub("-", names).lower())


def name_words(element: etree._Element) -> list[str]:
    """The lower-case words in an element's class and id."""
    return words_in(f"{element.get('class') or ''} {element.get('id') or ''}")


def roles_in(names: str) -> tuple[str, ...]:
    """The fields that a class attribute's names speak of."""
    return _KNOWN[names].roles


def names_furniture(names: str) -> bool:
    """Whether a class attribute or an id is a furniture box's."""
    return _KNOWN[names].is_furniture


def is_furniture(element: etree._Element) -> bool:
    """Whether the element is furniture by its tag, class or id."""
    if element.tag in FURNITURE_TAGS:
        return True
    names = element.get("class")
    if names and _KNOWN[names].is_furniture:
        return True
    ident = element.get("id")
    return ident is not None and _KNOWN[ident].is_furniture
