"""One article under several addresses: on hosts for telephones, as AMP, by what its head says."""

from __future__ import annotations

import pytest
from pages_of_ours import article_page

from newscrawler import extract
from newscrawler.discovery.addresses import address_key, article_id
from newscrawler.extraction.document import Document
from newscrawler.pages.twins import twins_of

PATH = "/harbour/2026/02/01/boats-are-counted-again"
STORY = f"https://www.pier.example{PATH}"


@pytest.mark.parametrize(
    "url",
    [
        f"https://m.pier.example{PATH}", f"https://amp.pier.example{PATH}/",
        f"http://mobile.pier.example{PATH}", STORY + "?outputType=amp", STORY + "/amp/",
        STORY + "?amp", STORY + "?amp=1", STORY + "?output=amp",
    ],
)  # fmt: skip
def test_one_id(url: str) -> None:
    read = extract(article_page("Boats are counted again"), url)
    assert read.id == article_id(STORY)


def test_a_page_for_telephones_says_where_the_article_is() -> None:
    read = extract(article_page("Boats are counted again", canonical=STORY), "https://m.pier.example/s/4711")
    assert (read.url, read.id) == (STORY, article_id(STORY))


@pytest.mark.parametrize("host", ["m.de", "mobile.de", "amp.dev", "wap.example"])
def test_sites_that_are_called_so(host: str) -> None:
    assert address_key(f"https://{host}/a") == f"{host}/a"


def test_what_the_head_names() -> None:
    head = f"""<link rel="alternate" media="only screen and (max-width: 640px)" href="https://m.pier.example/s/4711">
    <link rel="alternate" media="handheld" href="https://m.pier.example{PATH}">
    <link rel="amphtml" href="/amp-pages/boats-are-counted-again"><link rel="alternate" hreflang="de" href="/de/boote">
    <link rel="alternate" media="handheld" href="https://other.example/s/4711"><link rel="amphtml" href="/">"""
    document = Document.parse(f"<html><head>{head}</head><body></body></html>", STORY)
    assert twins_of(document) == [
        "https://m.pier.example/s/4711", "https://www.pier.example/amp-pages/boats-are-counted-again"
    ]  # fmt: skip
