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
