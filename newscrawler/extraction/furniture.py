"""Furniture that any site's markup gives away: tags, roles, and words in class names and ids.

Used for boxes *inside* an article's container, where a wrong word would cost text: only words that name furniture
in practice, and a box that holds a large part of the story is never furniture whatever it is called.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from newscrawler.extraction.blocks import Boxes, Furniture

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_WORD = re.compile(r"[a-z]+")

_WORDS: dict[str, tuple[str, str]] = {
    word: (by, why)
    for by, why, words in (
        ("share_buttons", "buttons to share or follow", "share sharing shares sharebar sharedaddy social socials "
         "addtoany shareaholic followus sociales teilen"),
        ("advertisement", "an advertisement", "ad ads advert adverts advertisement advertising adsense adslot adunit "
         "adbox adwrapper banner dfp sponsored sponsor taboola outbrain anzeige werbung publicidad publicite pub"),
        ("related_block", "links to other articles", "related relatedposts yarpp recommended recommendations recommend "
         "readmore morefrom seealso upnext similar relacionadas mehr lire teaser teasers promo promos recirc"),
        ("newsletter_box", "an invitation to subscribe", "newsletter newsletters subscribe subscription signup "
         "mailchimp paywall optin"),
        ("author_box", "a portrait of the author", "authorbox authorbio biography aboutauthor biobox"),
        ("tag_list", "the article's keywords", "tags taglist tagcloud tagged hashtags keywords"),
        ("comments", "readers' comments", "comments comment disqus respond commentlist livefyre"),
        ("popular_block", "what others read", "popular trending mostread mostpopular bestof"),
        ("navigation", "navigation", "nav navbar navigation breadcrumb breadcrumbs pagination pager menu toc"),
    )
    for word in words.split()
}  # fmt: skip
_PAIRS: dict[tuple[str, str], tuple[str, str]] = {
    ("author", "box"): ("author_box", "a portrait of the author"),
    ("author", "bio"): ("author_box", "a portrait of the author"),
    ("about", "author"): ("author_box", "a portrait of the author"),
    ("read", "more"): ("related_block", "links to other articles"),
    ("read", "next"): ("related_block", "links to other articles"),
    ("see", "also"): ("related_block", "links to other articles"),
    ("also", "like"): ("related_block", "links to other articles"),
    ("most", "read"): ("popular_block", "what others read"),
    ("next", "prev"): ("navigation", "links to the next and the previous article"),
    ("post", "navigation"): ("navigation", "links to the next and the previous article"),
}
_TAGS: dict[str, tuple[str, str]] = {
    "nav": ("navigation", "navigation"),
    "aside": ("aside", "set beside the text"),
    "footer": ("footer", "the foot of its container"),
    "form": ("form", "a form"),
    "button": ("button", "a button"),
}
_ROLES: dict[str, tuple[str, str]] = {
    "navigation": ("navigation", "navigation"),
    "complementary": ("aside", "set beside the text"),
    "search": ("form", "a form"),
}

Reason = tuple[str, str]
"""(by, why), as in `Removed`."""


def name_words(names: str) -> list[str]:
    """The lower-case words of class names and ids, in order.

    >>> name_words("td-post-content articleBody")
    ['td', 'post', 'content', 'article', 'body']
    """
    return _WORD.findall(_CAMEL.sub("-", names[:500]).lower())


class FurnitureJudge:
    """Says of a box, by its own tag and names, whether it is furniture; remembers names it has seen."""

    def __init__(self, special: Sequence[Furniture] = ()) -> None:
        self._exact: dict[str, Reason] = {}
        self._prefixes: list[tuple[str, Reason]] = []
        self._seen: dict[tuple[str, str], Reason | None] = {}
        for furniture in special:
            for name in furniture.names:
                if name.endswith("*"):
                    self._prefixes.append((name[:-1].lower(), furniture[1:]))
                else:
                    self._exact[name.lower()] = furniture[1:]

    def special(self, boxes: Boxes, box: int) -> Reason | None:
        """What the site's own list says of the box."""
        if not self._exact and not self._prefixes:
            return None
        element = boxes.elements[box]
        names = (element.get("class") or "").lower().split()[:50]
        if ident := element.get("id"):
            names.append("#" + ident.lower())
        for name in names:
            if reason := self._exact.get(name):
                return reason
            for prefix, reason in self._prefixes:
                if name.startswith(prefix):
                    return reason
        return None

    def general(self, boxes: Boxes, box: int) -> Reason | None:
        """What tag, role and the words of its names say of the box."""
        sort = (boxes.tag(box), boxes.named(box))
        if sort not in self._seen:
            tag, names = sort
            reason = _TAGS.get(tag) or (_reason_in(name_words(names)) if names else None)
            self._seen[sort] = reason or _ROLES.get(boxes.elements[box].get("role") or "")
        return self._seen[sort]


def _reason_in(words: list[str]) -> Reason | None:
    for word in words:
        if reason := _WORDS.get(word):
            return reason
    for pair in pairwise(words):
        if reason := _PAIRS.get(pair):
            return reason
    return None
