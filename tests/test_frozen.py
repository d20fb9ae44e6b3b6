"""Every frozen page says what it is expected to say: one test a field, so that a red line names page and field."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pages_of_ours import article_page
from running import REPOSITORY

from newscrawler.errors import UsageError
from newscrawler.frozen import FrozenPage, differing, freeze, frozen_pages

PAGES = list(frozen_pages(REPOSITORY / "tests" / "frozen"))
CASES = [(page, name) for page in PAGES for name in page.expected]
STORY_PAGE = article_page("The Ferry Runs Again").encode()
ADDRESS = "https://lowmoor.example/2026/02/10/the-ferry-runs-again"


@pytest.fixture(scope="module")
def read_today() -> dict[str, dict[str, Any]]:
    return {page.name: page.read() for page in PAGES}


@pytest.mark.skipif(not CASES, reason="no page is frozen: scrapy freeze, scrapy newsite")
@pytest.mark.parametrize(("page", "name"), CASES, ids=[f"{page.name}-{name}" for page, name in CASES])
def test_frozen(page: FrozenPage, name: str, read_today: dict[str, dict[str, Any]]) -> None:
    assert read_today[page.name][name] == page.expected[name]


def test_a_page_that_was_frozen_is_as_expected_until_one_of_the_two_changes(tmp_path: Path) -> None:
    page = freeze(tmp_path / "lowmoor" / "ferry", STORY_PAGE, {"url": ADDRESS})
    assert [found.name for found in frozen_pages(tmp_path)] == ["lowmoor/ferry"]
    assert page.expected["page"] == "article"
    assert differing(page) == {}
    source = page.folder / "source.html"
    source.write_bytes(source.read_bytes().replace(b"harbour office", b"airport"))
    assert "body" in differing(page)


def test_a_frozen_page_is_never_written_over(tmp_path: Path) -> None:
    freeze(tmp_path / "a" / "b", STORY_PAGE, {"url": ADDRESS})
    with pytest.raises(FileExistsError):
        freeze(tmp_path / "a" / "b", b"<html>", {"url": ADDRESS})


@pytest.mark.parametrize("source", [b"", bytes(3000), b"\x1f\x8b\x08\x00abc", b"\x89PNG\r\n\x1a\n"])
def test_what_is_no_page_is_not_frozen(tmp_path: Path, source: bytes) -> None:
    with pytest.raises(UsageError):
        freeze(tmp_path / "a" / "b", source, {"url": ADDRESS})
    assert not (tmp_path / "a").exists()
