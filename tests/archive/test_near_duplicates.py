"""The same wire story at several addresses."""

from __future__ import annotations

import time
from pathlib import Path
from unicodedata import normalize

from exchanges_of_ours import NOON, article, id_of, opened
from hypothesis import given
from hypothesis import strategies as st

from newscrawler.archive.moves import runs_of
from newscrawler.archive.near_duplicates import bands_of

WORDS = "boat harbour light keeper tide rope barrel gull ladder bell winter pier crew storm lamp net salt".split()


def body(seed: int, count: int = 220) -> list[str]:
    """Words of ours in an order that `seed` gives."""
    state, words = seed, []
    for _ in range(count):
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        words.append(WORDS[(state >> 33) % len(WORDS)] + str((state >> 40) % 50))
    return words


def shared(one: list[str], other: list[str]) -> int:
    bands = (bands_of(runs_of(" ".join(words))) for words in (one, other))
    return len(set.intersection(*map(set, bands)))


def test_what_is_alike_shares_a_band_and_what_is_not_does_not() -> None:
    wire = body(1)
    assert shared(wire, wire) == 16
    assert shared(wire, ["By", "our", "reporter", *wire[:-10]]) > 0
    assert shared(wire, body(2)) == 0


def test_scripts_without_spaces_are_cut_by_characters() -> None:
    text = "今天早上港口的渡轮比平时晚了半个小时才离开码头因为雾太大船长决定等一等再出发"
    assert len(runs_of(text)) > 30
    assert len(runs_of(text) & runs_of(text[:-4] + "明天再说")) / len(runs_of(text)) > 0.7


def test_accents_are_one_however_they_are_written() -> None:
    text = "Sáng nay chuyến phà rời bến muộn nửa giờ vì sương mù dày đặc phủ kín cả cửa sông và bến cảng"
    assert runs_of(normalize("NFD", text)) == runs_of(normalize("NFC", text)) == runs_of(text.upper())


@given(st.text(max_size=400))
def test_any_text_has_sixteen_bands_that_the_ledger_can_hold(text: str) -> None:
    runs = runs_of(text)
    if runs:
        bands = bands_of(runs)
        assert len(bands) == 16
        assert all(0 <= band < 2**63 for band in bands)


def test_near_duplicates_are_linked_and_never_dropped(tmp_path: Path) -> None:
    wire = body(1)
    texts = [wire, ["By", "our", "reporter", *wire], body(2), [*wire[:60], *body(3)]]
    archive = opened(tmp_path)
    for number, words in enumerate(texts):
        assert archive.put(article(" ".join(words), slug=f"story-{number}")) == "archived"
    records = {record["url"]: record["same_as"] for record in archive.contents.last_records()}
    archive.close()
    linked = {url.rpartition("/")[2]: [one["url"].rpartition("/")[2] for one in same] for url, same in records.items()}
    assert linked == {"story-0": [], "story-1": ["story-0"], "story-2": [], "story-3": []}
    assert next(one["similarity"] for same in records.values() for one in same) > 0.9


def test_the_likest_is_named_also_where_all_of_a_site_is_much_alike(tmp_path: Path) -> None:
    table = " ".join(body(1, 120))
    archive = opened(tmp_path)
    for number in range(60):  # the ids of these come before that of the wire story
        archive.put(article(f"{table} {' '.join(body(10 + number, 12))}", slug=f"{number:x}"))
    wire = f"{table} {' '.join(body(99, 12))}"
    archive.put(article(wire, slug="ff"))
    again = article(wire, slug="fe", title="Rain again")
    archive.put(again)
    archive.close()
    assert (again.same_as[0].id, again.same_as[0].similarity) == (id_of("ff"), 1.0)
    assert len(again.same_as) == 5


def test_an_article_is_no_near_duplicate_of_what_it_was_at_another_address(tmp_path: Path) -> None:
    wire = " ".join(body(1))
    archive = opened(tmp_path)
    archive.put(article(wire, slug="a", content_sha256="ab" * 32))
    archive.put(article(wire, slug="b", content_sha256="ab" * 32))
    now = NOON()
    archive.records.merge(id_of("a"), id_of("b"), "https://example.org/b", now, None, "run-1")
    copy = article(wire, slug="c", content_sha256="ab" * 32)
    assert archive.twin_of(copy) == (id_of("b"), "https://example.org/b")  # where "a" was leads there, and not to "c"
    edited = article(wire + " and more", slug="b")
    archive.put(edited)
    archive.close()
    assert (edited.version, edited.same_as) == (2, [])


def test_a_long_body_takes_milliseconds() -> None:
    text = " ".join(body(5, 20_000))
    began = time.process_time()
    bands_of(runs_of(text))
    assert time.process_time() - began < 1
