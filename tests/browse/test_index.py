"""Finding articles by words and by fields."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path
from unicodedata import normalize

import pytest
from archives_of_ours import archive_of, line
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newscrawler.archive.jsonl import to_line
from newscrawler.browse.index import PAGE, ArticleIndex
from newscrawler.browse.wanted import Wanted
from newscrawler.items import Article

LINES = [
    line("ferry", "2026-02-01", title="The Ferry Runs Again", text="The wind park stands still."),
    line("park", "2026-02-02", title="A Park for the Town", text="The wind was from the west."),
    line("cafe", "2026-02-03", title="Café am Hafen", text="北京的春天来了。", section="Culture"),
    line("korea", None, title=normalize("NFD", "부산 여객선")),
    line("doubt", None, title="Of This We Are Not Sure", confidence={"body": 0.4}),
]


def indexed(folder: Path, *articles: Article) -> ArticleIndex:
    index = ArticleIndex(archive_of(folder, *articles))
    index.refresh()
    return index


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ArticleIndex]:
    made = indexed(tmp_path_factory.mktemp("a") / "it", *LINES)
    yield made
    made.close()


FOUND = [
    (Wanted(), ["cafe", "park", "ferry", "doubt", "korea"]),
    (Wanted(words="ferry"), ["ferry"]),
    (Wanted(words="WIND park"), ["park", "ferry"]),
    (Wanted(words='"wind park"'), ["ferry"]),
    (Wanted(words="cafe"), ["cafe"]),
    (Wanted(words="春天"), ["cafe"]),
    (Wanted(words="天春"), []),
    (Wanted(words="여객선"), ["korea"]),
    (Wanted(words="ferry OR park"), []),  # no language of its own: the word "or" is in none of them
    (Wanted(since="2026-02-02"), ["cafe", "park"]),
    (Wanted(until="2026-02-02"), ["park", "ferry"]),
    (Wanted(section="Culture"), ["cafe"]),
    (Wanted(state="removed"), []),
    (Wanted(below=0.5), ["doubt"]),
    (Wanted(page=2), []),
]


@pytest.mark.parametrize(("wanted", "slugs"), FOUND, ids=[str(number) for number in range(len(FOUND))])
def test_what_is_found(index: ArticleIndex, wanted: Wanted, slugs: list[str]) -> None:
    found = [row["url"].rpartition("/")[2] for row in index.find(wanted).rows]
    assert sorted(found) == sorted(slugs) if wanted.words else found == slugs


@given(st.text(max_size=80))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_whatever_is_typed_is_answered(index: ArticleIndex, words: str) -> None:
    assert index.find(Wanted(words=words)).total >= 0


def test_the_last_version_is_found_and_all_are_told(tmp_path: Path) -> None:
    later = line("ferry", title="The Ferry Has Sunk", version=2, state="edited")
    index = indexed(tmp_path / "it", LINES[0], later)
    assert index.find(Wanted(words="again")).total == 0
    (row,) = index.find(Wanted(words="sunk")).rows
    assert [record["title"] for record in index.versions(row["id"])] == ["The Ferry Runs Again", "The Ferry Has Sunk"]
    index.close()


def test_what_a_crawl_writes_meanwhile_is_found(tmp_path: Path) -> None:
    index = indexed(tmp_path / "it", LINES[0])
    path = tmp_path / "it" / "articles" / "2026-02-10.jsonl"
    whole = to_line(LINES[1])
    with path.open("ab") as file:
        file.write(whole[:50])
        file.flush()
        assert count(index) == 1
        file.write(whole[50:])
    path.with_name("2026-02-11.jsonl.gz").write_bytes(gzip.compress(to_line(LINES[2])))
    assert count(index) == 3
    with path.with_name("2026-02-11.jsonl.gz").open("ab") as packed:
        packed.write(gzip.compress(to_line(LINES[3])))
    assert count(index) == 4
    for row in index.find(Wanted()).rows:
        assert index.versions(row["id"])[0]["url"] == row["url"]
    index.close()


def count(index: ArticleIndex) -> int:
    assert index.refresh()
    return index.find(Wanted()).total


def test_read_in_slices_the_newest_file_first(tmp_path: Path) -> None:
    index = ArticleIndex(archive_of(tmp_path / "it", *LINES[:3]))
    newer = tmp_path / "it" / "articles" / "2026-02-11.jsonl"
    newer.write_bytes(to_line(line("ferry", title="The Ferry Has Sunk", version=2, state="edited")))
    seen = []
    while not index.refresh(0.0):
        seen.append((index.share_read, [row["title"] for row in index.find(Wanted()).rows]))
    shares, titles = zip(*seen, strict=True)
    assert list(shares) == sorted(shares)
    assert 0 < shares[0] < 1
    assert titles[0] == ["The Ferry Has Sunk"]
    found = index.find(Wanted())
    assert (found.total, index.share_read) == (3, 1.0)
    assert "The Ferry Runs Again" not in [row["title"] for row in found.rows]  # its last version is another
    index.close()


def test_lists_go_on_page_by_page(tmp_path: Path) -> None:
    index = indexed(
        tmp_path / "it", *(line(f"n{number}", f"2026-01-{number % 28 + 1:02}") for number in range(PAGE + 5))
    )
    pages = [index.find(Wanted(page=page)).rows for page in (1, 2)]
    assert [len(rows) for rows in pages] == [PAGE, 5]
    assert len({row["id"] for rows in pages for row in rows}) == PAGE + 5
    index.close()


def test_an_article_of_thousands_of_versions_is_read_in_time_that_grows_as_they_do(tmp_path: Path) -> None:
    """Not with their square: 10,000 took as long as half a million articles."""
    index = ArticleIndex(archive_of(tmp_path / "a", line("one")))
    (plan,) = index._connection.execute(
        "EXPLAIN QUERY PLAN SELECT number, version FROM lines WHERE id = ? AND is_last", ("",)
    )
    assert "last_of_id" in plan["detail"]
    index.close()
