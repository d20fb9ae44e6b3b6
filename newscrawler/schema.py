"""The JSON Schema of the record, and its page of the docs, made from `items.py`: types, docstrings, order.

`python -m newscrawler.schema` writes both anew (`newscrawler/article.schema.json`, `docs/record.md`); a test fails
when they are not what `items.py` says.
"""

from __future__ import annotations

import ast
import inspect
import types
from dataclasses import fields, is_dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import orjson

from newscrawler import items
from newscrawler.items import Article, Block, Image, Removed, SameAs, WarcPointer

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_DAY = r"\d{4}-\d{2}-\d{2}"
_INSTANT = rf"^{_DAY}(T\d{{2}}:\d{{2}}(:\d{{2}}(\.\d+)?)?(Z|[+-]\d{{2}}:\d{{2}})?)?$"
_DIGEST = "^[0-9a-f]{64}$"
PATTERNS = {
    "id": "^[0-9a-f]{20}$",
    "url": "^https?://",
    "canonical_url": "^https?://",
    "date_published": _INSTANT,
    "date_modified": _INSTANT,
    "fetched_at": _INSTANT,
    "first_seen": _INSTANT,
    "last_seen": _INSTANT,
    "content_sha256": _DIGEST,
    "language": "^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$",
}
"""What strings of these names look like, besides not being empty."""

_SIMPLE: dict[Any, dict[str, Any]] = {
    str: {"type": "string", "minLength": 1},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    type(None): {"type": "null"},
}
_PARTS = (Block, Removed, Image, WarcPointer, SameAs)


@cache
def record_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) that every line of an archive fulfils."""
    return {
        "$schema": DIALECT,
        "title": "newscrawler record",
        "description": "One line of an archive: one version of one article.",
        **_object(Article),
        "$defs": {part.__name__: _object(part) for part in _PARTS},
    }


def shipped_schema() -> dict[str, Any]:
    """The schema as shipped in the package, `article.schema.json`."""
    text = resources.files("newscrawler").joinpath("article.schema.json").read_bytes()
    return dict(orjson.loads(text))


def _object(cls: type) -> dict[str, Any]:
    hints = get_type_hints(cls)
    told = field_docs(cls)
    properties = {
        field.name: {**_with_pattern(field.name, _type(hints[field.name])), "description": told[field.name]}
        for field in fields(cls)
    }
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _type(hint: Any) -> dict[str, Any]:
    if hint in _SIMPLE:
        return dict(_SIMPLE[hint])
    if is_dataclass(hint):
        return {"$ref": f"#/$defs/{hint.__name__}"}  # type: ignore[union-attr]
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Literal:
        return {"enum": list(arguments)}
    if origin is list:
        return {"type": "array", "items": _type(arguments[0])}
    if origin is dict:
        return {"type": "object", "additionalProperties": _type(arguments[1])}
    if origin in (Union, types.UnionType):
        return {"anyOf": [_type(argument) for argument in arguments]}
    raise TypeError(f"no JSON Schema for {hint!r}")


def _with_pattern(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    pattern = PATTERNS.get(name)
    if pattern is None:
        return schema
    for choice in schema.get("anyOf", [schema]):
        if choice.get("type") == "string":
            choice["pattern"] = pattern
    return schema


def field_docs(cls: type) -> dict[str, str]:
    """Field → the docstring under it, in one line."""
    (tree,) = ast.parse(inspect.getsource(cls)).body
    assert isinstance(tree, ast.ClassDef)
    told: dict[str, str] = {}
    name = ""
    for node in tree.body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            name = node.target.id
        elif name and isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            told[name] = " ".join(str(node.value.value).split())
            name = ""
    return told


def record_page() -> str:
    """`docs/record.md`: every field, its type and what it means."""
    parts = [
        "# The record",
        "",
        "One line of `articles/<day>.jsonl` is one version of one article. This page is made from `newscrawler/items.py`",
        "by `python -m newscrawler.schema`; the same facts as a JSON Schema: `newscrawler/article.schema.json`.",
        "Missing is `null` or `[]`, never `\"\"` or 0.",
    ]
    for cls in (Article, *_PARTS):
        parts += ["", f"## {cls.__name__}", "", inspect.cleandoc(cls.__doc__ or ""), "", "| field | type | meaning |"]
        parts.append("| --- | --- | --- |")
        told = field_docs(cls)
        annotations = inspect.get_annotations(cls)
        for field in fields(cls):
            kind = str(annotations[field.name]).replace(" | None", " or null").replace("|", "or")
            parts.append(f"| `{field.name}` | {kind} | {told[field.name]} |")
    parts += ["", "## Names", ""]
    for name in ("BlockKind", "ArticleKind", "ArticleState"):
        choices = ", ".join(f"`{choice}`" for choice in get_args(getattr(items, name)))
        parts.append(f"- **{name}**: {choices}")
    return "\n".join(parts) + "\n"


def main() -> None:
    """Write the schema and the page anew."""
    package = Path(__file__).parent
    schema = orjson.dumps(record_schema(), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    (package / "article.schema.json").write_bytes(schema)
    docs = package.parent / "docs"
    if docs.is_dir():
        (docs / "record.md").write_text(record_page(), encoding="utf-8")


if __name__ == "__main__":
    main()
