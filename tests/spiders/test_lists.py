"""Which lists are worth a request, and what `since` and `until` leave out before one."""

from __future__ import annotations

import re

import pytest

from newscrawler.discovery.entries import Further
from newscrawler.spiders.arguments import Arguments
from newscrawler.spiders.choice import may_be_wanted, may_hold_wanted
from newscrawler.spiders.lists import PATIENCE, PATIENCE_WITH_CHANNEL, Family, Lists, family_of

HOME = "https://pier.example"


@pytest.mark.parametrize(
    ("path", "family"),
    [
        ("/category/harbour/", Family.SECTION), ("/harbour/", Family.SECTION), ("/tag/boats/", Family.TAG),
        ("/en/tag/boats/", Family.TAG), ("/author/ines/", Family.AUTHOR), ("/", Family.SECTION),
    ],
)  # fmt: skip
def test_families(path: str, family: Family) -> None:
    assert family_of(HOME + path) is family


def asked(lists: Lists, unseen: int, named: int = 5) -> list[str]:
    """All lists that are let go while each brings `named` articles, `unseen` of them new."""
    urls = []
    while (found := lists.next()) is not None:
        urls.append(found[0])
        lists.note(found[1], named=named, unseen=unseen)
    return urls


def filled(*, has_channel: bool = False) -> Lists:
    lists = Lists(has_channel=has_channel)
    for number in range(40):
        for name in ("tag", "category", "author"):
            lists.offer(f"{HOME}/{name}/{number}/")
    return lists


def test_lists_that_bring_articles_are_all_asked_for() -> None:
    urls = asked(filled(), unseen=1)
    assert len(urls) == 120
    assert "/category/" in urls[0]
    assert "/author/" in urls[-1]


def test_lists_that_bring_nothing_are_given_up_family_by_family() -> None:
    urls = asked(filled(), unseen=0)
    assert len(urls) == PATIENCE[Family.SECTION] + PATIENCE[Family.TAG] + PATIENCE[Family.AUTHOR]


def test_beside_a_channel_lists_are_only_looked_into() -> None:
    assert len(asked(filled(has_channel=True), unseen=0)) == PATIENCE_WITH_CHANNEL
    assert len(asked(filled(has_channel=True), unseen=2)) == 120
    # a page of puzzles tells nothing of whether the channel knows the sections' articles
    puzzles = asked(filled(has_channel=True), unseen=0, named=0)
    assert len(puzzles) == PATIENCE[Family.SECTION] + PATIENCE[Family.TAG] + PATIENCE[Family.AUTHOR]


def test_each_list_once() -> None:
    lists = Lists()
    for url in (f"{HOME}/harbour/", f"{HOME}/harbour", "https://www.pier.example/harbour/"):
        lists.offer(url)
    assert asked(lists, 1) == [f"{HOME}/harbour/"]


WANTED = Arguments(since="2026-02-01", until="2026-02-10")


@pytest.mark.parametrize(
    ("path", "published", "modified", "is_wanted"),
    [
        ("/a", None, None, True),
        ("/2026/02/01/a", None, None, True),
        ("/2026/01/31/a", "2026-02-01T00:30:00Z", None, False),  # the address is of the site's own calendar
        ("/a", "2026-02-05", None, True),
        ("/a", "2026-01-31T23:00:00Z", None, True),  # it may be February there
        ("/a", "2026-01-30T23:00:00Z", None, False),
        ("/a", "2026-02-11T03:00:00Z", None, True),
        ("/a", "2026-02-12", None, False),
        ("/a", None, "2026-01-15", False),  # last changed before: published before
        ("/a", None, "2026-09-15", True),
        ("/2026/02/03/a", None, "2026-01-15", True),
        ("/a", "2026-02-05", "2026-01-15", True),
    ],
)
def test_what_is_worth_a_request(path: str, published: str | None, modified: str | None, is_wanted: bool) -> None:
    assert may_be_wanted(HOME + path, published, WANTED, modified=modified) is is_wanted
    assert may_be_wanted(HOME + path, published, Arguments(), modified=modified)
    assert not may_be_wanted(HOME + path, published, Arguments(match=re.compile("/other/")), modified=modified)


@pytest.mark.parametrize(
    ("path", "modified", "is_wanted"),
    [
        ("/sitemap-2026-02.xml", None, True), ("/sitemap-2026-01.xml", "2026-02-05", True),
        ("/sitemap-2025-12.xml", "2026-02-05", False), ("/sitemap-2026-03.xml", None, False),
        ("/post-sitemap.xml", "2026-01-05T10:00:00Z", False), ("/post-sitemap.xml", "2026-01-31T10:00:00Z", True),
        ("/post-sitemap.xml", "2026-08-05", True), ("/post-sitemap.xml", None, True), ("/2026.xml", None, True),
    ],
)  # fmt: skip
def test_which_sitemaps_are_worth_a_request(path: str, modified: str | None, is_wanted: bool) -> None:
    assert may_hold_wanted(Further(url=HOME + path, modified=modified), WANTED) is is_wanted
    assert may_hold_wanted(Further(url=HOME + path, modified=modified), Arguments())
