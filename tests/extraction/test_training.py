"""What training does to labelled pages before any tree is grown (the trees themselves need LightGBM)."""

from __future__ import annotations

import lxml.html
import pytest

from newscrawler import extract
from training.calibration import calibration_table
from training.labels import block_labels, tokens
from training.other_markup import MARKUPS
from training.report import PageScore
from training.sites import FOLDS, fold_of, is_kept_out, site_of

LABELS = [
    # a short crosshead counts where the gold has it, not where a menu has the same word
    (
        ["Rain", "It rained all day on the hills", "Rain", "Then the river came over its banks"],
        "It rained all day on the hills\n\nRain\n\nThen the river came over its banks",
        [0, 1, 1, 1],
    ),
    (["Advertisement", "Subscribe now"], "Something else was said here", [0, 0]),
    (["雨が降った", "広告"], "雨が降った", [1, 0]),
    ([], "Words", []),
    (["Words"], "", [0]),
]


@pytest.mark.parametrize(("blocks", "gold", "expected"), LABELS)
def test_labels(blocks: list[str], gold: str, expected: list[int]) -> None:
    labels = block_labels(blocks, gold)
    assert [int(label >= 0.5) for label in labels] == expected


def test_a_teaser_that_repeats_the_story_is_not_labelled_too() -> None:
    sentence = "The bridge is shut today, says the mayor"
    last = "Nobody knows until when it stays shut"
    labels = block_labels([sentence, "Menu", sentence, last], f"{sentence}\n\n{last}")
    assert sum(label >= 0.5 for label in labels) == 2
    assert labels[3] == 1.0


def test_a_block_that_the_gold_has_in_part_gets_its_share() -> None:
    (label,) = block_labels(["one two three four five six seven eight nine ten"], "one two three four five")
    assert label == pytest.approx(0.5)


def test_tokens_count_characters_in_scripts_without_spaces() -> None:
    assert tokens("Tokyo 東京, 2024") == ["Tokyo", "東", "京", "2024"]


def test_sites_are_split_whole_and_for_good() -> None:
    assert site_of("www.news.example.co.uk", "s", "1") == site_of("sport.example.co.uk:80", "s", "2") == "example.co.uk"
    assert site_of(None, "s", "1") == site_of("unknown", "s", "2")
    sites = [f"site-{number}.example" for number in range(2000)]
    assert 150 < sum(map(is_kept_out, sites)) < 250
    assert {fold_of(site) for site in sites} == set(range(FOLDS))
    assert is_kept_out("site-7.example") is is_kept_out("site-7.example")


def test_confidence_never_falls_and_leaves_doubtful_gold_out() -> None:
    def score(number: int, f1: float, page_id: str = "") -> PageScore:
        return PageScore("aae424", page_id or str(number), number / 200, f1, {}, {}, {})

    scores = [score(number, 1.0 if number % 10 < number // 20 else 0.5) for number in range(200)]
    table = calibration_table(scores)
    assert list(table[0]) == sorted(table[0])
    assert list(table[1]) == sorted(table[1])
    assert table[1][-1] > 0.8
    doubtful = [score(199, 0.2, "0e39296dc6659ad7c96d265f009eb80d")] * 50
    assert calibration_table([*scores, *doubtful]).tolist() == table.tolist()


PAGE = b"""<!doctype html><html><head><title>Boats</title>
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Boats"}</script></head>
<body class="home single"><header id=top><p class='menu item'>Menu</p></header>
<article class="post"><h1>Boats</h1><P CLASS="lead">Two boats came in.<pre>p</pre><p>One left again.</p></article>
<aside class=box><p>Read more</p></aside></body></html>"""


@pytest.mark.parametrize("markup", MARKUPS)
def test_a_page_in_other_markup_says_the_same(markup: str) -> None:
    published, rewritten = lxml.html.fromstring(PAGE), lxml.html.fromstring(MARKUPS[markup](PAGE))
    assert MARKUPS[markup](PAGE) != PAGE
    assert rewritten.xpath("normalize-space(//body)") == published.xpath("normalize-space(//body)")
    assert extract(MARKUPS[markup](PAGE)).title == "Boats"


def test_other_markup_takes_away_what_it_is_called_for() -> None:
    names = lxml.html.fromstring(MARKUPS["names of a build"](PAGE)).xpath("//@class | //@id")
    assert len(names) == 6
    assert all(name.startswith("css-") for each in names for name in each.split())
    bare = lxml.html.fromstring(MARKUPS["no names, sections, JSON-LD"](PAGE))
    assert not bare.xpath("//@class | //@id | //script | //article | //aside | //header")
    assert len(bare.xpath("//p")) == 4
    assert not lxml.html.fromstring(MARKUPS["div for p"](PAGE)).xpath("//p")
