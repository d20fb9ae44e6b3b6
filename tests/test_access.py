"""What a subscriber hands over for one host goes there and nowhere else, and is found nowhere afterwards."""

from __future__ import annotations

import gzip
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from certificates import self_signed
from loopback import Answer, TestSite
from pages_of_ours import article_page, index_page
from running import Finished, Scrapy

from newscrawler.errors import UsageError
from newscrawler.politeness.access import read_access

TOKEN, COOKIE = "tok-7f3a9c1e5b2d8046", "ses=c0ffee/51b7d2"
PATHS = [f"/2026/02/01/matter-number-{n}-of-the-office" for n in range(9)]
FILE = f"""
["127.0.0.1:PORT"]
headers = {{ Authorization = "Bearer {TOKEN}" }}
cookies = {{ session = "{COOKIE}", edition = "evening" }}
"""


def packed(page: str) -> Answer:
    """Packed, though it was asked for plain."""
    return Answer(gzip.compress(page.encode()), headers={"Content-Encoding": "gzip"})


def office(more: dict[str, Any] | None = None) -> dict[str, Any]:
    pages = {path: article_page(f"Matter number {n} of the office", n) for n, path in enumerate(PATHS)}
    return {"/": index_page(PATHS), **pages, **(more or {})}


@pytest.fixture
def access_file(tmp_path: Path) -> Path:
    path = tmp_path / "access.toml"
    path.touch(mode=0o600)
    return path


Sites = tuple[TestSite, TestSite, TestSite]


@pytest.fixture
def sites(tmp_path: Path) -> Iterator[Sites]:
    """One that was named, the same machine without TLS, and another host by TLS."""
    certificate = self_signed(tmp_path / "certificate.pem")
    plain, other = TestSite(office()), TestSite(office(), certificate)
    named = TestSite(
        office(
            {
                "/": Answer(index_page(PATHS), headers={"Set-Cookie": f"session={COOKIE}; Path=/"}),
                PATHS[0]: Answer("", 302, {"Location": f"{plain.url}/from-the-named-one"}),
                PATHS[1]: Answer("", 302, {"Location": f"{other.url}/from-the-named-one"}),
                PATHS[2]: article_page(f"The page repeats {COOKIE}", 2),
                PATHS[3]: packed(article_page(f"The page repeats {COOKIE}, packed", 3)),
                PATHS[4]: article_page(f"The page repeats {TOKEN}, and not who bears it", 4),
                PATHS[5]: article_page(f"The page repeats {COOKIE} in wide letters", 5).encode("utf-16"),
                PATHS[6]: Answer("", 302, {"Location": f"/2026/02/01/the-lobby?for={quote(COOKIE, safe='')}"}),
                PATHS[7]: Answer("in a dress of its own", headers={"Content-Encoding": "x-squeeze"}),
                PATHS[8]: article_page(f"The page repeats {''.join(f'&#{ord(char)};' for char in '=/')}", 8),
            }
        ),
        certificate,
    )
    yield named, plain, other
    for running in (named, plain, other):
        running.close()


@pytest.fixture
def crawled(sites: Sites, scrapy: Scrapy, tmp_path: Path, access_file: Path) -> Finished:
    access_file.write_text(FILE.replace("PORT", str(sites[0].port)))
    (tmp_path / "sites.txt").write_text("\n".join(running.url for running in sites))
    more = {"SSL_CERT_FILE": str(tmp_path / "certificate.pem")}
    return scrapy(
        "crawl", "news", "-a", "urls=sites.txt", "-s", "NEWSCRAWLER_OUTPUT=output", "-s", "LOG_LEVEL=DEBUG",
        "-s", "LOG_FILE=crawl.log", "-s", f"NEWSCRAWLER_ACCESS_FILE={access_file}", output=tmp_path, more=more,
    )  # fmt: skip


def unpacked(path: Path) -> bytes:
    """A file's bytes, and what its gzip members hold."""
    raw = path.read_bytes()
    return raw + (gzip.decompress(raw) if path.suffix == ".gz" else b"")


def test_it_goes_to_its_host_and_is_found_nowhere_afterwards(
    sites: Sites, crawled: Finished, tmp_path: Path, access_file: Path
) -> None:
    named, plain, other = sites
    assert set(PATHS) <= set(named.paths), (tmp_path / "crawl.log").read_text()
    for visit in named.visits:
        assert visit.headers["Authorization"] == f"Bearer {TOKEN}"
        assert visit.headers["Cookie"] == f"session={COOKIE}; edition=evening"
    for running in (plain, other):
        assert set(PATHS) <= set(running.paths)
        assert not any({"Authorization", "Cookie"} & visit.headers.keys() for visit in running.visits)

    searched = 0
    for path in tmp_path.rglob("*"):
        if path.is_file() and path != access_file and path.name != "certificate.pem":
            content = unpacked(path)
            searched += 1
            assert TOKEN.encode() not in content, path
            assert COOKIE.encode() not in content, path
            assert quote(COOKIE, safe="").encode() not in content, path
    assert searched > 12
    archive = f"127.0.0.1:{named.port}".replace(":", "_")
    assert crawled.report(f"output/{archive}")["outcomes"] == {
        "tells_secrets": 5,
        "offsite": 2,
        "index": 1,
        "archived": 1,
        "bad_response": 1,
    }
    assert TOKEN not in crawled.out + crawled.err
    assert COOKIE not in crawled.out + crawled.err


@pytest.mark.parametrize(
    "text",
    [
        '["example.org"]\nheaders = { Cookie = "hidden-value" }',
        '["example.org"]\nheaders = { User-Agent = "hidden-value" }',
        '["example.org"]\nheaders = { X = "hidden-value\\nY: 1" }',
        '["example.org"]\ncookies = { s = "hidden-value; t=1" }',
        '["*.example.org"]\ncookies = { s = "hidden-value" }',
        '["https://example.org/"]\ncookies = { s = "hidden-value" }',
        '["example.org"]\ntoken = "hidden-value"',
        '["example.org"]\ncookies = ["hidden-value"]',
        '["example.org"]\ncookies = { s = hidden-value }',
        '"example.org" = "hidden-value"',
    ],
)
def test_what_is_wrong_is_said_without_its_value(access_file: Path, text: str) -> None:
    access_file.write_text(text)
    with pytest.raises(UsageError) as error:
        read_access(access_file)
    assert "hidden-value" not in str(error.value)
    assert error.value.__cause__ is None


def test_a_file_that_others_may_read_is_refused(access_file: Path) -> None:
    if os.name != "posix":
        pytest.skip("only POSIX has these permissions")
    access_file.chmod(0o640)
    with pytest.raises(UsageError, match="chmod 600"):
        read_access(access_file)


@pytest.mark.parametrize(
    ("url", "goes"),
    [
        ("https://example.org/a", True),
        ("https://EXAMPLE.org:443/a", True),
        ("http://example.org/a", False),
        ("https://example.org:8443/a", False),
        ("https://www.example.org/a", False),
        ("https://example.org.evil.invalid/a", False),
        ("https://example.org@evil.invalid/a", False),
        ("https://evil.invalid/https://example.org/", False),
        ("https://example.org:x/", False),
    ],
)
def test_it_goes_by_https_to_the_very_host(access_file: Path, url: str, goes: bool) -> None:
    access_file.write_text('["example.org"]\ncookies = { s = "hidden-value" }')
    access = read_access(access_file)
    assert bool(access.headers_for(url)) is goes
    assert "hidden-value" not in repr(access)
