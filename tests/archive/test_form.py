"""The quick check of a line says what the JSON Schema says."""

from __future__ import annotations

import copy
import dataclasses
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from newscrawler.archive import form
from newscrawler.archive.form import fault_in
from newscrawler.items import SCHEMA_VERSION, Article, Block, Image, Part, Removed, SameAs, WarcPointer
from newscrawler.schema import shipped_schema

VALIDATOR = Draft202012Validator(shipped_schema())
POINTER = WarcPointer(file="captures/a", offset=7, length=9, record_id="urn:x", payload_digest="sha256:Y")
FULL = dataclasses.asdict(
    Article(
        id="0" * 20,
        url="https://example.org/a",
        title="Rain",
        authors=["Ines Falk"],
        language="en-GB",
        date_published="2026-02-10T08:00:00+08:00",
        content_sha256="0" * 64,
        warc=POINTER,
        parts=[Part(number=2, url="https://example.org/a/2", outcome="part", warc=POINTER)],
        same_as=[SameAs(id="1" * 20, url="https://example.org/b", similarity=0.5)],
        sources={"title": "meta"},
        confidence={"body": 0.5},
        images=[Image(url="https://example.org/a.jpg")],
        blocks=[Block(kind="paragraph", text="It rained."), Block(kind="crosshead", text="Rain", level=2)],
        removed=[Removed(text="More", by="read_more", why="asks", position=1)],
        body="It rained.",
        left_out={"nav": 3},
    )
)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """All places in a record, its own first."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, each in inner for place in places(each, (*path, key)))]


PLACES = places(FULL)
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-2, 9),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(["", "x", "live", "paragraph", "2026-02-10", "https://example.org", "0" * 20, "en", "x\n"]),
    st.just([]),
    st.just({}),
    st.just(["", "x"]),
    st.just({"x": 1}),
)


@given(st.lists(st.tuples(st.sampled_from(PLACES), VALUES, st.sampled_from(["set", "add", "drop"])), max_size=2))
def test_it_says_what_the_schema_says(changes: list[tuple[tuple[Any, ...], Any, str]]) -> None:
    record: Any = copy.deepcopy(FULL)
    for path, value, how in changes:
        record = changed(record, path, copy.deepcopy(value), how)
    record = orjson.loads(orjson.dumps(record))
    is_later = isinstance(record, dict) and record.get("schema_version") != SCHEMA_VERSION
    if not is_later:
        assert (fault_in(record) is None) == VALIDATOR.is_valid(record), (fault_in(record), changes)


def changed(record: Any, path: tuple[Any, ...], value: Any, how: str) -> Any:
    if not path:
        return value if how == "set" else record
    inner = record
    try:
        for key in path[:-1]:
            inner = inner[key]
        inner[path[-1]]
    except (KeyError, IndexError, TypeError):
        return record  # an earlier change took it away
    if how == "drop":
        del inner[path[-1]]
    elif how == "add" and isinstance(inner[path[-1]], dict):
        inner[path[-1]]["of nobody"] = value
    else:
        inner[path[-1]] = value
    return record


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (("blocks", 1, "kind"), "heading", ".blocks[1].kind is 'heading'"),
        (("title",), "", ".title is empty"),
        (("version",), True, ".version is True, not of type integer"),
        (("warc", "offset"), "7", ".warc.offset is '7', not of type integer"),
        (("sources", "title"), None, ".sources.title is None, not of type string"),
    ],
)
def test_it_says_where(path: tuple[Any, ...], value: Any, said: str) -> None:
    assert fault_in(changed(copy.deepcopy(FULL), path, value, "set")) == said


def test_earlier_and_later_forms(monkeypatch: pytest.MonkeyPatch) -> None:
    earlier = {name: value for name, value in FULL.items() if name != "parts"}
    assert fault_in(earlier) == " lacks parts"
    assert "newer newscrawler" in (fault_in({**FULL, "schema_version": SCHEMA_VERSION + 1}) or "")
    monkeypatch.setattr(form, "SCHEMA_VERSION", SCHEMA_VERSION + 1)
    assert fault_in(earlier) is None
    assert fault_in({**earlier, "title": ""}) == ".title is empty"
    assert fault_in(None) is not None
