"""Deep pages are walked over at the price of flat ones."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from lxml import etree

from newscrawler.extraction.header_zone import behind
from newscrawler.extraction.holding import held


def deep() -> etree._Element:
    root = etree.fromstring("<div><h1>Rain over the bay</h1></div>")
    box = root
    for _ in range(2000):
        box = etree.SubElement(box, "ul")
    return root


def seconds(walk: Callable[[], Iterator[etree._Element]]) -> float:
    best = 1.0
    for _ in range(5):
        start = time.perf_counter()
        assert sum(1 for _ in walk()) == 2000
        best = min(best, time.perf_counter() - start)
    return best


def test_elements_within_each_other_are_not_searched_for_their_holders() -> None:
    root = deep()
    heading = root[0]
    one_by_one = seconds(lambda: root.iter("ul"))
    assert seconds(lambda: held(root.iter("ul"))) < one_by_one / 5
    assert seconds(lambda: behind(heading, "ul")) < one_by_one / 5


def test_they_come_in_their_order_and_only_as_far_as_they_are_asked_for() -> None:
    asked: list[int] = []

    def numbers() -> Iterator[int]:
        for number in range(10_000):
            asked.append(number)
            yield number

    walk = held(numbers())
    assert [next(walk) for _ in range(40)] == list(range(40))
    assert len(asked) < 400
    assert list(walk) == list(range(40, 10_000))
