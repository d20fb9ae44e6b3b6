"""Small pages of our own making for crawls in tests."""

from __future__ import annotations

from collections.abc import Iterable

SENTENCES = (
    "The harbour office counted more boats this winter than in any of the nine before.",
    "Most of them came in for repairs, and some of them stayed because the crews liked the bakery.",
    "A ferry line that was closed in spring will run again from the first Monday of the month.",
    "The council wants the new pier to be open to walkers, and it has set money aside for benches.",
    "Two fishing families disagree with that plan and have written a long letter about nets and noise.",
    "Nobody at the office expects the question to be settled before the summer season begins.",
    "The old crane is to be painted green again, since nobody could agree on any other colour.",
    "Engineers measured the sea wall three times and came to three slightly different results.",
)


def paragraphs(seed: int, count: int = 5) -> list[str]:
    """Paragraphs that differ with `seed`."""
    return [
        f"Note {seed}-{n}: {SENTENCES[(seed + n) % 8]} {SENTENCES[(seed * 3 + n + 2) % 8]} {SENTENCES[(n + 5) % 8]}"
        for n in range(count)
    ]


def article_page(title: str, seed: int = 1, *, canonical: str = "", day: str = "2026-02-01", links: str = "") -> str:
    """A plain article page: title, date, author, body, and some links around it."""
    head = f'<link rel="canonical" href="{canonical}">' if canonical else ""
    body = "".join(f"<p>{text}</p>" for text in paragraphs(seed))
    return f"""<!doctype html><html lang="en"><head><title>{title} | The Pier</title>{head}
<meta property="og:type" content="article"><meta property="og:title" content="{title}">
<meta property="article:published_time" content="{day}T09:30:00+01:00"><meta name="author" content="Ines Falk"></head>
<body><nav><a href="/">Home</a></nav><main><article><h1>{title}</h1>{body}</article></main>
<footer>{links}</footer></body></html>"""


def index_page(paths: Iterable[str], title: str = "The Pier") -> str:
    """A front with a teaser for each path."""
    teasers = "".join(
        f'<article><h2><a href="{path}">What the office said of matter number {number} today</a></h2></article>'
        for number, path in enumerate(paths)
    )
    return f"""<!doctype html><html lang="en"><head><title>{title}</title>
<meta property="og:type" content="website"></head><body class="home"><main>{teasers}</main></body></html>"""
