"""Browsing an archive with a real browser: searched, read, left by the keyboard, and harmless."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Thread
from typing import Any

import pytest
from archives_of_ours import archive_of, hostile, line
from exchanges_of_ours import id_of

from newscrawler.browse.index import ArticleIndex
from newscrawler.browse.server import BrowseServer


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where three articles are browsed, one of them hostile."""
    lines = [line("ferry", title="The Ferry Runs Again"), line("park", title="A Park for the Town"), hostile()]
    index = ArticleIndex(archive_of(tmp_path_factory.mktemp("a") / "it", *lines))
    index.refresh()
    with BrowseServer(index.folder, index) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server.url
        server.shutdown()
        thread.join()
    index.close()


def test_search_by_keyboard_and_read(visit: Any, address: str) -> None:
    seen = visit(address)
    seen.page.wait_for_function("document.activeElement.name === 'words'")
    seen.page.keyboard.type("ferry")
    seen.page.keyboard.press("Enter")
    seen.page.get_by_text("1 of 3 articles").wait_for()
    seen.page.get_by_role("link", name="The Ferry Runs Again").press("Enter")
    seen.page.get_by_role("heading", name="The Ferry Runs Again").wait_for()
    assert "It rained." in seen.page.locator("section.body").inner_text()
    assert seen.said == []


@pytest.mark.parametrize("width", [1100, 390])
def test_the_hostile_article_harms_nothing(visit: Any, address: str, width: int) -> None:
    seen = visit(address + f"article/{id_of('hostile')}", width=width)
    seen.page.get_by_role("heading", name="Body").wait_for()
    assert seen.said == []
    assert all(url.startswith((address, "data:")) for url in seen.asked)
    assert seen.overflow() <= 0
