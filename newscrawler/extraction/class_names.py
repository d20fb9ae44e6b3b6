"""What class attributes and ids say: which field an element may hold, whether a box is furniture.

Looked up in tables and remembered: a page has some hundred different class attributes, a site a few hundred.
"""

from __future__ import annotations

import re

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
_STEMS = tuple(
    """author byline contribut writer autor auteur creator vcard reporter date datum fecha publi time posted tarih
    data meta crumb standfirst dek deck sub chapo lede tag keyword topic""".split()
)
"""What every word of `ROLES` has in it: most class names hold none of them, and need not be taken apart."""

FURNITURE = frozenset(
    """nav menu navbar subnav submenu footer sidebar aside comment comments related recommended recommend
    recommendations teaser teasers popular trending widget widgets carousel newsletter promo advert ads
    sponsored latest megamenu breaking ticker login subscribe playlist outbrain taboola recirc recirculation
    disqus respond upnext readmore morefrom""".split()
)
"""Words in the class or id of a box that holds other articles, readers' words or the site's own furniture."""
FURNITURE_TAGS = frozenset(("nav", "footer", "aside"))


_ROLES_OF: dict[str, tuple[str, ...]] = {}
_FURNITURE_OF: dict[str, bool] = {}
"""Whole class attribute → what it says: pages of one site, and themes, use the same ones over and over."""
_MOST_KNOWN = 20_000
_LONGEST_NAMES = 600
"""Characters looked at of one class attribute."""


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
    return _WORD.findall(names if names.islower() else _CAMEL.sub("-", names).lower())


def name_words(element: etree._Element) -> list[str]:
    """The lower-case words in an element's class and id."""
    return words_in(f"{element.get('class') or ''} {element.get('id') or ''}")


def roles_in(names: str) -> tuple[str, ...]:
    """The fields that a class attribute's names speak of."""
    roles = _ROLES_OF.get(names)
    if roles is None:
        roles = _roles_in(names)
        if len(_ROLES_OF) >= _MOST_KNOWN:
            _ROLES_OF.clear()
        if len(names) <= _LONGEST_NAMES:
            _ROLES_OF[names] = roles
    return roles


def _roles_in(names: str) -> tuple[str, ...]:
    folded = names.lower()
    for stem in _STEMS:
        if stem in folded:
            return tuple({ROLES[word]: None for word in words_in(names) if word in ROLES})
    return ()


def names_furniture(names: str) -> bool:
    """Whether a class attribute or an id is a furniture box's."""
    known = _FURNITURE_OF.get(names)
    if known is None:
        known = not FURNITURE.isdisjoint(words_in(names))
        if len(_FURNITURE_OF) >= _MOST_KNOWN:
            _FURNITURE_OF.clear()
        if len(names) <= _LONGEST_NAMES:
            _FURNITURE_OF[names] = known
    return known


def is_furniture(element: etree._Element) -> bool:
    """Whether the element is furniture by its tag, class or id."""
    if element.tag in FURNITURE_TAGS:
        return True
    names, ident = element.get("class"), element.get("id")
    return bool((names and names_furniture(names)) or (ident and names_furniture(ident)))
