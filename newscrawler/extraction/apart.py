"""Boxes that are apart from the story whatever their text is like: dialogs that open over the page (cookies, log-ins,
pictures shown large), and readers' comments.

Their text is written in whole sentences, and stands behind the story as if it went on with it. On 2,214 labelled pages,
read by weights that had not seen their sites, 19 had such text taken for story, 42,000 characters; 170 characters of
story on one page go with it.
"""

from __future__ import annotations

import re

import numpy as np

from newscrawler.extraction.blocks import PageBlocks
from newscrawler.extraction.page_basics import Floats

_DIALOG = re.compile(r"(?:[mM]odal|[pP]op[uU]p|[pP]op[iI]n|[lL]ightbox|[dD]ialog)(?![a-z])")
"""Not `overlay`: so are called the boxes with title and standfirst over a large picture."""
_COMMENTS = re.compile(r"(?:^|[\s_-])(?:[cC]omments?[-_]?(?:list|body|content|text)|[cC]omments|disqus)(?![a-zA-Z])")
_PARTS = ("omment", "isqus", "odal", "opup", "opUp", "opin", "opIn", "ightbox", "ialog")
"""Each of those names has one of these; they are found in a tenth of the time of a search."""
_LARGE_SHARE = 0.5
"""A box with more of the likely text than this holds the story, whatever its name."""


def without_boxes_apart(page: PageBlocks, chances: Floats) -> Floats:
    """`chances`, of the blocks inside dialogs and comments set to 0; the same object where nothing changes."""
    boxes = page.boxes
    all_names = "\n".join(boxes.names)
    parts = [part for part in _PARTS if part in all_names]
    apart = {
        sort
        for part in parts
        for sort, names in enumerate(boxes.names)
        if part in names and is_apart(boxes.tags[sort], names)
    }
    apart.update(sort for sort, tag in enumerate(boxes.tags) if tag == "dialog")
    if not apart:
        return chances
    mass = np.zeros(len(page.blocks) + 1)
    np.cumsum(page.sizes * chances, out=mass[1:])
    left = chances
    for box in (box for box, sort in enumerate(boxes.sorts) if sort in apart):
        first, last = boxes.firsts[box], boxes.lasts[box]
        if last > first and 0 < mass[last] - mass[first] <= _LARGE_SHARE * mass[-1]:
            if left is chances:
                left = chances.copy()
            left[first:last] = 0.0
    return left


def is_apart(tag: str, names: str) -> bool:
    """Whether a box of that tag and names is a dialog, or readers' comments."""
    if tag == "dialog":
        return True
    return bool(_COMMENTS.search(names) or _DIALOG.search(names))
