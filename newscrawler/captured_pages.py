"""A record's or an answer's capture as a sheet that can be read again: the page, and all that was known of it when it
came.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from newscrawler.archive.answers import Answer, Answers
from newscrawler.archive.lines import parts_of, pointer_of
from newscrawler.archive.warc_reading import Unreadable, unpacked
from newscrawler.items import WarcPointer
from newscrawler.rereading import Sheet, Wishes, read_sheet
from newscrawler.version import __version__


def sheet_of(
    answers: Answers,
    pointer: WarcPointer,
    url: str,
    answer: Answer | None,
    record: Mapping[str, Any] | None = None,
    wishes: Wishes | None = None,
) -> Sheet | None:
    """What lies at `pointer`, with what a channel said of `answer`; None where the capture cannot be read (`scrapy
    verify` says more of it). `record`: the one that was read of it.
    """
    found = _message(answers, pointer)
    if found is None:
        return None
    parts = tuple(parts_of(record)) if record else ()
    return Sheet(
        content=found[0],
        url=url,
        content_type=found[1].get("content-type", ""),
        headers=tuple(f"{name}: {value[:300]}".lower() for name, value in found[1].items()),
        wishes=wishes or Wishes(),
        told=_told(answers, answer) if answer else None,
        is_article=record is not None,
        parts=parts,
        further=tuple(_content(answers, part.warc) if part.warc else None for part in parts),
    )


def _content(answers: Answers, pointer: WarcPointer) -> tuple[bytes, str] | None:
    found = _message(answers, pointer)
    return (found[0], found[1].get("content-type", "")) if found else None


def _message(answers: Answers, pointer: WarcPointer) -> tuple[bytes, dict[str, str]] | None:
    try:
        message = answers.message(pointer)
        return unpacked(message), message.headers
    except (Unreadable, OSError):
        return None


def _told(answers: Answers, answer: Answer) -> dict[str, Any] | None:
    try:
        return answers.told(answer)
    except (Unreadable, OSError):
        return None


def answers_for(
    answers: Answers, record: Mapping[str, Any], *, newest: bool
) -> Iterator[tuple[Answer | None, WarcPointer]]:
    """What a record can be read again of, and where it lies: its own capture last, and before it, if the `newest` is
    wanted too, the last answer from its address.
    """
    own = pointer_of(record)
    for number, answer in enumerate(answers.of(record["final_url"] or "")):
        try:
            pointer = answers.pointer(answer)
        except Unreadable:
            continue
        if pointer == own:
            yield answer, pointer
            return
        if newest and number == 0 and not record.get("parts"):  # pages of one time belong together
            yield answer, pointer
    if own is not None:
        yield None, own


def bodies_of(answers: Answers, record: Mapping[str, Any]) -> Iterator[tuple[str | None, str | None]]:
    """Maker's version and body as a crawl would archive them today of a record's own capture: with each thing that a
    channel said of the page when it came. Nothing where the capture cannot be read.
    """
    url, own = record["final_url"] or "", pointer_of(record)
    if own is None:
        return
    said: list[Any] = []
    same: list[Answer | None] = [each for each in answers.of(url) if _leads_to(answers, each, own)]
    for answer in same or [None]:
        told = _told(answers, answer) if answer else None
        sheet = sheet_of(answers, own, url, answer, record) if told not in said else None
        said.append(told)
        if sheet is not None:
            article = read_sheet(sheet)
            yield __version__, article.body if article else None


def _leads_to(answers: Answers, answer: Answer, pointer: WarcPointer) -> bool:
    try:
        return answers.pointer(answer) == pointer
    except Unreadable:
        return False
