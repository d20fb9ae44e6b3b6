"""The pages that are browsed: a list, an article, a capture."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment
from w3lib.encoding import html_to_unicode

from newscrawler.archive.warc_reading import Unreadable, read_message, read_record, unpacked
from newscrawler.browse.index import PAGE, ArticleIndex
from newscrawler.browse.wanted import Wanted
from newscrawler.report.page import environment

LONGEST_PAYLOAD = 300_000
"""Characters of a capture's payload that are shown."""


def list_page(index: ArticleIndex, name: str, wanted: Wanted) -> str:
    """The articles that are wanted, with the form to want others."""
    found = index.find(wanted)
    sections, states, total = index.choices()
    return _render(
        "list.html.jinja",
        name=name,
        wanted=wanted,
        found=found,
        sections=sections,
        states=states,
        articles=total,
        share_read=index.share_read,
        pages=-(-found.total // PAGE),
        address_of=lambda page: "?" + urlencode(_asked(wanted) | {"page": page}),
    )


def article_page(index: ArticleIndex, name: str, article: str) -> str | None:
    """One article with its history; None where the archive has none with that id."""
    versions = index.versions(article)
    if not versions:
        return None
    record = versions[-1]
    capture = {"capture_link": f"../capture/{quote(article)}"} if record.get("warc") else {}
    return _render("one.html.jinja", name=name, record=record, versions=versions, longest=10**9, **capture)


def capture_page(index: ArticleIndex, folder: Path, name: str, article: str) -> str | None:
    """What the site had answered, as text; None where there is no such article or capture."""
    versions = index.versions(article, 1)
    pointer = versions[-1].get("warc") if versions else None
    if not isinstance(pointer, dict):
        return None
    shown: dict[str, Any] = {"name": name, "article": article, "pointer": pointer, "trouble": None}
    try:
        shown |= _captured(folder, pointer)
    except (Unreadable, OSError, KeyError, ValueError, TypeError) as error:
        shown |= {"trouble": f"It cannot be read: {error}. 'scrapy verify' says more.", "fields": {}, "head": ""}
        shown |= {"text": "", "left": 0}
    return _render("capture.html.jinja", **shown)


def _captured(folder: Path, pointer: dict[str, Any]) -> dict[str, Any]:
    path = (folder / str(pointer["file"])).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise Unreadable(f"{pointer['file']} is outside of the archive")
    offset, length = int(pointer["offset"]), int(pointer["length"])
    if not 0 <= offset <= offset + length <= path.stat().st_size:
        raise Unreadable(f"{pointer['file']} ends before that place")
    with path.open("rb") as file:
        file.seek(offset)
        record = read_record(file.read(length))
    message = read_message(record.block)
    _, text = html_to_unicode(message.headers.get("content-type"), unpacked(message))
    head = record.block.partition(b"\r\n\r\n")[0].decode("latin-1")
    left = max(0, len(text) - LONGEST_PAYLOAD)
    return {"fields": record.fields, "head": head, "text": text[:LONGEST_PAYLOAD], "left": left}


def _asked(wanted: Wanted) -> dict[str, Any]:
    """`wanted` as the address says it."""
    asked = {name: getattr(wanted, name) for name in ("words", "since", "until", "section", "state", "below")}
    return {name: value for name, value in asked.items() if value not in ("", None)}


def _render(template: str, **shown: Any) -> str:
    return _environment().get_template(template).render(**shown)


@cache
def _environment() -> Environment:
    return environment(Path(__file__).parent)
