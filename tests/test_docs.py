"""The docs name what there is, and lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from running import REPOSITORY

from newscrawler.errors import ExitCode
from newscrawler.outcomes import Outcome

PAGES = sorted((REPOSITORY / "docs").glob("*.md"))
LINK = re.compile(r"\]\(([^)#\s]+)")
REMARK = re.compile(r" {4,}(?:\$ |(?:scrapy|newscrawler|pip|python3?|wayback|wb-manager|head|cat|\S*/scrapy)\s.*\s#\s)")
PLACE = re.compile(r"\]\(([^)#\s:]*)#([^)\s]+)\)")


def test_every_outcome_and_exit_code_has_its_advice() -> None:
    text = (REPOSITORY / "docs" / "troubleshooting.md").read_text(encoding="utf-8")
    assert [str(outcome) for outcome in Outcome if f"`{outcome}`" not in text] == []
    assert [int(code) for code in ExitCode if f"\n| {int(code)} |" not in text] == []


@pytest.mark.parametrize("page", [*PAGES, REPOSITORY / "README.md"], ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    targets = LINK.findall(page.read_text(encoding="utf-8"))
    missing = [target for target in targets if "://" not in target and not (page.parent / target).exists()]
    assert missing == []


@pytest.mark.parametrize("page", [*PAGES, REPOSITORY / "README.md"], ids=lambda page: page.name)
def test_links_to_a_heading_lead_to_one(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    missing = [
        f"{target}#{place}"
        for target, place in PLACE.findall(text)
        if place not in _headings((page.parent / target).read_text(encoding="utf-8") if target else text)
    ]
    assert missing == []


def _headings(text: str) -> set[str]:
    """As Markdown's viewers name them."""
    found = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in found}


@pytest.mark.parametrize("page", [*PAGES, REPOSITORY / "README.md"], ids=lambda page: page.name)
def test_commands_can_be_pasted_into_any_shell(page: Path) -> None:
    """A remark behind a command is an argument to zsh, and a prompt is a command to every shell."""
    lines = page.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if REMARK.match(line)] == []


def test_every_page_is_reached_from_the_first() -> None:
    first = (REPOSITORY / "docs" / "index.md").read_text(encoding="utf-8")
    assert [page.name for page in PAGES if page.name != "index.md" and f"({page.name})" not in first] == []
