"""Keys of addresses, as replay tools look them up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawler.archive.surt import surt_of

KNOWN = {
    "http://www.Example.org:80/A/b.html?b=2&a=1#frag": "org,example)/a/b.html?a=1&b=2",
    "https://example.org:8443/": "org,example:8443)/",
    "https://example.org": "org,example)/",
    "http://www2.example.org/path/": "org,example)/path",
    "http://example.org/?B=1&a=": "org,example)/?a=&b=1",
    "http://example.org/a%20b/%C3%A9?q=%E2%82%AC&x=a+b": "org,example)/a%20b/%c3%a9?q=%e2%82%ac&x=a+b",
    "http://example.org/é/": "org,example)/%c3%a9",
    "http://127.0.0.1:8000/x": "1,0,0,127:8000)/x",
    "http://[::1]:80/x": "::1)/x",
    "http://user:pw@example.org/x": "org,example)/x",
    "http://example.org//a//b/../c/./d": "org,example)/a/c/d",
    "http://example.org/x?": "org,example)/x",
    "http://example.org/x?sid=0123456789abcdef0123456789abcdef&y=1": "org,example)/x?y=1",
    "http://example.org/x?PHPSESSID=0123456789abcdef0123456789abcdef": "org,example)/x",
    "http://bücher.example/x": "example,xn--bcher-kva)/x",
    "http://example.org/x?a=1&a=0&A=2": "org,example)/x?a=0&a=1&a=2",
    "http://example.org/x?&&a=1&": "org,example)/x?&&&a=1",
    "http://example.org/%7euser/": "org,example)/~user",
    "http://example.org/a%2Fb": "org,example)/a/b",
    "http://example.org./x": "org,example)/x",
    "http://www.co.uk/x": "uk,co)/x",
    "http://www-1.example.org/": "org,example,www-1)/",
    "http://example.org/X?Y=%41": "org,example)/x?y=a",
    "http://example.org/?a1=2&a=1": "org,example)/?a=1&a1=2",
    "http://example.org/?page2=x&page=1&page": "org,example)/?page&page=1&page2=x",
    "http://example.org/?y=1&sid=0123456789abcdef0123456789abcdef": "org,example)/?&y=1",
    "http://example.org/?CFID=12&CFTOKEN=ab-3&x=1": "org,example)/?x=1",
    "http://example.org/a/(S(abcdefghijklmnop01234567))/b.aspx": "org,example)/a/b.aspx",
    "http://www.org/x": "org)/x",
    "http://example.org/../x": "org,example)/../x",
    "http://example.org/a//../x": "org,example)/a/x",
}
"""Address → the key that cdxj-indexer 1.5.0 writes for it."""


@pytest.mark.parametrize(("url", "key"), KNOWN.items())
def test_keys_are_those_of_other_indexers(url: str, key: str) -> None:
    assert surt_of(url) == key


@given(st.one_of(st.text(max_size=60), st.text(max_size=60).map("http://example.org/{}".format)))
def test_every_text_has_a_key_without_white_space(url: str) -> None:
    key = surt_of(url)
    assert " " not in key
    assert "\n" not in key
    key.encode()
