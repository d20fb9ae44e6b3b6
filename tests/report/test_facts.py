"""What a report counts."""

from __future__ import annotations

import gzip
from dataclasses import asdict
from pathlib import Path

import pytest
from archives_of_ours import RUN, archive_of, line

from newscrawler.browse.index import ArticleIndex
from newscrawler.errors import ArchiveError
from newscrawler.items import Removed
from newscrawler.report.facts import LATEST, RUNS, SAMPLES, facts_of_archive, facts_of_run
from newscrawler.report.history import MOST_VERSIONS
from newscrawler.report.page import report_page
from newscrawler.report.versions import as_text


def test_an_article_counts_once_and_each_line_tells_its_state(tmp_path: Path) -> None:
    later = line("one", version=2, state="edited", changed_fields=["body"])
    facts = facts_of_archive(archive_of(tmp_path / "a", line("one"), line("two", "2026-02-07"), later))
    assert (facts.lines, facts.articles) == (3, 2)
    assert facts.by_day == {"2026-02-09": 1, "2026-02-07": 1}
    assert facts.states == {"live": 2, "edited": 1}
    assert facts.changed == {"body": 1}


def test_an_article_counts_once_also_where_a_clock_that_was_set_back_put_its_second_line_first(tmp_path: Path) -> None:
    later = line("one", version=2, state="edited", changed_fields=["body"])
    facts = facts_of_archive(archive_of(tmp_path / "a", later, line("one")))
    assert (facts.articles, facts.by_day.total(), facts.by_section.total(), facts.unjudged) == (1, 1, 1, 1)
    assert [record["version"] for record in facts.latest[0]] == [1, 2]


def test_the_latest_articles_come_with_all_their_versions_newest_article_first(tmp_path: Path) -> None:
    lines = [line(f"n{number}", f"2026-01-{number + 1:02}") for number in range(30)]
    lines += [line(f"m{number}", f"2025-01-{number + 1:02}") for number in range(30)]
    again = line("n29", "2026-01-30", version=2, state="edited")
    facts = facts_of_archive(archive_of(tmp_path / "a", *lines, again))
    assert len(facts.latest) == LATEST
    assert [record["version"] for record in facts.latest[0]] == [1, 2]
    assert facts.latest[1][0]["id"] == lines[28].id


def test_of_a_page_that_changes_with_every_look_the_latest_versions_are_kept(tmp_path: Path) -> None:
    lines = [line("one", version=number, changed_fields=["body"]) for number in range(1, MOST_VERSIONS + 6)]
    folder = archive_of(tmp_path / "a", *lines)
    facts = facts_of_archive(folder)
    (versions,) = facts.latest
    assert [record["version"] for record in versions] == list(range(6, MOST_VERSIONS + 6))
    page = report_page(facts).decode()
    assert "Shown are the latest 20 of 25 versions" in page
    assert "25 versions" in page
    index = ArticleIndex(folder)
    index.refresh()
    assert index.versions(lines[0].id or "") == versions
    index.close()
    assert as_text([asdict(one) for one in lines]).count(b"\nversion ") == len(lines)


def test_of_versions_that_are_very_long_fewer_are_compared(tmp_path: Path) -> None:
    lines = [line("one", version=number, text="x" * 150_000) for number in range(1, 9)]
    folder = archive_of(tmp_path / "a", *lines)
    facts = facts_of_archive(folder)
    assert [record["version"] for record in facts.latest[0]] == [6, 7, 8]
    index = ArticleIndex(folder)
    index.refresh()
    assert [record["version"] for record in index.versions(lines[0].id or "")] == [6, 7, 8]
    index.close()
    assert "Shown are the latest 3 of 8 versions" in report_page(facts).decode()


def test_a_run_counts_the_lines_it_wrote(tmp_path: Path) -> None:
    folder = archive_of(tmp_path / "a", line("one"), line("two", run_id="run-0"))
    facts = facts_of_run(folder, RUN)
    assert (facts.lines, facts.articles) == (1, 1)
    assert [run["run_id"] for run in facts.runs] == ["run-1"]


def test_all_runs_are_counted_and_the_latest_listed(tmp_path: Path) -> None:
    folder = archive_of(tmp_path / "a", line("one"))
    for number in range(2, RUNS + 3):
        (folder / "reports" / f"run-{number}.json").write_bytes(b"{}")
    facts = facts_of_archive(folder)
    assert (facts.runs_known, len(facts.runs)) == (RUNS + 2, RUNS)
    assert facts.runs[0]["run_id"] == f"run-{RUNS + 2}"
    assert f"<b>{RUNS + 2}</b> runs" in report_page(facts).decode()


def test_fields_by_week_and_articles_without_a_date(tmp_path: Path) -> None:
    facts = facts_of_archive(
        archive_of(tmp_path / "a", line("one", authors=["A. Reef"]), line("two"), line("old", None))
    )
    assert facts.undated == 1
    assert facts.weeks["2026-W07"]["authors"] == 1
    assert facts.weeks["2026-W07"][""] == 2


def test_samples_of_what_cleaning_took_are_few_and_short(tmp_path: Path) -> None:
    lines = [line(f"n{number}") for number in range(9)]
    for one in lines:
        one.removed = [Removed(text="x" * 5000, by="teasers", why="before the title", position=0)]
    facts = facts_of_archive(archive_of(tmp_path / "a", *lines))
    assert facts.removed == {"teasers": 9}
    assert len(facts.samples["teasers"]) == SAMPLES
    assert all(len(sample["text"]) < 300 for sample in facts.samples["teasers"])


def test_confidence_in_tenths(tmp_path: Path) -> None:
    lines = [line(f"n{place}", confidence={"body": value}) for place, value in enumerate((0.0, 0.95, 1.0))]
    facts = facts_of_archive(archive_of(tmp_path / "a", *lines, line("known")))
    assert facts.confidence == [1, 0, 0, 0, 0, 0, 0, 0, 0, 2]
    assert facts.unjudged == 1


def test_a_line_that_is_still_being_written_is_left_out_and_a_broken_one_counted(tmp_path: Path) -> None:
    folder = archive_of(tmp_path / "a", line("one"))
    with (folder / "articles" / "2026-02-10.jsonl").open("ab") as file:
        file.write(b'{"id": broken}\n[]\n{"version":18446744073709551615}\n{"id":"0000000000000')
    facts = facts_of_archive(folder)
    assert (facts.lines, facts.unreadable) == (1, 3)
    index = ArticleIndex(folder)
    assert index.refresh()
    index.close()


def test_packed_lines_are_read_too(tmp_path: Path) -> None:
    folder = archive_of(tmp_path / "a", line("one"))
    plain = folder / "articles" / "2026-02-10.jsonl"
    packed = gzip.compress(plain.read_bytes(), mtime=0)
    plain.with_name("2026-02-11.jsonl.gz").write_bytes(packed + packed[: len(packed) // 2])
    assert facts_of_archive(folder).lines == 2


def test_no_archive_is_said_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="is no archive"):
        facts_of_archive(tmp_path)
