"""What all readers of fields look at: the page's scan, its JSON-LD and which node of that is the article."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from lxml import etree

from newscrawler.extraction.document import Document
from newscrawler.extraction.header_zone import Line, Roles, lines_around, marks_around
from newscrawler.extraction.json_ld import LinkedData, Node, plain, read_json_ld, text_in, types_of
from newscrawler.extraction.page_scan import PageScan, scan, text_of


class Witness(NamedTuple):
    """One statement about one field."""

    source: str
    """`selector`, `json_ld`, `meta`, `microdata`, `html` or `url`."""
    value: str


_WORDS = re.compile(r"\w+")


def key_of(text: str | None) -> str:
    """What two spellings of one phrase have in common: its word characters, folded.

    >>> key_of("The “Harbour” – an Update") == key_of('the "harbour" - an update')
    True
    """
    return " ".join(_WORDS.findall(unicodedata.normalize("NFKC", text or "").casefold()))


def likeness(one: str, other: str) -> float:
    """0 … 1: how much two keys have in common, by words, in scripts without spaces by pairs of characters.

    >>> likeness("rain over the harbour", "rain over the harbour"), likeness("rain", "sun")
    (1.0, 0.0)
    """
    if one == other:
        return 1.0
    first, second = _units(one), _units(other)
    shared = len(first & second)
    return 0.98 * 2 * shared / (len(first) + len(second)) if shared else 0.0


def _units(key: str) -> set[str]:
    words = key.split()
    if words and len(key) > 12 * len(words):
        return {key[at : at + 2] for at in range(len(key) - 1)}
    return set(words)


_LIKE_ENOUGH = 0.5
"""What a heading and a title of the head must have in common to be the same headline in two versions."""
_SHORT = 12
"""Characters below which a heading that nothing bears out is rather a section's label."""
_PLAIN_TAGS = ("td", "div", "p", "span", "font", "b", "strong", "center", "h3", "h4", "dt", "th", "a")
_PLAIN_REACH = 1500
"""Elements searched for a title without a heading."""
_TITLE_METAS = ("og:title", "twitter:title", "parsely-title", "sailthru.title", "dc.title", "dcterms.title", "citation_title", "title", "headline")
_CUT = re.compile(r"\s+[|·•»–—:-]{1,2}\s+|\s*[|»·•]\s*|\s+::\s+|(?<=[^\W\d_]):\s+")


@dataclass(slots=False, eq=False)
class Evidence:
    """One page's witnesses, gathered once."""

    document: Document
    scan: PageScan
    data: LinkedData
    hints: Any = None
    path: list[str] = field(default_factory=list)
    """Segments of the address's path."""

    @classmethod
    def gather(cls, document: Document, hints: Any = None) -> Evidence:
        """Walk the page and read its JSON-LD."""
        found = scan(document)
        path = [part for part in _split(document.url)[1].split("/") if part]
        return cls(document, found, read_json_ld(found.scripts), hints, path)

    @cached_property
    def article(self) -> Node:
        """The JSON-LD node of the page's article; empty where there is none."""
        nodes = self.data.articles
        if len(nodes) < 2:
            return nodes[0] if nodes else {}
        return max(nodes[:50], key=self._likelihood)

    def _likelihood(self, node: Node) -> float:
        """How well a node fits the page; `max` takes the first of equals."""
        points = 0.0
        headline = key_of(text_in(node.get("headline") or node.get("name")))
        if headline and headline in self.page_titles:
            points += 4
        elif headline and any(headline in title or title in headline for title in self.page_titles if len(title) > 12):
            points += 2
        if self.addresses and not self.addresses.isdisjoint(_addresses_in(node)):
            points += 3
        points += 0.5 * ("datePublished" in node) + 0.5 * ("author" in node) + 0.2 * ("headline" in node)
        if types_of(node)[:1] in (["videoobject"], ["review"], ["imagegallery"], ["creativework"]):
            points -= 2
        return points

    @cached_property
    def page_titles(self) -> frozenset[str]:
        """Keys of what the head and the headings call the page."""
        stated = [self.scan.title, self.scan.meta("og:title"), self.scan.meta("twitter:title")]
        stated += [text_of(element, 400) for element in self.scan.headings[:5]]
        return frozenset(filter(None, map(key_of, stated)))

    @cached_property
    def addresses(self) -> frozenset[str]:
        """The page's own address, as known, as canonical and as `og:url`, without scheme and query."""
        stated = (self.document.url, self.scan.canonical, self.scan.meta("og:url"))
        return frozenset(bare for bare in map(bare_address, stated) if bare)

    @cached_property
    def page(self) -> Node:
        """The JSON-LD node of the page as a page (WebPage), empty where there is none."""
        return self.data.pages[0] if self.data.pages else {}

    @cached_property
    def host_key(self) -> str:
        """The host's letters and digits without `www.` and the last label: `the-echo.example` → `theecho`."""
        host = _split(self.document.url or self.scan.canonical or self.scan.meta("og:url"))[0]
        labels = host.removeprefix("www.").split(".")
        return re.sub(r"[^a-z0-9]", "", "".join(labels[:-1]))

    @cached_property
    def host_whole(self) -> str:
        """As `host_key`, with the last label: `theechoexample`."""
        host = _split(self.document.url or self.scan.canonical or self.scan.meta("og:url"))[0]
        return re.sub(r"[^a-z0-9]", "", host.removeprefix("www."))

    @cached_property
    def site_names(self) -> list[str]:
        """What the site calls itself, likeliest first, as stated."""
        stated: list[str | None] = [self.scan.meta("og:site_name")]
        for publisher in self.data.listed(self.article.get("publisher"))[:3]:
            stated.append(text_in(publisher))
        for node in self.data.sites[:6]:
            types = types_of(node)
            if "website" in types or "newsmediaorganization" in types:
                stated += [text_in(node.get("name")), text_in(node.get("alternateName"))]
        stated += [self.scan.meta("application-name"), self.scan.meta("apple-mobile-web-app-title")]
        return [name for name in dict.fromkeys(stated) if name and len(name) <= 100]

    @cached_property
    def site_keys(self) -> frozenset[str]:
        """Keys of the site's names, and of its host."""
        return frozenset(filter(None, [*map(key_of, self.site_names), self.host_key]))

    def is_site_name(self, text: str) -> bool:
        """Whether `text` is what the site calls itself (also `The Echo` for `echo.example`, `Echo Online`)."""
        key = key_of(text)
        if not key:
            return False
        squeezed = key.replace(" ", "")
        if key in self.site_keys or squeezed == self.host_key or squeezed == self.host_whole:
            return True
        if len(squeezed) >= 3 and squeezed.removeprefix("the") == self.host_key.removeprefix("the"):
            return True
        return any(
            len(name) > 3 and (key == f"{name} com" or key == f"the {name}" or f"the {key}" == name)
            for name in self.site_keys
        )

    @cached_property
    def head_titles(self) -> list[Witness]:
        """What JSON-LD, metas, microdata and `<title>` call the article, without the site's name."""
        found = list({one.value: one for one in reversed(list(self._stated_titles()))}.values())[::-1]
        if not found and self.scan.title:
            found.append(Witness("html", self.without_site(self.scan.title, guess=True)))
        return [one for one in found if len(key_of(one.value)) > 1]

    def _stated_titles(self) -> Iterator[Witness]:
        headline = text_in(self.article.get("headline")) or text_in(self.article.get("name"))
        if headline:
            yield Witness("json_ld", self.without_site(headline))
        for text in dict.fromkeys(filter(None, (self.scan.meta(name) for name in _TITLE_METAS))):
            bare = plain(text)
            if bare and bare != headline:
                yield Witness("meta", self.without_site(bare))
        for element in self.scan.props.get("headline", ())[:3] if not headline else ():
            yield Witness("microdata", self.without_site(element.get("content") or text_of(element, 400)))

    def without_site(self, title: str, *, guess: bool = False) -> str:
        """`title` without the site's name glued to it; `guess`: also without a short last part that nothing else names."""
        title = title[:500]
        for _ in range(3):
            cuts = list(_CUT.finditer(title))
            if not cuts:
                break
            last, first = title[cuts[-1].end() :], title[: cuts[0].start()]
            if self.is_site_name(last):
                title = title[: cuts[-1].start()]
            elif self.is_site_name(first):
                title = title[cuts[0].end() :]
            elif guess and cuts[-1].group().strip() and len(last.split()) <= 4 and cuts[-1].start() > 2 * len(last):
                title, guess = title[: cuts[-1].start()], False
            else:
                break
        return title.strip()

    @cached_property
    def heading(self) -> etree._Element | None:
        """The element that shows the title: the `h1` (else `h2`, else any) that the head bears out best.

        Boxes around it are no furniture, whatever their names say.
        """
        keys = [key_of(one.value) for one in self.head_titles]
        if self.scan.title:
            keys.append(key_of(self.without_site(self.scan.title, guess=True)))
        keys = list(dict.fromkeys(keys))
        found = self._likest(self.scan.headings[:20], keys, _LIKE_ENOUGH)
        if found is None:
            found = self._likest(list(islice(self.scan.each("h2"), 40)), keys, 0.8)
        if found is None:
            found = self._only_heading(keys)
        if found is None:
            found = self._plain_heading(keys)
        if found is not None:
            self.scan.clear_around(found)
        return found

    def _only_heading(self, keys: list[str]) -> etree._Element | None:
        """The one `h1` outside furniture that could be a headline: editors often give the head other words."""
        usable = {}
        for element in self.scan.headings[:20]:
            text = text_of(element, 400)
            if len(text) >= _SHORT and not self.is_site_name(text) and not self.scan.in_furniture(element):
                usable.setdefault(key_of(text), element)
        elements = list(usable.values())
        if len(elements) > 1:
            return self._likest(elements, keys, 0.2)
        return elements[0] if elements else None

    def _plain_heading(self, keys: list[str]) -> etree._Element | None:
        """Any small element that holds a title of the head and nothing else, as on pages without headings."""
        if self.document.root is None or not keys:
            return None
        longest = max(map(len, keys)) * 2
        for element in islice(self.document.root.iter(*_PLAIN_TAGS), _PLAIN_REACH):
            text = element.text
            if text and not len(element) and _SHORT // 3 <= len(text) <= longest:
                key = key_of(text)
                if any(likeness(key, other) >= 0.8 for other in keys):
                    return element
        return None

    def _likest(self, elements: list[etree._Element], keys: list[str], least: float) -> etree._Element | None:
        """The element most like one of `keys`, if it is so at least to `least`; one outside furniture rather."""
        best, found = 0.0, None
        for element in elements:
            text = text_of(element, 400)
            key = key_of(text)
            points = max((likeness(key, other) for other in keys), default=0.0) if key else 0.0
            if points < least or self.is_site_name(text):
                continue
            points += 0.3 * (not self.scan.in_furniture(element))
            if points > best:
                best, found = points, element
        return found

    @cached_property
    def roles(self) -> Roles:
        """Elements around the title by what their names say; on a page without a title those at its beginning."""
        start = self.heading
        if start is None and self.document.root is not None:
            start = next(self.document.root.iter("body"), None)
            start = start[0] if start is not None and len(start) else None
        return marks_around(start) if start is not None else {}

    @cached_property
    def zone(self) -> list[Line]:
        """The lines around the title; none where there is no heading."""
        heading = self.heading
        return lines_around(self.scan, heading) if heading is not None else []

    def props(self, *names: str) -> Iterator[etree._Element]:
        """Elements with one of these `itemprop` words, outside furniture."""
        for name in names:
            for element in self.scan.props.get(name, ()):
                if not self.scan.in_furniture(element):
                    yield element


def bare_address(url: str | None) -> str | None:
    """`url` without scheme, `www.`, query, fragment and closing slash, for comparison alone."""
    if not url:
        return None
    host, path = _split(url)
    return f"{host.removeprefix('www.')}{path.rstrip('/')}" if host and path.strip("/") else None


def _split(url: str | None) -> tuple[str, str]:
    """Host (lower case) and path of `url`; empty where there is none or it cannot be read."""
    try:
        parts = urlsplit(url or "")
        return (parts.hostname or "").lower(), parts.path
    except ValueError:
        return "", ""


def _addresses_in(node: Node) -> set[str]:
    stated = [node.get("url"), node.get("@id"), node.get("mainEntityOfPage")]
    texts = [value.get("@id") or value.get("url") if isinstance(value, dict) else value for value in stated]
    return {bare for text in texts if isinstance(text, str) and (bare := bare_address(text))}
