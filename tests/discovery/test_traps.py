"""Addresses that lead to copies of a page, or on for ever, or nowhere."""

from __future__ import annotations

import pytest

from newscrawler.discovery import traps
from newscrawler.discovery.traps import Trap, Traps, is_trap, trap_of


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/sport/?filter_by=popular", "filter"),
        ("/a-slug/?replytocom=7", "reply"),
        ("/a-slug/?share=mail", "reply"),
        ("/calendar/2031/05/", "calendar"),
        ("/events/2031-05/", "calendar"),
        ("/?month=2031-05", "calendar"),
        ("/?s=rain", "search"),
        ("/a-slug/?session_id=7", "session"),
        ("/a/b/a/b/a/b", "endless_path"),
        ("/x/x/x", "endless_path"),
        ("/1/2/3/4/5/6/7/8/9/10/11/12/13", "endless_path"),
        ("/" + "x" * 1600, "too_long"),
        ("/:section/page/:num/", "template"),
        ("/%7B%7Burl%7D%7D", "template"),
        ("/undefined/", "template"),
        ("/?a=1&b=2&c=3&d=4&e=5&f=6&g=7", "parameters"),
        ("/?a=1&a=2&a=3", "parameters"),
        ("/tdb_templates/single/", "machinery"),
        ("/wp-login.php", "machinery"),
    ],
)
def test_sees_traps_and_names_them(path: str, kind: str) -> None:
    assert trap_of("https://echo.example" + path) == Trap(kind)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/sport/",
        "/sport/page/2/",
        "/?p=7",
        "/?page=2",
        "/sport/sport/",
        "/2012/12/12/12-angry-men",
        "/events/2026/01/12/a-night-at-the-harbour/",
        "/calendar/",
        "/null-hypothesis/",
        "/story.asp?guid=%7B49E8785A-F1C7%7D",
    ],
)
def test_leaves_pages_alone(path: str) -> None:
    assert not is_trap("https://echo.example" + path)


def test_each_address_counts_once_and_no_more_than_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(traps, "MOST_COUNTED", 3)
    passed_over = Traps()
    for number in (1, 1, 2, 3, 4, 5):
        passed_over.note(Trap.SEARCH, f"https://echo.example/?s={number}")
    assert passed_over.told() == {"search": {"addresses": 3, "sample": "https://echo.example/?s=1"}}
