"""The chain: nothing vanishes, nothing is invented, the order stays, and one example for each reason in STEPS."""

from __future__ import annotations

from dataclasses import replace

import pytest
from cleaning_cases import page
from hypothesis import given
from hypothesis import strategies as st
from running import shared

from newscrawler.cleaning import STEPS, Step, chain, clean_body, read_sequence
from newscrawler.items import Article, Block, Removed, body_text, content_digest
from newscrawler.pages.flattened import read_lines, read_text

TITLES = [None, "Harbour’s Slow Return", "Rain", "?"]
LINES = [
    "12.4 C",
    "Lowmoor",
    "Friday, March 6, 2026",
    "Harbour's Slow Return",
    "CoastHarbour's Slow Return",
    "Harbour’s Slow Return",
    "Rain",
    "By Ann Reef",
    "Photo: Ann Reef",
    "Advertisement",
    "Share on Facebook",
    "Read also: Ferry Fares Frozen",
    "Sign up for our newsletter",
    "Play video",
    "Check out our other content",
    "Check out other tags:",
    "Most Popular Articles",
    "Most popular",
    "Read also",
    "Tags: harbour, herring",
    "3 Comments",
    "© 2026 Lowmoor Courier",
    "Ferry Fares Frozen Until Autumn",
    "harbour",
    "Islanders will pay last year's prices, the board decided on Monday.",
    "The herring came back. " * 30,
]
KINDS = ["paragraph", "crosshead", "list_item", "quote", "caption", "line", "code"]

blocks = st.lists(
    st.builds(
        Block,
        kind=st.sampled_from(KINDS),
        text=st.one_of(st.sampled_from(LINES), st.text(min_size=1, max_size=60)),
    ),
    max_size=24,
)
removed_before = st.lists(
    st.builds(
        Removed,
        text=st.sampled_from(LINES),
        by=st.sampled_from(["model", "title", "author_box"]),
        why=st.just("said so"),
        position=st.integers(0, 30),
    ),
    max_size=4,
    unique_by=lambda removed: removed.position,
)
articles = st.builds(Article, title=st.sampled_from(TITLES), blocks=blocks, removed=removed_before)


@given(articles)
def test_kept_and_removed_are_what_was_read(article: Article) -> None:
    cleaned = clean_body(article)
    assert read_sequence(cleaned) == read_sequence(article)
    assert len({removed.position for removed in cleaned.removed}) == len(cleaned.removed)
    assert [removed.position for removed in cleaned.removed] == sorted(r.position for r in cleaned.removed)


@given(articles)
def test_kept_blocks_are_read_blocks_in_their_order(article: Article) -> None:
    left = iter(article.blocks)
    assert all(any(block is each for each in left) for block in clean_body(article).blocks)


@given(articles)
def test_cleaning_twice_changes_nothing(article: Article) -> None:
    cleaned = clean_body(article)
    assert clean_body(cleaned) == cleaned


@given(articles)
def test_body_digest_and_reason_follow_from_the_blocks(article: Article) -> None:
    cleaned = clean_body(article)
    assert cleaned.body == body_text(cleaned.blocks)
    assert cleaned.content_sha256 == content_digest(cleaned.title, cleaned.body)
    assert (cleaned.body is None) == (cleaned.no_body_reason is not None)


@given(articles)
def test_the_article_given_stays_as_it_was(article: Article) -> None:
    before = replace(article, blocks=list(article.blocks), removed=list(article.removed))
    clean_body(article)
    assert article == before


@given(
    st.text(max_size=400), st.sampled_from([None, "https://example.org/coast/2026/02/27/harbours-slow-return", "::"])
)
def test_any_text_keeps_all_its_lines(text: str, url: str | None) -> None:
    cleaned = clean_body(read_text(text, url))
    assert read_sequence(cleaned) == read_lines(text)[0]
    assert clean_body(cleaned) == cleaned


def test_positions_count_what_was_removed_before() -> None:
    article = Article(
        title="Rain",
        blocks=[Block(kind="line", text="Rain"), Block(kind="paragraph", text="It rained.")],
        removed=[Removed(text="By a Reader", by="author_box", why="names the author", position=1)],
    )
    cleaned = clean_body(article)
    assert [(removed.position, removed.by) for removed in cleaned.removed] == [(0, "title"), (1, "author_box")]
    assert read_sequence(cleaned) == ["Rain", "By a Reader", "It rained."]


EXAMPLES = {
    "teasers": ("4 C\nFriday, March 6, 2026\nLighthouse Sold\nHarbour’s Slow Return\nIt came back.", "Lighthouse Sold"),
    "weather_widget": ("12.4 C\nFriday, March 6, 2026\nIt came back.", "12.4 C"),
    "dateline": ("Friday, March 6, 2026\nIt came back.", "Friday, March 6, 2026"),
    "labels": ("CoastHarbour's Slow Return\nIt came back.", "CoastHarbour's Slow Return"),
    "title": ("Harbour's Slow Return\nIt came back.", "Harbour's Slow Return"),
    "advertisement": ("It came back.\nAdvertisement\nIt stayed.", "Advertisement"),
    "share_buttons": ("It came back.\nShare this article\nIt stayed.", "Share this article"),
    "newsletter_box": ("It came back.\nSign up for our newsletter\nIt stayed.", "Sign up for our newsletter"),
    "media_player": ("It came back.\nPlay video\nIt stayed.", "Play video"),
    "embed_consent": (
        "It came back.\nExternal film: none.\nPlease accept cookies to see it.\nIt stayed.",
        "Please accept cookies to see it.",
    ),
    "credits": ("It came back.\nAnn Reef/Getty Images\nIt stayed.", "Ann Reef/Getty Images"),
    "byline": ("By Ann Reef\nIt came back.", "By Ann Reef"),
    "read_more": ("It came back.\nRead also: Pier Shut\nIt stayed.", "Read also: Pier Shut"),
    "related_block": ("It came back.\nRelated articles", "Related articles"),
    "tag_list": ("It came back.\nTags: harbour, herring", "Tags: harbour, herring"),
    "popular_block": ("It came back.\nMost Popular Articles", "Most Popular Articles"),
    "comments": ("It came back.\nLeave a comment", "Leave a comment"),
    "copyright": ("It came back.\n© 2026 Lowmoor Courier", "© 2026 Lowmoor Courier"),
}


@pytest.mark.parametrize(("step", "why"), STEPS)
def test_each_reason_has_its_example(step: Step, why: str) -> None:
    noun = step.__name__.removeprefix("remove_")
    lines, text = EXAMPLES[noun]
    article, _ = page(lines, "Harbour’s Slow Return")
    noted = {removed.text: (removed.by, removed.why) for removed in clean_body(article).removed}
    assert noted[text] == (noun, why)


def test_every_step_names_itself_once_and_says_why() -> None:
    names = [step.__name__ for step, _ in STEPS]
    assert len(set(names)) == len(names)
    assert all(name.startswith("remove_") for name in names)
    assert all(why.strip() for _, why in STEPS)


@given(blocks, st.sampled_from(TITLES))
def test_every_step_only_drops_blocks(read: list[Block], title: str | None) -> None:
    for step, _ in STEPS:
        before = list(read)
        left = iter(read)
        assert all(any(block is each for each in left) for block in step(read, Article(title=title)))
        assert read == before


@pytest.mark.parametrize("spoil", [lambda blocks: [*blocks, blocks[0]], lambda blocks: blocks[::-1]])
def test_a_step_that_does_more_than_drop_is_an_error(spoil, monkeypatch: pytest.MonkeyPatch) -> None:
    def remove_order(blocks: list[Block], article: Article) -> list[Block]:
        return spoil(blocks)

    monkeypatch.setattr(chain, "STEPS", ((remove_order, "by mistake"),))
    article, _ = page("The herring came back.\nNobody saw it.")
    with pytest.raises(ValueError, match="remove_order"):
        clean_body(article)


@pytest.mark.parametrize(
    ("article", "reason"),
    [
        (Article(), "no text was found"),
        (Article(no_body_reason="the page is empty"), "the page is empty"),
        (page("Advertisement")[0], "nothing but furniture was found"),
        (page("^ A pier")[0], "nothing but captions was found"),
    ],
)
def test_why_there_is_no_body(article: Article, reason: str) -> None:
    cleaned = clean_body(article)
    assert (cleaned.body, cleaned.no_body_reason) == (None, reason)


STORY_ABOUT_THE_WEATHER = """
Lowmoor recorded its warmest March since the log began in 1874, the keeper said.
# 27.4 C
The glass read 27.4 C at noon on Friday, March 6, 2026. It had read -3.1 C a week before.
27.4 C
Friday, March 6, 2026
> Nobody will believe it, she wrote.
# Most Popular
The south beach was most popular, with four hundred bathers at 26 C.
# Most popular articles
Lost articles were umbrellas and, for once, hats. Check out other tags, the lost property office wrote.
! Correction: an earlier version of this story gave the temperature in Fahrenheit, 81 F.
LOWMOOR (Agency) — The storm came at six.
Weather
12 C
"""


def test_a_story_about_the_weather_keeps_every_word() -> None:
    article, _ = page(STORY_ABOUT_THE_WEATHER, "Warmest March Since 1874")
    cleaned = clean_body(article)
    assert cleaned.removed == []
    assert cleaned.blocks == article.blocks


def test_the_seed() -> None:
    text = shared("seed/000_090bf61f29a46625.txt").read_text("utf-8")
    lines = [line for line in text.splitlines() if line.strip()]
    url = (
        "https://beijingtimes.com/china/2026/01/12/"
        "chinas-biopharma-revolution-from-imitation-to-innovation-and-global-leadership"
    )
    for address in (url, None):
        cleaned = clean_body(read_text(text, address))
        assert cleaned.title == lines[9]
        assert "’" in lines[9]
        assert (cleaned.section, cleaned.sections) == ("China", ["China"])
        assert cleaned.date_published == ("2026-01-12" if address else None)
        assert cleaned.body == "\n\n".join(lines[11:22])
        assert [block.kind for block in cleaned.blocks] == ["paragraph", *["crosshead", "paragraph"] * 5]
        assert [removed.by for removed in cleaned.removed] == [
            *["weather_widget"] * 2,
            "dateline",
            *["teasers"] * 6,
            "title",
            "labels",
            "related_block",
            "tag_list",
            "popular_block",
        ]
        assert [removed.text for removed in cleaned.removed] == lines[:11] + lines[22:]
        assert all(removed.why for removed in cleaned.removed)
