"""JSON as the web breaks it: read with orjson; what orjson refuses is mended in one linear pass and tried once more."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any

import orjson

MOST_MENDED = 30_000
"""Characters of broken JSON that are mended on one page, at up to a third of a microsecond each; the longest of 36
broken ones in 2,224 had 17,510."""
MOST_OPENED, MOST_COMMAS = 4000, 20_000
"""Opening brackets and commas in all scripts of one page; the most on 1,365 pages with JSON-LD: 305 and 6,791. What
they hold is dear to have in memory: a megabyte of empty lists took 500 times its parse, one of numbers 50 times, and
a fifth of a megabyte of short names 60 times."""


def values_in(scripts: Iterable[str]) -> Iterator[Any]:
    """The values in a page's JSON-LD scripts, mended where they must be; what cannot be read is passed over."""
    left, brackets, commas = MOST_MENDED, MOST_OPENED, MOST_COMMAS
    for text in scripts:
        brackets -= text.count("{") + text.count("[")
        commas -= text.count(",")
        if brackets < 0 or commas < 0:
            return
        with suppress(orjson.JSONDecodeError):
            yield orjson.loads(text)
            continue
        if len(text) <= left:
            left -= len(text)
            with suppress(orjson.JSONDecodeError):
                yield orjson.loads(repaired(text))


def parse_json(text: str) -> Any:
    """The value in one script; None where it cannot be read."""
    return next(values_in([text]), None)


_SPACE = " \t\r\n"
_OPENERS = frozenset(("", '"', "{", "[", "}", "]"))
"""What may follow a comma in JSON (and, mended, at a text's end)."""
_CDATA = re.compile(r"^\s{0,100}(?://|/\*)?\s{0,100}<!\[CDATA\[")
_COMMENT = re.compile(r"//[^\n]*|/\*[^*]*(?:\*(?!/)[^*]*)*\*/")
_LITERAL = re.compile(r"(?:true|false|null|-?\d[\d.eE+-]{0,30})[ \t\r\n]{0,20}[,\]}]")
_ESCAPABLE = '"\\/bfnrt'


def repaired(text: str) -> str:
    r"""`text` with the usual breakages of JSON on the web mended, in one pass.

    Wrappers (comments, CDATA, a trailing semicolon), line breaks and other control characters in strings, quotes
    inside strings that were not escaped, escapes that do not exist, comments, commas before a closing bracket, commas
    missing between objects, brackets missing at the end.

    >>> repaired('<!-- {"a": "say "hi"", "b": [1, 2,],} -->')
    '{"a":"say \\"hi\\"","b":[1,2]}'
    """
    text = _CDATA.sub("", text, count=1)
    if '"' not in text and "&quot;" in text:
        text = html.unescape(text)
    starts = [at for at in (text.find("{"), text.find("[")) if at >= 0]
    if not starts:
        return ""
    out: list[str] = []
    closers: list[str] = []
    at, end = min(starts), len(text)
    while at < end:
        char = text[at]
        if char == '"':
            at = _copy_string(text, at, out)
            continue
        if char in "{[":
            if out and out[-1] in "}]":
                out.append("," if closers else "")
                if not closers:
                    break  # a second value after the first: the first is what counts
            closers.append("}" if char == "{" else "]")
            out.append(char)
        elif char in "}]":
            if not closers:
                break
            _drop_comma(out)
            out.append(closers.pop())
            if not closers:
                break
        elif char == "/" and (comment := _COMMENT.match(text, at)) is not None:
            at = comment.end()
            continue
        elif char not in _SPACE:
            out.append(char)
        at += 1
    _drop_comma(out)
    out.extend(reversed(closers))
    return "".join(out)


def _drop_comma(out: list[str]) -> None:
    if out and out[-1] == ",":
        out.pop()


def _copy_string(text: str, at: int, out: list[str]) -> int:
    """Copy the string that opens at `at`, mended; gives the place behind it."""
    out.append('"')
    at += 1
    end = len(text)
    while at < end:
        char = text[at]
        if char == "\\":
            at = _copy_escape(text, at, out)
            continue
        if char == '"':
            if _closes(text, at):
                out.append('"')
                return at + 1
            out.append('\\"')
        elif char < " ":
            out.append(" ")
        else:
            run = _RUN.match(text, at)
            assert run is not None  # it begins with `char`
            out.append(run.group())
            at = run.end()
            continue
        at += 1
    out.append('"')
    return end


_RUN = re.compile(r'[^"\\\x00-\x1f]+')


def _copy_escape(text: str, at: int, out: list[str]) -> int:
    follower = text[at + 1 : at + 2]
    if follower == "u":
        code = text[at + 2 : at + 6]
        if len(code) == 4 and all(digit in "0123456789abcdefABCDEF" for digit in code):
            value = int(code, 16)
            if 0xD800 <= value < 0xDC00 and re.match(r"\\u[dD][c-fC-F][0-9a-fA-F]{2}", text[at + 6 : at + 12]):
                out.append(text[at : at + 12])
                return at + 12
            out.append("\\ufffd" if 0xD800 <= value < 0xE000 else text[at : at + 6])
            return at + 6
    if follower and follower in _ESCAPABLE:
        out.append(text[at : at + 2])
        return at + 2
    if follower == "'":
        out.append("'")
        return at + 2
    out.append("\\\\")
    return at + 1


def _closes(text: str, at: int) -> bool:
    """Whether the quote at `at` ends its string: what follows must be JSON's own punctuation."""
    follower, at = _next_sign(text, at + 1)
    if follower in ("", ":", "}", "]"):
        return True
    if follower != ",":
        return False
    after, at = _next_sign(text, at + 1)
    return after in _OPENERS or bool(_LITERAL.match(text, at) or _COMMENT.match(text, at))


def _next_sign(text: str, at: int) -> tuple[str, int]:
    stop = min(len(text), at + 400)
    while at < stop and text[at] in _SPACE:
        at += 1
    return text[at : at + 1], at
