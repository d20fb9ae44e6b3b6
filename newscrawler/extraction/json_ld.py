"""JSON-LD as news pages carry it: often broken, nested in `@graph`, linked by `@id`, several articles on a page.

Parsed with orjson; what orjson refuses is mended in one linear pass (`repaired`) and tried once more. Depth is bounded
by orjson (1,024 levels), the number of nodes by `MAX_NODES`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import orjson

MAX_NODES = 5000
"""Objects looked at on one page."""

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


def text_in(value: Any) -> str | None:
    """A JSON-LD string: entities and tags resolved, white space collapsed; None where `value` holds no words."""
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name")
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        return None
    return plain(value)


_TAG = re.compile(r"</?[A-Za-z][^<>]{0,500}>")


def plain(value: str) -> str | None:
    """`value` without markup: some sites escape twice (`&amp;quot;`) or leave tags in.

    >>> plain("Rain &amp;amp; <em>wind</em>")
    'Rain & wind'
    """
    if "&" in value:
        value = html.unescape(value)
        if "&" in value and ";" in value:
            value = html.unescape(value)
    if "<" in value:
        value = _TAG.sub("", value)
    return " ".join(value.split()) or None


def read_json_ld(scripts: Iterable[str]) -> LinkedData:
    """Everything `scripts` say; those beyond repair are passed over."""
    data = LinkedData()
    near: list[Node] = []
    for key, node in _nodes(parsed for parsed in map(parse_json, scripts) if parsed is not None):
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
            stack.extend((aside, item) for item in reversed(value))
        elif isinstance(value, dict):
            seen += 1
            yield aside, value
            for key, item in reversed(value.items()):
                if item.__class__ in _CONTAINERS and key not in _CLOSED_KEYS:
                    stack.append((aside or key in _ASIDE_KEYS, item))


_CONTAINERS = frozenset((dict, list))


def parse_json(text: str) -> Any:
    """The value in a JSON-LD script, mended where it must be; None where it cannot be read."""
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        pass
    try:
        return orjson.loads(repaired(text))
    except orjson.JSONDecodeError:
        return None


_SPACE = " \t\r\n"
_OPENERS = frozenset(("", '"', "{", "[", "}", "]"))
"""What may follow a comma in JSON (and, mended, at a text's end)."""
_LITERAL = re.compile(r"(?:true|false|null|-?\d[\d.eE+-]{0,30})[ \t\r\n]{0,20}[,\]}]")
_ESCAPABLE = '"\\/bfnrt'


def repaired(text: str) -> str:
    r"""`text` with the usual breakages of JSON on the web mended, in one pass.

    Wrappers (comments, CDATA, a trailing semicolon), line breaks and other control characters in strings, quotes
    inside strings that were not escaped, escapes that do not exist, commas before a closing bracket, commas missing
    between objects, brackets missing at the end.

    >>> repaired('<!-- {"a": "say "hi"", "b": [1, 2,],} -->')
    '{"a":"say \\"hi\\"","b":[1,2]}'
    """
    text = text.replace("<![CDATA[", "").replace("]]>", "")
    starts = [at for at in (text.find("{"), text.find("[")) if at >= 0]
    if not starts:
        return ""
    if '"' not in text and "&quot;" in text:
        text = html.unescape(text)
    out: list[str] = []
    closers: list[str] = []
    at, end = min(starts), len(text)
    while at < end:
        char = text[at]
        if char == '"':
            at = _copy_string(text, at, out)
            continue
        if char in "{[":
            if out and out[-1] in "}]":
                out.append("," if closers else "")
                if not closers:
                    break  # a second value after the first: the first is what counts
            closers.append("}" if char == "{" else "]")
            out.append(char)
        elif char in "}]":
            if not closers:
                break
            _drop_comma(out)
            out.append(closers.pop())
            if not closers:
                break
        elif char not in _SPACE:
            out.append(char)
        at += 1
    _drop_comma(out)
    out.extend(reversed(closers))
    return "".join(out)


def _drop_comma(out: list[str]) -> None:
    if out and out[-1] == ",":
        out.pop()


def _copy_string(text: str, at: int, out: list[str]) -> int:
    """Copy the string that opens at `at`, mended; gives the place behind it."""
    out.append('"')
    at += 1
    end = len(text)
    while at < end:
        char = text[at]
        if char == "\\":
            at = _copy_escape(text, at, out)
            continue
        if char == '"':
            if _closes(text, at):
                out.append('"')
                return at + 1
            out.append('\\"')
        else:
            out.append(char if char >= " " else " ")
        at += 1
    out.append('"')
    return end


def _copy_escape(text: str, at: int, out: list[str]) -> int:
    follower = text[at + 1 : at + 2]
    if follower == "u":
        code = text[at + 2 : at + 6]
        if len(code) == 4 and all(digit in "0123456789abcdefABCDEF" for digit in code):
            value = int(code, 16)
            if 0xD800 <= value < 0xDC00 and re.match(r"\\u[dD][c-fC-F][0-9a-fA-F]{2}", text[at + 6 : at + 12]):
                out.append(text[at : at + 12])
                return at + 12
            out.append("\\ufffd" if 0xD800 <= value < 0xE000 else text[at : at + 6])
            return at + 6
    if follower and follower in _ESCAPABLE:
        out.append(text[at : at + 2])
        return at + 2
    if follower == "'":
        out.append("'")
        return at + 2
    out.append("\\\\")
    return at + 1


def _closes(text: str, at: int) -> bool:
    """Whether the quote at `at` ends its string: what follows must be JSON's own punctuation."""
    follower, at = _next_sign(text, at + 1)
    if follower in ("", ":", "}", "]"):
        return True
    if follower != ",":
        return False
    after, at = _next_sign(text, at + 1)
    return after in _OPENERS or bool(_LITERAL.match(text, at))


def _next_sign(text: str, at: int) -> tuple[str, int]:
    stop = min(len(text), at + 400)
    while at < stop and text[at] in _SPACE:
        at += 1
    return text[at : at + 1], at
