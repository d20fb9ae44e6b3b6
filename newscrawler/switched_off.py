"""Parts of Scrapy that are off here: where nobody turns them on they are not imported either.

Scrapy imports whatever stands in its lists before it asks whether it is wanted. These three bring an HTTP server, an
SSH library and a list of public suffixes with them: a fifth of the time that a crawl takes to start.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from scrapy.exceptions import NotConfigured
from scrapy.utils.misc import build_from_crawler, load_object

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class _SwitchedOff:
    """Stands in a list of Scrapy's in the place of `path`, and gives that where `setting` is on."""

    path: ClassVar[str]
    setting: ClassVar[str]

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Any:
        """Scrapy's way in."""
        if not crawler.settings.getbool(cls.setting):
            raise NotConfigured
        return build_from_crawler(load_object(cls.path), crawler)


def without_switched_off(places: Mapping[str, int]) -> dict[str, int]:
    """One of Scrapy's own lists, without those that something here stands in for."""
    paths = {each.path for each in _SwitchedOff.__subclasses__()}
    return {path: place for path, place in places.items() if path not in paths}


class Cookies(_SwitchedOff):
    """Scrapy's cookies."""

    path = "scrapy.downloadermiddlewares.cookies.CookiesMiddleware"
    setting = "COOKIES_ENABLED"


class Telnet(_SwitchedOff):
    """Scrapy's console by telnet."""

    path = "scrapy.extensions.telnet.TelnetConsole"
    setting = "TELNETCONSOLE_ENABLED"


class RemoteControl(_SwitchedOff):
    """Scrapy's remote control by HTTP."""

    path = "scrapy.extensions.remote_control.RemoteControl"
    setting = "REMOTE_CONTROL_ENABLED"
