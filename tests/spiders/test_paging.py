"""Articles behind lists that are paged in every manner, on a site that has no channel: all of them are found."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from loopback import TestSite
from pages_of_ours import article_page
from running import Scrapy

Site = Callable[[dict[str, Any]], TestSite]
PAGES = 3
MANNERS = {
    "harbour": "/harbour/{page}/",
    "council": "/council/?sayfa={page}",
    "weather": "/weather/?start={start}",
    "letters": "/letters/?page={page}",
    "nets": "/nets/{page}/",
}


def address(section: str, page: int) -> str:
    return f"/{section}/" if page == 1 else MANNERS[section].format(page=page, start=20 * (page - 1))


def list_page(section: str, page: int) -> str:
    """One article a page, and the way on: numbers in a box of no known name, a word, or the head alone."""
    story = f'<p><a href="/{section}-story-of-the-day-{page}">What happened in the {section}, told at length</a></p>'
    others = [number for number in range(1, PAGES + 1) if number != page]
    ways = "".join(f'<a href="{address(section, number)}">{number}</a> ' for number in others)
    head = ""
    if page < PAGES and section in ("letters", "nets"):
        following = address(section, page + 1)
        head, ways = (f'<link rel="next" href="{following}">', "") if section == "letters" else (
            "", f'<a href="{following}">Next</a>')  # fmt: skip
    return f"<html><head><title>{section}</title>{head}</head><body><main>{story}</main><div>{ways}</div></body></html>"


def test_every_article_behind_every_kind_of_paging(site: Site, crawl_site: Scrapy, tmp_path: Path) -> None:
    answers: dict[str, Any] = {}
    for number, section in enumerate(MANNERS):
        for page in range(1, PAGES + 1):
            answers[address(section, page)] = list_page(section, page)
            path = f"/{section}-story-of-the-day-{page}"
            answers[path] = article_page(f"What happened in the {section} on day {page}", 10 * number + page)
    on_picture = "/sheet/content_12345.htm"
    answers[on_picture] = article_page("What stands on the sheet's picture", 99)
    menu = "".join(f'<li><a href="/{section}/">{section.title()}</a></li>' for section in MANNERS)
    sheet = f'<map name="sheet"><area shape="rect" href="{on_picture}"></map>'
    answers["/"] = f"<html><head><title>The Pier</title></head><body><nav>{menu}</nav>{sheet}</body></html>"
    done = crawl_site(site(answers).url, output=tmp_path)
    found = {record["url"].partition("/")[2].partition("/")[2].partition("/")[2] for record in done.records()}
    wanted = {f"{section}-story-of-the-day-{page}" for section in MANNERS for page in range(1, PAGES + 1)}
    assert wanted | {on_picture[1:]} == found
