"""JSON-LD as news pages carry it: often broken, nested in `@graph`, linked by `@id`, several articles on a page.

Depth is bounded by orjson (1,024 levels), the number of nodes by `MAX_NODES`; broken JSON is `broken_json`'s business.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from newscrawler.extraction.broken_json import values_in

MAX_NODES = 2000
"""Objects looked at on one page; the most on 2,499 news pages: 237."""
MAX_TEXT = 4000
"""Characters read of one string: no title, name or caption of those pages has 500. To take the markup out of a string
of a megabyte costs 100 times its parse."""
MAX_LABEL = 400
"""The same for names of sections, of which a page may list a hundred."""
MAX_BODY = 200_000
"""The same for an article's whole text; the longest has 47,510."""
_MOST_ENTITIES = 4000
"""Signs that may begin an entity; texts of more are left as they stand."""

Node = dict[str, Any]

_ARTICLE_TYPES = frozenset(
    """article newsarticle reportagenewsarticle analysisnewsarticle opinionnewsarticle backgroundnewsarticle
    reviewnewsarticle asknewsarticle reportnewsarticle liveblogposting blogposting socialmediaposting
    techarticle scholarlyarticle medicalscholarlyarticle report advertisercontentarticle satiricalarticle""".split()
)
_NEAR_ARTICLES = frozenset(
    "recipe review criticreview howto videoobject podcastepisode imagegallery mediagallery creativework".split()
)
_PAGE_TYPES = frozenset("webpage itempage medicalwebpage collectionpage aboutpage faqpage qapage".split())
_ASIDE_KEYS = frozenset(
    """publisher author creator editor about mentions mainEntityOfPage isPartOf subjectOf isBasedOn video
    associatedMedia""".split()
)
"""Under these keys lie nodes that others refer to, but never the page's article."""
_CLOSED_KEYS = frozenset(
    """itemListElement comment comments review reviews hasPart liveBlogUpdate citation relatedLink image logo
    thumbnail potentialAction offers address contactPoint sameAs interactionStatistic speakable""".split()
)
"""Under these keys lies nothing that is looked for: a list's teasers, the updates of a live blog, pictures …"""


@dataclass(slots=True)
class LinkedData:
    """All JSON-LD of a page, flattened."""

    articles: list[Node] = field(default_factory=list)
    """Nodes that may be the page's article, the likeliest types first, in document order."""
    pages: list[Node] = field(default_factory=list)
    crumbs: list[Node] = field(default_factory=list)
    sites: list[Node] = field(default_factory=list)
    """WebSite and Organization nodes."""
    by_id: dict[str, Node] = field(default_factory=dict)

    def resolve(self, value: Any) -> Any:
        """The node a bare `{"@id": …}` points to; anything else as it is."""
        if isinstance(value, dict) and "@id" in value and len(value) <= 2 and "name" not in value:
            return self.by_id.get(str(value["@id"]), value)
        return value

    def listed(self, value: Any) -> list[Any]:
        """`value` as a list (JSON-LD leaves the brackets off a single one), references resolved, at most 100."""
        values = value if isinstance(value, list) else [] if value is None else [value]
        return [self.resolve(item) for item in values[:100]]


def types_of(node: Node) -> list[str]:
    """The node's types, lower case, without the vocabulary's address."""
    stated = node.get("@type")
    names = stated if isinstance(stated, list) else [stated]
    return [name.rsplit("/", 1)[-1].rsplit(":", 1)[-1].lower() for name in names if isinstance(name, str)]


def text_in(value: Any, most: int = MAX_TEXT) -> str | None:
    """A JSON-LD string: entities and tags resolved, white space collapsed; None where `value` holds no words.

    Of a string longer than `most` characters so many are read.
    """
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name")
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        return None
    return plain(value, most)


_TAG = re.compile(r"</?[A-Za-z][^<>]{0,500}>")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x7f]")
"""Neither white space nor words: JSON may hold them (`\\u0000`), R and databases refuse them, terminals obey them.
Those from U+0080 on stay: in text that was encoded twice they are parts of signs."""


def plain(value: str, most: int = MAX_TEXT) -> str | None:
    """The first `most` characters of `value` without markup: some sites escape twice (`&amp;quot;`) or leave tags in.

    >>> plain("Rain &amp;amp; <em>wind</em>"), plain("Ra\\x00in")
    ('Rain & wind', 'Rain')
    """
    value = value[:most]
    if 0 < value.count("&") <= _MOST_ENTITIES:
        value = html.unescape(value)
        if "&" in value and ";" in value:
            value = html.unescape(value)
    if "<" in value:
        value = _TAG.sub("", value)
    if not value.isprintable():
        value = _CONTROLS.sub("", value)
    return " ".join(value.split()) or None


def read_json_ld(scripts: Iterable[str]) -> LinkedData:
    """Everything `scripts` say; those beyond repair are passed over."""
    data = LinkedData()
    near: list[Node] = []
    for key, node in _nodes(values_in(scripts)):
        ident = node.get("@id")
        if isinstance(ident, str) and len(node) > 2 and (ident not in data.by_id or len(data.by_id[ident]) < len(node)):
            data.by_id[ident] = node
        types = types_of(node)
        if "breadcrumblist" in types:
            data.crumbs.append(node)
        if "website" in types or any(kind.endswith("organization") for kind in types):
            data.sites.append(node)
        if key:
            continue
        if not _ARTICLE_TYPES.isdisjoint(types):
            data.articles.append(node)
        elif not _NEAR_ARTICLES.isdisjoint(types):
            near.append(node)
        elif not _PAGE_TYPES.isdisjoint(types):
            data.pages.append(node)
    data.articles += near
    return data


def _nodes(roots: Iterable[Any]) -> Iterator[tuple[bool, Node]]:
    """The objects below `roots` in document order, with whether they lie under an aside key."""
    stack: list[tuple[bool, Any]] = [(False, root) for root in roots]
    stack.reverse()
    seen = 0
    while stack and seen < MAX_NODES:
        aside, value = stack.pop()
        if isinstance(value, list):
            stack.extend([(aside, item) for item in reversed(value) if item.__class__ in _CONTAINERS])
        elif isinstance(value, dict):
            seen += 1
            yield aside, value
            for key, item in reversed(value.items()):
                if item.__class__ in _CONTAINERS and key not in _CLOSED_KEYS:
                    stack.append((aside or key in _ASIDE_KEYS, item))


_CONTAINERS = frozenset((dict, list))
