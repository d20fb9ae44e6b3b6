"""Defaults that do no harm, seen from outside."""

from __future__ import annotations

import logging
import ssl
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from certificates import self_signed
from loopback import Answer, TestSite
from pages_of_ours import article_page, index_page
from running import Scrapy
from scrapy.settings import Settings

from newscrawler import settings as our_settings
from newscrawler.checks import check_names
from newscrawler.errors import UsageError

Site = Callable[[dict[str, Any]], TestSite]
PATH = "/2026/02/01/the-harbour-counts-its-boats"


def front(**headers: str) -> dict[str, Any]:
    return {"/": Answer(index_page([PATH]), headers=headers), PATH: article_page("The harbour counts its boats")}


def test_an_honest_user_agent_with_a_contact(site: Site, crawl_site: Scrapy, tmp_path: Path) -> None:
    running = site(front())
    crawl_site(running.url, "-s", "NEWSCRAWLER_CONTACT=ines@example.org", output=tmp_path)
    agents = {visit.headers["User-Agent"] for visit in running.visits}
    assert len(agents) == 1
    assert agents.pop().startswith("newscrawler/")
    assert all("(+ines@example.org)" in visit.headers["User-Agent"] for visit in running.visits)


def test_no_cookie_is_kept(site: Site, crawl_site: Scrapy, tmp_path: Path) -> None:
    running = site(front(**{"Set-Cookie": "visitor=7; Path=/"}))
    done = crawl_site(running.url, output=tmp_path)
    assert len(done.records()) == 1
    assert not any("Cookie" in visit.headers for visit in running.visits)


OTHER_SCHEMES = '''
from scrapy import Request, Spider

class SchemesSpider(Spider):
    """Asks for what is not on the web."""
    name = "schemes"

    async def start(self):
        for url in ("file:///etc/hosts", "data:,hello", "ftp://127.0.0.1/x", "s3://bucket/key"):
            yield Request(url, errback=self.refused)

    def parse(self, response):
        print("GOT", response.url)

    def refused(self, failure):
        print("REFUSED", failure.request.url, failure.type.__name__)
'''


def test_only_http_is_spoken(scrapy: Scrapy, tmp_path: Path) -> None:
    (tmp_path / "schemes.py").write_text(OTHER_SCHEMES)
    done = scrapy("runspider", "schemes.py", output=tmp_path)
    assert done.out.count("REFUSED") == 4, done.out + done.err
    assert "GOT" not in done.out


def test_a_certificate_nobody_vouches_for_is_not_believed(crawl_site: Scrapy, tmp_path: Path) -> None:
    visits: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            visits.append(self.path)
            self.send_error(404)

    server = HTTPServer(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(self_signed(tmp_path / "certificate.pem"))
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        url = f"https://127.0.0.1:{server.server_address[1]}/"
        done = crawl_site(url, "-s", "RETRY_TIMES=0", output=tmp_path)
    finally:
        server.shutdown()
        server.server_close()
    assert done.report()["outcomes"] == {"robots_unreachable": 1}
    assert done.code == 13
    assert visits == []


def given(**names: Any) -> Settings:
    """Settings as a command line gives them, over ours."""
    settings = Settings()
    settings.setmodule(our_settings, priority="project")
    settings.setdict(names, priority="cmdline")
    return settings


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("NEWCRAWLER_CONTACT", "NEWSCRAWLER_CONTACT"),
        ("NEWSCRAWLER_CONTAKT", "NEWSCRAWLER_CONTACT"),
        ("newscrawler_output", "NEWSCRAWLER_OUTPUT"),
        ("DOWNLOAD_DELAYS", "DOWNLOAD_DELAY"),
        ("ROBOTSTXT_OBAY", "ROBOTSTXT_OBEY"),
    ],
)
def test_a_misspelt_setting_is_told_with_what_was_meant(name: str, meant: str) -> None:
    with pytest.raises(UsageError, match=f"did you mean {meant}"):
        check_names(given(**{name: "x"}))


def test_a_setting_that_somebody_elses_code_may_know_is_let_through_and_told(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        check_names(given(MY_EXTENSIONS_COLOUR="red", JOBDIR="x", CLOSESPIDER_ITEMCOUNT=3))
    assert caplog.messages == ["-s MY_EXTENSIONS_COLOUR: no setting of newscrawler or Scrapy is called so"]


def test_a_setting_in_the_environment_is_not_read_and_that_is_told(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSCRAWLER_OUTPUT", "/srv")
    with caplog.at_level(logging.WARNING):
        check_names(given())
    assert caplog.messages == ["NEWSCRAWLER_OUTPUT in the environment is not read: say -s NEWSCRAWLER_OUTPUT=…"]
