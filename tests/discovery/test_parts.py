"""Which links lead to further pages of an article, and which to anything else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawler.discovery.normal_form import normalise
from newscrawler.discovery.parts import MOST_PARTS, first_of, page_of, parts_in
from newscrawler.extraction.document import Document

HOME = "https://pier.example"


def page(path: str, body: str, head: str = "") -> Document:
    return Document.parse(f"<html><head>{head}</head><body>{body}</body></html>", HOME + path)


@pytest.mark.parametrize(
    ("path", "links", "further"),
    [
        ("/a-story/", '<div class="page-links"><a href="/a-story/2/">2</a> <a href="/a-story/3/">3</a></div>',
         {2: "/a-story/2/", 3: "/a-story/3/"}),
        ("/a-story/", '<p>Pages: <a href="/a-story/2/"><span>2</span></a></p>', {2: "/a-story/2/"}),
        ("/a-story", '<a href="/a-story/page/2">Next page »</a>', {2: "/a-story/page/2"}),
        ("/a-story", '<a href="/a-story/seite-2">Weiter</a>', {2: "/a-story/seite-2"}),
        ("/a-story", '<a href="?page=2">Page 2</a>', {2: "/a-story?page=2"}),
        ("/a-story", '<a href="?page=1">2</a><a href="?page=2">3</a>', {2: "/a-story?page=1", 3: "/a-story?page=2"}),
        ("/a.html", '<div class="pages"><a href="a-2.html">2</a><a href="a-3.html">下一页</a></div>',
         {2: "/a-2.html", 3: "/a-3.html"}),
        ("/c_12.htm", '<div class="pages"><a href="c_12_2.htm">2</a></div>', {2: "/c_12_2.htm"}),
        ("/?p=7", '<a href="/?p=7&page=2">Next page</a>', {2: "/?p=7&page=2"}),
        # of the comments, of a list of other stories, of another story
        ("/a-story/", '<div id="comments"><a href="/a-story/?page=2">2</a></div>', {}),
        ("/a-story/", '<a href="/a-story/comment-page-2/">2</a>', {}),
        ("/rain/", '<nav><a href="/rain-2/">Rain once more</a></nav> <a href="/rain-2/">2</a>', {}),
        ("/sport/rain/", '<div class="pagination"><a href="/sport/page/2/">2</a></div>', {}),
        ("/a-story/", '<a href="/a-story/2/">A reader’s view of it</a>', {}),
        ("/a-story/", '<a href="/a-story/2026/">2026</a>', {}),
    ],
)  # fmt: skip
def test_further_pages(path: str, links: str, further: dict[int, str]) -> None:
    assert parts_in(page(path, links)).further == {number: HOME + url for number, url in further.items()}


def test_a_link_in_the_head() -> None:
    assert parts_in(page("/a.html", "", "<link rel=next href=/a-2.html>")).further == {2: HOME + "/a-2.html"}
    neighbour = page("/rain/", "", "<link rel=next href=/why-the-ferry-stays/>")  # as WordPress writes it
    assert parts_in(neighbour).further == {}


@pytest.mark.parametrize(
    ("href", "text", "is_whole"),
    [
        ("?page=all", "View all", True), ("/a-story/komplettansicht", "Auf einer Seite lesen", True),
        ("?singlepage=1", "single page", True), ("/all", "View all", False), ("?page=all", "All comments", False),
    ],
)  # fmt: skip
def test_a_page_that_shows_all_of_it(href: str, text: str, is_whole: bool) -> None:
    found = parts_in(page("/a-story", f'<a href="?page=2">2</a> <a href="{href}">{text}</a>'))
    assert (found.whole is not None) is is_whole


def test_bounded() -> None:
    links = " ".join(f'<a href="?page={n}">{n}</a>' for n in range(2, 99))
    assert list(parts_in(page("/a-story", links)).further) == list(range(2, MOST_PARTS + 1))


@pytest.mark.parametrize(
    ("path", "body", "head", "first"),
    [
        ("/a-story/2/", '<div class="page-links"><a href="/a-story/">1</a> 2</div>', "", "/a-story/"),
        ("/a-story/2/", "", '<link rel="canonical" href="/a-story/">', "/a-story/"),
        ("/a-story?page=3", "", '<link rel="prev" href="/a-story?page=2">', None),
        ("/a-story?page=2", "", '<link rel="prev" href="/a-story">', "/a-story"),
        ("/a-2.html", "", '<link rel="canonical" href="/a.html">', "/a.html"),
        ("/rain-2/", "", '<link rel="prev" href="/rain/"><link rel="canonical" href="/rain-2/">', None),
        ("/rain-2/", '<nav><a href="/rain/">Rain</a></nav>', "", None),
        ("/news/12/", '<a href="/news/">News</a>', "", None),
    ],
)  # fmt: skip
def test_the_first_page_of_a_later_one(path: str, body: str, head: str, first: str | None) -> None:
    assert first_of(page(path, body, head)) == (HOME + first if first else None)


words = st.text("abc-/?&=._2345page", max_size=40)


@given(words, words)
def test_never_raises_and_never_names_itself(one: str, other: str) -> None:
    first, second = normalise(f"{HOME}/{one}"), normalise(f"{HOME}/{other}")
    if first and second:
        number = page_of(second, first)
        assert number is None or 1 <= number <= 99
        assert page_of(first, first) is None
