"""What is off is not imported, and is there where somebody turns it on."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from running import REPOSITORY, STRICT
from scrapy import Spider
from scrapy.downloadermiddlewares.cookies import CookiesMiddleware
from scrapy.exceptions import NotConfigured
from scrapy.settings import default_settings
from scrapy.utils.misc import load_object
from scrapy.utils.test import get_crawler

from newscrawler import settings
from newscrawler.switched_off import Cookies, RemoteControl, Telnet

SAYS_MODULES = "import atexit, sys\natexit.register(lambda: print(*sys.modules))\n"


def test_a_crawl_imports_nothing_that_is_off(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SAYS_MODULES + STRICT, "crawl", "demo", "-a", "limit=1"],
        cwd=tmp_path, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert {"scrapy", "numpy"} <= set(done.stdout.split())
    assert not {"aiohttp", "tldextract", "twisted.conch.telnet"} & set(done.stdout.split())


def test_it_can_be_turned_on() -> None:
    assert isinstance(Cookies.from_crawler(get_crawler(Spider, {"COOKIES_ENABLED": True})), CookiesMiddleware)
    with pytest.raises(NotConfigured):
        Cookies.from_crawler(get_crawler(Spider, {"COOKIES_ENABLED": False}))


@pytest.mark.parametrize("part", [Cookies, RemoteControl, Telnet])
def test_each_stands_in_for_a_part_of_scrapys(part: Any) -> None:
    assert part.path in {**default_settings.EXTENSIONS_BASE, **default_settings.DOWNLOADER_MIDDLEWARES_BASE}
    assert callable(load_object(part.path).from_crawler)
    assert hasattr(default_settings, part.setting)


def test_it_stands_in_no_list_twice() -> None:
    assert settings.EXTENSIONS_BASE
    assert not [path for path in settings.EXTENSIONS_BASE if "telnet" in path or "remote_control" in path]
    assert not [path for path in settings.DOWNLOADER_MIDDLEWARES_BASE if "cookies" in path]
