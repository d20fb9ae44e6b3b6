"""Pages from a small grammar: all that the readers look at, in combinations that no site has."""

from __future__ import annotations

from random import Random

from mutation import TOKENS

_TAGS = (
    "div p span a b i em h1 h2 h3 ul ol li table tr td figure figcaption blockquote section article main aside nav "
    "header footer time script style pre br img form template svg"
).split()
_NAMES = "class id itemprop property name content href src rel type datetime title alt lang data-x style".split()
_WORDS = (
    "author byline date published entry-title td-post-content article-body share related caption comments tag "
    "headline By Ada Quill Rain over the bay 2026-02-10T09:30:00Z 10 February 2026 yesterday Reuters Read more: "
    "Copyright 2026 Subscribe to our newsletter https://example.org/2026/02/10/rain-over-the-bay 12 °C | - — · : "
    "雨 港口 新闻 2026年2月10日 记者 дождь مطر"
).split(" ")
_JSON = ("{", "}", "[", "]", ":", ",", '"@type":', '"NewsArticle"', '"@graph":', '"author":', '"name":', '"headline":')


def page(random: Random) -> bytes:
    """A page of up to some 100 kB."""
    pieces = [random.choice(("<!doctype html>", "", '<?xml version="1.0"?>')), "<html><head>"]
    pieces += [_meta(random) for _ in range(random.randrange(8))]
    pieces += [_json_ld(random) for _ in range(random.randrange(3))]
    pieces.append("<title>" + _words(random) + "</title></head><body>")
    _elements(random, pieces, random.choice((5, 50, 400)))
    return "".join(pieces).encode("utf-8", "replace")


def _words(random: Random) -> str:
    return " ".join(random.choice(_WORDS) for _ in range(random.choice((1, 3, 12, 60, 400))))


def _attributes(random: Random) -> str:
    return "".join(
        f' {random.choice(_NAMES)}="{" ".join(random.choice(_WORDS) for _ in range(random.randrange(4)))}"'
        for _ in range(random.randrange(4))
    )


def _elements(random: Random, pieces: list[str], count: int) -> None:
    opened: list[str] = []
    for _ in range(count):
        kind = random.random()
        if kind < 0.45:
            tag = random.choice(_TAGS)
            pieces.append(f"<{tag}{_attributes(random)}>" * random.choice((1, 1, 1, 1, 2, 40)))
            opened.append(tag)
        elif kind < 0.7 and opened:
            pieces.append(f"</{opened.pop(random.randrange(len(opened)))}>")
        elif kind < 0.97:
            pieces.append(_words(random))
        else:
            pieces.append(random.choice(TOKENS).decode("utf-8", "replace") * random.choice((1, 3, 200)))


def _meta(random: Random) -> str:
    return f"<meta{_attributes(random)}><link{_attributes(random)}>"


def _json_ld(random: Random) -> str:
    if random.random() < 0.5:
        body = "".join(
            random.choice((*_JSON, f'"{random.choice(_WORDS)}"')) for _ in range(random.choice((5, 60, 900)))
        )
    else:
        people = ",".join(f'{{"@type":"Person","name":"{_words(random)}"}}' for _ in range(random.randrange(5)))
        body = (
            f'{{"@context":"https://schema.org","@type":"NewsArticle","headline":"{_words(random)}",'
            f'"datePublished":"{random.choice(_WORDS)}","author":[{people}],"articleBody":"{_words(random)}"}}'
        )
    return f'<script type="application/ld+json">{body}</script>'
