"""Which newscrawler this is."""

import platform
from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("newscrawler")
except PackageNotFoundError:  # run from a source folder that was never installed
    __version__ = "0"


def about() -> str:
    """newscrawler's version, and of what it stands on."""
    return f"newscrawler {__version__} (Scrapy {version('scrapy')}, Python {platform.python_version()})"
