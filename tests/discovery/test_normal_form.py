"""Ten thousand addresses, each in several spellings: spellings meet, and what a server may tell apart does not."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

import pytest
from running import shared

from newscrawler.discovery.addresses import article_id, host_of, normalise
from newscrawler.discovery.normal_form import TRACKERS, is_tracker

COUNT = 10_000
HOSTS = ("example.org", "www.example.org", "news.example.org", "xn--bcher-kva.example", "a.example")
WORDS = (
    "a A b story Story the-long-story 2026 01 index.html café 新闻 %2F a%20b x;y a,b (c) ~tilde it's a:b @me a=b !"
).split()
NAMES = ("id", "ID", "p", "page", "cat", "ref", "s", "a[]", "q", "empty", "utm", "from")
VALUES = ("", "1", "01", "2", "a", "A", "a b", "a/b", "%26", "ü", "1,2", "x=y")


@dataclass(frozen=True)
class Parts:
    """What a server may tell apart."""

    scheme: str
    host: str
    port: str
    path: tuple[str, ...]
    query: tuple[tuple[str, str], ...]

    def plain(self) -> str:
        query = "&".join(f"{name}={value}" for name, value in self.query)
        return f"{self.scheme}://{self.host}{self.port}/{'/'.join(self.path)}" + (f"?{query}" if query else "")

    def key(self) -> tuple[object, ...]:
        """As `plain`, with percent-forms of what needs none undone."""
        return (
            self.scheme, self.host, self.port, tuple(map(_bytes, self.path)),
            tuple((_bytes(name), _bytes(value)) for name, value in self.query),
        )  # fmt: skip


def _bytes(text: str) -> str:
    return text.replace("%2F", "\0").replace("%26", "\1").replace("%20", " ")


def any_parts(chance: random.Random) -> Parts:
    path = [chance.choice(WORDS) for _ in range(chance.randint(0, 5))]
    if path and chance.random() < 0.3:
        path.append("")  # a closing slash
    query = tuple((chance.choice(NAMES), chance.choice(VALUES)) for _ in range(chance.choice((0, 0, 0, 1, 2, 3, 4))))
    port = chance.choice(("", "", "", ":8080"))
    return Parts(chance.choice(("http", "https")), chance.choice(HOSTS), port, tuple(path), query)


def spellings(parts: Parts, chance: random.Random) -> Iterator[str]:
    """Ways to write the same address."""
    plain = parts.plain()
    yield plain + "#" + chance.choice(("top", "/?x=1", "/route"))
    yield f" \t{plain}\n"
    front, _, rest = plain.partition("//")
    host, _, behind = rest.partition("/")
    yield f"{front.upper()}//{host.upper()}/{behind}"
    if not parts.port:
        yield f"{front}//{host}:{80 if parts.scheme == 'http' else 443}/{behind}"
    yield f"{front}//{host}./{behind}" if not parts.port else plain
    yield f"{front}//{host}/x/../{behind}"
    yield f"{front}//{host}/./{behind}"
    yield plain.replace("story", "st%6Fry").replace("~", "%7E")
    yield plain.replace("café", "caf%c3%a9").replace("ü", "%C3%bc")
    query = list(parts.query)
    for tracker in chance.sample(sorted(TRACKERS), 2):
        query.insert(chance.randint(0, len(query)), (chance.choice((tracker, tracker.upper(), "utm_x")), "1"))
    yield Parts(parts.scheme, parts.host, parts.port, parts.path, tuple(query)).plain()


def test_spellings_meet_and_different_addresses_do_not() -> None:
    chance = random.Random(20260210)
    known: dict[str, tuple[object, ...]] = {}
    for _ in range(COUNT):
        parts = any_parts(chance)
        normal = normalise(parts.plain())
        assert normal is not None
        assert normalise(normal) == normal
        for spelling in spellings(parts, chance):
            assert normalise(spelling) == normal, spelling
        assert known.setdefault(normal, parts.key()) == parts.key(), (normal, parts)
    assert len(known) > COUNT * 0.8


CHANGES = (
    ("/?a=1&b=2", "/?b=2&a=1"), ("/?a=1&a=2", "/?a=2&a=1"), ("/?a=1&a=1", "/?a=1"), ("/?a=", "/?a"),
    ("/?a=%26b", "/?a=&b"), ("/a/b", "/a%2Fb"), ("/A", "/a"), ("/a/", "/a"), ("/a//b", "/a/b"), ("/a;x=1", "/a"),
    ("/?id=A", "/?id=a"), ("/?ref=1", "/"), ("/?s=1", "/"), ("/a?sid=4711", "/a"),
    (f"/story.php?sid={'0a' * 16}", f"/story.php?sid={'0b' * 16}"), ("/a?session=2026-plenary", "/a"),
    ("/?source=x", "/"), ("/index.html", "/"),
    ("/(S)/a", "/a"), ("/a(S(1))/b", "/a/b"), ("/?a=1+2", "/?a=1%2B2"), ("/a%3Fb", "/a?b"),
)  # fmt: skip


@pytest.mark.parametrize(("one", "other"), CHANGES)
def test_what_a_server_may_tell_apart(one: str, other: str) -> None:
    assert normalise(f"https://example.org{one}") != normalise(f"https://example.org{other}")


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/a;jsessionid=0A1B2C", "https://example.org/a;JSESSIONID=0A1B.node2?id=7",
        "https://example.org/a;jsessionid=x;v=2/b;jsessionid=y", "https://example.org/(S(lit3py55t21z5sess))/a",
        "https://example.org/a?sid=0123456789abcdef0123456789abcdef&id=7",
        "https://example.org/a?session=k3n7dfq0a8v1u5t2b6m9c4x8e1",
        "https://example.org/(X(1)S(lit3py55t21z5sess))/a?id=7", "https://example.org/a?phpsessid=77&id=7",
    ],
)  # fmt: skip
def test_which_visit_it_is_says_nothing_of_the_page(url: str) -> None:
    normal = normalise(url)
    assert normal is not None
    assert "sess" not in normal.lower()
    assert "sid" not in normal
    assert normal in ("https://example.org/a", "https://example.org/a?id=7", "https://example.org/a;v=2/b")


def test_all_addresses_of_the_labelled_pages() -> None:
    files = sorted(shared("bench/data").glob("*/gold.jsonl"))
    urls = {json.loads(line).get("url") for file in files for line in file.read_bytes().splitlines()}
    joined: dict[str, set[str]] = {}
    for url in (url for url in urls if url and url.startswith("http")):
        normal = normalise(url)
        assert normal is not None, url
        assert normalise(normal) == normal
        assert host_of(normal)
        assert article_id(url) == article_id(normal)
        joined.setdefault(normal, set()).add(_bare(url))
    assert len(joined) > 1500
    assert [found for found in joined.values() if len(found) > 1] == []


def _bare(url: str) -> str:
    """Without fragment and trackers, percent-forms undone, host in lower case."""
    address, _, query = url.partition("#")[0].strip().partition("/?")
    scheme, _, rest = address.partition("://")
    host, _, path = rest.partition("/")
    kept = "&".join(part for part in query.split("&") if part and not is_tracker(part))
    return unquote(f"{scheme.lower()}://{host.lower()}/{path}?{kept}")
