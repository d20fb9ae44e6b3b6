"""The stories as they are first published: number k of the plan → a `Story`, the same in a site of any size."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from functools import cache
from typing import Any

from newscrawler.demo_site.calendar import DAY_ONE, FIRST_DAY, changes_on
from newscrawler.demo_site.specials import COLD_ECHO, SPECIALS, Special
from newscrawler.demo_site.story import Part, Picture, Story
from newscrawler.demo_site.vocabulary import AGENCY, AUTHORS, PLACES, SECTIONS
from newscrawler.demo_site.words import Draft, draft, slug_of

ARTICLES = 160
"""Articles of the full site on day 1."""

CHANGING = 4
"""The first stories of the plan are those that change: edited, silently corrected, moved, removed."""

_STEP = timedelta(hours=13, minutes=33)  # between two articles: 160 of them fill 90 days and every hour of the clock
_STRIDE = 63  # coprime to 160: neighbours in the plan lie weeks apart on the calendar
_CHANGING_PLACES = (157, 154, 156, 150)  # what changes is recent, as it is on real sites
_OLDEST = datetime.combine(FIRST_DAY, time(9, 10), tzinfo=UTC)
_NEW_GAP = timedelta(minutes=97)
_ORDER = (0, 4, 2, 5, 1, 6, 3, 7)  # sections in turn


_TRAITS = (  # trait, one story in so many, which of them
    ("lead_inside", 6, 1),
    ("contents_list", 6, 4),
    ("no_json_ld", 6, 5),
    ("cut_title", 11, 2),
    ("no_city", 11, 6),
    ("bare_header", 11, 8),
)


@cache
def first_edition(number: int) -> Story:
    """Story `number` (0 … ARTICLES-1) of day 1."""
    published = _OLDEST + _STEP * _place(number)
    special = number - CHANGING
    if 0 <= special < len(SPECIALS):
        return _from_special(SPECIALS[special], number, published)
    return _written(f"day-one-{number}", number, published)


def _place(number: int) -> int:
    """Which place on the calendar story `number` has, 0 the oldest: each place is taken once."""
    place = number * _STRIDE % ARTICLES
    if number < CHANGING:
        return _CHANGING_PLACES[number]
    if place in _CHANGING_PLACES:
        return _CHANGING_PLACES.index(place) * _STRIDE % ARTICLES
    return place


@cache
def new_edition(day: int, number: int) -> Story:
    """Story `number` (0, 1, …) among the new ones of day `day` (2, 3, …)."""
    published = changes_on(day) + _NEW_GAP * (number + 1) - timedelta(minutes=31)
    return _written(f"day-{day}-{number}", ARTICLES + day * 7 + number, published)


def _written(seed: str, number: int, published: datetime) -> Story:
    section = SECTIONS[_ORDER[number % len(_ORDER)]]
    turn = number // len(_ORDER)
    words = draft(seed, section, subject=turn, headline=turn * 5 + number)
    story = _story(number, published, section=section.slug, title=words.title, parts=words.parts, tags=words.tags,
                   summary=words.summary)  # fmt: skip
    return _with_variety(story, words, number)


def _from_special(special: Special, number: int, published: datetime) -> Story:
    fields: dict[str, Any] = dict(special.fields)
    story = _story(number, published, section=special.section, title=special.title, parts=special.parts,
                   tags=special.tags, summary=special.teaser)  # fmt: skip
    story = replace(story, **fields)
    return replace(story, standfirst=special.summary) if special is COLD_ECHO else story


def _story(number: int, published: datetime, **words: Any) -> Story:
    slug = slug_of(words["title"])
    return Story(
        post_id=2000 + (published - _OLDEST) // timedelta(minutes=10),
        slug=slug,
        authors=_authors(number),
        published=published,
        modified=published,
        touched=published,
        markup="tdb" if number % 3 == 1 else "classic",
        pictures=(_picture(slug, published, number),),
        **words,
    )


def _authors(number: int) -> tuple[str, ...]:
    names = [name for name, _ in AUTHORS]
    if number % 23 == 9:
        return (AGENCY[0],)
    first = names[number * 4 % len(names)]
    return (first, names[(number * 4 + 2) % len(names)]) if number % 7 == 3 else (first,)


def _picture(slug: str, published: datetime, number: int) -> Picture:
    place = PLACES[number % len(PLACES)]
    return Picture(
        path=f"/wp-content/uploads/{published:%Y/%m}/{slug[:48].rstrip('-')}.jpg",
        alt=f"A view of {place}",
        caption=f"Morning at {place}, seen from the water." if number % 4 else None,
        credit="Photo: Oda Skarsvik" if number % 4 else None,
    )


def _with_variety(story: Story, words: Draft, number: int) -> Story:
    """What differs from page to page: tags, standfirst, kind, a second picture, later edits, odd markup."""
    traits = {name for name, cycle, turn in _TRAITS if number % cycle == turn}
    story = replace(story, traits=frozenset(traits), free=None if "no_json_ld" in traits else True)
    if number % 3 == 0:
        story = replace(story, standfirst=words.deck, summary=words.deck)
    if number % 17 == 5:
        story = replace(story, tags=())
    if "no_json_ld" not in traits and (number % 19 == 11 or number % 29 == 14):  # JSON-LD alone tells the kind
        story = replace(story, kind="opinion" if number % 19 == 11 else "review")
    if number % 5 == 2 and len(story.parts) > 6:
        story = _with_second_picture(story, number)
    if number % 8 == 6:
        later = story.published + timedelta(hours=5, minutes=number % 60)
        if later < datetime.combine(DAY_ONE, time(9), tzinfo=UTC):
            story = replace(story, modified=later, touched=later)
    return story


def _with_second_picture(story: Story, number: int) -> Story:
    place = PLACES[(number + 5) % len(PLACES)]
    second = Picture(story.pictures[0].path.replace(".jpg", "-2.jpg"), f"People at {place}", f"Waiting at {place}.")
    parts = (*story.parts[:4], Part("caption", second.caption or ""), *story.parts[4:])
    return replace(story, parts=parts, pictures=(*story.pictures, second))
