"""Dates of publication in unlikely places, looked for where neither the page's metadata nor its title's surroundings
have one: in an article's microdata within furniture, beside the title in a box that its tag alone makes furniture,
behind a label anywhere, and, on pages whose title was not found, in the lines right before the story.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice, pairwise

from lxml import etree

from newscrawler.extraction.blocks import PageBlock
from newscrawler.extraction.class_names import names_furniture
from newscrawler.extraction.evidence import Evidence
from newscrawler.extraction.instants import date_span, parse_instant
from newscrawler.extraction.page_scan import MAX_CLIMB, text_of
from newscrawler.extraction.shown_dates import Stated, calls_changed, is_dateline, is_weekdays

_NEAR = 24
"""How many elements behind the title, or six before it, such a box stands."""
_LONGEST, _LONGEST_LABEL = 120, 30
"""Characters of a line with a date, and of a label above it."""
_LABEL = re.compile(
    r"\b(?:publi(?:shed|cation|é|ée|cado|cada|cato)|posted|veröffentlicht|erstellt|gepubliceerd|pubblicat[oa]|publicad[oa])"
    r"\b[^.!?\d]{0,20}$|(?:发布|發布|发表|發表|刊登)(?:于|於|日期|时间|時間)?\W*$|(?:日期|时间|時間)\s*[:：]\s*$",
    re.IGNORECASE,
)
"""What ends the words before a date of publication."""
_MOST_BLOCKS, _MOST_DATED, _FEWEST = 3000, 200, 5
"""Blocks looked at, those of them with so many digits that are searched for a date, and how many digits that is."""
_LINES = 8
"""Lines before the story that can be the one with its date."""
_MOST_PROPS = 20
"""Elements of microdata whose dates are compared."""
_RUNNING, _RUNNING_DENSE = 140, 50
"""Characters of a paragraph of the story; in scripts without spaces."""
_WEIGHT = 1.0


def far_dates(evidence: Evidence, *, month_first: bool) -> list[Stated]:
    """The one date of publication that such places give; none where they name several days."""
    for found in (
        _in_microdata(evidence, month_first),
        _in_tagged_boxes(evidence, month_first),
        _before_story(evidence, month_first),
        _labelled(evidence.document.blocks.blocks, month_first),
    ):
        stated = list(found)
        days = {one.instant[:10] for one in stated}
        if len(days) == 1:
            return [max(stated, key=lambda one: len(one.instant))]
    return []


def _in_microdata(evidence: Evidence, month_first: bool) -> Iterator[Stated]:
    """What an article's own microdata states in a box that its name makes furniture: Blogger's `post-footer`.

    A comment has a `datePublished` too: its scope is no article's.
    """
    for element in evidence.scan.props.get("datepublished", ())[:_MOST_PROPS]:
        raw = element.get("content") or element.get("datetime") or element.get("title")
        instant = parse_instant(raw, month_first=month_first) if raw else None
        if instant is not None and raw is not None and _is_articles(element):
            yield Stated("microdata", instant, raw, _WEIGHT)


def _is_articles(element: etree._Element) -> bool:
    """Whether the item that holds the element is an article."""
    for box in islice(element.iterancestors(), MAX_CLIMB):
        if box.get("itemscope") is not None:
            kind = (box.get("itemtype") or "").rstrip("/").rpartition("/")[2]
            return kind.endswith(("Article", "BlogPosting"))
    return False


def _in_tagged_boxes(evidence: Evidence, month_first: bool) -> Iterator[Stated]:
    """Dates beside the title in an `aside` or a `footer`: some sites put bylines there."""
    for role in ("time", "date"):
        for mark in evidence.roles.get(role, ()):
            if mark.distance > _NEAR or not _is_tagged(evidence, mark.element):
                continue
            text = text_of(mark.element, _LONGEST + 1)
            raw = mark.element.get("datetime") or text
            instant = parse_instant(raw, month_first=month_first) if len(text) <= _LONGEST else None
            if instant is not None and not calls_changed(text, ""):
                yield Stated("html", instant, raw, _WEIGHT)


def _is_tagged(evidence: Evidence, element: etree._Element) -> bool:
    """Whether the element is in furniture by the tags of its boxes and by no name of theirs."""
    if not evidence.scan.in_furniture(element) or is_dateline(element):
        return False
    boxes = islice(element.iterancestors(), MAX_CLIMB)
    names = (name for box in (element, *boxes) for name in (box.get("class"), box.get("id")) if name)
    return not any(map(names_furniture, names))


def _labelled(blocks: Sequence[PageBlock], month_first: bool) -> Iterator[Stated]:
    """Dates right behind a label that calls them the day of publication, on their line or the one above."""
    lines = (block.text if len(block.text) <= _LONGEST else "" for block in blocks[:_MOST_BLOCKS])
    dated = ((above, text) for above, text in pairwise(chain(("",), lines)) if sum(map(str.isdigit, text)) >= _FEWEST)
    for above, text in islice(dated, _MOST_DATED):
        span = date_span(text)
        if span is None:
            continue
        before = text[: span[0]] if text[: span[0]].strip() else above[-_LONGEST_LABEL:]
        instant = parse_instant(text[span[0] :], month_first=month_first) if _LABEL.search(before) else None
        if instant is not None:
            yield Stated("html", instant, text, _WEIGHT)


def _before_story(evidence: Evidence, month_first: bool) -> Iterator[Stated]:
    """The last date in the lines before the first paragraph of a page whose title was not found."""
    if evidence.heading is not None:
        return
    blocks = evidence.document.blocks.blocks
    first = next((at for at, block in enumerate(blocks[:_MOST_BLOCKS]) if _is_running(block)), 0)
    for block in reversed(blocks[max(0, first - _LINES) : first]):
        text = block.text
        if len(text) > _LONGEST or block.link_share > 0.6:
            continue
        instant = parse_instant(text, month_first=month_first)
        if instant is not None and not is_weekdays(instant, text) and not calls_changed(text, ""):
            yield Stated("html", instant, text, _WEIGHT)
            return


def _is_running(block: PageBlock) -> bool:
    text = block.text
    dense = len(text.encode("utf-8", "replace")) > 2.2 * len(text)
    return len(text) >= (_RUNNING_DENSE if dense else _RUNNING) and block.link_share < 0.3
