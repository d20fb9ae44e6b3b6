"""newscrawler: crawl news sites, clean their articles, archive them.

`extract` reads one article page, `clean_text` one page flattened to text; both are pure functions (no engine,
no network, no files) that never raise on any input of their types.
"""

from newscrawler.items import Article, Block
from newscrawler.version import __version__

__all__ = ["Article", "Block", "__version__", "clean_text", "extract"]

# The readers are imported on first use: `scrapy list` and every settings import would wait half a second for them.


def extract(html: bytes | str, url: str | None = None, *, encoding: str | None = None) -> Article:
    """The article on the page `html`, cleaned. Where there is none, `body` is None and `no_body_reason` says why.

    `url` is the page's address, where it is known: dates, sections and relative links are read with its help.
    `encoding` is what the sender said; the bytes themselves have the last word.
    """
    from newscrawler.cleaning import clean_body
    from newscrawler.pages.reading import read

    return clean_body(read(html, url, encoding=encoding))


def clean_text(text: str, url: str | None = None) -> Article:
    """The article on a page that was flattened to lines of text, cleaned. As `extract` otherwise."""
    from newscrawler.cleaning import clean_body
    from newscrawler.pages.flattened import read_text

    return clean_body(read_text(text, url))
