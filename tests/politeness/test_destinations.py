"""Public addresses and others, in every notation that browsers and resolvers read."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawler.politeness.destinations import (
    canonical_host,
    destination_of,
    literal_address,
    private_destinations,
    why_forbidden,
    why_forbidden_host,
)

LOOPBACK = """
127.0.0.1 127.1 127.0.1 127.255.255.254 2130706433 0x7f000001 0x7f.0.0.1 0X7F.1 017700000001 0177.0.0.1 0177.0x0.1
127.0.0.1. 127.0.0.1... [::1] ::1 [0:0:0:0:0:0:0:1] [::ffff:127.0.0.1] [::ffff:7f00:1] [0:0:0:0:0:ffff:127.0.0.1]
localhost LOCALHOST localhost. foo.localhost a.b.localhost. 127。0。0。1 127．0．0．1 １２７.0.0.1 ①27.0.0.1
%31%32%37.0.0.1 127%2e0%2e0%2e1 %6cocalhost 0 0.0.0.0 [::] 00.0x0.0
""".split()
PRIVATE = """
10.0.0.1 10.255.255.255 172.16.0.1 172.31.255.254 192.168.0.1 192.168.255.255 0xa9fea9fe 169.254.169.254 2852039166
0251.0376.0251.0376 100.64.0.1 100.127.255.254 100.100.100.200 168.63.129.16 192.0.0.192 198.18.0.1 198.19.255.255
192.0.2.1 198.51.100.7 203.0.113.9 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255 192.88.99.1 3232235777
[fc00::1] [fd00:ec2::254] [fe80::1] [fe80::1%25eth0] [fec0::1] [ff02::1] [2001:db8::1] [2001::1] [2001:0:5ef5::1]
[2002:7f00:1::] [2002:c0a8:1::] [64:ff9b::7f00:1] [64:ff9b::10.0.0.1] [64:ff9b:1::1] [3fff::1] [::ffff:10.0.0.1]
[::127.0.0.1] [::ffff:0:127.0.0.1] [100::1] [5f00::1] metadata metadata.google.internal printer.local nas.lan
router.home.arpa ip6-localhost localhost.localdomain router -1
""".split()
PUBLIC = """
93.184.215.14 8.8.8.8 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.0 169.253.255.255
172.15.255.255 172.32.0.0 192.167.255.255 192.169.0.0 223.255.255.255 134744072 [2606:4700::1] [2001:4860:4860::8888]
[64:ff9b::8.8.8.8] example.org www.example.org. localhost.example.org 127.0.0.1.example.org 10.example.org
internal.example.org xn--bcher-kva.example a.b.c.d.e 1.2.3.4.5 127.0.0.1.nip.io 256.256.256.256 0x7g.1 08.8.8.8 a.-1
""".split()


@pytest.mark.parametrize("host", [*LOOPBACK, *PRIVATE])
def test_what_is_not_public_is_known_in_every_notation(host: str) -> None:
    assert why_forbidden_host(host) is not None


@pytest.mark.parametrize("host", PUBLIC)
def test_public_hosts_and_names_pass(host: str) -> None:
    assert why_forbidden_host(host) is None


@given(st.ip_addresses(v=4))
def test_all_notations_of_an_address_are_one(address: ipaddress.IPv4Address) -> None:
    number, parts = int(address), address.packed
    assert {
        canonical_host(form)
        for form in (
            *(str(number), hex(number), f"0{number:o}", f"{address}."),
            *(".".join(map(hex, parts)), ".".join(f"0{part:o}" for part in parts)),
            f"{parts[0]}.{number & 0xFFFFFF}",
            f"{parts[0]}.0x{parts[1]:x}.{number & 0xFFFF}",
        )
    } == {str(address)}
    assert why_forbidden(f"::ffff:{address}")
    assert why_forbidden(f"64:ff9b::{address}") == why_forbidden(str(address))


@given(st.ip_addresses())
def test_only_what_python_too_holds_for_global_is_public(address: ipaddress.IPv4Address) -> None:
    if why_forbidden(str(address)) is None and address not in ipaddress.ip_network("64:ff9b::/96"):
        assert address.is_global
        assert not address.is_multicast


@given(st.text(max_size=60))
def test_no_text_makes_it_raise(text: str) -> None:
    canonical_host(text)
    why_forbidden(text)
    literal_address(text)
    destination_of(text)
    destination_of(f"http://{text}/")


def test_of_the_addresses_a_person_named_those_that_are_not_public_may_be_used_with_their_port() -> None:
    named = ["http://127.1:8000/a", "https://example.org/", "http://localhost/", "http://[::1]:81/"]
    assert private_destinations(named) == {("127.0.0.1", 8000), ("localhost", 80), ("::1", 81)}
