"""The egress guard: connections are made to public addresses and to what the person who started the crawl named.

It stands where a connection is made, below redirects, names and caches, so that it holds for pages, robots.txt,
sitemaps and `scrapy fetch` alike. A name is resolved once for each connection, and the very number that was judged is
connected to: a name that leads elsewhere the next moment (DNS rebinding) gains nothing.

    seed on a public host                public addresses only
    seed on loopback or a private host   that host and port besides
    NEWSCRAWLER_PRIVATE_HOSTS            those hosts besides
    a proxy                              is connected to wherever it stands; addresses sent through it are judged by
                                         their words, names are for the proxy to resolve
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from twisted.internet.endpoints import HostnameEndpoint, wrapClientTLS
from twisted.internet.interfaces import IReactorPluggableNameResolver, IReactorTCP, IReactorTime
from twisted.web.client import HTTPConnectionPool
from zope.interface import implementer  # type: ignore[import-untyped]

from newscrawler.outcomes import Outcome
from newscrawler.politeness.destinations import (
    canonical_host,
    destination_of,
    private_destinations,
    why_forbidden,
    why_forbidden_host,
)
from newscrawler.refusals import Refusal
from newscrawler.run import run_of

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.internet.defer import Deferred
    from twisted.internet.interfaces import IConnector, IStreamClientEndpoint
    from twisted.web._newclient import HTTP11ClientProtocol
    from twisted.web.iweb import IPolicyForHTTPS


TUNNEL = 7
"""Parts of a pool's key where the connection is a tunnel through a proxy."""


class Egress:
    """What one crawl may connect to."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @cached_property
    def _private(self) -> frozenset[tuple[str, int | None]]:
        """Hosts (with a port, or with any) that are not public and may be used, since a person named them."""
        seeds = [url for site in run_of(self._crawler).sites.values() for url in site.seeds]
        seeds += getattr(self._crawler.spider, "start_urls", ())
        named: set[tuple[str, int | None]] = set(private_destinations(seeds))
        for host in self._crawler.settings.getlist("NEWSCRAWLER_PRIVATE_HOSTS"):
            found = destination_of(f"http://{host}/")
            has_port = (
                found is not None and str(host).rstrip("0123456789").endswith(":") and not str(host).endswith("]")
            )
            if found is not None:
                named.add((found[0], found[1] if has_port else None))
        return frozenset(named)

    def may_be_private(self, host: str, port: int) -> bool:
        """Whether `host` at `port` was named by the person who started the crawl."""
        host = canonical_host(host)
        return (host, port) in self._private or (host, None) in self._private

    def check(self, request: Request) -> None:
        """Refusal where the words of the request's address say that it leads nowhere public."""
        found = destination_of(request.url)
        if found is None:
            raise Refusal(Outcome.FORBIDDEN_ADDRESS, f"{request.url} names no host and port")
        why = why_forbidden_host(found[0])
        if why is not None and not self.may_be_private(*found):
            raise _refused(found[0], why)

    def check_answer(self, request: Request, response: Response) -> None:
        """The same of the address that did answer: nothing is read should a connection have passed by the guard."""
        why = why_forbidden(str(response.ip_address)) if response.ip_address else None
        found = destination_of(request.url)
        if why is not None and (found is None or not self.may_be_private(*found)):
            raise _refused(str(response.ip_address), why)


def _refused(address: str, why: str) -> Refusal:
    return Refusal(Outcome.FORBIDDEN_ADDRESS, f"{address} is not public ({why}): not connected to")


@implementer(IReactorTCP, IReactorTime, IReactorPluggableNameResolver)
class GuardedReactor:
    """Twisted's reactor, which connects to public addresses only."""

    def __init__(self, reactor: Any) -> None:
        self._reactor = reactor

    def __getattr__(self, name: str) -> Any:
        return getattr(self._reactor, name)

    def connectTCP(self, host: str, port: int, *arguments: Any, **named: Any) -> IConnector:  # noqa: N802 - Twisted's
        """As the reactor's; `host` is what a name was resolved to. Refusal where it is not public."""
        why = why_forbidden(host)
        if why is not None:
            raise _refused(host, why)
        return cast("IConnector", self._reactor.connectTCP(host, port, *arguments, **named))


class GuardedPool(HTTPConnectionPool):
    """Twisted's pool of connections, which makes new ones by itself: to public addresses, or to what was named."""

    def __init__(self, reactor: Any, egress: Egress, tls: IPolicyForHTTPS) -> None:
        super().__init__(reactor, persistent=True)  # type: ignore[no-untyped-call]
        self.retryAutomatically = False  # it asks again the moment a kept connection ends without an answer
        self._open, self._guarded = reactor, GuardedReactor(reactor)
        self._egress = egress
        self._tls = tls
        self._unkept: set[tuple[str, int]] = set()

    def keep_none_of(self, url: str) -> None:
        """Open a new connection for each request to the host of `url`: it lets kept ones end without an answer."""
        found = destination_of(url)
        if found is not None:
            self._unkept.add(found)

    def _putConnection(self, key: Any, connection: Any) -> None:  # noqa: N802 - Twisted's
        if (canonical_host(key[1].decode("ascii")), key[2]) in self._unkept:
            connection.transport.loseConnection()
        else:
            super()._putConnection(key, connection)  # type: ignore[no-untyped-call]

    def getConnection(  # noqa: N802 - Twisted's
        self, key: Any, endpoint: IStreamClientEndpoint
    ) -> Deferred[HTTP11ClientProtocol]:
        """A connection for `key`, as Scrapy's agents write it: by the guard's own endpoint unless it names a proxy.

        Keys: (scheme, host, port, bind address); with a proxy ("http-proxy", its host, its port, bind address), or
        (scheme, host, port, proxy's host, its port, its credentials, bind address) for a tunnel through one.
        """
        if key[0] != b"http-proxy" and len(key) != TUNNEL:
            scheme, host, port, bind = key
            endpoint = self._endpoint(scheme, host, port, bind)
        return super().getConnection(key, endpoint)

    def _endpoint(self, scheme: bytes, host: bytes, port: int, bind: tuple[str, int] | None) -> IStreamClientEndpoint:
        name = host.decode("ascii")
        reactor = self._open if self._egress.may_be_private(name, port) else self._guarded
        endpoint = cast("IStreamClientEndpoint", HostnameEndpoint(reactor, name, port, bindAddress=bind))
        if scheme == b"http":
            return endpoint
        creator = self._tls.creatorForNetloc(host, port)  # type: ignore[call-arg,arg-type,misc] # zope's `self`
        return wrapClientTLS(creator, endpoint)
