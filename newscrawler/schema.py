"""The JSON Schema of the record, made from `items.py`: types, docstrings, order.

It is shipped as `article.schema.json`; `python -m newscrawler.reference` writes it anew, and a test fails when it is
not what `items.py` says.
"""

from __future__ import annotations

import ast
import inspect
import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import orjson

from newscrawler.items import Article, Block, Image, Part, Removed, SameAs, WarcPointer

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
PARTS = (Block, Removed, Image, WarcPointer, Part, SameAs)


@cache
def record_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) that every line of an archive fulfils."""
    return {
        "$schema": DIALECT,
        "title": "newscrawler record",
        "description": "One line of an archive: one version of one article.",
        **_object(Article),
        "$defs": {part.__name__: _object(part) for part in PARTS},
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


@cache
def field_docs(cls: type) -> Mapping[str, str]:
    """Field (of a dataclass) or member (of an enum) → the docstring under it, in one line."""
    (tree,) = ast.parse(inspect.getsource(cls)).body
    assert isinstance(tree, ast.ClassDef)
    told: dict[str, str] = {}
    name = ""
    for node in tree.body:
        if isinstance(node, ast.AnnAssign | ast.Assign):
            target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
            name = target.id if isinstance(target, ast.Name) else ""
        elif name and isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            told[name] = " ".join(str(node.value.value).split())
            name = ""
    return told
