"""What the tests of the cleaning steps share: short pages in our own words, and the two tables of a step.

A case is a page: its title (or None) and its lines. Lines of a TAKEN case that are to go begin with "- "; a LEFT_ALONE
page keeps every line.
"""

from __future__ import annotations

from newscrawler.cleaning import Step
from newscrawler.items import Article, Block

KINDS = {"# ": "crosshead", "* ": "list_item", "> ": "quote", "| ": "table_row", "^ ": "caption", "! ": "correction"}


def page(lines: str, title: str | None = None) -> tuple[Article, list[str]]:
    """The page, and the texts of the lines that begin with "- "."""
    blocks: list[Block] = []
    marked: list[str] = []
    for raw in lines.strip().splitlines():
        line = raw.strip()
        is_marked = line.startswith("- ")
        if is_marked:
            line = line[2:]
        kind = KINDS.get(line[:2], "paragraph")
        text = line[2:] if kind != "paragraph" else line
        blocks.append(Block(kind=kind, text=text))  # type: ignore[arg-type]
        if is_marked:
            marked.append(text)
    return Article(title=title, blocks=blocks), marked


def check(step: Step, lines: str, title: str | None = None) -> None:
    """`step` takes exactly the marked lines, keeps the others in their order, and finds nothing more to take."""
    article, marked = page(lines, title)
    stayed = step(article.blocks, article)
    kept = {id(block) for block in stayed}
    assert [block.text for block in article.blocks if id(block) not in kept] == marked
    assert stayed == [block for block in article.blocks if id(block) in kept]
    assert step(stayed, article) == stayed
