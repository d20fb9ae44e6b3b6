"""What a site's pages tell of parameters nobody knows."""

from __future__ import annotations

import hashlib

from newscrawler.discovery.visits import LEAST, Visits
from newscrawler.items import Article, Block

SITE = "https://echo.example"


def number(seed: object) -> str:
    return hashlib.sha256(str(seed).encode()).hexdigest()[:20] + "7"


def story(title: str) -> Article:
    return Article(title=title, blocks=[Block(kind="paragraph", text=f"Rain fell on {title}.")])


def test_a_number_that_changes_nothing_is_left_out() -> None:
    visits = Visits()
    for visit in range(2):
        for name in range(LEAST):
            assert visits.plain(f"{SITE}/{name}?v={number(99)}") == f"{SITE}/{name}?v={number(99)}"
            visits.learn(f"{SITE}/{name}?v={number((visit, name))}", story(str(name)))
    assert visits.plain(f"{SITE}/rain?id=3&v={number(5)}&page=2") == f"{SITE}/rain?id=3&page=2"
    assert visits.plain(f"{SITE}/rain?v={number(5)}") == f"{SITE}/rain"
    assert visits.plain(f"{SITE}/rain?v=de") == f"{SITE}/rain?v=de"
    visits.learn(f"{SITE}/0?v={number('other')}", story("another story"))
    assert visits.plain(f"{SITE}/rain?v={number(5)}") == f"{SITE}/rain?v={number(5)}"


def test_a_number_that_chooses_the_story_stays() -> None:
    visits = Visits()
    for name in range(3 * LEAST):
        visits.learn(f"{SITE}/story?key={number(name)}", story(str(name)))
        visits.learn(f"{SITE}/story?key={number(name)}", story(str(name)))
        visits.learn(f"{SITE}/story?page={name}", story("the same"))
    url = f"{SITE}/story?key={number('new')}&page=7"
    assert visits.plain(url) == url
