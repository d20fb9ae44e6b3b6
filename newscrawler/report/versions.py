"""An article's history as text, JSON or one page of HTML: each later version, with the words it put in and took out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any

import orjson

from newscrawler.archive.differences import Paragraph
from newscrawler.report.history import Change, history
from newscrawler.report.page import environment, style
from newscrawler.report.shown import plain, visible

Versions = Sequence[dict[str, Any]]


def as_text(versions: Versions) -> bytes:
    """For a terminal: `[-taken out-]` and `{+put in+}`, as wdiff writes them; of long unchanged runs the ends alone."""
    first = versions[0]
    lines = [str(first.get("title") or ""), str(versions[-1].get("url") or ""), ""]
    lines += [f"version {first.get('version')}  {first.get('fetched_at')}  {first.get('state')}"]
    for change in history(versions):
        fields = f"  ({', '.join(change.fields)})" if change.fields else ""
        lines += ["", f"version {change.version}  {change.at}  {change.state}{fields}"]
        lines += [f"  {name}: {plain(before)} → {plain(after)}" for name, (before, after) in change.values.items()]
        lines += [f"  {_marked(paragraph)}" for paragraph in change.paragraphs]
    return "".join(f"{visible(line)}\n" for line in lines).encode("utf-8", "backslashreplace")


def as_json(versions: Versions) -> bytes:
    """For machines: the article's versions, each later one with its pieces (`same`, `added`, `removed`)."""
    told = {
        "id": versions[0].get("id"),
        "url": versions[-1].get("url"),
        "versions": [
            {name: record.get(name) for name in ("version", "state", "url", "title", "fetched_at", "last_seen")}
            for record in versions
        ],
        "changes": [_told(change) for change in history(versions)],
    }
    return orjson.dumps(told, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def as_html(versions: Versions) -> bytes:
    """For a browser: one page that loads nothing; all words from the web are escaped."""
    template = environment().get_template("history.html.jinja")
    page = template.render(versions=versions, last=versions[-1], changes=history(versions), style=style())
    return page.encode("utf-8", "backslashreplace")


FORMS: dict[str, Callable[[Versions], bytes]] = {"text": as_text, "json": as_json, "html": as_html}

_ENDS = 60
"""Characters of an unchanged run that are shown at each of its ends."""


def _told(change: Change) -> dict[str, Any]:
    told = asdict(change)
    told["values"] = {name: {"before": before, "after": after} for name, (before, after) in change.values.items()}
    return told


def _marked(paragraph: Paragraph) -> str:
    marks = {"added": ("{+", "+}"), "removed": ("[-", "-]"), "same": ("", "")}
    return "".join(
        f"{marks[piece.kind][0]}{_cut(piece.text) if piece.kind == 'same' else piece.text}{marks[piece.kind][1]}"
        for piece in paragraph
    )


def _cut(text: str) -> str:
    return text if len(text) <= 2 * _ENDS + 3 else f"{text[:_ENDS]} … {text[-_ENDS:]}"
