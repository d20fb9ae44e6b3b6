"""Names of archives are names on any common file system."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawler.archive.paths import archive_folder, checked_name, free_run_id, name_of_host, report_file
from newscrawler.clock import clock_at
from newscrawler.errors import UsageError


@pytest.mark.parametrize("name", ["demo", "example.org", "127.0.0.1_8000", "a-b_c.d", "xn--bcher-kva.example"])
def test_good_names_stay_as_they_are(name: str) -> None:
    assert checked_name(name) == name


@pytest.mark.parametrize(
    "name", ["", ".", "..", ".hidden", "a:b", "a b", "a?", "con", "NUL.txt", "lpt1", "a.", "ü", "x" * 101, "a\n"]
)
def test_names_that_some_system_forbids_are_turned_away(name: str) -> None:
    with pytest.raises(UsageError, match="cannot name an archive"):
        checked_name(name)


def test_an_archive_is_a_name_or_a_path() -> None:
    assert archive_folder(Path("out"), "demo") == Path("out/demo")
    assert archive_folder(Path("out"), "./demo") == Path("demo")
    assert archive_folder(Path("out"), "/somewhere/demo") == Path("/somewhere/demo")


@given(st.from_regex(r"[a-z0-9]([a-z0-9.-]{0,60}[a-z0-9])?(:[0-9]{1,5})?", fullmatch=True))
def test_any_host_has_a_name(host: str) -> None:
    try:
        assert checked_name(name_of_host(host))
    except UsageError:
        assert host.split(".")[0][:3] in {"con", "prn", "aux", "nul", "com", "lpt"}


def test_runs_of_a_clock_that_stands_still_have_ids_of_their_own(tmp_path: Path) -> None:
    now = clock_at("2026-02-10T12:00:00Z")()
    first = free_run_id([tmp_path], now)
    report_file(tmp_path, first).parent.mkdir()
    report_file(tmp_path, first).write_text("{}")
    second = free_run_id([tmp_path], now)
    assert (first, second) == ("20260210T120000Z", "20260210T120000Z-2")
