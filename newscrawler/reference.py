"""Pages of the docs that would drift if people wrote them: made from the code, by `python -m newscrawler.reference`.

    newscrawler/article.schema.json   the record's JSON Schema
    docs/record.md                    the record, field by field
    docs/outcomes.md                  outcomes and exit codes
    docs/settings.md                  our settings

Needs the source tree: docstrings of fields and comments of settings are read from the files themselves.
"""

from __future__ import annotations

import inspect
import re
from dataclasses import fields
from pathlib import Path
from typing import get_args

import orjson

from newscrawler import items, settings
from newscrawler.discovery.traps import Trap
from newscrawler.exit_codes import MEANING
from newscrawler.items import Article
from newscrawler.outcomes import Outcome
from newscrawler.schema import PARTS, field_docs, record_schema

MADE = "This page is made from `{source}` by `python -m newscrawler.reference`.\n"


def schema_file() -> str:
    """`newscrawler/article.schema.json`."""
    return orjson.dumps(record_schema(), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode()


def record_page() -> str:
    """`docs/record.md`: every field, its type and what it means."""
    parts = [
        "# The record",
        "",
        'One line of `articles/<day>.jsonl` is one version of one article. Missing is `null` or `[]`, never `""` or 0.',
        "The same facts as a JSON Schema: `newscrawler/article.schema.json`.",
        MADE.format(source="newscrawler/items.py"),
    ]
    for cls in (Article, *PARTS):
        parts += [f"## {cls.__name__}", "", inspect.cleandoc(cls.__doc__ or ""), "", "| field | type | meaning |"]
        parts.append("| --- | --- | --- |")
        told = field_docs(cls)
        annotations = inspect.get_annotations(cls)
        for field in fields(cls):
            kind = str(annotations[field.name]).replace(" | None", " or null").replace("|", "or")
            parts.append(f"| `{field.name}` | {kind} | {told[field.name]} |")
        parts.append("")
    parts += ["## Names", ""]
    for name in ("BlockKind", "ArticleKind", "ArticleState"):
        choices = ", ".join(f"`{choice}`" for choice in get_args(getattr(items, name)))
        parts.append(f"- **{name}**: {choices}")
    return "\n".join(parts) + "\n"


def outcomes_page() -> str:
    """`docs/outcomes.md`: how a request can end, and what a crawl's exit code says."""
    told, traps = field_docs(Outcome), field_docs(Trap)
    parts = [
        "# Outcomes and exit codes",
        "",
        "Each request that is handed out ends in exactly one outcome; `reports/<run>.json` counts them, and their sum",
        "is the number of requests.",
        MADE.format(source="newscrawler/outcomes.py`, `newscrawler/discovery/traps.py` and `newscrawler/exit_codes.py"),
        "| outcome | what it says |",
        "| --- | --- |",
        *(f"| `{outcome}` | {told[outcome.name]} |" for outcome in Outcome),
        "",
        "## Addresses that are never asked for",
        "",
        "A trap is told by its address, costs no request and so has no outcome among those above; `traps` in",
        "`reports/<run>.json` counts what was passed over (each address once, up to 100,000 a site) with a sample of",
        "each kind, and Scrapy's stats do (`newscrawler/trap/<trap>`).",
        "",
        "| trap | what it says |",
        "| --- | --- |",
        *(f"| `{trap}` | {traps[trap.name]} |" for trap in Trap),
        "",
        "## Exit codes of `scrapy crawl`",
        "",
        "Where several apply, the highest. With several sites in one crawl, the highest of theirs.",
        "",
        "| code | what it says |",
        "| --- | --- |",
        *(f"| {int(code)} | {meaning} |" for code, meaning in MEANING.items()),
    ]
    return "\n".join(parts) + "\n"


_SETTING = re.compile(r"^([A-Z_]+)(?:: [^=]+)? = (.+?)(?:  # (.+))?$", re.MULTILINE)


def settings_page() -> str:
    """`docs/settings.md`: our settings, and those of Scrapy's whose defaults are others here."""
    parts = [
        "# Settings",
        "",
        "Any of them on the command line: `-s NAME=VALUE`. All of Scrapy's settings work too.",
        MADE.format(source="newscrawler/settings.py"),
        "| setting | default | why |",
        "| --- | --- | --- |",
    ]
    for name, value, why in _SETTING.findall(inspect.getsource(settings)):
        if why:
            parts.append(f"| `{name}` | `{value}` | {why} |")
    return "\n".join(parts) + "\n"


PAGES = {
    "newscrawler/article.schema.json": schema_file,
    "docs/record.md": record_page,
    "docs/outcomes.md": outcomes_page,
    "docs/settings.md": settings_page,
}


def main() -> None:
    """Write all of them anew, in the source tree this file stands in."""
    for name, make in PAGES.items():
        (Path(__file__).parents[1] / name).write_text(make(), encoding="utf-8")


if __name__ == "__main__":
    main()
