"""Commands that only look at a page leave no archive, also with one of our spiders."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from loopback import TestSite
from pages_of_ours import article_page, index_page
from running import Scrapy

PATH = "/harbour/2026/02/01/the-harbour-counts-its-boats"
LOOKS = [
    (("fetch",), "counts its boats"),
    (("parse", "--noitems"), PATH),
    (("shell", "-c", "response.css('a').getall()"), PATH),
]


@pytest.mark.parametrize(("command", "said"), LOOKS)
def test_a_look_leaves_no_archive(
    site: Callable[[dict[str, Any]], TestSite], scrapy: Scrapy, tmp_path: Path, command: tuple[str, ...], said: str
) -> None:
    front = index_page([PATH]).replace("</body>", "<p>The harbour counts its boats</p></body>")
    running = site({"/": front, PATH: article_page("The harbour counts its boats")})
    name, *more = command
    done = scrapy(
        name, "--spider=beijingtimes", f"{running.url}/", *more, "-s", "NEWSCRAWLER_OUTPUT=out", output=tmp_path
    )
    assert done.code == 0, done.err
    assert said in done.out
    assert not (tmp_path / "out").exists()
