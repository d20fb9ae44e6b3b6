"""Whether a line is a record in its form: the JSON Schema of `items.py` as plain functions, made once.

`jsonschema` takes two milliseconds a line, these forty microseconds (`benchmarks/readers`). They
know the keywords that `schema.py` writes, and refuse (TypeError) any other, so that none is passed over. That both
say the same is tested.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from newscrawler.items import SCHEMA_VERSION
from newscrawler.schema import record_schema

Check = Callable[[Any], str | None]
"""A value → what is wrong with it and where (`blocks[3].kind is …`), None where it is as it should be."""

_SAYS_NOTHING = frozenset({"description", "title", "$schema", "$defs"})
_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int, float),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
    "array": (list,),
    "object": (dict,),
}
_LONGEST = 60


def fault_in(record: Any) -> str | None:
    """What keeps `record` from being one, as JSON gives it; None where nothing does.

    A line of an earlier form may lack fields that came later; one of a later form cannot be judged here.
    """
    version = record.get("schema_version") if isinstance(record, dict) else None
    if isinstance(version, int) and version > SCHEMA_VERSION:
        return f"schema_version is {version}: a newer newscrawler wrote it"
    is_earlier = isinstance(version, int) and 0 < version < SCHEMA_VERSION
    return _checks(is_earlier)(record)


@cache
def _checks(is_earlier: bool) -> Check:
    schema = dict(record_schema())
    if is_earlier:
        schema["required"] = ["id", "version", "schema_version"]
    return _check(schema, record_schema()["$defs"])


def _check(schema: dict[str, Any], parts: dict[str, Any]) -> Check:
    if "$ref" in schema:
        return _check(parts[schema["$ref"].rpartition("/")[2]], parts)
    if "anyOf" in schema:
        return _any_of([_check(choice, parts) for choice in schema["anyOf"]], schema["anyOf"])
    if "enum" in schema:
        allowed = frozenset(schema["enum"])
        return lambda value: None if isinstance(value, str) and value in allowed else f" is {_shown(value)}"
    kind = schema["type"]
    unknown = set(schema) - _SAYS_NOTHING - _KEYWORDS.get(kind, {"type"})
    if unknown:
        raise TypeError(f"no check for {unknown} of {kind}")
    if kind == "string":
        return _string(schema)
    if kind == "array":
        return _array(_check(schema["items"], parts))
    if kind == "object":
        return _object(schema, parts)
    return _simple(kind)


_KEYWORDS = {
    "string": {"type", "minLength", "pattern"},
    "array": {"type", "items"},
    "object": {"type", "properties", "required", "additionalProperties"},
}


def _simple(kind: str) -> Check:
    types = _TYPES[kind]
    is_number, is_whole = kind in ("integer", "number"), kind == "integer"

    def check(value: Any) -> str | None:
        if not isinstance(value, types) or (is_number and isinstance(value, bool)):
            return f" is {_shown(value)}, not of type {kind}"
        if is_whole and isinstance(value, float) and not value.is_integer():
            return f" is {_shown(value)}, no whole number"
        return None

    return check


def _string(schema: dict[str, Any]) -> Check:
    least: int = schema.get("minLength", 0)
    finds = re.compile(schema["pattern"]).search if "pattern" in schema else None

    def check(value: Any) -> str | None:
        if not isinstance(value, str):
            return f" is {_shown(value)}, not of type string"
        if len(value) < least:
            return " is empty"
        return f" is {_shown(value)}" if finds is not None and finds(value) is None else None

    return check


def _array(check_item: Check) -> Check:
    def check(value: Any) -> str | None:
        if not isinstance(value, list):
            return f" is {_shown(value)}, not of type array"
        for number, item in enumerate(value):
            fault = check_item(item)
            if fault is not None:
                return f"[{number}]{fault}"
        return None

    return check


def _object(schema: dict[str, Any], parts: dict[str, Any]) -> Check:
    checks = {name: _check(inner, parts) for name, inner in schema.get("properties", {}).items()}
    required = frozenset(schema.get("required", ()))
    further = schema.get("additionalProperties", True)
    check_further = _check(further, parts) if isinstance(further, dict) else None

    def check(value: Any) -> str | None:
        if not isinstance(value, dict):
            return f" is {_shown(value)}, not of type object"
        if not required <= value.keys():
            return f" lacks {min(required - value.keys())}"
        for name, inner in value.items():
            check_inner = checks.get(name, check_further)
            if check_inner is None:
                if further is False:
                    return f" has a field {_shown(name)} that there is not"
                continue
            fault = check_inner(inner)
            if fault is not None:
                return f".{name}{fault}"
        return None

    return check


def _any_of(checks: list[Check], choices: list[dict[str, Any]]) -> Check:
    may_be_null = any(choice.get("type") == "null" for choice in choices)
    others = [check for check, choice in zip(checks, choices, strict=True) if choice.get("type") != "null"]

    def check(value: Any) -> str | None:
        if value is None and may_be_null:
            return None
        fault = None
        for one in others:
            fault = one(value)
            if fault is None:
                return None
        return fault

    return check


def _shown(value: Any) -> str:
    words = repr(value)
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
