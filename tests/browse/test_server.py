"""Who may look, and at what."""

from __future__ import annotations

import socket
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from threading import Thread

import pytest
from archives_of_ours import HOSTILE, archive_of, hostile, line
from exchanges_of_ours import article, exchange, id_of, opened
from lxml import html

from newscrawler.browse.index import ArticleIndex
from newscrawler.browse.server import BrowseServer
from newscrawler.items import WarcPointer


@contextmanager
def serving(folder: Path) -> Iterator[BrowseServer]:
    index = ArticleIndex(folder)
    index.refresh()
    with BrowseServer(folder, index) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:  # else a test that fails keeps the process alive
            server.shutdown()
            thread.join()
    index.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowseServer]:
    outside = line("outside")
    outside.warc = WarcPointer(file="../../etc/passwd", offset=0, length=10, record_id="x", payload_digest="x")
    with serving(archive_of(tmp_path_factory.mktemp("a") / "it", line("ferry"), hostile(), outside)) as server:
        yield server


def ask(server: BrowseServer, path: str, *, method: str = "GET", host: str | None = None) -> tuple[HTTPResponse, str]:
    connection = HTTPConnection("127.0.0.1", server.server_address[1], timeout=10)
    connection.request(method, path, headers={"Host": host} if host else {})
    answer = connection.getresponse()
    return answer, answer.read().decode()


def test_the_whole_address_works_and_its_headers_are_strict(server: BrowseServer) -> None:
    answer, page = ask(server, f"/{server.token}/")
    assert answer.status == 200
    assert "3 of 3 articles" in html.fromstring(page).text_content()
    assert "default-src 'none'" in (answer.getheader("Content-Security-Policy") or "")
    assert "script" not in (answer.getheader("Content-Security-Policy") or "")
    assert answer.getheader("X-Content-Type-Options") == "nosniff"
    assert answer.getheader("X-Frame-Options") == "DENY"
    assert answer.getheader("Set-Cookie") is None


@pytest.mark.parametrize("path", ["/", "/wrong/", "/wrong/style.css", "/../", "//", "/%00/", "?"])
def test_without_the_token_there_is_nothing(server: BrowseServer, path: str) -> None:
    answer, page = ask(server, path)
    assert answer.status == 404
    assert server.token not in page


def test_an_address_that_is_none_is_answered_like_any_other(server: BrowseServer) -> None:
    port = server.server_address[1]
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(f"GET http://[x/ HTTP/1.0\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
        assert connection.makefile("rb").readline().split()[1] == b"404"


def test_a_name_that_was_made_to_point_here_is_refused(server: BrowseServer) -> None:
    answer, _ = ask(server, f"/{server.token}/", host="rebound.example:80")
    assert answer.status == 421


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE"])
def test_nothing_can_be_changed(server: BrowseServer, method: str) -> None:
    answer, _ = ask(server, f"/{server.token}/", method=method)
    assert answer.status == 501


def test_it_listens_on_loopback_alone(server: BrowseServer) -> None:
    assert server.server_address[0] == "127.0.0.1"


@pytest.mark.parametrize(
    "path", ["article/none", "article/../../x", "capture/none", "nothing", "article/%ff", "article/"]
)
def test_what_is_not_there(server: BrowseServer, path: str) -> None:
    assert ask(server, f"/{server.token}/{path}")[0].status == 404


def test_queries_that_make_no_sense_are_answered(server: BrowseServer) -> None:
    for query in (
        "page=-1",
        "page=1e99",
        "page=nan",
        "below=x",
        "since=never",
        "words=%00%22*",
        "words=(NEAR",
        "x=1&" * 400,
    ):
        assert ask(server, f"/{server.token}/?{query}")[0].status == 200, query


def test_a_hostile_article_is_text(server: BrowseServer) -> None:
    for path in ("", f"article/{id_of('hostile')}"):
        _, page = ask(server, f"/{server.token}/{path}")
        tree = html.fromstring(page)
        assert tree.xpath("count(//script | //img)") == 0
        assert not [name for element in tree.iter() for name in element.attrib if name.startswith("on")]
        assert HOSTILE in "".join(tree.itertext())


def test_a_capture_outside_of_the_archive_is_not_shown(server: BrowseServer) -> None:
    answer, page = ask(server, f"/{server.token}/capture/{id_of('outside')}")
    assert answer.status == 200
    assert "is outside of the archive" in page
    assert "root:" not in page


def test_a_capture_beyond_the_files_end(tmp_path: Path) -> None:
    far = [line(f"n{place}") for place in range(3)]
    for one, (offset, length) in zip(far, ((2**62, 1), (0, 2**60), (-1, 1)), strict=True):
        one.warc = WarcPointer(file="x", offset=offset, length=length, record_id="x", payload_digest="x")
    folder = archive_of(tmp_path / "it", *far)
    (folder / "x").write_bytes(b"x")
    with serving(folder) as server:
        for one in far:
            _, page = ask(server, f"/{server.token}/capture/{one.id}")
            assert "x ends before that place" in page


def test_an_index_that_gives_way_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with serving(archive_of(tmp_path / "it", line("ferry"))) as server:
        monkeypatch.setattr(server.index, "find", fails)
        answer, told = ask(server, f"/{server.token}/")
        assert answer.status == 500
        assert "cannot be written or read: database or disk is full. Make room" in told


def test_an_article_its_history_and_its_capture(tmp_path: Path) -> None:
    archive = opened(tmp_path / "it")
    pointer = archive.capture(exchange(body=b"<html><title>Rain</title><p>It rained & rained.</html>"))
    archive.put(article(warc=pointer))
    archive.put(article("It snowed.", warc=pointer))
    archive.close()
    with serving(tmp_path / "it") as server:
        name = id_of("rain")
        _, page = ask(server, f"/{server.token}/article/{name}")
        tree = html.fromstring(page)
        assert tree.xpath("//del/text()") == ["rained"]
        assert tree.xpath("//ins/text()") == ["snowed"]
        _, page = ask(server, f"/{server.token}/capture/{name}")
        text = html.fromstring(page).text_content()
        assert "<p>It rained & rained.</html>" in text
        assert "HTTP/1.1 200" in text


def test_what_is_forgotten_while_it_is_browsed_is_gone(tmp_path: Path) -> None:
    slugs = [f"n{number}" for number in range(6)]
    folder = archive_of(tmp_path / "it", *(line(slug, title=f"About {slug}") for slug in slugs))
    path = folder / "articles" / "2026-02-10.jsonl"
    with serving(folder) as server:
        lines = path.read_bytes().splitlines(keepends=True)
        beside = path.with_suffix(".new")
        beside.write_bytes(b"".join(lines[:2] + lines[3:]))
        beside.replace(path)
        answers = {slug: ask(server, f"/{server.token}/article/{id_of(slug)}") for slug in slugs}
        assert {slug: answer.status for slug, (answer, _) in answers.items()} == dict.fromkeys(slugs, 200) | {"n2": 404}
        assert all(f"About {slug}" in page for slug, (_, page) in answers.items() if slug != "n2")
        with path.open("ab") as file:
            file.write(lines[0] + lines[1])  # as long again as it was, and longer
        assert "n2" not in ask(server, f"/{server.token}/")[1]
        path.unlink()
        path.with_name("2026-02-11.jsonl").write_bytes(lines[4])
        _, page = ask(server, f"/{server.token}/")
        assert "1 of 1 article" in html.fromstring(page).text_content()
