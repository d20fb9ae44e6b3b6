"""What React streams to a page's end is read where its scripts would put it."""

from __future__ import annotations

import time

from newscrawler import extract
from newscrawler.extraction.document import Document

STORY = [
    "The herring came back to the harbour on a Tuesday, after nine years in which nobody had seen a single one.",
    "Nobody was there to see it, the keeper said, since everybody had gone to look at the new bridge that day.",
    "By noon the quay was full of people who wanted to know whether the boats would go out again this week.",
]


def page(body: str) -> Document:
    return Document.parse(f"<html><body>{body}</body></html>")


def words(document: Document) -> list[str]:
    return [block.text for block in document.blocks.blocks]


def test_parts_stand_where_their_scripts_put_them() -> None:
    streamed = page(
        '<main><p>one</p>and <template id="B:0"></template><p>five</p></main><footer>foot</footer>'
        '<div hidden id="S:2">two<p>three</p>four</div><script>$RC("B:0","S:2")</script>'
    )
    assert words(streamed) == ["one", "and two", "three", "four", "five"]
    assert streamed.notes == ["1 streamed parts put in their places"]


def test_parts_lie_in_parts_whichever_is_sent_first() -> None:
    inner = '<div hidden id="S:1"><p>two</p></div><script>$RS("S:1","P:1")</script>'
    outer = '<div hidden id="S:0"><p>one</p><template id="P:1"></template><p>three</p></div>'
    outer += '<script>$RR("B:0","S:0",[])</script>'
    shown = '<template id="B:0"></template>'
    assert words(page(shown + inner + outer)) == words(page(shown + outer + inner)) == ["one", "two", "three"]


def test_a_page_stored_without_scripts_has_its_parts_at_their_numbers() -> None:
    late = '<div hidden id="S:0"><p>two</p></div>'
    assert words(page(f'<p>one</p><template id="B:0"></template><p>three</p>{late}')) == ["one", "two", "three"]


def test_what_has_no_place_stays_hidden() -> None:
    assert words(page('<p>one</p><template id="B:1"></template><div hidden id="S:0"><p>two</p></div>')) == ["one"]


def test_a_part_is_never_put_into_itself() -> None:
    looping = '<p>one</p><div hidden id="S:0"><template id="B:0"></template>two</div><script>$RC("B:0","S:0")</script>'
    assert words(page(looping)) == ["one"]


def test_parts_in_parts_nest_no_page_without_end() -> None:
    deep = "".join(
        f'<div hidden id="S:{part:x}">{"<div>" * 200}<template id="P:{part + 1:x}"></template>{"</div>" * 200}</div>'
        f'<script>$RS("S:{part:x}","P:{part:x}")</script>'
        for part in range(200)
    )
    started = time.process_time()
    document = page('<template id="P:0"></template>' + deep)
    assert document.root is not None
    assert max(sum(1 for _ in place.iterancestors()) for place in document.root.iter("template")) < 1000
    assert time.process_time() - started < 5


def test_a_story_that_was_streamed_is_the_body() -> None:
    story = "".join(f"<p>{paragraph}</p>" for paragraph in STORY)
    article = extract(
        f'<html><body><main><h1>Herring</h1><template id="B:0"></template></main><footer>Imprint</footer>'
        f'<div hidden id="S:0"><article>{story}</article></div><script>$RC("B:0","S:0")</script></body></html>'
    )
    assert article.body == "\n\n".join(STORY)
