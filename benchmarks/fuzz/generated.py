"""Pages from a small grammar: all that the readers look at, in combinations that no site has, and single things in it
swollen to a megabyte that is nothing to the parser: a string in a script, an attribute, a stack of boxes, hidden rows.
"""

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


_FIELDS = (
    "headline name description articleBody articleSection keywords inLanguage datePublished url image author publisher"
).split()
_METAS = (
    "og:title description og:description keywords article:tag article:section author dc.creator date og:locale og:image"
    " og:site_name article:published_time"
).split()
_GRAINS = ("a", "rain bay ", "Ada Quill and ", "Ada, ", "a: ", "a | ", "(a) ", "&amp;amp;", "<b>", "a/", "雨", "记者 ")
_CODECS = "windows-1252 windows-1255 utf-16le utf-32 shift_jis gb18030 idna punycode undefined utf-7 koi8-r x".split()
_STACKED = "div p ul td pre h1 h2 nav b span table><tr><td a-b".split()


def page(random: Random) -> bytes:
    """A page of up to some 100 kB, or a swollen one of up to 1 MB."""
    if random.random() < 0.3:
        return random.choice((_in_script, _in_metas, _in_attribute, _in_rows, _in_stacks, _in_bytes))(random)
    pieces = [random.choice(("<!doctype html>", "", '<?xml version="1.0"?>')), "<html><head>"]
    pieces += [_meta(random) for _ in range(random.randrange(8))]
    pieces += [_json_ld(random) for _ in range(random.randrange(3))]
    pieces.append("<title>" + _words(random) + "</title></head><body>")
    _elements(random, pieces, random.choice((5, 50, 400)))
    return "".join(pieces).encode("utf-8", "replace")


def _page(random: Random, head: str, body: str) -> bytes:
    title = random.choice(("Rain over the bay", _grains(random, 490)))
    first = random.choice(("", f"<h1>{title}</h1>", f"<h1>{title}</h1><p>{'It rained over the bay. ' * 9}</p>"))
    return f"<html><head><title>{title}</title>{head}</head><body>{first}{body}".encode()


def _grains(random: Random, size: int) -> str:
    grain = random.choice(_GRAINS)
    return grain * (size // len(grain))


def _in_script(random: Random) -> bytes:
    """JSON-LD of one enormous string, or of hundreds of long ones."""
    number, size = random.choice(((1, 700_000), (100, 4000), (100, 400), (3000, 40)))
    names = [_grains(random, size) for _ in range(3)]
    values = ",".join(
        random.choice(('"{}"', '{{"@type":"Person","name":"{}"}}')).format(names[at % 3]) for at in range(number)
    )
    node = f'{{"@type":"NewsArticle","headline":"Rain over the bay","{random.choice(_FIELDS)}":[{values}]}}'
    end = random.choice(("</script>", "</script>", ""))
    return _page(random, f'<script type="application/ld+json">{node}{end}', "")


def _in_metas(random: Random) -> bytes:
    number, size = random.choice(((1, 700_000), (40, 20_000), (600, 400)))
    metas = [f'<meta name="{random.choice(_METAS)}" content="{_grains(random, size)}">' for _ in range(number)]
    return _page(random, "".join(metas), "")


def _in_attribute(random: Random) -> bytes:
    tag, name = random.choice(("div", "p", "a", "time", "img", "base", "link rel=canonical")), random.choice(_NAMES)
    number, size = random.choice(((1, 900_000), (300, 2000), (3000, 60)))
    values = (f'<{tag} {name}="{_grains(random, size)}{at}">rain' for at in range(number))
    return _page(random, "", "".join(values))


def _in_rows(random: Random) -> bytes:
    """Thousands of short blocks, hundreds of long ones, like the title or not, some of them hidden."""
    number, size = random.choice(((5000, 20), (1000, 480), (300, 2000), (1, 900_000)))
    tag = random.choice((*_TAGS, "p class=author", "p class=date", "div class=tags><a rel=tag", "a href=/author/ada"))
    rows = f"<{tag}>{_grains(random, size)}</{tag.split()[0]}>" * number
    hidden = f"<div style='display:none'><p>{'It rained over the bay. ' * 90}</p>"
    return _page(random, "", random.choice((rows, rows, hidden + rows, f"{hidden}</div>{rows}")))


def _in_stacks(random: Random) -> bytes:
    """Boxes in boxes, as deep as the parser goes, or many stacks of them."""
    tag, depth = random.choice(_STACKED), random.choice((100, 250, 2000, 20_000))
    stack = f"<{tag}>{random.choice(('', 'x', 'rain '))}" * depth
    closed = f"</{tag.split('>')[0]}>" * depth
    return _page(random, "", random.choice((stack, (stack + closed) * 20)))[:1_000_000]


def _in_bytes(random: Random) -> bytes:
    """A megabyte of bytes in a comment, in a charset that they are not."""
    some = bytes(random.choice((0x81, 0xFF, 0xD8, 0xE9, 0x1B, 0x24, 0x41, 0x5C, 0x00)) for _ in range(5))
    return f"<meta charset={random.choice(_CODECS)}>".encode() + b"<title>Rain</title><!--" + some * 150_000


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
