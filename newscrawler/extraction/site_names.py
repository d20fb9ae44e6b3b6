"""What a site calls itself, so that its name is not taken for a title, an author or a section."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from newscrawler.extraction.json_ld import MAX_LABEL, LinkedData, Node, text_in, types_of
from newscrawler.extraction.page_scan import PageScan
from newscrawler.extraction.words import key_of, split_address

_CUT = re.compile(r"[|·•»]|(?<=[\u3040-\uffef])(?:_|-{1,2})|(?<=\s)(?:[–—-]{1,2}|::?)(?=\s)|(?<=[^\W\d_]):(?=\s)")
"""What sites put between a title and their name."""
_SIGN = re.compile(r"[|·•»_–—:-]")
"""What every separator has in it: most titles do without, and one set is looked for faster than four patterns."""
_LONGEST = 100
"""Characters of a site's name."""
_LONGEST_TITLE, _MOST_CUTS = 500, 5
_OTHER_THAN_LETTERS = re.compile(r"[^a-z0-9]")


_SHORTEST_OWN = 4
"""Characters of a domain's own name that can be told from a word."""
_SECOND_LEVEL = frozenset("co com org net gov edu ac or ne go gob nic asn id".split())
"""Labels under which countries register names: `echo.co.example`."""


def registered_name(host: str) -> str:
    """The label of a host that was registered.

    >>> registered_name("shop.echo.example"), registered_name("news.echo.co.uk")
    ('echo', 'echo')
    """
    labels = host.split(".")[:-1]
    if len(labels) > 1 and labels[-1] in _SECOND_LEVEL:
        labels.pop()
    return labels[-1] if labels else ""


@dataclass(slots=False, eq=False)
class SiteNames:
    """The names of one site."""

    names: list[str]
    """As stated, likeliest first."""
    host: str
    """The host, lower case, without `www.`; empty where it is not known."""

    @classmethod
    def of(cls, url: str | None, scan: PageScan, data: LinkedData, article: Node) -> SiteNames:
        """Gather what metas, the article's publisher and the WebSite node say."""
        stated: list[str | None] = [scan.meta("og:site_name")]
        stated += [text_in(publisher, MAX_LABEL) for publisher in data.listed(article.get("publisher"))[:3]]
        for node in data.sites[:6]:
            types = types_of(node)
            if "website" in types or "newsmediaorganization" in types:
                stated += [text_in(node.get(key), MAX_LABEL) for key in ("name", "alternateName")]
        stated += [scan.meta("application-name"), scan.meta("apple-mobile-web-app-title")]
        host = split_address(url or scan.canonical or scan.meta("og:url"))[0].removeprefix("www.")
        return cls([name for name in dict.fromkeys(stated) if name and len(name) <= _LONGEST], host)

    @cached_property
    def _squeezed(self) -> frozenset[str]:
        """The names and the host, with and without its last label, as letters and digits alone, without "the"."""
        hosts = [_OTHER_THAN_LETTERS.sub("", self.host.rpartition(".")[0]), _OTHER_THAN_LETTERS.sub("", self.host)]
        names = [key_of(name).replace(" ", "") for name in self.names]
        own = registered_name(self.host)
        if len(own) >= _SHORTEST_OWN:
            hosts += [_OTHER_THAN_LETTERS.sub("", name) for name in (own, self.host[self.host.rfind(own) :])]
        return frozenset(name.removeprefix("the") for name in (*hosts, *names) if len(name) > 1)

    def has(self, text: str) -> bool:
        """Whether `text` is what the site calls itself (also `The Echo`, `echo.example` and `Echo.com`)."""
        if len(text) > 10 * _LONGEST:  # half a megabyte was stated as a name
            return False
        squeezed = key_of(text).replace(" ", "").removeprefix("the")
        return len(squeezed) > 1 and (squeezed in self._squeezed or squeezed.removesuffix("com") in self._squeezed)

    def _is_of(self, text: str) -> bool:
        """Whether `text`, behind a bar, is the site's name with more words or fewer: `Echo Ferries`."""
        words = key_of(text).split()
        own = registered_name(self.host)
        if not 2 <= len(words) <= 4 or len(own) < _SHORTEST_OWN:
            return False
        squeezed = "".join(words)
        return words[0] == own or any(name.startswith(squeezed) for name in self._squeezed)

    def beginnings(self, title: str) -> list[str]:
        """`title` up to each of its separators, the longest first: one of them may be the article's own."""
        cuts = [cut.start() for cut in _cuts(title[:_LONGEST_TITLE])]
        return [title[:at].strip() for at in reversed(cuts[:_MOST_CUTS])]

    def without(self, title: str, *, guess: bool = False) -> str:
        """`title` without the site's name glued to it; `guess`: also without a short last part that nothing names."""
        title = title[:_LONGEST_TITLE]
        for _ in range(3):
            cuts = _cuts(title)
            if not cuts:
                break
            last, first = title[cuts[-1].end() :], title[: cuts[0].start()]
            if self.has(last) or (title[cuts[-1].start()] == "|" and self._is_of(last)):
                title = title[: cuts[-1].start()]
            elif self.has(first):
                title = title[cuts[0].end() :]
            elif guess and len(last.split()) <= 4 and cuts[-1].start() > 2 * len(last):
                title, guess = title[: cuts[-1].start()], False
            else:
                break
        return title.strip()


def _cuts(title: str) -> list[re.Match[str]]:
    """The separators in `title`."""
    return list(_CUT.finditer(title)) if _SIGN.search(title) else []
