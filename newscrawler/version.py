"""Which newscrawler this is."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("newscrawler")
except PackageNotFoundError:  # run from a source folder that was never installed
    __version__ = "0"
