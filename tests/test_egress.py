"""The egress guard in real crawls: what a stranger names is not connected to, what a person names is."""

from __future__ import annotations

import json
import socket
import socketserver
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from loopback import Answer, TestSite
from naming import FakeNames
from pages_of_ours import article_page, index_page
from running import REPOSITORY, Finished, Scrapy, run_scrapy
from twisted.internet.endpoints import HostnameEndpoint
from twisted.internet.protocol import Factory
from twisted.internet.testing import MemoryReactorClock

from newscrawler.egress import GuardedReactor

Site = Callable[[dict[str, Any]], TestSite]
STORY = "/2026/02/01/the-harbour-counts-its-boats"


@pytest.fixture
def trap() -> Iterator[tuple[int, list[str]]]:
    """A service on loopback that nobody may reach: its port, and who came."""
    listener = socket.create_server(("0.0.0.0", 0))
    came: list[str] = []

    def accept() -> None:
        while True:
            try:
                connection, peer = listener.accept()
            except OSError:
                return
            came.append(str(peer))
            connection.close()

    threading.Thread(target=accept, daemon=True).start()
    yield listener.getsockname()[1], came
    listener.close()


KNOWS_THE_TESTS = f"import sys; sys.path.append({str(REPOSITORY / 'tests')!r})\n"


def crawl(
    output: Path, *arguments: str, names: dict[str, list[list[str]]] | None = None, before: str = "", **more: str
) -> Finished:
    """A crawl in which names are what `names` says; `before` is code that runs first."""
    resolver = ("-s", "TWISTED_DNS_RESOLVER=naming.FakeNames") if names is not None else ()
    fast = ("-s", "NEWSCRAWLER_OUTPUT=.", "-s", "RETRY_TIMES=0", "-s", "DOWNLOAD_DELAY=0", "-s", "ROBOTSTXT_OBEY=False")
    environment = {"FAKE_NAMES": json.dumps(names), **more}
    arguments = ("crawl", "news", "-a", "archive=it", *fast, *resolver, *arguments)
    return run_scrapy(*arguments, output=output, more=environment, before=KNOWS_THE_TESTS + before)


def test_nobody_leads_a_crawl_to_what_is_not_public(site: Site, tmp_path: Path, trap: tuple[int, list[str]]) -> None:
    """By a name's answers (once, later, among public ones), by a redirect, by a name that is never public."""
    port, came = trap
    leads = {
        f"/{number}": Answer("", 302, {"Location": target.encode().decode("latin-1")})  # as UTF-8 on the wire
        for number, target in enumerate(
            (
                f"http://127.0.0.2:{port}/",
                f"http://2130706433:{port}/",
                f"http://0x7f.1:{port}/",
                f"http://[::1]:{port}/",
                f"http://[::ffff:127.0.0.1]:{port}/",
                f"http://localhost.:{port}/",
                f"http://127。0。0。1:{port}/",
                f"http://%31%32%37.0.0.1:{port}/",
                f"http://rebound.example:{port}/",
                "http://169.254.169.254/latest/meta-data/",
                "http://user@10.0.0.1/",
            )
        )
    }
    running = site({"/": index_page([STORY]), STORY: article_page("The harbour counts its boats", 1), **leads})
    names = {
        "inside.example": [["127.0.0.1"]],
        "inside6.example": [["::1"]],
        "mapped.example": [["::ffff:127.0.0.1"]],
        "meta.example": [["169.254.169.254"]],
        "rebound.example": [["127.0.0.1"]],
    }
    seeds = [f"http://{name}:{port}/" for name in names] + [running.url + path for path in ("/", *leads)]
    (tmp_path / "seeds").write_text("\n".join(seeds))
    done = crawl(tmp_path, "-a", "urls=seeds", names=names)
    report = done.report()
    assert {report["seeds"][url] for url in seeds[: len(names)]} == {"forbidden_address"}, done.err
    ended = {path: report["seeds"][running.url + path] for path in leads}
    assert set(ended.values()) <= {"redirected", "bad_redirect", "offsite", "forbidden_address"}
    assert report["outcomes"]["forbidden_address"] >= len(names) + 5, report
    assert came == []
    assert len(done.records()) == 1, done.err


def test_a_name_that_leads_elsewhere_the_next_moment_gains_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """DNS rebinding: the number that was judged is the one connected to, at every connection anew."""
    answers = [["93.184.215.14"], ["127.0.0.1"], ["10.0.0.1", "93.184.215.14"]]
    monkeypatch.setenv("FAKE_NAMES", json.dumps({"turns.example": answers}))
    reactor = MemoryReactorClock()
    FakeNames(reactor).install_on_reactor()
    outcomes = []
    for _ in answers:
        attempt = HostnameEndpoint(GuardedReactor(reactor), "turns.example", 80).connect(Factory())
        attempt.addErrback(lambda failure: outcomes.append(failure.value.outcome))
        reactor.advance(1)
    assert [(host, port) for host, port, *_ in reactor.tcpClients] == [("93.184.215.14", 80), ("93.184.215.14", 80)]
    assert outcomes == ["forbidden_address"]


PUBLIC = "93.184.215.14"
INWARDS = [["127.0.0.1"], ["::ffff:169.254.169.254"], ["10.0.0.1", "169.254.169.254"]]


@pytest.mark.parametrize("is_guarded", [True, False])
def test_a_site_whose_name_turns_inwards_while_it_is_crawled_reaches_nothing(
    site: Site, tmp_path: Path, is_guarded: bool
) -> None:
    """A whole crawl of a public host whose name leads inside from the second connection on, and out again at last.

    Where the guard is told to let it, this machine is reached each time: so a hole would be seen.
    """
    stories = [f"{STORY}-of-pier-{number}" for number in range(4)]
    last = {"Connection": "close"}  # each request has a connection, and a look at the name, of its own
    pages = {
        path: Answer(article_page(f"The harbour counts its boats of pier {number}", number), headers=last)
        for number, path in enumerate(stories)
    }
    running = site({"/": Answer(index_page(stories), headers=last), **pages})
    names = {"turns.example": [[PUBLIC], *(INWARDS if is_guarded else [["127.0.0.1"]] * 3), [PUBLIC]]}
    chosen = () if is_guarded else ("-s", "NEWSCRAWLER_PRIVATE_HOSTS=turns.example")
    outside = f"import naming; naming.route({PUBLIC!r})\n"
    done = crawl(tmp_path, "-a", f"url=http://turns.example:{running.port}/", *chosen, names=names, before=outside)
    refused = {"forbidden_address": len(INWARDS)} if is_guarded else {}
    assert done.report()["outcomes"] == {"index": 1, "archived": 4 - sum(refused.values()), **refused}, done.err
    assert len(running.visits) == 5 - sum(refused.values())


def test_a_host_that_a_person_names_may_be_private(site: Site, tmp_path: Path) -> None:
    running = site({"/": index_page([STORY]), STORY: article_page("The harbour counts its boats", 1)})
    url, names = f"http://news.example:{running.port}/", {"news.example": [["127.0.0.1"]]}
    assert crawl(tmp_path, "-a", f"url={url}", names=names).report()["outcomes"] == {"forbidden_address": 1}
    done = crawl(tmp_path, "-a", f"url={url}", "-s", "NEWSCRAWLER_PRIVATE_HOSTS=news.example", names=names)
    assert len(done.records()) == 1, done.err


# --- proxies


class Proxy(socketserver.ThreadingTCPServer):
    """A proxy on loopback: keeps the first lines it is sent and answers every request by itself with one story."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), ProxyConnection)
        self.heads: list[str] = []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"


class ProxyConnection(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        lines = list(iter(lambda: self.rfile.readline().decode().strip(), ""))
        assert isinstance(self.server, Proxy)
        self.server.heads.append("\n".join(lines))
        page = article_page("The harbour counts its boats", 1).encode()
        head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(page)}\r\nConnection: close\r\n\r\n"
        self.wfile.write(head.encode() + page)


@pytest.fixture
def proxy() -> Iterator[Proxy]:
    running = Proxy()
    yield running
    running.shutdown()
    running.server_close()


def test_a_proxy_that_the_user_names_is_used_wherever_it_stands(tmp_path: Path, proxy: Proxy) -> None:
    """Its credentials are in no capture; an address that is not public by its words is not sent through it."""
    setting = f"NEWSCRAWLER_PROXY=http://me:open-sesame@{proxy.address}"
    seeds = f"http://news.example{STORY}\nhttp://10.0.0.1{STORY}\n"
    (tmp_path / "seeds").write_text(seeds)
    (tmp_path / "moved").write_text("http://169.254.169.254/latest/")
    done = crawl(tmp_path, "-a", "articles=seeds", "-s", setting, names={})
    assert len(done.records()) == 2, done.err  # the second was named by the user
    assert [head.splitlines()[0] for head in sorted(proxy.heads)] == [
        f"GET http://10.0.0.1{STORY} HTTP/1.1",
        f"GET http://news.example{STORY} HTTP/1.1",
    ]
    assert all("Proxy-Authorization: Basic bWU6b3Blbi1zZXNhbWU=" in head for head in proxy.heads)
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file() and path.name != "seeds")
    assert b"bWU6b3Blbi1zZXNhbWU=" not in kept
    assert b"sesame" not in kept
    assert b"WARC-IP-Address: 127.0.0.1" not in kept


@pytest.mark.parametrize(("setting", "uses"), [("", False), ("env", True)])
def test_a_proxy_of_the_environment_is_used_only_where_the_user_says_so(
    tmp_path: Path, proxy: Proxy, setting: str, uses: bool
) -> None:
    url = f"http://news.example{STORY}"
    environment = {"http_proxy": f"http://{proxy.address}", "no_proxy": ""}
    done = crawl(tmp_path, "-a", f"url={url}", "-s", f"NEWSCRAWLER_PROXY={setting}", names={}, **environment)
    assert bool(proxy.heads) is uses, done.err
    assert bool(done.records()) is uses


@pytest.mark.parametrize("value", ["socks5://127.0.0.1:1080", "https://127.0.0.1:1", "http://", "http://a:99999"])
def test_a_proxy_that_cannot_be_is_told_before_anything_starts(tmp_path: Path, scrapy: Scrapy, value: str) -> None:
    done = scrapy("crawl", "demo", "-s", f"NEWSCRAWLER_PROXY={value}", output=tmp_path)
    assert done.code == 2
    assert "NEWSCRAWLER_PROXY" in done.err
