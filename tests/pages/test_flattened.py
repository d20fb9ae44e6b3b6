"""Reading flattened pages, and cleaning what was read: each form of the grammar by hand, then all of them at random."""

from __future__ import annotations

import json
import time
from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawler.cleaning import clean_body, read_sequence
from newscrawler.items import Article
from newscrawler.pages.flattened import LINES, TEXT_CHARS, read_lines, read_text

TITLE = "Lowmoor’s Harbour Opens Again After Nine Winters"
URL = "https://courier.example/coast/2026/02/27/lowmoors-harbour-opens-again-after-nine-winters"
HEADER = ["12.4 C", "Lowmoor", "Friday, March 6, 2026"]
TEASERS = [
    "Ferry Fares Frozen Until Autumn",
    "Islanders will pay last year's prices until the first of October, the board decided on Monday.",
    "Lighthouse Sold to a Choir",
    "The tower at Port Ellis goes to forty singers and their ...",
    "Who Moved the Buoy?",
    "A red buoy was found two miles off its place, and nobody on the island will say who took it there.",
]
LABELLED = "CoastLowmoor's Harbour Opens Again After Nine Winters"
BODY = [
    "The first boat through the mole was the Kittiwake, at six in the morning, with nobody on the quay.",
    "A Quiet Quay",
    "It had been nine winters, and people had got out of the habit of watching, the keeper said.",
    "The Cost of Waiting",
    "Dredging took four summers and cost more than the school, which is why the school still leaks.",
]
KINDS = ["paragraph", "crosshead", "paragraph", "crosshead", "paragraph"]
TAIL = ["Check out our other content", "Check out other tags:", "Most Popular Articles"]


def flat(*parts: list[str], gap: str = "\n\n") -> str:
    return gap.join(line for part in parts for line in part)


def cleaned(text: str, url: str | None = None) -> Article:
    article = clean_body(read_text(text, url))
    assert read_sequence(article) == read_lines(text)[0]
    return article


def assert_read(article: Article, sections: list[str] | None = None) -> None:
    assert article.title == TITLE
    assert [block.text for block in article.blocks] == BODY
    assert [block.kind for block in article.blocks] == KINDS
    assert article.sections == (["Coast"] if sections is None else sections)
    assert article.section == (article.sections or [None])[0]


PAGES = {
    "whole": flat(HEADER, TEASERS, [TITLE, LABELLED], BODY, TAIL),
    "no blank lines": flat(HEADER, TEASERS, [TITLE, LABELLED], BODY, TAIL, gap="\n"),
    "CRLF": flat(HEADER, TEASERS, [TITLE, LABELLED], BODY, TAIL, gap="\r\n\r\n"),
    "odd white space": flat(HEADER, TEASERS, [TITLE, LABELLED], BODY, TAIL, gap=" \u00a0\n\t\u200b\n\u3000 ")
    + "\n\ufeff",
    "no teasers": flat(HEADER, [TITLE, LABELLED], BODY, TAIL),
    "five teasers": flat(HEADER, TEASERS, TEASERS[:4], [TITLE, LABELLED], BODY, TAIL),
    "no city": flat(HEADER[::2], TEASERS, [TITLE, LABELLED], BODY, TAIL),
    "below zero": flat(["-3.1 C", *HEADER[1:]], TEASERS, [TITLE, LABELLED], BODY, TAIL),
    "Fahrenheit": flat(["61 F", "Port Ellis, AR", HEADER[2]], TEASERS, [TITLE, LABELLED], BODY, TAIL),
    "whole degrees": flat(["27 C", *HEADER[1:]], TEASERS, [TITLE, LABELLED], BODY, TAIL),
    "no header": flat([TITLE, LABELLED], BODY, TAIL),
    "no header, no tail": flat([TITLE, LABELLED], BODY),
    "summary is the first paragraph": flat(HEADER, ["A Teaser", BODY[0]], [TITLE, LABELLED], BODY, TAIL),
    "teaser is the page's own": flat(HEADER, [TITLE, "It opened at six ..."], [TITLE, LABELLED], BODY, TAIL),
    "cut title": flat(HEADER, TEASERS, [TITLE, "CoastLowmoor's Harbour Opens Again After ..."], BODY, TAIL),
    "items under the headings": flat(
        HEADER,
        [TITLE, LABELLED],
        BODY,
        [TAIL[0], *TEASERS[:4], TAIL[1], "harbour", "Port Ellis", "herring", TAIL[2], TITLE, TEASERS[4]],
    ),
}


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("url", [URL, None])
def test_each_form_of_the_grammar(name: str, url: str | None) -> None:
    article = cleaned(PAGES[name], url)
    assert_read(article)
    assert article.date_published == ("2026-02-27" if url else None)
    assert article.url == url
    assert (article.id is None) == (url is None)


def test_two_labels() -> None:
    page = flat(HEADER, TEASERS, [TITLE, "NewsCoast" + LABELLED.removeprefix("Coast")], BODY, TAIL)
    assert_read(cleaned(page), ["News", "Coast"])
    assert_read(cleaned(page, URL.replace("/coast/", "/news/coast/")), ["News", "Coast"])


@pytest.mark.parametrize(
    ("labels", "path", "sections"),
    [
        ("West Coast", "/west-coast/", ["West Coast"]),
        ("eWorld", "/eworld/", ["eWorld"]),  # the address knows better than the case
        ("WestCoast", "/westcoast/", ["WestCoast"]),
        ("NewsWest Coast", "/news/west-coast/", ["News", "West Coast"]),
        ("BusinessTech", "/", ["Business", "Tech"]),
        ("UKBusiness", "/", ["UK", "Business"]),
        ("Küste", "/kuste/", ["Küste"]),
        ("沿岸", "/", ["沿岸"]),
    ],
)
def test_labels_are_split_by_the_address_or_by_case(labels: str, path: str, sections: list[str]) -> None:
    page = flat(HEADER, TEASERS, [TITLE, labels + LABELLED.removeprefix("Coast")], BODY, TAIL)
    assert_read(cleaned(page, URL.replace("/coast/", path)), sections)


def test_a_title_that_begins_with_its_label() -> None:
    title = "Coast’s Last Bakery Closes Its Doors for Good"
    article = cleaned(flat(HEADER, TEASERS, [title, "CoastCoast's Last Bakery Closes Its Doors for Good"], BODY, TAIL))
    assert (article.title, article.sections) == (title, ["Coast"])
    assert [block.text for block in article.blocks] == BODY


def test_no_labels_at_all_in_the_second_line() -> None:
    assert_read(cleaned(flat(HEADER, TEASERS, [TITLE, TITLE.replace("’", "'")], BODY, TAIL)), [])


def test_no_line_of_labels_the_address_is_witness() -> None:
    assert_read(cleaned(flat(HEADER, TEASERS, [TITLE], BODY, TAIL), URL), [])
    assert_read(cleaned(flat([TITLE], BODY, TAIL), URL), [])
    short = "https://courier.example/lowmoors-harbour-opens-nine-winters/"  # small words left out
    assert_read(cleaned(flat(HEADER, TEASERS, [TITLE], BODY, TAIL), short), [])


def test_without_any_witness_there_is_no_title_and_no_sentence_is_lost() -> None:
    article = cleaned(flat(BODY))
    assert (article.title, article.body) == (None, flat(BODY))
    article = cleaned(flat(HEADER, [TITLE], BODY, TAIL))
    assert article.title is None
    assert [block.text for block in article.blocks] == [TITLE, *BODY]


def test_the_dateline_is_never_the_date_of_publication() -> None:
    assert cleaned(flat(HEADER, [TITLE, LABELLED], BODY)).date_published is None
    assert cleaned(flat(HEADER, [TITLE, LABELLED], BODY), "https://courier.example/?p=7").date_published is None


STORY = [
    "Lowmoor recorded its warmest March since the log began in 1874.",
    "27.4 C",
    "Friday, March 6, 2026",
    "The glass read 27.4 C at noon on Friday, March 6, 2026. It had read -3.1 C a week before.",
    "Most Popular",
    "The south beach was most popular, with four hundred bathers at 26 C.",
    "Most Popular Articles",
    "Lost articles were umbrellas and, for once, hats.",
    "Check out other tags, the lost property office wrote on its door.",
]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_story_about_the_weather_keeps_every_line(gap: str) -> None:
    whole = cleaned(flat(HEADER, TEASERS, [TITLE, LABELLED], STORY, TAIL, gap=gap), URL)
    assert [block.text for block in whole.blocks] == STORY
    bare = cleaned(flat(STORY, gap=gap))
    assert [block.text for block in bare.blocks] == STORY
    assert bare.removed == []


@pytest.mark.parametrize(
    ("lines", "kinds"),
    [
        (["A Quiet Quay", "Nobody came."], ["crosshead", "paragraph"]),
        (["What Comes Next?", "Nobody knows."], ["crosshead", "paragraph"]),
        (["27.4 C", "It was hot."], ["line", "paragraph"]),
        (["- a rope", "• a lamp", "* a log"], ["list_item"] * 3),
        (["The Keeper", "Lowmoor, March"], ["line", "line"]),  # a signature: nothing follows
        (["静かな港", "誰も来なかった。"], ["crosshead", "paragraph"]),
        (["Monday, March 2, 2026", "We put out at five.", "Tuesday, March 3, 2026", "No wind."],
         ["crosshead", "paragraph", "crosshead", "paragraph"]),
    ],
)  # fmt: skip
def test_kinds_by_shape(lines: list[str], kinds: list[str]) -> None:
    article = read_text(flat([TITLE, LABELLED], lines))
    assert [block.kind for block in article.blocks[2:]] == kinds


# --- the grammar, at random ---------------------------------------------------------------------------------------

words = st.sampled_from("harbour keeper lamp tide quay mole boat herring choir island winter rope bell".split())
sentence = st.lists(words, min_size=7, max_size=14).map(lambda each: (" ".join(each) + ".").capitalize())
headline = st.lists(words, min_size=5, max_size=9, unique=True).map(lambda each: " ".join(each).title())
paragraph = st.lists(sentence, min_size=1, max_size=4).map(" ".join)
crosshead = st.lists(words, min_size=2, max_size=5).map(lambda each: " ".join(each).title())
teaser = st.tuples(headline, st.one_of(sentence, sentence.map(lambda each: each.removesuffix(".") + " ...")))
temperature = st.builds(
    lambda number, unit: f"{number}{unit}",
    st.one_of(st.integers(-40, 110), st.just(-3.1)),
    st.sampled_from([" C", " F", "°"]),
)
section = st.lists(st.tuples(crosshead, paragraph), min_size=1, max_size=3)
tail = st.tuples(
    st.lists(headline, max_size=4, unique=True),
    st.lists(words, max_size=4),
    st.lists(
        st.one_of(headline.map(lambda each: [each]), teaser.map(list)), max_size=3, unique_by=lambda each: each[0]
    ),
)


@st.composite
def pages(draw: st.DrawFn) -> tuple[list[str], str, list[str], list[str]]:
    """A page of the grammar: its lines, its title, its sections, its body."""
    labels = draw(st.lists(st.sampled_from(["Coast", "Island News", "Sport"]), max_size=2, unique=True))
    title = "Kittiwake " + draw(headline) + draw(st.sampled_from(["", "’s End", " – “Last Boat”"]))
    if labels and draw(st.booleans()):
        title = f"{labels[-1]} {title}"
    second = "".join(labels) + title.replace("’", "'").replace("“", '"').replace("”", '"').replace("–", "-")
    if len(title.split()) > 8 and draw(st.booleans()):
        second = "".join(labels) + " ".join(title.replace("’", "'").split()[:8]) + "..."
    header = draw(st.sampled_from([[], ["t"], ["t", "c"]]))
    lines = [draw(temperature) if part == "t" else "Port Ellis, AR" for part in header]
    lines += ["Friday, March 6, 2026"] if header else []
    teasers = draw(st.lists(teaser, max_size=4)) if header else []
    lines += [line for each in teasers for line in each]
    body = [draw(paragraph), *(line for each in draw(section) for line in each)]
    lines += [title, second, *body]
    if draw(st.booleans()):
        others, tags, popular = draw(tail)
        lines += [TAIL[0], *others, TAIL[1], *tags, TAIL[2], *(line for each in popular for line in each)]
    return lines, title, labels, body


@given(pages(), st.sampled_from(["\n", "\n\n", "\r\n"]))
def test_any_page_of_the_grammar_gives_its_body(page: tuple[list[str], str, list[str], list[str]], gap: str) -> None:
    lines, title, labels, body = page
    article = cleaned(gap.join(lines))
    assert article.title == title
    assert [block.text for block in article.blocks] == body
    assert article.sections == labels


@given(st.lists(paragraph, min_size=1, max_size=6))
def test_plain_prose_stays_whole(body: list[str]) -> None:
    assert [block.text for block in cleaned("\n\n".join(body)).blocks] == body


# --- hostile texts ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t\n",
        "\0\0",
        "\ud800",
        "a\0b\ud83d c",
        "\ufeff",
        "\x85\u2028",
        "word " * 200_000,
        "x" * 300_000,
        "(" * 50_000,
        "港" * 300_000,
    ],
)
def test_any_text_becomes_a_record_that_can_be_written(text: str) -> None:
    article = clean_body(read_text(text, "https://courier.example/\ud800"))
    assert json.dumps(asdict(article)).encode("ascii")
    assert all(block.text.encode("utf-8").strip() and "\0" not in block.text for block in article.blocks)
    assert (article.body is None) == (article.no_body_reason is not None)


@pytest.mark.parametrize(
    "url", ["", "::", "http://[", "javascript:alert(1)", "/coast/2026/02/27/slug", "\ud800", "x" * 100_000]
)
def test_an_address_that_is_none_is_no_witness(url: str) -> None:
    article = cleaned(PAGES["whole"], url)
    assert_read(article)
    assert article.date_published is None


def test_what_lies_beyond_the_bounds_is_counted() -> None:
    article = read_text("a line\n" * (LINES + 7))
    assert (len(article.blocks), article.left_out) == (LINES, {"beyond_limit": 7})
    assert read_text("no end" * (TEXT_CHARS // 5)).left_out == {"beyond_limit": 1}


@pytest.mark.parametrize(
    "line",
    [
        "Harbour",
        "12 C",
        "Friday, March 6, 2026",
        "Most Popular Articles",
        "Read also: x",
        "a.b:c|d " * 30,
        "Tags: " + "a, " * 90,
    ],
)
def test_linear_time(line: str) -> None:
    def seconds(number: int) -> float:
        text = "\n".join([line] * number)
        start = time.process_time()
        clean_body(read_text(text))
        return time.process_time() - start

    seconds(500)
    small = max(min(seconds(2_000) for _ in range(3)), 0.01)
    assert seconds(20_000) < 40 * small
