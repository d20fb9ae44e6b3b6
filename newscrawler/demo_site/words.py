"""Articles made from a seed: the same seed gives the same words on every machine."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from newscrawler.demo_site import sentences, vocabulary
from newscrawler.demo_site.calendar import MONTHS, WEEKDAYS
from newscrawler.demo_site.story import CELL_GAP, Part
from newscrawler.demo_site.vocabulary import Section

MIN_PARAGRAPHS, MAX_PARAGRAPHS = 3, 14
_SMALL = frozenset(("a", "and", "at", "by", "for", "from", "in", "into", "of", "on", "the", "to", "with"))


@dataclass(frozen=True, slots=True)
class Draft:
    """What a seed gives: the words of an article, without place, time and author."""

    title: str
    summary: str
    """The start of the body, cut."""
    deck: str
    """A summary in words of its own."""
    parts: tuple[Part, ...]
    tags: tuple[str, ...]


def draft(seed: str, section: Section, *, subject: int = 0, headline: int = 0) -> Draft:
    """An article for `section`; `subject` and `headline` count through its subjects and the title patterns."""
    pen = Pen(seed, section, subject)
    title = title_case(pen.fill(sentences.TITLES[headline % len(sentences.TITLES)]))
    parts = pen.parts()
    topic = section.things[subject % len(section.things)][1]
    tags = list(dict.fromkeys((topic, *pen.some(section.tags, pen.rng.randrange(1, 4)), pen.place_tag())))
    return Draft(
        title=title,
        summary=cut(parts[0].text, 24),
        deck=pen.fill(pen.pick(sentences.DECKS)),
        parts=parts,
        tags=tuple(tags),
    )


class Pen:
    """Fills patterns for one article: who, what and where stay the same, numbers and days are drawn anew."""

    def __init__(self, seed: str, section: Section, subject: int) -> None:
        self.rng = Random(seed)
        self.section = section
        self.used: set[str] = set()
        thing = section.things[subject % len(section.things)][0]
        who = self.pick(section.who)
        (first, last), (first2, last2) = self._names(), self._names()
        place, place2 = self.some(vocabulary.PLACES, 2)
        role, roleb = self.some(vocabulary.ROLES, 2)
        self.cast = {
            "who": who, "Who": capitalised(who), "thing": thing, "Thing": capitalised(thing),
            "a": f"{first} {last}", "A": last, "b": f"{first2} {last2}", "B": last2, "role": role, "roleb": roleb,
            "place": place, "place2": place2, "Place": capitalised(place), "Section": section.name,
        }  # fmt: skip

    def _names(self) -> tuple[str, str]:
        return self.pick(vocabulary.FIRST_NAMES), self.fresh(vocabulary.SURNAMES)

    def pick(self, pool: Sequence[str]) -> str:
        """One of `pool`."""
        return pool[self.rng.randrange(len(pool))]

    def fresh(self, pool: Sequence[str]) -> str:
        """One of `pool` that this article has not used yet, while there is one."""
        left = [pattern for pattern in pool if pattern not in self.used] or list(pool)
        pattern = self.pick(left)
        self.used.add(pattern)
        return pattern

    def some(self, pool: Sequence[str], count: int) -> list[str]:
        """`count` different ones of `pool`, in a drawn order."""
        left = list(pool)
        return [left.pop(self.rng.randrange(len(left))) for _ in range(min(count, len(left)))]

    def place_tag(self) -> str:
        """The tag that the article's place gives it."""
        return self.cast["place"].removeprefix("the ")

    def fill(self, pattern: str) -> str:
        """`pattern` with its slots filled."""
        draw = self.rng.randrange
        low = draw(3, 40)
        numbers = {
            "n": low, "n2": low + draw(2, 30), "big": f"{draw(1_100, 98_000):,}", "pct": f"{draw(11, 480) / 10}%",
            "money": f"{draw(12, 900) / 10} million" if draw(2) else f"{draw(18, 990)},000",
            "month": MONTHS[draw(12)], "weekday": WEEKDAYS[draw(7)], "year": draw(1921, 2025),
            "future": draw(2027, 2035),
        }  # fmt: skip
        return capitalised(pattern.format(**self.cast, **numbers))

    def paragraph(self) -> Part:
        """Two to four sentences: something is known, something is said, something follows."""
        pools = [sentences.CONTEXT, sentences.FACTS, sentences.SAID, sentences.FACTS][: self.rng.randrange(2, 5)]
        turn = self.rng.randrange(len(pools))
        return Part("paragraph", " ".join(self.fill(self.fresh(pool)) for pool in pools[turn:] + pools[:turn]))

    def parts(self) -> tuple[Part, ...]:
        """The whole body: a lede, paragraphs, now and then a crosshead, list, quote or table, and an outlook."""
        count = self.rng.randrange(MIN_PARAGRAPHS, MAX_PARAGRAPHS + 1)
        parts = [Part("paragraph", self.fill(self.pick(sentences.LEDES)))]
        extras = self.some(("list", "quote", "table", "foreign", "numbered", ""), 1 + count // 6)
        for number in range(1, count - 1):
            if count > 5 and number % 3 == 0:
                parts.append(Part("crosshead", self.fill(self.fresh(sentences.CROSSHEADS)), 2 + (number > 6)))
            parts.append(self.paragraph())
            if number % 3 == 1 and extras:
                parts.extend(self.aside(extras.pop()))
        closing = f"{self.fill(self.fresh(sentences.FACTS))} {self.fill(self.fresh(sentences.NEXT))}"
        return (*parts, Part("paragraph", closing))

    def aside(self, name: str) -> list[Part]:
        """A list, a quotation or a table."""
        if name in ("list", "numbered"):
            lead = Part("paragraph", self.fill(sentences.LIST_LEADS[name]))
            items = [self.fill(self.fresh(sentences.LIST_ITEMS)) for _ in range(self.rng.randrange(3, 6))]
            return [lead, *(Part("list_item", item, 1, ordered=name == "numbered") for item in items)]
        if name == "quote":
            return [Part("quote", self.fill(self.pick(sentences.PULL_QUOTES)))]
        if name == "foreign":
            lang, words = sentences.FOREIGN_QUOTES[self.rng.randrange(len(sentences.FOREIGN_QUOTES))]
            return [Part("paragraph", self.fill(sentences.FOREIGN_LEAD)), Part("quote", words, lang=lang)]
        if name == "table":
            return table(("Year", "Visitors", "Cost (crowns)"), self._rows())
        return []

    def _rows(self) -> list[tuple[str, ...]]:
        draw = self.rng.randrange
        return [(str(year), f"{draw(1_000, 90_000):,}", f"{draw(10, 900)},000") for year in range(2022, 2026)]


def table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> list[Part]:
    """A table's rows, the head's first."""
    return [Part("table_row", CELL_GAP.join(cells), cells=cells) for cells in (head, *rows)]


def capitalised(text: str) -> str:
    """`text` with its first letter large, the rest as it is.

    >>> capitalised("the Harbour Board")
    'The Harbour Board'
    """
    return text[:1].upper() + text[1:]


def title_case(text: str) -> str:
    """`text` as a headline.

    >>> title_case("how the rope works learned to live with rain")
    'How the Rope Works Learned to Live with Rain'
    """
    words = text.split(" ")
    large = [word if word in _SMALL else capitalised(word) for word in words]
    return " ".join([capitalised(large[0]), *large[1:]])


def cut(text: str, count: int) -> str:
    """The first `count` words of `text`, with "..." where that is not all."""
    words = text.split(" ")
    return text if len(words) <= count else " ".join(words[:count]).rstrip(",;:–") + "..."


def slug_of(text: str) -> str:
    """`text` as the last part of an address: ASCII, at most 12 words.

    >>> slug_of("“We Had to Start Somewhere”: Inside the Pilots’ Café")
    'we-had-to-start-somewhere-inside-the-pilots-cafe'
    """
    plain = unicodedata.normalize("NFKD", text.replace("’", "").replace("'", "")).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain.lower())[:12])
