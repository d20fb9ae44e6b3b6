"""The report in a real browser: rendered, silent, alone, and harmless."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from archives_of_ours import RUN, archive_of, hostile, line

from newscrawler.report.facts import facts_of_run
from newscrawler.report.page import write_page


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report over three articles, one of them hostile."""
    folder = archive_of(tmp_path_factory.mktemp("a") / "it", line("one"), line("two", "2026-02-05"), hostile())
    path = folder / "run.html"
    write_page(path, facts_of_run(folder, RUN))
    return path


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1100, 390])
def test_rendered_without_a_word_on_the_console_or_a_request(visit: Any, page: Path, width: int, scheme: str) -> None:
    seen = visit(page.as_uri(), width=width, scheme=scheme)
    seen.page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
    assert seen.said == []
    assert seen.asked == [page.as_uri()]
    assert seen.overflow() <= 0
    assert seen.page.locator("svg rect").count() >= 5
    assert seen.page.get_by_role("heading", name="Latest articles").is_visible()


def test_ink_stands_out_from_its_ground(visit: Any, page: Path) -> None:
    for scheme in ("light", "dark"):
        seen = visit(page.as_uri(), scheme=scheme)
        for selector in ("p.about", "td", "summary", "figcaption", ".state"):
            assert seen.page.evaluate(CONTRAST, selector) >= 4.5, (scheme, selector)  # WCAG 2.2, 1.4.3 (AA)


def test_on_paper_it_is_dark_on_light_whatever_the_screen_was(visit: Any, page: Path) -> None:
    seen = visit(page.as_uri(), scheme="dark")
    seen.page.emulate_media(media="print", color_scheme="dark")
    seen.page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
    for selector in ("ul.figures b", "figure th", "figcaption", "summary", "article p"):
        assert seen.page.evaluate(CONTRAST, selector) >= 4.5, selector
    ground = seen.page.evaluate("getComputedStyle(document.querySelector('figure')).backgroundColor")
    assert ground == "rgb(255, 255, 255)"


CONTRAST = """selector => {
  const shades = colour => colour.match(/[\\d.]+/g).slice(0, 3).map(Number).map(v => v / 255)
    .map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
  const light = colour => { const [r, g, b] = shades(colour); return .2126 * r + .7152 * g + .0722 * b };
  let element = document.querySelector(selector), ground = element;
  const ink = light(getComputedStyle(element).color);
  while (/, 0\\)$|transparent/.test(getComputedStyle(ground).backgroundColor) && ground.parentElement)
    ground = ground.parentElement;
  const behind = light(getComputedStyle(ground).backgroundColor);
  return (Math.max(ink, behind) + .05) / (Math.min(ink, behind) + .05);
}"""
