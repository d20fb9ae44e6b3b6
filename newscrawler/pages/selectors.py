"""CSS selectors for site classes: those of tags and classes alone are looked up in an index, all others by XPath.

A site's class asks some ten selectors of a page. As XPath each of them walks the tree and takes every class
attribute apart: together 1.2 times lxml's parse on 44 pages of the tagDiv theme; by one index .2 times.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from lxml import etree
from parsel.csstranslator import HTMLTranslator

_STEP = re.compile(r"([a-z][a-z0-9]*)?((?:\.[A-Za-z0-9_-]+)*)\Z")


class Step(NamedTuple):
    """One compound of a path: `div.a.b`."""

    tag: str | None
    classes: frozenset[str]


Path = tuple[Step, ...]
"""Steps from the outside in, each somewhere below the one before."""


@lru_cache(maxsize=512)
def plain_paths(selector: str) -> tuple[Path, ...] | None:
    """The paths of a selector made of tags, classes, spaces and commas; None for any other.

    >>> plain_paths("ul.tags a")
    ((Step(tag='ul', classes=frozenset({'tags'})), Step(tag='a', classes=frozenset())),)
    >>> plain_paths("a:first-child") is None
    True
    """
    paths = []
    for group in selector.split(","):
        found = [_STEP.match(part) for part in group.split()]
        if not found or not all(step and step.group() for step in found):
            return None
        paths.append(
            tuple(Step(step[1], frozenset(filter(None, step[2].split(".")))) for step in found if step is not None)
        )
    return tuple(paths)


@lru_cache(maxsize=512)
def _compiled(selector: str) -> etree.XPath:
    return etree.XPath(HTMLTranslator().css_to_xpath(selector, prefix="descendant::"))


class Selection:
    """Elements below one element, by selector."""

    def __init__(self, scope: etree._Element) -> None:
        self.scope = scope
        self._by_class: dict[str, list[etree._Element]] = {}
        self._order: dict[etree._Element, int] = {}
        for place, element in enumerate(scope.iterdescendants()):
            self._order[element] = place
            names = element.get("class")
            if names:
                for name in set(names.split()):
                    self._by_class.setdefault(name, []).append(element)

    def all(self, selector: str) -> list[etree._Element]:
        """The elements, in document order. ValueError (cssselect's) for what is no selector."""
        paths = plain_paths(selector)
        if paths is None:
            return list(_compiled(selector)(self.scope))
        found = dict.fromkeys(element for path in paths for element in self._along(path))
        return sorted(found, key=self._order.__getitem__)

    def _along(self, path: Path) -> Iterable[etree._Element]:
        last, outer = path[-1], path[:-1]
        if last.classes:
            rarest = min((self._by_class.get(name, []) for name in last.classes), key=len)
            return [element for element in rarest if _fits(element, last) and self._lies_in(element, outer)]
        if outer:
            return [element for box in self._along(outer) for element in box.iterdescendants(last.tag)]
        return list(self.scope.iterdescendants(last.tag))

    def _lies_in(self, element: etree._Element, outer: Path) -> bool:
        wanted = list(outer)
        box = element.getparent()
        while wanted and box is not None and box is not self.scope:
            if _fits(box, wanted[-1]):
                wanted.pop()
            box = box.getparent()
        return not wanted


def _fits(element: etree._Element, step: Step) -> bool:
    if step.tag is not None and element.tag != step.tag:
        return False
    return not step.classes or step.classes <= set((element.get("class") or "").split())
