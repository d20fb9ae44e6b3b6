"""What differs between two texts."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from newscrawler.archive.differences import differences

PARAGRAPHS = st.lists(st.text(alphabet="ab c.北京", min_size=1, max_size=20), max_size=8)


@given(PARAGRAPHS, PARAGRAPHS)
def test_both_versions_can_be_put_together_again(before: list[str], after: list[str]) -> None:
    found = differences(before, after)
    assert "".join(piece.text for pieces in found for piece in pieces if piece.kind != "added") == "".join(before)
    assert "".join(piece.text for pieces in found for piece in pieces if piece.kind != "removed") == "".join(after)


def test_one_character_of_a_script_without_spaces() -> None:
    (pieces,) = differences(["市长说有三艘船。"], ["市长说有两艘船。"])
    assert [(piece.kind, piece.text) for piece in pieces if piece.kind != "same"] == [
        ("removed", "三"),
        ("added", "两"),
    ]


def test_a_paragraph_put_in_between() -> None:
    found = differences(["One.", "Two."], ["One.", "Quite another thing.", "Two."])
    assert [pieces[0].kind for pieces in found] == ["same", "added", "same"]


def test_texts_of_any_length_take_bounded_time() -> None:
    began = time.process_time()
    differences(["a b " * 100_000], ["b a " * 100_000])
    differences([f"{number}" for number in range(20_000)], [f"{number}" for number in range(20_000, 0, -1)])
    differences(["x y"] * 1500, ["y x"] * 1500)
    differences(["x", "y"] * 700, ["x", "z"] * 700)
    differences(
        [f"{number} " + "x y " * 300 for number in range(99)], [f"{number} " + "x z " * 300 for number in range(99)]
    )
    assert time.process_time() - began < 20


def test_of_a_long_text_that_changed_throughout_the_first_paragraphs_are_compared_word_by_word() -> None:
    long = "x " * 10_000  # costs nothing: it is shown whole
    words = " ".join(f"word{number}" for number in range(300))
    found = differences(
        [long, words, "The ferry runs.", "a b " * 300, "The bus runs."],
        [f"{long}.", f"{words} more", "The ferry waits.", "a c " * 300, "The bus waits."],
    )
    assert [len(pieces) for pieces in found] == [2, 2, 4, 2, 2]
