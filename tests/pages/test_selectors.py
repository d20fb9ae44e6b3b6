"""Selectors: the index gives what XPath gives."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawler.extraction.document import Document
from newscrawler.pages.selectors import Selection, _compiled, plain_paths

PAGE = """<main><div class="a b"><p class="c">1</p><ul class="tags x"><li><a class="c">2</a></li>
<li><a>3</a></li></ul></div>
<div class="b"><div class="a"><a>4</a><p class="c d">5</p></div></div><a class="a">6</a></main>"""


def selection(html: str) -> Selection:
    root = Document.parse(html).root
    assert root is not None
    return Selection(root)


@pytest.mark.parametrize(
    ("selector", "texts"),
    [
        (".c", "125"),
        ("p.c", "15"),
        (".c.d", "5"),
        (".a.b .c", "12"),
        (".b .a a", "4"),
        (".b a", "234"),
        ("ul.tags a", "23"),
        ("div a, .d", "2345"),
        (".d, .c", "125"),
        ("a", "2346"),
        (".none", ""),
        ("li:first-child > a", "2"),
        ("[class~=x] a", "23"),
    ],
)
def test_finds_elements_in_document_order(selector: str, texts: str) -> None:
    assert "".join("".join(found.itertext()) for found in selection(PAGE).all(selector)) == texts


STEPS = st.builds("{}{}".format, st.sampled_from(["", "div", "a"]), st.sampled_from([".a", ".b", ".a.b"]))
SELECTORS = st.lists(st.one_of(STEPS, st.sampled_from(["div", "a"])), min_size=1, max_size=3).map(" ".join)
TREES = st.lists(
    st.sampled_from(["<div class=a>", "<div class='b a'>", "<a class=b>", "</div>", "</a>", "x"]), max_size=25
)


@given(SELECTORS, TREES)
def test_the_index_agrees_with_xpath(selector: str, tree: list[str]) -> None:
    found = selection("<body>" + "".join(tree))
    assert plain_paths(selector) is not None
    assert found.all(selector) == list(_compiled(selector)(found.scope))
