"""A name service of the tests' own, put in Twisted's place: `TWISTED_DNS_RESOLVER=naming.FakeNames`.

`FAKE_NAMES` (environment, JSON) says of each name which addresses it has, one list for each time it is asked for; the
last one stays. Other names do not exist.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from typing import Any

from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.interfaces import IHostnameResolver
from twisted.internet.posixbase import PosixReactorBase
from twisted.internet.tcp import Client
from zope.interface import implementer


@implementer(IHostnameResolver)
class FakeNames:
    """Answers at once, from a table."""

    def __init__(self, reactor: Any) -> None:
        self._reactor = reactor
        self._table: dict[str, list[list[str]]] = json.loads(os.environ.get("FAKE_NAMES", "{}"))
        self._asked: Counter[str] = Counter()

    @classmethod
    def from_crawler(cls, crawler: Any, reactor: Any) -> FakeNames:
        return cls(reactor)

    def install_on_reactor(self) -> None:
        self._reactor.installNameResolver(self)

    def resolveHostName(  # noqa: N802 - Twisted's
        self,
        receiver: Any,
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        *more: Any,
        **named: Any,
    ) -> Any:
        receiver.resolutionBegan(self)
        answers = self._table.get(hostName, [[hostName]] if hostName.replace(".", "").isdigit() else [[]])
        addresses = answers[min(self._asked[hostName], len(answers) - 1)]
        self._asked[hostName] += 1
        for address in addresses:
            kind = IPv6Address if ":" in address else IPv4Address
            receiver.addressResolved(kind("TCP", address, portNumber))
        receiver.resolutionComplete()
        return receiver


def route(public: str) -> None:
    """Have connections to the address `public` end on this machine, below all that judges addresses; for who asks,
    they lead where they were meant to.
    """
    connect, peer = PosixReactorBase.connectTCP, Client.getPeer

    def connect_routed(reactor: Any, host: str, *more: Any, **named: Any) -> Any:
        connector = connect(reactor, "127.0.0.1" if host == public else host, *more, **named)
        connector.is_routed = host == public
        return connector

    def peer_routed(client: Any) -> Any:
        found = peer(client)
        return IPv4Address("TCP", public, found.port) if client.connector.is_routed else found

    PosixReactorBase.connectTCP, Client.getPeer = connect_routed, peer_routed
