"""`docs/bounds.md` names settings with the defaults they have, and cases that exist."""

from __future__ import annotations

import re

from hostile.pages import THEMES
from hostile.sites import SITES
from running import REPOSITORY

from newscrawler import settings
from newscrawler.extraction import attribute_floods, document
from newscrawler.heads import MAX_BYTES, MAX_HEADERS, MAX_INTERIM
from newscrawler.outcomes import Outcome
from newscrawler.unpacking import MOST_CODINGS, MOST_MEMBERS

PAGE = (REPOSITORY / "docs" / "bounds.md").read_text(encoding="utf-8")
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in PAGE.splitlines() if line.startswith("| ")]
UNITS = {"MiB": 2**20, "KiB": 2**10}


def test_each_setting_has_the_default_that_the_page_says() -> None:
    named = {}
    for row in ROWS:
        setting = re.fullmatch(r"`([A-Z_]+)`", row[2]) if len(row) == 5 else None
        number = re.match(r"([\d,]+)(?: (MiB|KiB))?", row[1]) if setting else None
        if setting and number:
            named[setting[1]] = int(number[1].replace(",", "")) * UNITS.get(number[2], 1)
    assert len(named) >= 8
    assert {name: getattr(settings, name) for name in named} == named


def test_constants_are_as_the_page_says() -> None:
    assert (MAX_BYTES, MAX_HEADERS, MAX_INTERIM) == (256 * 1024, 1000, 20)
    assert (MOST_CODINGS, MOST_MEMBERS) == (5, 10_000)
    assert (document.MAX_BYTES, attribute_floods.MOST) == (16 * 2**20, 1000)


def test_each_case_and_outcome_that_the_page_names_exists() -> None:
    cases = {case for theme in THEMES.values() for case in theme} | set(SITES)
    last = [name for row in ROWS for name in re.findall(r"`([a-z0-9.-]+(?:-[a-z0-9.]+)+)`", row[-1])]
    assert len(last) > 20
    assert set(last) <= cases
    ends = {name for row in ROWS if len(row) == 5 for name in re.findall(r"`([a-z_]+)`", row[3])}
    assert ends <= set(Outcome)
