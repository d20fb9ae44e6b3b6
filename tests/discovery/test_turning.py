"""Which links turn the page of a list that no word in their address tells of."""

from __future__ import annotations

import pytest

from newscrawler.discovery.turning import turns

SPORT = "https://pier.example/sport/"
MANY = "&".join(f"a{number}=b" for number in range(1000))


@pytest.mark.parametrize(
    ("url", "own", "words", "is_turning"),
    [
        (f"{SPORT}2/", SPORT, "2", True),
        (f"{SPORT}2", SPORT, "Next", True),
        (f"{SPORT}3/", f"{SPORT}2/", "3", True),
        (f"{SPORT}1/", f"{SPORT}2/", "Next", False),
        (f"{SPORT}2/", SPORT, "3", False),
        (f"{SPORT}2/", SPORT, "Two goals", False),
        (f"{SPORT}a-story/2/", SPORT, "2", False),
        ("https://pier.example/2/", SPORT, "2", False),
        (f"{SPORT}?start=20", SPORT, "2", True),
        (f"{SPORT}?a=b&start=40", f"{SPORT}?a=b&start=20", "3", True),
        (f"{SPORT}?a=b&start=40", f"{SPORT}?a=c&start=20", "3", False),
        (f"{SPORT}?start=0", f"{SPORT}?start=20", "Older", False),
        (f"{SPORT}?sort=day", SPORT, "2", False),
        ("https://pier.example/2", "https://pier.example/", "2", True),
        ("", "", "2", False),
        (f"{SPORT}?{MANY}&start=40", f"{SPORT}?{MANY}&start=20", "3", False),  # not looked at one by one
    ],
)
def test_turns(url: str, own: str, words: str, is_turning: bool) -> None:
    assert turns(url, own, words) is is_turning
