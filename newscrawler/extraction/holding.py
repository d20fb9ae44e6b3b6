"""Elements held while they are walked over.

Of an element that is let go lxml looks for the nearest one around it that anybody holds: in 2,000 elements within each
other, walked over one by one, that takes 80 times as long as the walk.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from lxml import etree

_FIRST, _MOST = 32, 4096
"""Elements at a time: few at first, since many walks end with the first that they look for."""


def held(elements: Iterator[etree._Element]) -> Iterator[etree._Element]:
    """`elements`, some held at a time and let go from the last to the first, so that what is around each is held."""
    at_a_time = _FIRST
    while some := list(islice(elements, at_a_time)):
        yield from some
        at_a_time = min(2 * at_a_time, _MOST)
