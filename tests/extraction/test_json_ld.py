"""JSON-LD, whole and broken."""

from __future__ import annotations

import time

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawler import extract
from newscrawler.extraction.broken_json import parse_json, repaired
from newscrawler.extraction.json_ld import MAX_NODES, plain, read_json_ld

MENDED = [
    ('{"a": "x",}', {"a": "x"}),
    ('{"a": [1, 2, ], }', {"a": [1, 2]}),
    ('{"a": "line\nbreak\tand tab"}', {"a": "line break and tab"}),
    ('{"a": "the "old" pier"}', {"a": 'the "old" pier'}),
    ('{"a": "the "old", so they say, pier", "b": "x"}', {"a": 'the "old", so they say, pier', "b": "x"}),
    (r'{"a": "it\'s"}', {"a": "it's"}),
    (r'{"a": "C:\pier"}', {"a": r"C:\pier"}),
    (r'{"a": "\ud83d half a pair"}', {"a": "\ufffd half a pair"}),
    (r'{"a": "\ud83d\ude00"}', {"a": "\U0001f600"}),
    ('<!-- {"a": "x"} -->', {"a": "x"}),
    ('//<![CDATA[\n{"a": "x"}\n//]]>', {"a": "x"}),
    ('{"a": "x"};', {"a": "x"}),
    ('{"a": "x", // the pier, "so to say"\n "b": ["y", /* none */ ]}', {"a": "x", "b": ["y"]}),
    ('{"a": "https://quay.example/"}', {"a": "https://quay.example/"}),
    ('{"a": "x"}{"b": "y"}', {"a": "x"}),
    ('[{"a": 1} {"b": 2}]', [{"a": 1}, {"b": 2}]),
    ('{"a": {"b": "x"', {"a": {"b": "x"}}),
    ('{"a": "cut in the mid', {"a": "cut in the mid"}),
    ("{&quot;a&quot;: &quot;x&quot;}", {"a": "x"}),
]


@pytest.mark.parametrize(("text", "value"), MENDED)
def test_mended(text: str, value: object) -> None:
    assert parse_json(text) == value


@pytest.mark.parametrize("text", ["", "   ", "var x = 1;", "<html></html>", "{'a': 'x'}", "[" * 5000])
def test_beyond_repair_is_none(text: str) -> None:
    assert parse_json(text) is None


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=20,
)


@given(st.dictionaries(st.text(max_size=6), VALUES, max_size=5))
def test_whole_json_stays_what_it_is(value: dict[str, object]) -> None:
    text = orjson.dumps(value).decode()
    assert parse_json(text) == value
    assert parse_json(repaired(text)) == value


@given(st.text(max_size=400) | st.text(alphabet='{}[]",:\\u0 a', max_size=200))
def test_never_raises(text: str) -> None:
    parse_json(text)
    read_json_ld([text])


@pytest.mark.parametrize("piece", ['"', "{", "[", '{"a":"', "\\", '",', '"a" "b" ', "\\u12"])
def test_repair_takes_linear_time(piece: str) -> None:
    def seconds(times: int) -> float:
        start = time.process_time()
        repaired("{" + piece * times)
        return time.process_time() - start

    assert seconds(200_000) < 40 * max(seconds(20_000), 0.01)


def test_scripts_that_are_dear_to_hold_or_to_mend_are_passed_over() -> None:
    story = '{"@type": "NewsArticle", "headline": "Rain"}'
    broken = '{"@type": "NewsArticle", "headline": "Rain",}'
    for dear in ("[" + "[]," * 30_000 + "[]]", "[" + "1," * 110_000 + "1]"):
        assert len(read_json_ld([story, dear, story]).articles) == 1
    assert len(read_json_ld(["{" * 3900, broken]).articles) == 1
    assert read_json_ld(["<" * 29_990, broken]).articles == []


def test_graph_and_references() -> None:
    data = read_json_ld(
        [
            """{"@context": "https://schema.org", "@graph": [
            {"@type": "WebSite", "@id": "#site", "name": "The Quay"},
            {"@type": "Person", "@id": "#ada", "name": "Ada Quill"},
            {"@type": ["NewsArticle"], "headline": "Ferries wait", "author": {"@id": "#ada"},
             "isPartOf": {"@id": "#site"}},
            {"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "headline": "A teaser"}]}]}"""
        ]
    )
    assert [node["headline"] for node in data.articles] == ["Ferries wait"]
    assert data.listed(data.articles[0]["author"]) == [{"@type": "Person", "@id": "#ada", "name": "Ada Quill"}]
    assert data.sites[0]["name"] == "The Quay"


def test_circles_and_crowds_end() -> None:
    circle = '{"@id": "#a", "@type": "Person", "name": {"@id": "#a"}}'
    data = read_json_ld([circle, "[" + ",".join(['{"@type": "NewsArticle"}'] * (MAX_NODES + 50)) + "]"])
    assert len(data.articles) < MAX_NODES
    assert data.resolve({"@id": "#a"})["@type"] == "Person"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Rain &amp;amp; wind", "Rain & wind"),
        ("<p>Rain</p>", "Rain"),
        ("a < b and b > c", "a < b and b > c"),
        ("  ", None),
        ("R&D", "R&D"),
    ],
)
def test_plain(text: str, words: str | None) -> None:
    assert plain(text) == words


def test_control_characters_are_in_no_field() -> None:
    """JSON may hold them; R and databases refuse text that does, and a terminal obeys it."""
    said = (
        '{"@type": "NewsArticle", "headline": "A \\u0000storm\\u001b[31m passes", "author": {"name": "Ann\\u0007 Lee"},'
        ' "articleSection": "Har\\u0000bour", "keywords": ["s\\u0001ea", "wind"]}'
    )
    page = f"<script type='application/ld+json'>{said}</script><article><h1>Storm</h1><p>It passed.</p></article>"
    found = extract(page.encode(), url="https://example.org/2026/storm")
    assert (found.title, found.authors, found.sections) == ("A storm[31m passes", ["Ann Lee"], ["Harbour"])
    assert found.tags == ["sea", "wind"]
