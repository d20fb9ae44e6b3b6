"""Where a crawl may connect to: the public internet, and what the person who started it named. No Scrapy here.

An address is judged as a number, in whatever notation it was written: the words of an address are for people, and
`http://2130706433/`, `http://0x7f.1/` and `http://[::ffff:7f00:1]/` are one and the same place. Names are judged by
what they lead to, at the moment the connection is made; only names that never lead anywhere public are judged as such.
"""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from functools import lru_cache
from urllib.parse import unquote, urlsplit

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
Destination = tuple[str, int]
"""A host, as `canonical_host` gives it, and a port."""

_IPV4: tuple[tuple[str, str], ...] = (
    ("0.0.0.0/8", "this network"),
    ("10.0.0.0/8", "private"),
    ("100.64.0.0/10", "shared by a provider's customers (CGNAT)"),
    ("127.0.0.0/8", "loopback"),
    ("168.63.129.16/32", "a cloud's metadata"),  # Azure's, the one that lies in public space
    ("169.254.0.0/16", "link-local (clouds' metadata)"),
    ("172.16.0.0/12", "private"),
    ("192.0.0.0/24", "reserved for protocols"),
    ("192.0.2.0/24", "for documentation"),
    ("192.88.99.0/24", "a 6to4 relay"),
    ("192.168.0.0/16", "private"),
    ("198.18.0.0/15", "for benchmarks"),
    ("198.51.100.0/24", "for documentation"),
    ("203.0.113.0/24", "for documentation"),
    ("224.0.0.0/4", "multicast"),
    ("240.0.0.0/4", "reserved"),
)
"""Not public, by IANA's registry of special-purpose IPv4 addresses (RFC 6890 and later)."""
_IPV6: tuple[tuple[str, str], ...] = (
    ("::1/128", "loopback"),
    ("::/128", "unspecified"),
    ("::ffff:0:0/96", "IPv4 in disguise"),
    ("64:ff9b:1::/48", "a private translation to IPv4"),
    ("fc00::/7", "private"),
    ("fe80::/10", "link-local"),
    ("fec0::/10", "site-local"),
    ("ff00::/8", "multicast"),
    ("2001::/32", "Teredo"),
    ("2001::/23", "reserved for protocols"),
    ("2001:db8::/32", "for documentation"),
    ("2002::/16", "6to4"),
    ("3fff::/20", "for documentation"),
)
"""Not public, by IANA's registry of special-purpose IPv6 addresses; outside 2000::/3 nothing is."""
_FORBIDDEN = tuple((ipaddress.ip_network(network), why) for network, why in (*_IPV4, *_IPV6))
_GLOBAL_IPV6 = ipaddress.ip_network("2000::/3")
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
"""How all of IPv4 is reached from networks that have IPv6 alone (RFC 6052): judged by the IPv4 address within."""

_LOCAL_NAMES = frozenset({"localhost", "localdomain", "local", "internal", "intranet", "lan", "home", "corp"})
"""Last labels of names that never are public (RFC 6761, 6762, 8375; ICANN's `internal`), as none is that has one label
alone (`metadata`, `router`): ICANN gives no address to a top-level domain itself."""
_PART = re.compile(r"0x[0-9a-f]*|\d+")


@lru_cache(maxsize=4096)
def why_forbidden(address: str) -> str | None:
    """Why nobody connects to this IP address who was not told to; None where it is public.

    >>> why_forbidden("10.0.0.7"), why_forbidden("93.184.215.14"), why_forbidden("::ffff:93.184.215.14")
    ('private', None, 'IPv4 in disguise')
    >>> why_forbidden("64:ff9b::a00:7"), why_forbidden("64:ff9b::5db8:d70e")
    ('private', None)
    """
    try:
        ip: IPAddress = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return "no IP address"
    if ip.version == 6 and ip in _TRANSLATED:
        return why_forbidden(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
    for network, why in _FORBIDDEN:
        if ip.version == network.version and ip in network:
            return why
    return None if ip.version == 4 or ip in _GLOBAL_IPV6 else "reserved"


def why_forbidden_host(host: str) -> str | None:
    """Why a host (a name, or an address in any notation) is none of the public internet's, as far as its words tell.

    >>> why_forbidden_host("0x7f.1"), why_forbidden_host("localhost."), why_forbidden_host("example.org")
    ('loopback', 'a name that is never public', None)
    """
    canonical = canonical_host(host)
    if literal_address(canonical) is not None:
        return why_forbidden(canonical)
    last = canonical.rpartition(".")[2]
    if last == canonical or last in _LOCAL_NAMES or canonical.endswith(".home.arpa"):
        return "a name that is never public"
    return None


@lru_cache(maxsize=4096)
def canonical_host(host: str) -> str:
    """`host` without brackets, closing dots, percent-forms and case; addresses in their one plain notation.

    >>> canonical_host("[::FFFF:127.0.0.1]"), canonical_host("0177.0x0.1"), canonical_host("１２７。0.0.1"), canonical_host("WWW.Example.org.")
    ('::ffff:7f00:1', '127.0.0.1', '127.0.0.1', 'www.example.org')
    """  # noqa: E501
    plain = unicodedata.normalize("NFKC", unquote(host)).replace("。", ".").strip().lower().rstrip(".")
    literal = literal_address(plain)
    return plain if literal is None else str(literal)


def literal_address(host: str) -> IPAddress | None:
    """The address that `host` is, as browsers and `inet_aton` read it; None where it is a name.

    >>> literal_address("2130706433"), literal_address("127.1"), literal_address("fe80::1%eth0"), literal_address("a.b")
    (IPv4Address('127.0.0.1'), IPv4Address('127.0.0.1'), IPv6Address('fe80::1'), None)
    """
    if ":" in host:
        try:
            return ipaddress.IPv6Address(host.strip("[]").partition("%")[0])
        except ValueError:
            return None
    parts = host.split(".")
    if len(parts) > 4 or len(host) > 60 or not all(map(_PART.fullmatch, parts)):
        return None
    try:
        *bytes_, last = map(_number, parts)
    except ValueError:  # 08, 0x
        return None
    if any(byte > 255 for byte in bytes_) or last >= 256 ** (4 - len(bytes_)):
        return None
    return ipaddress.IPv4Address(sum(byte << 8 * (3 - at) for at, byte in enumerate(bytes_)) + last)


def _number(part: str) -> int:
    if part.startswith("0x"):
        return int(part[2:] or "0", 16)
    return int(part, 8) if len(part) > 1 and part.startswith("0") else int(part)


def destination_of(url: str) -> Destination | None:
    """Where the connection for `url` goes; None where that cannot be told.

    >>> destination_of("https://Example.org/a"), destination_of("http://127.1:8000/"), destination_of("http://a:b/")
    (('example.org', 443), ('127.0.0.1', 8000), None)
    """
    try:
        parts = urlsplit(url)
        port = parts.port or {"http": 80, "https": 443}.get(parts.scheme)
    except ValueError:
        return None
    return (canonical_host(parts.hostname), port) if parts.hostname and port else None


def private_destinations(urls: list[str]) -> frozenset[Destination]:
    """Of addresses that a person named, those of hosts that are not public by their words: they may be used."""
    found = (destination_of(url) for url in urls)
    return frozenset(one for one in found if one is not None and why_forbidden_host(one[0]) is not None)
