"""What is on the demo site on which day: enough of it, the same on every machine, changing as promised."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from datetime import datetime, timedelta

import pytest
from running import REPOSITORY

from newscrawler.demo_site import DAY_ONE, Truth, truth
from newscrawler.demo_site.specials import COLD_ECHO, PAYWALLED, WEATHER

DIGEST = (
    "import hashlib; from newscrawler.demo_site import truth;"
    "print(hashlib.sha256(repr([truth(day).articles for day in (1, 2, 3)]).encode()).hexdigest())"
)


def test_the_same_words_in_every_process() -> None:
    digests = {
        subprocess.run(
            [sys.executable, "-c", DIGEST],
            cwd=REPOSITORY,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(REPOSITORY), "PYTHONUTF8": "1"},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


def test_enough_articles_in_enough_sections_over_enough_days() -> None:
    site = truth(1)
    assert len(site.articles) == 160
    assert len({article.url for article in site.articles}) == 160
    assert len({article.post_id for article in site.articles}) == 160
    assert len({article.body for article in site.articles}) == 160
    assert len({article.section for article in site.articles}) == 6
    assert {tuple(article.sections) for article in site.articles} >= {("Business", "Shipping"), ("Business", "Energy")}
    assert min(Counter(article.section for article in site.articles).values()) >= 15
    assert {article.markup for article in site.articles} == {"classic", "tdb"}
    days = [datetime.fromisoformat(article.date_published) for article in site.articles]
    assert max(days) - min(days) > timedelta(days=89)
    assert max(days) <= site.now


def test_variety_of_bodies() -> None:
    articles = truth(1).articles
    kinds = Counter(block.kind for article in articles for block in article.blocks)
    assert min(kinds[kind] for kind in ("crosshead", "list_item", "quote", "table_row")) >= 50
    assert kinds["code"] == 1
    paragraphs = Counter(sum(block.kind == "paragraph" for block in article.blocks) for article in articles)
    assert min(paragraphs) <= 3
    assert max(paragraphs) >= 14
    assert {article.kind for article in articles} == {"article", "live_blog", "opinion", "review"}
    assert any("“" in article.title for article in articles)
    assert any("–" in article.body for article in articles)


def test_the_pieces_that_break_naive_cleaners() -> None:
    articles = truth(1).articles
    by_title = {article.title: article for article in articles}
    weather = by_title[WEATHER.title]
    assert "-11.4 C" in weather.body
    assert "Tuesday, January 13, 2026" in weather.body.split("\n\n")
    assert "most popular articles" in weather.body
    assert by_title[COLD_ECHO.title].standfirst == weather.body.split("\n\n")[0]
    assert by_title[PAYWALLED.title].is_accessible_for_free is False
    titles = set(by_title)
    assert any(block.text in titles for article in articles for block in article.blocks)
    assert sum(article.title.startswith(article.sections[-1]) for article in articles) >= 15
    assert [article.language for article in articles if article.encoding != "utf-8"] == ["de-DE"]


def test_a_third_of_the_articles_has_another_day_in_utc() -> None:
    moved = 0
    for article in truth(1).articles:
        local = datetime.fromisoformat(article.date_published)
        assert local.utcoffset() == timedelta(hours=8)
        assert f"/{local:%Y/%m/%d}/" in article.url
        moved += (local - timedelta(hours=8)).date() != local.date()
    assert moved >= 40


def changes_of(site: Truth) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for change in site.changes:
        found.setdefault(change.kind, []).append(change.url)
    return found


@pytest.mark.parametrize("articles", [160, 8, 4])
def test_day_two_edits_moves_and_removes(articles: int) -> None:
    before, after = truth(1, articles=articles), truth(2, articles=articles)
    changes = changes_of(after)
    assert {kind: len(urls) for kind, urls in changes.items() if kind != "new"} == {
        "edited": 1, "silent": 1, "moved": 1, "removed": 1}  # fmt: skip
    assert len(changes["new"]) == 1 + articles // 40
    assert set(changes["new"]).isdisjoint(before.by_url)
    assert len(after.articles) == articles + len(changes["new"]) - 1

    old, new = (site.by_url[changes["edited"][0]] for site in (before, after))
    assert old.body != new.body
    assert old.date_published == new.date_published
    assert old.date_modified != new.date_modified == "2026-02-11T10:30:00+08:00"

    old, new = (site.by_url[changes["silent"][0]] for site in (before, after))
    assert old.body != new.body
    assert (old.date_published, old.date_modified) == (new.date_published, new.date_modified)

    (move,) = [change for change in after.changes if change.kind == "moved"]
    assert move.old_url is not None
    assert before.by_url[move.old_url].body == after.by_url[move.url].body
    assert move.old_url not in after.by_url

    assert changes["removed"] == after.gone
    assert changes["removed"][0] not in after.by_url

    touched = {change.url for change in after.changes}
    for url, article in after.by_url.items():
        if url not in touched:
            assert article == before.by_url[url]


def test_day_three_brings_the_removed_one_back() -> None:
    first, third = truth(1), truth(3)
    changes = changes_of(third)
    assert set(changes) == {"new", "restored"}
    (url,) = changes["restored"]
    assert first.by_url[url] == third.by_url[url]
    assert third.gone == []
    assert len(third.articles) == 170


def test_the_clock_can_stand_between_two_days() -> None:
    noon = truth(2)
    morning = truth(now=noon.now - timedelta(hours=8))
    assert morning.day == 2
    assert len([c for c in morning.changes if c.kind == "new"]) < len([c for c in noon.changes if c.kind == "new"])
    assert truth(1).now.date() == DAY_ONE
    with pytest.raises(ValueError, match="day 0"):
        truth(0)
    with pytest.raises(ValueError, match="articles=161"):
        truth(1, articles=161)


@pytest.mark.parametrize("day", [1, 2, 3, 4])
def test_no_line_of_furniture_is_a_line_of_a_body(day: int) -> None:
    site = truth(day)
    lines = {line for article in site.articles for line in article.body.split("\n\n")}
    assert not lines & site.furniture_lines
    assert len(site.furniture_lines) > 20
