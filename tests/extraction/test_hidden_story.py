"""A story that the page has and does not show is read; what else is hidden stays out."""

from __future__ import annotations

import pytest

from newscrawler import Article, extract
from newscrawler.extraction.document import Document

OPENING = "The ferry to the outer islands will run again from Monday, the harbour master said after a long inspection."
REST = [
    "For three weeks the quay had been closed, because the winter storms had washed away the stones under it.",
    "“We could not have kept it open for another day,” said the engineer who leads the repairs, “not one day.”",
    "Fishermen had complained that their catch could not be brought to market in time, and that nobody paid.",
    "The council will meet next week to decide whether the breakwater is raised, for nine million crowns.",
    "Until then the old ferry takes passengers without their cars, twice a day, when the wind allows it to.",
    "A second inspection is due in the spring, when divers can see the foot of the wall without a lamp in their hands.",
    "“It has stood for ninety years and it will stand for ninety more,” said the mayor, who was born beside the quay.",
    "The island's school sent its children home early on Friday, since nobody knew whether the boat would come back.",
    "Bread, milk and newspapers came by air in the meantime, and cost the shop on the island three times as much.",
    "Nobody has said yet what becomes of the pontoon on which the post was landed while the harbour was closed.",
    "The ferry company will pay back tickets that were bought for the days on which no boat could leave the quay.",
]
NOTICE = "We and our partners store information on your device, and ask for your consent to it now and here. "


def read(hidden: str) -> Article:
    return extract(
        f"<html><head><title>Ferry runs again</title></head><body><main><article><h1>Ferry runs again</h1>"
        f"<div class=story-body><p>{OPENING}</p>{hidden}</div></article></main></body></html>"
    )


def paragraphs(texts: list[str]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


@pytest.mark.parametrize("how", ["style='display: none'", "hidden", "hidden=until-found"])
def test_a_story_of_which_most_is_hidden_is_read_whole(how: str) -> None:
    article = read(f"<div class=rest {how}>{paragraphs(REST)}</div>")
    assert article.body == "\n\n".join([OPENING, *REST])
    assert article.sources["body"] == "hidden"
    assert article.confidence is None


def test_a_hidden_dialog_leaves_the_story_as_it_is() -> None:
    shown = paragraphs(REST[:4])
    alone = read(shown)
    beside = read(f"{shown}<div class=cookie-dialog role=dialog hidden>{paragraphs([NOTICE * 2] * 12)}</div>")
    assert beside.body == alone.body
    assert beside.sources["body"] == "model"


def test_hidden_text_is_counted_and_not_cut() -> None:
    document = Document.parse(f"<p>{OPENING}</p><div hidden><p>{REST[0]}</p><p>Log in</p><p><a>{REST[1]}</a></p></div>")
    assert [block.text for block in document.blocks.blocks] == [OPENING]
    assert document.blocks.hidden_chars == len(REST[0])
