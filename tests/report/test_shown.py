"""Text from the web as it is shown."""

from __future__ import annotations

import pytest

from newscrawler.report.shown import visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\u061cb", "a⟦ARABIC LETTER MARK⟧b"),
        ("a\u2028b", "a⟦LINE SEPARATOR⟧b"),
        ("a\u2063b", "a⟦INVISIBLE SEPARATOR⟧b"),
        ("ok\U000e0069\U000e0067", "ok⟦TAG LATIN SMALL LETTER I⟧\U000e0067"),
        ("\ud800", "⟦U+D800⟧"),
    ],
)
def test_what_cannot_be_seen_is_named(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "می\u200cخواهم",
        "👩\u200d🚒",
        "Donau\xaddampf",
        "ជា\u200bភាសា",
        "🏴\U000e0067\U000e0062\U000e0065\U000e007f",
        "a\tb\nc",
    ],
    ids=["joiners", "emoji", "soft hyphens", "spaces of no width", "flags", "white space"],
)
def test_what_scripts_need_stays(text: str) -> None:
    assert visible(text) == text
