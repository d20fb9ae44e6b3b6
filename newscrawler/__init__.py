"""newscrawler: crawl news sites, clean their articles, archive them.

`extract` reads one article page, `clean_text` one page flattened to text; both are pure functions (no engine,
no network, no files) that never raise on any input of their types.
"""

from importlib.metadata import PackageNotFoundError, version

from newscrawler.items import Article, Block

try:
    __version__ = version("newscrawler")
except PackageNotFoundError:  # run from a source folder that was never installed
    __version__ = "0"

__all__ = ["Article", "Block", "__version__"]
