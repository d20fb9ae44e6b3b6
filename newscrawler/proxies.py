"""The proxy that the user named, and no other: what the environment says counts only with `NEWSCRAWLER_PROXY=env`."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

from scrapy.utils.httpobj import urlparse_cached

from newscrawler.errors import UsageError

if TYPE_CHECKING:
    from scrapy import Request

FROM_ENVIRONMENT = "env"


def checked_proxy(value: str) -> str:
    """`value` of NEWSCRAWLER_PROXY: "", "env" or a proxy's address; UsageError where it is none of them.

    >>> checked_proxy("proxy.example.org:3128")
    'http://proxy.example.org:3128'
    """
    value = value.strip()
    if value in ("", FROM_ENVIRONMENT):
        return value
    url = value if "://" in value else f"http://{value}"
    try:
        parts = urlsplit(url)
        usable = parts.scheme == "http" and parts.hostname and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        shown = f"…@{value.rpartition('@')[2]}" if "@" in value else value  # who we are to it is nobody's business
        raise UsageError(
            f"NEWSCRAWLER_PROXY={shown!r} is no proxy: write http://HOST:PORT, or env (SOCKS is not known)"
        )
    return url


class Proxies:
    """Sends requests by way of the proxy that was named."""

    def __init__(self, value: str) -> None:
        stated = checked_proxy(value)
        found = getproxies() if stated == FROM_ENVIRONMENT else dict.fromkeys(("http", "https"), stated)
        self._by_scheme = {scheme: checked_proxy(url) for scheme, url in found.items() if scheme in ("http", "https")}
        self._heeds_exceptions = stated == FROM_ENVIRONMENT

    def routed(self, request: Request) -> Request | None:
        """A copy of `request` that goes by the proxy; None where none was named for it.

        A copy, so that what identifies us to the proxy is in no capture.
        """
        parts = urlparse_cached(request)
        proxy = self._by_scheme.get(parts.scheme)
        if not proxy or "proxy" in request.meta:
            return None
        if self._heeds_exceptions and proxy_bypass(parts.netloc.rpartition("@")[2]):
            return None
        address, secret = _without_credentials(proxy)
        routed = request.replace(meta={**request.meta, "proxy": address})
        if secret:
            routed.headers[b"Proxy-Authorization"] = b"Basic " + b64encode(secret)
        return routed


def _without_credentials(proxy: str) -> tuple[str, bytes]:
    parts = urlsplit(proxy)
    host = parts.netloc.rpartition("@")[2]
    secret = f"{unquote(parts.username)}:{unquote(parts.password or '')}" if parts.username else ""
    return f"{parts.scheme}://{host}", secret.encode()
