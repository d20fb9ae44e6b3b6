"""Articles that are not where they were: suspected, confirmed a day later, back again; and a site's bad hour."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from exchanges_of_ours import article, id_of, opened

from newscrawler.archive.archive import Archive
from newscrawler.archive.gone import Judgement
from newscrawler.archive.looks import Look
from newscrawler.clock import clock_at, stamp

HOST = "example.org"


def crawled(folder: Path, when: str, ends: dict[str, Any], *, is_begun_badly: bool = False) -> Judgement:
    """A crawl at `2026-02-<when>:00:00Z` whose requests end so: slug → outcome, or (outcome, slug it leads to)."""
    clock = clock_at(f"2026-02-{when}:00:00Z")
    archive = opened(folder, clock, run_id=f"run-{when}")
    for slug, told in ends.items():
        outcome, leads_to = told if isinstance(told, tuple) else (told, None)
        archive.frontier.add(f"https://{HOST}/{slug}", f"{HOST}/{slug}", HOST, 0, "{}")
        lease = archive.frontier.next(HOST)
        assert lease is not None
        look = Look(leads_to=f"{HOST}/{leads_to}" if leads_to else None)
        if outcome in ("archived", "unchanged"):
            archive.put(article(f"What was told of {slug}.", slug=slug))
            look = archive.look_at(id_of(slug))
        archive.frontier.end(lease, outcome, stamp(clock()), look)
    judgement = archive.judge_missing(is_begun_badly=is_begun_badly)
    archive.end_run("finished", 0, is_finished=True)
    archive.close()
    return judgement


def states(folder: Path, slug: str) -> list[str]:
    archive = Archive(folder, clock_at("2026-03-30T12:00:00Z"))
    last = archive.records.last(id_of(slug))["version"]
    found = [archive.records.version(id_of(slug), number)["state"] for number in range(1, last + 1)]
    archive.close()
    return found


MANY = {f"story-{n}": "archived" for n in range(12)}
SEEN = dict.fromkeys(MANY, "unchanged")


def test_suspected_first_and_confirmed_by_a_second_look_a_day_later(tmp_path: Path) -> None:
    crawled(tmp_path, "10T12", MANY)
    first = crawled(tmp_path, "11T12", SEEN | {"story-3": "not_found"})
    assert (first.suspected, first.confirmed) == ((id_of("story-3"),), ())
    early = crawled(tmp_path, "12T11", SEEN | {"story-3": "not_found"})
    assert (early.suspected, early.confirmed) == ((), ())
    second = crawled(tmp_path, "12T12", SEEN | {"story-3": "soft_404"})
    assert second.confirmed == (id_of("story-3"),)
    assert states(tmp_path, "story-3") == ["live", "removed"]
    assert crawled(tmp_path, "20T12", SEEN | {"story-3": "not_found"}).missing == 0
    crawled(tmp_path, "21T12", SEEN | {"story-3": "archived"})
    assert states(tmp_path, "story-3") == ["live", "removed", "restored"]


def test_what_is_back_before_the_second_look_was_never_gone(tmp_path: Path) -> None:
    crawled(tmp_path, "10T12", MANY)
    crawled(tmp_path, "11T12", SEEN | {"story-3": "not_found"})
    crawled(tmp_path, "12T12", SEEN)
    assert crawled(tmp_path, "13T12", SEEN | {"story-3": "not_found"}).confirmed == ()
    assert states(tmp_path, "story-3") == ["live"]


def test_a_site_that_answers_404_to_everything_removes_nothing(tmp_path: Path) -> None:
    crawled(tmp_path, "10T12", MANY)
    crawled(tmp_path, "11T12", SEEN | {"story-3": "not_found"})
    bad = crawled(tmp_path, "12T12", dict.fromkeys(MANY, "not_found"))
    assert (bad.missing, bad.is_believed, bad.suspected, bad.confirmed) == (12, False, (), ())
    assert states(tmp_path, "story-3") == ["live"]


def test_nor_does_one_whose_front_page_is_missing(tmp_path: Path) -> None:
    crawled(tmp_path, "10T12", MANY)
    bad = crawled(tmp_path, "11T12", {"story-3": "not_found"}, is_begun_badly=True)
    assert (bad.is_believed, bad.suspected) == (False, ())


def test_a_redirect_says_so_where_the_page_it_leads_to_was_had(tmp_path: Path) -> None:
    crawled(tmp_path, "10T12", MANY)
    away = {"story-3": ("redirected", "front"), "front": "index", "story-4": ("redirected", "broken"),
            "broken": "server_error"}  # fmt: skip
    known = {slug: "unchanged" for slug in MANY if slug not in away}
    assert crawled(tmp_path, "11T12", known | away).suspected == (id_of("story-3"),)
