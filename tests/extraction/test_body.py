"""The body of a page: by the container that is known, and by the model."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newscrawler.extraction.blocks import Furniture
from newscrawler.extraction.body import Body, read_body
from newscrawler.extraction.document import Document

PARAGRAPHS = [
    "The ferry to the outer islands will run again from Monday, the harbour master said after a long inspection.",
    "For three weeks the quay had been closed, because the winter storms had washed away the stones under it.",
    "“We could not have kept it open for another day,” said the engineer who leads the repairs, “not one day.”",
    "Fishermen had complained that their catch could not be brought to market in time, and that nobody paid.",
    "The council will meet next week to decide whether the breakwater is raised, for nine million crowns.",
]
STORY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS[:3])
STORY += f"<h2>Who pays for it</h2>{''.join(f'<p>{paragraph}</p>' for paragraph in PARAGRAPHS[3:])}"
EXPECTED = [*PARAGRAPHS[:3], "Who pays for it", *PARAGRAPHS[3:]]
MENU = "".join(
    f"<li><a href=/{word}>{word.title()}</a></li>" for word in ("news", "sport", "culture", "weather", "shop")
)
TEASERS = "".join(
    f"<li><a href=/story-{number}><h3>Another story of the day, number {number}</h3></a></li>" for number in range(6)
)
PAGE = f"""<html><head><title>Ferry runs again - The Harbour Post</title></head><body>
<header><nav><ul>{MENU}</ul></nav></header>
<main><article class=story><h1>Ferry runs again</h1><div class=byline>By <a href=/ann>Ann Lee</a></div>
<div class=share-buttons><a href=#>Share</a> <a href=#>Post</a></div>
<figure><img src=/quay.jpg width=800><figcaption>The quay on Friday</figcaption></figure>
<div class=story-body>{STORY}</div></article>
<aside class=related><h2>More stories</h2><ul>{TEASERS}</ul></aside></main>
<footer><p>© The Harbour Post. All rights reserved.</p></footer></body></html>"""


def body_of(html: str, **options: object) -> Body:
    return read_body(Document.parse(html, "https://post.example/ferry"), **options)  # type: ignore[arg-type]


def texts(body: Body) -> list[str]:
    return [block.text for block in body.blocks if block.kind != "caption"]


def in_container(inner: str, **options: object) -> Body:
    html = f"<html><body><p>Outside</p><div id=c>{inner}</div><p>After</p></body></html>"
    document = Document.parse(html, "https://post.example/ferry")
    assert document.root is not None
    (container,) = document.root.xpath("//div[@id='c']")
    return read_body(document, container=container, **options)  # type: ignore[arg-type]


def order_of(body: Body) -> list[str]:
    """All blocks read, in order, put together as the record's docs say."""
    taken = {removed.position: removed.text for removed in body.removed}
    kept = iter([block.text for block in body.blocks])
    return [taken[place] if place in taken else next(kept) for place in range(len(taken) + len(body.blocks))]


# a container that is known


def test_container_gives_its_blocks_and_counts_the_rest() -> None:
    body = in_container(STORY)
    assert texts(body) == EXPECTED
    assert body.source == "selector"
    assert body.removed == []
    assert body.left_out == {"other": 2}
    assert body.reason is None


def test_boxes_inside_are_removed_in_their_place_with_a_reason() -> None:
    body = in_container(f"<p>{PARAGRAPHS[0]}</p><aside><p>See also</p><p>This</p></aside><p>{PARAGRAPHS[1]}</p>")
    assert texts(body) == PARAGRAPHS[:2]
    assert [(removed.text, removed.by, removed.position) for removed in body.removed] == [
        ("See also", "aside", 1),
        ("This", "aside", 2),
    ]
    assert order_of(body) == [PARAGRAPHS[0], "See also", "This", PARAGRAPHS[1]]


def test_a_box_that_holds_the_story_is_no_furniture_whatever_its_name() -> None:
    assert texts(in_container(f"<div class='related-active'>{STORY}</div>")) == EXPECTED


def test_what_the_site_lists_is_removed_however_large() -> None:
    listed = (Furniture(frozenset({"promo-*"}), "promo", "the site's own promotion"),)
    body = in_container(f"<p>Short.</p><div class=promo-large>{STORY}</div>", furniture=listed)
    assert texts(body) == ["Short."]
    assert {removed.by for removed in body.removed} == {"promo"}


@pytest.mark.parametrize("title", ["Ferry runs again", "FERRY  runs again!"])
def test_a_heading_that_repeats_the_title_is_removed(title: str) -> None:
    body = in_container(f"<h1>Ferry runs again</h1>{STORY}", title=title)
    assert texts(body) == EXPECTED
    assert [(removed.by, removed.position) for removed in body.removed] == [("title", 0)]


def test_a_sentence_of_the_story_that_is_the_title_stays() -> None:
    body = in_container(f"<p>{PARAGRAPHS[0]}</p><p>Ferry runs again</p>", title="Ferry runs again")
    assert texts(body) == [PARAGRAPHS[0], "Ferry runs again"]


def test_links_after_the_end_are_removed_and_links_in_the_text_stay() -> None:
    link = "<p><a href=/old>The quay, a history</a></p>"
    body = in_container(
        f"<p>{PARAGRAPHS[0]}</p>{link}<p>{PARAGRAPHS[1]}</p>{link}<ul><li><a href=/x>More</a></li></ul>"
    )
    assert texts(body) == [PARAGRAPHS[0], "The quay, a history", PARAGRAPHS[1]]
    assert [(removed.by, removed.position) for removed in body.removed] == [("related_block", 3), ("related_block", 4)]


def test_captions_are_kept_apart() -> None:
    credit = "<span class=credit>Photo: Lee</span>"
    body = in_container(f"{STORY}<figure><img src=/a.jpg><figcaption>A pier {credit}</figcaption></figure>")
    assert [block.text for block in body.blocks if block.kind == "caption"] == ["A pier Photo: Lee"]
    (image,) = body.images
    assert (image.url, image.caption, image.credit) == ("https://post.example/a.jpg", "A pier", "Photo: Lee")


def test_the_lines_of_a_caption_are_not_glued_and_drawings_say_nothing() -> None:
    drawing = "<svg><title>Camera icon</title></svg><style>.a{color:red}</style>"
    caption = f"<figcaption>{drawing}<p>A pier in March.</p><p>The old mole</p></figcaption>"
    (image,) = in_container(f"{STORY}<figure><img src=/a.jpg>{caption}</figure>").images
    assert image.caption == "A pier in March. The old mole"


def test_a_portrait_of_the_author_is_no_picture_of_the_story() -> None:
    portraits = "<a><img class='avatar avatar-96' src=/a.jpg></a><a class=author-photo><img src=/b.jpg></a>"
    body = in_container(f"{STORY}<img class=wp-image src=/c.jpg>{portraits}")
    assert [image.url for image in body.images] == ["https://post.example/c.jpg"]


def test_empty_container_leaves_the_choice_to_the_model() -> None:
    document = Document.parse(PAGE.replace("<header>", "<div id=c></div><header>"))
    assert document.root is not None
    (container,) = document.root.xpath("//div[@id='c']")
    assert texts(read_body(document, container=container)) == EXPECTED


# the model


def test_a_plain_story_is_found_whole() -> None:
    body = body_of(PAGE, title="Ferry runs again")
    assert texts(body) == EXPECTED
    assert body.source == "model"
    assert body.confidence is not None
    assert body.confidence > 0.5
    assert body.left_out.get("nav") == 1  # a menu is passed by as a whole
    assert [image.url for image in body.images] == ["https://post.example/quay.jpg"]


def test_bare_text_between_breaks_is_found_too() -> None:
    inner = "<br><br>".join(PARAGRAPHS)
    body = body_of(f"<html><body><div><ul>{MENU}</ul></div><h1>Ferry</h1><div>{inner}</div></body></html>")
    assert texts(body) == PARAGRAPHS


SCRIPTS = {
    "ja": (
        "台風の影響で運休していた島への連絡船が、月曜日から再開することになった。",
        "港の責任者は金曜日、点検を終えて安全を確認したと述べた。",
    ),
    "ar": (
        "أعلنت إدارة الميناء يوم الجمعة أن العبّارة ستعود إلى العمل يوم الاثنين بعد توقف دام ثلاثة أسابيع.",
        "وقال المهندس المسؤول إن الأعمال انتهت قبل موعدها بيومين كاملين على الأقل.",
    ),
    "vi": (
        "Chuyến phà ra các đảo xa sẽ chạy lại từ thứ Hai, ban quản lý cảng cho biết hôm thứ Sáu.",
        "Bến cảng đã đóng cửa ba tuần vì những cơn bão mùa đông cuốn trôi lớp đá dưới chân cầu.",
    ),
}


@pytest.mark.parametrize("sentences", SCRIPTS.values(), ids=SCRIPTS)
def test_other_scripts(sentences: tuple[str, ...]) -> None:
    paragraphs = [f"{number} {sentence}" for number in (1, 2, 3) for sentence in sentences]
    story = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    assert texts(body_of(PAGE.replace(STORY, story))) == paragraphs


def test_json_ld_steps_in_where_the_page_shows_but_the_beginning() -> None:
    stated = " ".join(PARAGRAPHS)
    body = body_of(PAGE.replace(STORY, f"<p>{PARAGRAPHS[0]}</p>"), stated_body=stated)
    assert texts(body) == [stated]
    assert body.source == "json_ld"


@pytest.mark.parametrize(
    "html", ["", " ", "\0\0", "<", "<html></html>", "<html><body><script>x</script></body></html>"]
)
def test_no_text_has_a_reason(html: str) -> None:
    body = body_of(html)
    assert body.blocks == []
    assert body.reason


PIECES = [
    *(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS),
    f"<ul>{MENU}</ul>",
    f"<ul>{TEASERS}</ul>",
    "<h1>Ferry runs again</h1>",
    "<h2>Who pays</h2>",
    "<div class=share>Share</div>",
    "<aside><p>Sign up for our newsletter</p></aside>",
    "<table><tr><td>a<td>b</tr></table>",
    "<div>",
    "</div>",
    "<br><br>",
    "text",
]


@given(st.lists(st.sampled_from(PIECES), max_size=25), st.booleans())
@example([PIECES[0], PIECES[0], "text", "</div>", "text"], False)
@settings(max_examples=150, deadline=None)
def test_kept_and_removed_are_all_that_was_read_in_order(pieces: list[str], known: bool) -> None:
    document = Document.parse("<html><body>" + "".join(pieces) + "</body></html>")
    container = document.root.find("body") if known and document.root is not None else None
    body = read_body(document, title="Ferry runs again", container=container)
    positions = [removed.position for removed in body.removed]
    assert positions == sorted(set(positions))
    assert all(0 <= position < len(positions) + len(body.blocks) for position in positions)
    whole = "".join(document.root.itertext()) if document.root is not None else ""  # a stray end tag parts no words
    assert all(text.split("|")[0].strip() in whole for text in order_of(body))
    assert (body.reason is None) == bool(body.blocks)


HOSTILE = {
    "many paragraphs": "<p>word</p>" * 60_000,
    "many quotes": "<blockquote>some words</blockquote>" * 30_000,
    "nested boxes": ("<div>" * 900 + "t" + "</div>" * 900) * 60,
    "nested inline": "<b>" * 200_000 + "x",
    "breaks": "a<br>" * 150_000,
    "one figure": "<figure>" + "<img src=a.jpg><p>x</p>" * 30_000 + "</figure>",
    "cells": "<table><tr>" + "<td>x" * 150_000,
    "long names": f'<p class="{"caption " * 100_000}">x</p>',
    "a long story": STORY * 800,
}


@pytest.mark.parametrize("html", HOSTILE.values(), ids=HOSTILE)
def test_hostile_pages_take_bounded_time(html: str) -> None:
    document = Document.parse(f"<html><body>{html}</body></html>")
    start = time.process_time()
    read_body(document, title="word", stated_body="a b " * 100_000)
    assert time.process_time() - start < 5  # seconds; a tenth of it where the machine is idle


def test_what_a_theme_s_content_holds_besides_the_story_is_the_model_s_to_leave() -> None:
    added = "<ul><li><a href=/a>Ferry stays in port</a></li><li><a href=/b>Quay is closed</a></li></ul><p>Share</p>"
    whole = texts(in_container(STORY + added))
    asked = in_container(STORY + added, holds_more=True)
    assert texts(asked) == EXPECTED
    assert len(whole) >= len(EXPECTED)
    assert asked.source == "selector"


def test_tables_and_quotations_of_a_theme_s_content_are_not_the_model_s_to_leave() -> None:
    table = "<table><tr><td>2024</td><td>18,678</td></tr><tr><td>2025</td><td>53,909</td></tr></table>"
    quote = "<blockquote><p>Wir haben gezählt.</p></blockquote>"
    first, *others = [f"<p>{text}</p>" for text in PARAGRAPHS]
    read = texts(in_container(first + table + quote + "".join(others) + table, holds_more=True))
    assert read.count("2025 | 53,909") == 2
    assert "Wir haben gezählt." in read


def test_a_theme_s_content_that_the_model_does_not_know_stays() -> None:
    said = ["Subscribe to our newsletter and never miss a story", "Contact us"]  # likely to be neither's
    body = in_container("".join(f"<p>{text}</p>" for text in said), holds_more=True)
    assert texts(body) == said
