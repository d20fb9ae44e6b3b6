"""What a run that brought nothing says of its arguments."""

from __future__ import annotations

from pathlib import Path

import pytest
from archives_of_ours import archive_of, line
from exchanges_of_ours import opened

from newscrawler.clock import machine_clock
from newscrawler.errors import ExitCode
from newscrawler.hints import hints, sections_of
from newscrawler.outcomes import Outcome
from newscrawler.politeness.pace import Pace
from newscrawler.run import Run
from newscrawler.site import Site
from newscrawler.spiders.arguments import read_arguments

KNOWN = ("url", "section", "match")


def told(site: Site) -> list[str]:
    return hints(Run(clock=machine_clock, pace=Pace(0.0), sites={site.name: site}))


@pytest.mark.parametrize(
    ("wanted", "hint"),
    [
        (
            "Harbor",
            "no article is of the section 'Harbor' (-a section=). Did you mean 'Harbour'? Its sections: Harbour",
        ),
        ("Opera", "no article is of the section 'Opera' (-a section=). Its sections: Harbour, Sport"),
        ("HARBOUR", ""),
    ],
)
def test_a_section_that_matches_nothing(wanted: str, hint: str) -> None:
    site = Site("it", {}, set(), read_arguments(KNOWN, {"section": wanted}))
    site.note_sections(line("one", sections=["Harbour"]))
    site.note_sections(line("two", sections=["Harbour", "Sport"]))
    assert [said.startswith(f"it: {hint}") for said in told(site)] == [True] * bool(hint)
    site.outcomes[Outcome.UNCHANGED] += 1  # there are such articles, and none is new
    assert told(site) == []


def test_the_sections_of_an_archive_whose_articles_are_not_asked_for_again(tmp_path: Path) -> None:
    folder = archive_of(tmp_path / "it", line("one", sections=["Harbour"]), line("two", sections=["Sport"]))
    assert sections_of(folder) == {"Harbour": 1, "Sport": 1}
    assert sections_of(tmp_path / "none") == {}
    with (folder / "articles" / "2026-02-10.jsonl").open("ab") as lines:
        lines.write(b'{"sections":7}\n{"sections":["Sport"]')
    assert sections_of(folder) == {"Harbour": 1, "Sport": 1}


def test_an_address_without_a_scheme_that_cannot_be_had_by_https() -> None:
    wanted = read_arguments(KNOWN, {"url": "example.org"})
    site = Site("it", {"https://example.org/": Outcome.ROBOTS_UNREACHABLE}, set(), wanted)
    assert told(site) == [
        "example.org was taken for https://example.org/, which cannot be had: if the site has no https, give it "
        "as http://example.org"
    ]
    site.seeds["https://example.org/"] = Outcome.INDEX
    assert told(site) == []
    whole = Site("it", dict.fromkeys(["https://example.org/"], Outcome.TIMED_OUT), set())
    assert told(whole) == []


def test_an_expression_that_finds_no_address() -> None:
    site = Site("it", {}, set(), read_arguments(KNOWN, {"match": "/2026/"}))
    site.exit_code = ExitCode.REFUSED  # nobody could see whether there are such addresses
    assert told(site) == []
    assert "-a match=/2026/" in told(Site("it", {}, set(), read_arguments(KNOWN, {"match": "/2026/"})))[0]


def test_days_on_which_nothing_was_published(tmp_path: Path) -> None:
    site = Site("it", {}, set(), read_arguments(("since", "until"), {"since": "2031-01-01", "until": "2031-02-01"}))
    assert told(site) == []  # it tells of nothing
    site.left_out = 40
    assert told(site) == [
        "it: no article that it tells of is of the days asked for (-a since=2031-01-01 and -a until=2031-02-01)"
    ]
    site.archive = opened(archive_of(tmp_path / "it", line("one")))
    assert told(site) == []  # a quiet day
    site.archive.close()


def test_articles_that_lie_at_a_host_beside_the_one_that_was_given() -> None:
    site = Site("it", {}, {"pier.example"})
    site.hosts_near.update({"jobs.pier.example": 4, "news.pier.example": 40})
    hint = "it: its front links to news.pier.example (40 links), which was not asked: try -a url=news.pier.example"
    assert told(site) == [hint]
    site.outcomes[Outcome.ARCHIVED] += 1
    assert told(site) == []
