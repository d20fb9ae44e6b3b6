"""How a page is cut into blocks."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawler.extraction.blocks import PageBlocks, collapsed
from newscrawler.extraction.cutting import MAX_BLOCKS, MAX_DEPTH, cut_blocks
from newscrawler.extraction.document import INDEXED, Document


def cut(html: str) -> PageBlocks:
    document = Document.parse(f"<html><body>{html}</body></html>")
    assert document.root is not None
    return cut_blocks(document.root)


def shown(html: str) -> list[tuple[str, int | None, str]]:
    return [(block.kind, block.level, block.text) for block in cut(html).blocks]


KINDS = [
    ("<p>It rained.</p>", [("paragraph", None, "It rained.")]),
    ("<h2>Rain</h2><p>It fell.</p>", [("crosshead", 2, "Rain"), ("paragraph", None, "It fell.")]),
    ("<h3><button>What is hail?</button></h3>", [("crosshead", 3, "What is hail?")]),
    (
        "<ul><li>Ash<ol><li>Oak</li></ol></li><li>Elm</li></ul>",
        [("list_item", 1, "Ash"), ("list_item", 2, "Oak"), ("list_item", 1, "Elm")],
    ),
    ("<dl><dt>Wind</dt><dd>Strong</dd></dl>", [("list_item", 1, "Wind"), ("list_item", 1, "Strong")]),
    ("<blockquote><p>So be it.</p></blockquote>", [("quote", None, "So be it.")]),
    ("<blockquote><ul><li>First</li></ul></blockquote>", [("list_item", 1, "First")]),
    (
        "<figure><img src=a.jpg><figcaption>A pier</figcaption></figure>",
        [("caption", None, "A pier")],
    ),
    ("<div><img src=a.jpg><p class=imageCaption>A pier</p></div>", [("caption", None, "A pier")]),
    ('<div class="picture with-caption">A pier</div>', [("paragraph", None, "A pier")]),
    ("<figure><blockquote>So be it.</blockquote></figure>", [("quote", None, "So be it.")]),
    ("<pre>a\n  b\n</pre>", [("code", None, "a\n  b")]),
    (
        "<table><tr><th>Town</th><th>Rain</th></tr><tr><td>Ayr</td><td><b>7</b></td></tr></table>",
        [("table_row", None, "Town | Rain"), ("table_row", None, "Ayr | 7")],
    ),
]


@pytest.mark.parametrize(("html", "expected"), KINDS)
def test_kind_and_level(html: str, expected: list[tuple[str, int | None, str]]) -> None:
    assert shown(html) == expected


BORDERS = [
    # two <br> end a paragraph, one is white space
    ("One.<br><br>Two.<br/> &nbsp; <br>Three,<br>still three.", ["One.", "Two.", "Three, still three."]),
    # bare text beside blocks is a block of its own
    ("<div>Bare <b>bold</b> words<p>A paragraph.</p>and more</div>", ["Bare bold words", "A paragraph.", "and more"]),
    # inline tags do not split a word, block tags do
    ("<p><span class=cap>T</span>he <a href=/x>q<i>ui</i>ck</a> fox</p>", ["The quick fox"]),
    ("<div>one</div><div>two</div><section>three</section>", ["one", "two", "three"]),
    ("<p>one</p>two<p>three</p>", ["one", "two", "three"]),
    # an unknown element is a box unless it stands in a sentence
    ("<x-card>one</x-card><x-card>two</x-card>", ["one", "two"]),
    ("<p>one <x-term>two</x-term> three</p>", ["one two three"]),
    # a layout's columns are no row
    (
        f"<table><tr><td>{'Long words here. ' * 30}</td><td>Side</td></tr></table>",
        [("Long words here. " * 30).strip(), "Side"],
    ),
    (
        f"<table><tr><td>{'<p>Short words.</p>' * 40}</td><td>Side</td></tr></table>",
        ["Short words."] * 40 + ["Side"],
    ),
    # … and a table inside one is a table still
    (
        f"<table><tr><td>{'<p>Short words.</p>' * 40}<table><tr><td>a<td>b</tr></table></td></tr></table>",
        ["Short words."] * 40 + ["a | b"],
    ),
    ("<table><tr><td><p>1</p><p>2</p></td><td>3</td></tr></table>", ["1 | 2 | 3"]),
    # a line that is drawn in begins a paragraph
    ("<td>\u3000\u3000one<br>\u3000\u3000two<br>three", ["one", "two three"]),
    ("<div>one<br>\n&nbsp; &nbsp;two<br>&nbsp;three", ["one", "two three"]),
]


def test_the_text_of_a_layout_is_paragraphs() -> None:
    layout = f"<table><tr><td>{'<p>Short words.</p>' * 40}<table><tr><td>a<td>b</tr></table><td>Side</tr></table>"
    assert [block.kind for block in cut(layout).blocks] == ["paragraph"] * 40 + ["table_row"] * 2


@pytest.mark.parametrize(("html", "expected"), BORDERS)
def test_where_blocks_end(html: str, expected: list[str]) -> None:
    assert [block.text for block in cut(html).blocks] == expected


NOT_SHOWN = [
    "<script>var a = 'words'</script>",
    "<style>p { color: red }</style>",
    "<noscript>Please enable scripts</noscript>",
    "<template><p>words</p></template>",
    "<svg><text>words</text></svg>",
    "<select><option>words</option></select>",
    "<textarea>words</textarea>",
    "<div hidden><p>words</p></div>",
    "<div style='color:red; Display : None'><p>words</p></div>",
    "<p>&#8203;&#65279;</p>",
]


@pytest.mark.parametrize("html", NOT_SHOWN)
def test_what_is_not_shown_is_not_text(html: str) -> None:
    assert [block.text for block in cut(f"<p>Before.</p>{html}<p>After.</p>").blocks] == ["Before.", "After."]


def test_words_for_screen_readers_are_left_out_of_a_sentence() -> None:
    html = "<p>See <a href=/x>the map<span class='icon sr-only'>(opens a new tab)</span></a> here.</p>"
    assert [block.text for block in cut(html).blocks] == ["See the map here."]


@pytest.mark.parametrize(
    "text", ["Sông Hồng dâng cao", "雨が降った。", "هطل المطر", "naïve café — “quoted” … ½", "e\u0301tat"]
)
def test_unicode_is_kept(text: str) -> None:
    assert [block.text for block in cut(f"<p>{text}</p>").blocks] == [text]


def test_shares_of_link_and_bold_text() -> None:
    (block,) = cut("<p><a href=/x>twelve chars</a><b>thirteen char</b></p>").blocks
    assert block.links == 1
    assert block.link_chars == 12
    assert block.strong_chars == 13
    assert block.link_share == pytest.approx(12 / 25)


def test_boxes_know_their_chain_and_span() -> None:
    page = cut("<article><h1>Rain</h1><div><p>One.</p><p>Two.</p></div></article><aside>End</aside>")
    boxes = page.boxes
    chain = []
    box = page.blocks[1].box
    while box >= 0:
        chain.append((boxes.tag(box), boxes.depths[box]))
        box = boxes.parents[box]
    assert chain == [("p", 4), ("div", 3), ("article", 2), ("body", 1), ("html", 0)]
    spans = {
        boxes.tag(box): (boxes.firsts[box], boxes.lasts[box]) for box in range(len(boxes)) if boxes.tag(box) != "p"
    }
    del spans["html"], spans["h1"]
    assert spans == {"body": (0, 4), "article": (0, 3), "div": (1, 3), "aside": (3, 4)}


TABLES = [
    "<table><tr><td>Ayr</td><td>7</td></tr></table><p>One.<p>Two.",
    "<table><tr><td><div><b>Ayr</b></div></td><td><p>7</p><p>8</p></td></tr><tr><td>Oban</td><td>9</td></table><p>End.",
    "<table><tr><td>Ayr</td><td>6<table><tr><td>7</td><td>8</td></tr></table><td>9</table><p>End.",
]  # fmt: skip


@pytest.mark.parametrize("html", TABLES)
def test_boxes_in_a_row_span_the_one_block_that_the_row_became(html: str) -> None:
    page = cut(html)
    boxes = page.boxes
    spans = list(zip(boxes.firsts, boxes.lasts, strict=True))
    assert all(first <= last <= len(page.blocks) for first, last in spans)
    rows = [place for place, block in enumerate(page.blocks) if block.kind == "table_row"]
    in_rows = {box for box in range(len(boxes)) if boxes.tag(box) in ("tr", "td")}
    assert {spans[box] for box in in_rows} == {(row, row + 1) for row in rows}
    for box, parent in enumerate(boxes.parents):
        if parent >= 0:
            assert spans[parent][0] <= spans[box][0] <= spans[box][1] <= spans[parent][1]
    for place, block in enumerate(page.blocks):
        assert spans[block.box][0] <= place < spans[block.box][1]


MENU = "<ul><li><a href=/a>News</a><li><a href=/b>Sport</a></ul>"


@pytest.mark.parametrize("tag", ["nav", "footer"])
def test_menus_and_the_pages_foot_are_passed_by(tag: str) -> None:
    page = cut(f"It rained.<{tag}>{MENU}<p>© 2026</p></{tag}>And rained.<{tag}>Contact</{tag}>")
    assert [block.text for block in page.blocks] == ["It rained.", "And rained."]
    assert page.passed == {tag: 2}


@pytest.mark.parametrize(
    "html",
    [
        "<nav><h1>Rain</h1><p>It rained.</p>",  # never closed: it holds the page
        "<footer><div>Contact</div><article>It rained.</article>",
        f"<nav>{MENU}{'<p>It rained and rained.</p>' * 6}",
        "<article><p>It rained.</p><footer>Corrected on Monday.</footer></article>",
        "<main><nav>Part one | Part two</nav></main>",
    ],
)
def test_what_may_hold_story_is_not_passed_by(html: str) -> None:
    page = cut(html)
    assert page.passed == {}
    assert page.blocks


def test_images_are_met_in_their_place() -> None:
    page = cut("<p>One.</p><img src=a.jpg><p>Two.</p>")
    assert [(image.element.get("src"), image.position) for image in page.images] == [("a.jpg", 1)]


TAGS = "<p> </p> <div> </div> <b> </b> <br> <ul><li> </li></ul> <table><tr> <td> </td> </tr></table> <h2> </h2>".split()
FRAGMENTS = st.sampled_from(
    [*TAGS, "<a href=x>", "</a>", "<script>", "</script>", "<span hidden>", "</span>", " ", "\n"]
)


@given(st.lists(st.one_of(FRAGMENTS, st.sampled_from(["alpha", "beta", "gamma", "delta."])), max_size=60))
@settings(max_examples=200, deadline=None)
def test_whatever_the_tags_blocks_are_whole_and_in_order(parts: list[str]) -> None:
    page = cut("".join(parts))
    for block in page.blocks:
        assert block.text
        assert block.text == " ".join(block.text.split())
    boxes = page.boxes
    assert all(parent < box for box, parent in enumerate(boxes.parents))
    assert all(first <= last for first, last in zip(boxes.firsts, boxes.lasts, strict=True))
    if not any(" | " in block.text for block in page.blocks):  # boxes around the cells of a row count those still
        assert boxes.firsts == sorted(boxes.firsts)
    assert all(last <= len(page.blocks) for last in boxes.lasts)
    assert len({*zip(boxes.tags, boxes.names, strict=True)}) == len(boxes.tags)


def test_text_in_more_boxes_than_any_page_has_is_text_of_the_innermost() -> None:
    page = cut("<div>" * MAX_DEPTH + "One" + "<p>two</p>" * 3)
    assert [block.text for block in page.blocks] == ["One two two two"]
    assert max(page.boxes.depths) < MAX_DEPTH


@given(st.lists(st.sampled_from(["a", " ", "  ", "\n", "\u00a0", "\x01", "b" * 9000, "word word " * 900]), max_size=12))
@settings(max_examples=60, deadline=None)
def test_long_texts_are_collapsed_as_short_ones_are(parts: list[str]) -> None:
    text = "".join(parts)
    assert collapsed(text) == " ".join(text.split())


def test_deep_nesting_and_many_blocks_are_bounded() -> None:
    assert cut("<div>" * 1_500 + "x").blocks[0].text == "x"
    start = time.process_time()
    page = cut("<p>word</p>" * (MAX_BLOCKS + 5_000))
    assert len(page.blocks) == MAX_BLOCKS
    assert time.process_time() - start < 5


def test_the_elements_that_several_readers_ask_for_are_found_in_the_pages_order() -> None:
    head = "<title>Rain</title><meta name=a content=b><link rel=next href=/2>"
    document = Document.parse(f"<html><head>{head}</head><body><h1>Rain</h1><a href=/x>x</a><svg><a>y</a></svg></body>")
    assert document.root is not None
    for tag in INDEXED:
        assert document.elements[tag] == list(document.root.iter(tag))
    assert Document.parse(b"").elements == {tag: [] for tag in INDEXED}


def test_a_page_is_cut_once() -> None:
    document = Document.parse("<p>It rained.</p>")
    assert document.blocks is document.blocks
    assert [block.text for block in document.blocks.blocks] == ["It rained."]
    assert Document.parse(b"").blocks.blocks == []


@given(st.text(st.one_of(st.sampled_from(" \n\t\xa0\u2003\u3000\u200b\x1c"), st.characters()), max_size=30))
def test_white_space_of_any_sort_is_one_space(text: str) -> None:
    assert collapsed(text) == " ".join(text.split())
