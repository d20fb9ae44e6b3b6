"""What a channel's entries lead to, what is tallied of them, and what they tell of an article."""

from __future__ import annotations

import json
from typing import Any

import pytest

from newscrawler.discovery.entries import Channel, Entry, told_by
from newscrawler.discovery.links import LinkKind
from newscrawler.discovery.listings import Tally, kind_of, read_listing
from newscrawler.discovery.witness import fill_in
from newscrawler.items import Article

HOME = "https://pier.example"


@pytest.mark.parametrize(
    ("path", "sitemap", "kind"),
    [
        ("/2026/02/01/boats-counted", "/sitemap.xml", LinkKind.ARTICLE),
        ("/boats-are-counted-once-more", "/sitemap.xml", LinkKind.ARTICLE),
        ("/harbour/boats", "/post-sitemap.xml", LinkKind.ARTICLE),
        ("/harbour/", "/sitemap.xml", LinkKind.INDEX),
        ("/harbour/boats", "/category-sitemap.xml", LinkKind.INDEX),
        ("/how-we-work-and-who-pays-for-it", "/page-sitemap.xml", LinkKind.OTHER),
        ("/category/harbour/", "/sitemap.xml", LinkKind.INDEX),
        ("/", "/post-sitemap.xml", LinkKind.INDEX),
        ("/contact", "/sitemap.xml", LinkKind.OTHER),
        ("/pier.pdf", "/sitemap.xml", LinkKind.OTHER),
        ("/harbour/?replytocom=7", "/post-sitemap.xml", LinkKind.OTHER),
        ("/2026/02/01/boats-counted-once-more-by-hand", "/page-sitemap.xml", LinkKind.ARTICLE),
        ("/2026/02/01/help", "/sitemap.xml", LinkKind.ARTICLE),
        ("/read.php?aid=48151&date=20260201", "/sitemap.xml", LinkKind.ARTICLE),
        ("/read.php?page_id=4&date=20260201", "/sitemap.xml", LinkKind.OTHER),
    ],
)
def test_what_an_entry_leads_to(path: str, sitemap: str, kind: LinkKind) -> None:
    assert kind_of(Entry(url=HOME + path), HOME + sitemap) is kind


def test_what_the_channel_says_counts_more_than_the_address() -> None:
    assert kind_of(Entry(url=f"{HOME}/harbour", is_article=True), f"{HOME}/feed/") is LinkKind.ARTICLE


def test_a_feed_where_a_sitemap_was_named_and_the_reverse() -> None:
    feed = b"<rss><channel><item><link>/a</link></item></channel></rss>"
    sitemap = b"<urlset><url><loc>/a</loc></url></urlset>"
    assert read_listing(Channel.SITEMAP, feed, HOME).channel is Channel.FEED
    assert read_listing(Channel.FEED, sitemap, HOME).channel is Channel.SITEMAP
    assert read_listing(Channel.FEED, b"<html></html>", HOME).says_nothing


def test_a_tally() -> None:
    tally = Tally(channel=Channel.SITEMAP, url=f"{HOME}/sitemap.xml")
    for day in ("2026-02-03", "2026-02-01", None, "2026-02-02"):
        tally.count(Entry(url=f"{HOME}/a", published=day), is_unseen=day is None)
    assert (tally.articles, tally.unseen, tally.first, tally.last) == (4, 1, "2026-02-01", "2026-02-03")
    assert len(tally.samples) == 3


ENTRY = Entry(
    url=f"{HOME}/a", title="Boats", published="2026-02-01T22:30:00+08:00", modified="2026-02-02T08:00:00+08:00",
    authors=("Ines Falk",), sections=("Harbour", "Boats"), tags=("Harbour", "sails"), language="en",
)  # fmt: skip


def test_what_is_told_is_json() -> None:
    told = told_by(ENTRY, Channel.WP_JSON)
    assert json.loads(json.dumps(told)) == told
    assert told_by(Entry(url=HOME), Channel.SITEMAP) == {"source": "sitemap"}


def filled(source: Channel, **stated: Any) -> Article:
    article = Article(**stated)
    fill_in(article, told_by(ENTRY, source))
    return article


def test_what_the_page_does_not_tell() -> None:
    article = filled(Channel.WP_JSON)
    assert (article.title, article.authors, article.language) == ("Boats", ["Ines Falk"], "en")
    assert (article.section, article.sections) == ("Harbour", ["Harbour", "Boats"])
    assert article.date_published == article.date_published_raw == "2026-02-01T22:30:00+08:00"
    assert article.date_modified == "2026-02-02T08:00:00+08:00"
    assert set(article.sources.values()) == {"wp_json"}


def test_what_the_page_tells_stands() -> None:
    article = filled(
        Channel.FEED, title="Boats, counted", authors=["Tom Hale"], date_published="2026-01-31", language="de",
        sections=["Harbour"], section="Harbour", sources={"date_published": "url", "title": "json_ld"},
    )  # fmt: skip
    assert (article.title, article.authors, article.language) == ("Boats, counted", ["Tom Hale"], "de")
    assert article.date_published == "2026-01-31"  # another day: the page's stands
    assert article.tags == ["sails"]  # a section is no tag
    assert article.sources["title"] == "json_ld"


def test_the_hour_of_the_very_day_in_the_address() -> None:
    article = filled(Channel.SITEMAP, date_published="2026-02-01", sources={"date_published": "url"})
    assert article.date_published == "2026-02-01T22:30:00+08:00"
    assert article.sources["date_published"] == "sitemap"
    stated = filled(Channel.SITEMAP, date_published="2026-02-01", sources={"date_published": "html"})
    assert stated.date_published == "2026-02-01"


def test_a_sitemaps_lastmod_is_no_witness() -> None:
    assert filled(Channel.SITEMAP).date_modified is None


def test_nothing_told() -> None:
    article = Article(title="Boats")
    fill_in(article, {})
    assert article == Article(title="Boats")


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/boats-counted?s=rss", LinkKind.ARTICLE),
        ("/read?a=1&b=2&c=3&d=4&e=5&f=6&g=7", LinkKind.ARTICLE),
        ("/boats-counted?replytocom=7", LinkKind.OTHER),
        ("/tdb_templates/a", LinkKind.OTHER),
    ],
)
def test_what_holds_articles_alone_is_believed_of_most_of_them(path: str, kind: LinkKind) -> None:
    assert kind_of(Entry(url=HOME + path, is_article=True), HOME + "/feed/") is kind


def test_addresses_of_a_part_of_the_site_are_not_left_out_without_a_word() -> None:
    tally = Tally(channel=Channel.SITEMAP, url=HOME)
    for host in ["elsewhere.example", *(f"part{n % 5}.pier.example" for n in range(50)), "www.example"]:
        tally.say_elsewhere(host, {"pier.example"})
    assert len(tally.notes) == 3
    assert tally.notes[0].startswith("names addresses at part0.pier.example, which this crawl does not ask")
