"""Links: which lead to stories, which to lists, told by address, place and company."""

from __future__ import annotations

import json
import time
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st
from running import shared

from newscrawler.discovery.links import Candidate, LinkKind, find_links, hosts_near
from newscrawler.extraction.document import Document

HOME = "https://echo.example/"


def links_of(html: str, url: str = HOME) -> dict[str, Candidate]:
    return {link.url.removeprefix("https://echo.example"): link for link in find_links(Document.parse(html, url))}


def kind_of(html: str, path: str) -> LinkKind:
    return links_of(html)[path].kind


STORIES = [
    '<a href="/news/2026/01/12/ferry-fares-frozen">x</a>',
    '<a href="/ferry-fares-frozen-until-autumn/">x</a>',
    '<a href="/harbour-48151623">x</a>',
    '<a href="/?p=48">x</a>',
    '<a href="/2026/01/4815162/">x</a>',
    '<a href="/archive/63076">x</a>',
    '<a href="/2016/08/22/01/">x</a>',
    '<a href="/news/c4gz1e2kpl3o"><div><h3>Herring</h3></div></a>',
    '<a href="/news/c4gz1e2kpl3o">The herring came back to Lowmoor on a Tuesday</a>',
    '<a href="2026/01/12/the-herring/index.html">x</a>',
    '<h2><a href="/autoren/anna-berg/what-the-herring-know">x</a></h2>',
    '<h3><a href="/herring/">The herring came back to Lowmoor on a Tuesday</a></h3>',
    '<div class="td_module_wrap"><h3 class="td-module-title"><a href="/herring/" rel="bookmark">Herring</a></h3></div>',
    '<nav><div class="td_module_wrap"><h3><a href="/herring/">The herring came back on a Tuesday</a></h3></div></nav>',
    '<div class="card"><a href="/herring/">The herring came back to Lowmoor on a Tuesday</a></div>',
    '<div class="nav-links"><a rel="prev" href="/ferry-fares-frozen-until-autumn/">Ferry fares frozen</a></div>',
]
LISTS = [
    '<a href="/category/coast/">Coast</a>',
    '<a href="/tag/a-tag-with-many-words-in-it/">x</a>',
    '<a href="/author/anna-berg/">Anna Berg</a>',
    '<a href="/2026/01/">January 2026</a>',
    '<a href="/coast/page/2/">2</a>',
    '<a href="/page/2/category/coast">Coast</a>',
    '<a href="/coast?page=2">2</a>',
    '<div class="page-nav"><a href="/coast/more/">3</a></div>',
    '<a rel="next" href="/coast/older">Older</a>',
    '<nav><a href="/coast/">Coast</a></nav>',
    '<div role="navigation"><a href="/the-coast-and-its-people/">Coast and people</a></div>',
    '<ul class="menu"><li><a href="/coast-and-sea/">Coast &amp; sea</a></li></ul>',
    '<div class="entry-crumbs"><a href="/coast/">Coast</a></div>',
    '<div class="td_module_wrap"><a class="td-post-category" href="/coast/">Coast</a></div>',
]
NEITHER = [
    '<a href="/contact/">Contact</a>',
    '<nav><a href="/privacy-policy">Privacy</a></nav>',
    '<a href="/wp-content/uploads/2026/01/pier.jpg"><img src="x.jpg"></a>',
    '<a href="/report.pdf">The harbour report of the year in full</a>',
    '<a href="/feed/">RSS</a>',
    '<a href="/coast/?filter_by=popular">Most popular</a>',
    '<a href="/?s=rain">Rain</a>',
    '<h3><a rel="nofollow" href="/ferry-fares-frozen-until-autumn/">Ferry fares frozen until autumn</a></h3>',
    '<footer><a href="/imprint-and-more">Imprint</a></footer>',
]


def address_in(html: str) -> str:
    return "/" + html.partition('href="')[2].partition('"')[0].lstrip("/")


@pytest.mark.parametrize("html", STORIES)
def test_knows_stories(html: str) -> None:
    assert kind_of(html, address_in(html)) is LinkKind.ARTICLE


@pytest.mark.parametrize("html", LISTS)
def test_knows_lists(html: str) -> None:
    assert kind_of(html, address_in(html)) is LinkKind.INDEX


@pytest.mark.parametrize("html", NEITHER)
def test_knows_what_is_neither(html: str) -> None:
    assert kind_of(html, address_in(html)) is LinkKind.OTHER


def test_links_of_one_make_are_judged_by_their_company() -> None:
    titles = [f"/story/{word}" for word in ("herring", "pier", "ferry")]
    html = "".join(f'<h2><a href="{path}">A long headline about the {path[7:]}</a></h2>' for path in titles)
    html += '<p>As we wrote <a href="/story/weir">last week</a>, see <a href="/house">here</a>.</p>'
    assert kind_of(html, "/story/weir") is LinkKind.ARTICLE
    assert kind_of(html, "/house") is LinkKind.OTHER


def test_a_section_stays_one_where_a_teaser_names_it_too() -> None:
    html = """<nav><a href="/coast-and-the-sea/">Coast</a></nav>
              <div class="card"><a href="/coast-and-the-sea/">Coast</a> <h2><a href="/a-b-c-d">Pier</a></h2></div>"""
    assert kind_of(html, "/coast-and-the-sea/") is LinkKind.INDEX


def test_gives_each_address_once_in_order_with_its_longest_text() -> None:
    html = """<a href="/a-long-slug-of-words"><img></a> <a href="//other.example/x">x</a> <a href="#top">up</a>
              <a href="mailto:a@echo.example">mail</a> <a href="/2026/01/12/the-pier?utm_source=x">Pier</a>
              <a href="https://www.echo.example/a-long-slug-of-words/#comments"> The  long <b>title</b></a>
              <a href="/">home</a>
              <a href="/2026/01/12/the-pier/amp/">Pier (AMP)</a>"""
    found = find_links(Document.parse(html, HOME + "here"))
    assert [(link.url, link.text, link.published) for link in found] == [
        ("https://echo.example/a-long-slug-of-words", "The long title", None),
        ("https://echo.example/2026/01/12/the-pier", "Pier (AMP)", "2026-01-12"),
        ("https://echo.example/", "home", None),
    ]


def test_base_element_counts() -> None:
    html = '<head><base href="https://echo.example/coast/"></head><a href="the-herring-is-back">x</a>'
    assert list(links_of(html)) == ["/coast/the-herring-is-back"]


def test_a_page_without_address_has_no_links_of_its_own() -> None:
    assert find_links(Document.parse('<a href="https://echo.example/x">x</a>')) == []
    assert find_links(Document.parse(b"", HOME)) == []


@given(st.text(max_size=300), st.text(max_size=40))
def test_no_page_raises(html: str, url: str) -> None:
    for text in (html, f'<a href="{html}">{html}</a>'):
        found = find_links(Document.parse(text, url))
        assert len({link.url for link in found}) == len(found)


def test_deep_and_wide_pages_take_linear_time() -> None:
    deep = "<div class=menu>" * 2000 + '<a href="/x-y">x</a>' * 2000
    nested = '<a href="/x"><span>' * 3000 + "word " * 1000
    for html in (deep, nested):
        document = Document.parse(html, HOME)
        start = time.process_time()
        find_links(document)
        assert time.process_time() - start < 1.0


def test_real_front_pages_lead_on() -> None:
    """Ten index pages of the theme: every one shows stories, and its sections or further pages."""
    folder = shared("pages/tagdiv")
    pages = [json.loads(line) for line in (folder / "index.jsonl").read_text(encoding="utf-8").splitlines()]
    for page in pages:
        if page["kind"] != "index":
            continue
        url = page["url"] or "https://" + page["file"].split("__")[0].replace("..", ".") + "/x/"
        found = find_links(Document.parse((folder / page["file"]).read_bytes(), url))
        kinds = [link.kind for link in found]
        assert LinkKind.ARTICLE in kinds, page["file"]
        assert LinkKind.INDEX in kinds, page["file"]


def test_addresses_are_seen_from_the_base_of_the_page() -> None:
    page = '<base href="https://www.echo.example/news/"><a href="/a-b-c-d/">x</a><a href="e-f-g-h/">y</a>'
    found = [link.url for link in find_links(Document.parse(f"<html><head>{page}</head></html>", HOME))]
    assert found == ["https://www.echo.example/a-b-c-d/", "https://www.echo.example/news/e-f-g-h/"]
    away = '<html><head><base href="https://elsewhere.example/"></head><body><a href="/a-b-c-d/">x</a></body></html>'
    assert find_links(Document.parse(away, HOME)) == []


def test_parts_of_a_site_at_other_hosts_are_counted() -> None:
    near = ["https://news.echo.example/a", "https://NEWS.echo.example/b", "https://m.news.echo.example:8443/c"]
    far = ["/a", "https://www.echo.example/", "https://elsewhere.example/", "https://noecho.example/", "mailto:a@b", ""]
    page = "".join(f'<a href="{href}">x</a>' for href in near + far)
    assert hosts_near(Document.parse(page, HOME)) == {"news.echo.example": 2}
    assert hosts_near(Document.parse(page, "https://deep.news.echo.example/"))["echo.example"] == 1


def test_the_story_before_this_one_is_no_page_of_a_list() -> None:
    page = '<nav class="nav-links"><a rel="prev" href="/herring-{0}/">{1}</a></nav>'
    long = "What the herring fishers of Lowmoor told the harbour office"
    assert kind_of(page.format("told", long), "/herring-told/") is LinkKind.ARTICLE
    assert kind_of(page.format("old", "Older posts"), "/herring-old/") is LinkKind.INDEX


def test_what_a_script_makes_a_link_of_counts_where_no_link_leads_to_a_story() -> None:
    clicked = """<nav><a href="/sport/">Sport</a></nav>
    <div class="card" data-href="/the-herring-came-back">The herring came back to Lowmoor on a Tuesday</div>
    <li onclick="window.location.href = '/48151623'">The ferry</li><div data-url="/pier.jpg"></div>"""
    found = links_of(clicked)
    stories = {path for path, link in found.items() if link.kind is LinkKind.ARTICLE}
    assert stories == {"/the-herring-came-back", "/48151623"}
    assert found["/sport/"].kind is LinkKind.INDEX
    assert "/48151623" not in links_of(f'<a href="/2026/01/12/the-herring">x</a>{clicked}')


def test_a_host_in_letters_of_its_own_is_the_pages_host() -> None:
    page = '<a href="https://новости.рф/2026/01/12/the-herring-came-back">The herring</a>'
    found = find_links(Document.parse(page, "https://xn--b1amnebsh.xn--p1ai/"))
    assert [link.url for link in found] == ["https://xn--b1amnebsh.xn--p1ai/2026/01/12/the-herring-came-back"]


def test_what_is_named_on_a_picture_is_a_link() -> None:
    page = '<map><area href="content_12345.htm" alt="The herring came back"></map>'
    assert links_of(page)["/content_12345.htm"].text == "The herring came back"


def test_what_no_address_needs_is_not_remembered() -> None:
    """Nine million letters of an address, five of a class: each page of a hostile site had left them in memory."""
    tracemalloc.start()
    for number in range(6):
        long = "a" * 1_000_000
        find_links(Document.parse(f'<p class="{number}{long}" id="{long}"><a href="/{number}{long}">x</a></p>', HOME))
        find_links(Document.parse(f'<p role="{number}{long}"><a href="/{number}">x</a></p>', HOME))
    kept = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert kept < 2_000_000
