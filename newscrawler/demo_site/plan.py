"""What is on the site at an instant: which stories, and which of them were edited, moved, removed or came back."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Literal

from newscrawler.demo_site.calendar import SITE_ZONE, changes_on, day_of, long_date
from newscrawler.demo_site.newsroom import ARTICLES, first_edition, new_edition
from newscrawler.demo_site.story import Part, Story
from newscrawler.demo_site.vocabulary import BY_SLUG, Section

ChangeKind = Literal["new", "edited", "silent", "moved", "removed", "restored"]

EDITED, SILENT, MOVED, REMOVED = range(4)
"""Numbers in the plan of the stories that change on day 2; the removed one comes back on day 3."""


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to one article on one day; paths without the host."""

    kind: ChangeKind
    path: str
    post_id: int
    old_path: str | None = None
    """Where a moved article was before."""


def path_of(story: Story) -> str:
    """The permalink's path: `/{category}[/{sub}]/{yyyy}/{mm}/{dd}/{slug}`, by the site's own calendar."""
    return f"{section_path(story.section)}/{story.published.astimezone(SITE_ZONE):%Y/%m/%d}/{story.slug}"


def section_path(slug: str) -> str:
    """`/business/shipping` for `shipping`."""
    return "".join(f"/{section.slug}" for section in lineage(slug))


def lineage(slug: str) -> tuple[Section, ...]:
    """The sections that lead to `slug`, outermost first."""
    section = BY_SLUG[slug]
    return (*lineage(section.parent), section) if section.parent else (section,)


@dataclass(frozen=True)
class Edition:
    """The site as it is at `now`, with `articles` articles on day 1."""

    now: datetime
    articles: int = ARTICLES
    stays_gone: bool = False
    """Whether the article that is removed on day 2 stays away, rather than being back on day 3."""

    def __post_init__(self) -> None:
        if not 1 <= self.articles <= ARTICLES:
            raise ValueError(f"articles={self.articles}: the demo site has 1 to {ARTICLES}")

    @property
    def day(self) -> int:
        """Which of the site's days it is."""
        return day_of(self.now)

    @cached_property
    def stories(self) -> tuple[Story, ...]:
        """All that can be read now, newest first."""
        first = [self._at_present(number) for number in range(self.articles)]
        fresh = [new_edition(day, n) for day in range(2, self.day + 1) for n in range(self.fresh_a_day)]
        shown = [story for story in (*first, *fresh) if story is not None and story.published <= self.now]
        return tuple(sorted(shown, key=lambda story: (story.published, story.post_id), reverse=True))

    @property
    def fresh_a_day(self) -> int:
        """How many new articles a day brings from day 2 on."""
        return 1 + self.articles // 40

    def _at_present(self, number: int) -> Story | None:
        """Day 1's story `number` as it is now; None while it is removed."""
        story = first_edition(number)
        if number == REMOVED and self._is_gone:
            return None
        if self.day == 1 or number > MOVED:
            return story
        return (corrected, silently_corrected, renamed)[number](story)

    @property
    def _is_gone(self) -> bool:
        return self.day == 2 or (self.stays_gone and self.day > 2)

    @cached_property
    def moved(self) -> dict[str, str]:
        """Old path → new path."""
        if self.day == 1 or self.articles <= MOVED:
            return {}
        story = first_edition(MOVED)
        return {path_of(story): path_of(renamed(story))}

    @cached_property
    def gone(self) -> frozenset[str]:
        """Paths that answered before and do not now."""
        removed = self._is_gone and self.articles > REMOVED
        return frozenset({path_of(first_edition(REMOVED))}) if removed else frozenset()

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """What happened today, against the day before."""
        if self.day == 1:
            return ()
        fresh = (new_edition(self.day, number) for number in range(self.fresh_a_day))
        found = [Change("new", path_of(story), story.post_id) for story in fresh if story.published <= self.now]
        kinds: tuple[tuple[ChangeKind, int], ...] = ()
        if self.day == 2:
            kinds = (("edited", EDITED), ("silent", SILENT), ("moved", MOVED), ("removed", REMOVED))
        elif self.day == 3 and not self.stays_gone:
            kinds = (("restored", REMOVED),)
        return (*found, *(self._change(kind, number) for kind, number in kinds if number < self.articles))

    def _change(self, kind: ChangeKind, number: int) -> Change:
        story = first_edition(number)
        if kind == "moved":
            return Change(kind, path_of(renamed(story)), story.post_id, old_path=path_of(story))
        return Change(kind, path_of(story), story.post_id)


_LAST_DIGIT = re.compile(r"\d(?=\D*\Z)")


def corrected(story: Story) -> Story:
    """`story` with a new sentence, a correction under it, and a later date of modification."""
    at = changes_on(2)
    note = f"Correction, {long_date(at)}: an earlier version of this article gave the wrong day for the second reading."
    second = replace(story.parts[1], text=f"{story.parts[1].text} A second reading has since been moved to a Monday.")
    parts = (story.parts[0], second, *story.parts[2:], Part("correction", note))
    return replace(story, parts=parts, modified=at, touched=at)


def silently_corrected(story: Story) -> Story:
    """`story` with one figure put right and no word about it: its dates stay as they were."""
    place = max(n for n, part in enumerate(story.parts) if part.kind == "paragraph" and _LAST_DIGIT.search(part.text))
    text = _LAST_DIGIT.sub(lambda digit: str((int(digit[0]) + 3) % 10), story.parts[place].text)
    parts = (*story.parts[:place], replace(story.parts[place], text=text), *story.parts[place + 1 :])
    return replace(story, parts=parts, touched=changes_on(2))


def renamed(story: Story) -> Story:
    """`story` at another address."""
    return replace(story, slug=f"{story.slug}-explained", touched=changes_on(2))
