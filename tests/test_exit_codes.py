"""What a run's exit code is, from its account and from earlier reports."""

from __future__ import annotations

import pytest

from newscrawler.archive.usual import Shortfall
from newscrawler.errors import ArchiveError, ArchiveInUse, ExitCode
from newscrawler.exit_codes import MEANING, exit_code_of_site
from newscrawler.outcomes import Outcome
from newscrawler.site import Site


def site(**outcomes: int) -> Site:
    made = Site(name="a", seeds={}, hosts=set())
    made.outcomes.update({Outcome(name): count for name, count in outcomes.items()})
    return made


@pytest.mark.parametrize(
    ("outcomes", "code"),
    [
        ({"index": 2, "read": 40}, ExitCode.WELL),
        ({"index": 2, "read": 40, "not_found": 60}, ExitCode.WELL),
        ({"index": 2, "read": 40, "failed": 1}, ExitCode.UNEXPECTED),
        ({"index": 2}, ExitCode.NO_ARTICLES),
        ({"index": 2, "read": 4, "no_body": 5}, ExitCode.LAYOUT_DRIFT),
        ({"index": 2, "read": 5, "no_body": 5}, ExitCode.WELL),
        ({"index": 1, "refused": 200}, ExitCode.REFUSED),
        ({"index": 1, "refused": 200, "read": 1}, ExitCode.WELL),
        ({"index": 1, "not_wanted": 160}, ExitCode.WELL),
        ({"index": 1, "out_of_range": 3, "refused": 200}, ExitCode.WELL),
        ({"robots_unreachable": 1}, ExitCode.REFUSED),
        ({"redirected": 1, "blocked": 1}, ExitCode.REFUSED),
        ({"index": 1, "no_body": 10, "refused": 1}, ExitCode.LAYOUT_DRIFT),
    ],
)
def test_a_whole_run(outcomes: dict[str, int], code: ExitCode) -> None:
    assert exit_code_of_site(site(**outcomes), is_finished=True) is code


def test_a_site_whose_articles_were_not_asked_for_has_some() -> None:
    """`match`, `since` and `until` leave out by the address alone."""
    quiet = site(index=2, channel=1)
    quiet.left_out = 12
    assert exit_code_of_site(quiet, is_finished=True) is ExitCode.WELL


def test_a_run_that_was_stopped_falls_short_of_nothing() -> None:
    short = site(index=2, read=1)
    short.shortfall = Shortfall(1, 20.0)
    assert exit_code_of_site(short, is_finished=True) is ExitCode.FAR_FEWER
    assert exit_code_of_site(short, is_finished=False) is ExitCode.WELL


def test_every_code_has_a_meaning_and_errors_have_codes() -> None:
    assert set(MEANING) == set(ExitCode)
    assert (ArchiveError("x").exit_code, ArchiveInUse("x").exit_code) == (14, 15)
