"""The title of a flattened page, and the labels that its second line holds.

Three witnesses: the title's line with the same title after labels below it; the slug of the page's address; nothing
else. A page of which neither says anything has no title.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote, urlsplit

from newscrawler.cleaning.datelines import is_date_line
from newscrawler.cleaning.head import HEAD_BLOCKS
from newscrawler.cleaning.shapes import ends_sentence, is_temperature, word_count
from newscrawler.cleaning.titles import TITLE_CHARS, is_glued, labels_before, same_title

_DATE_PARTS = re.compile(r"\d{1,4}")
_EXTENSION = re.compile(r"\.(?:html?|php|aspx?|shtml)$")
_WORDS = re.compile(r"[^\W_]+")
_QUOTES = re.compile(r"['’‘`´ʼ]")
_LETTERS = str.maketrans({"ß": "ss", "đ": "d", "ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "ı": "i"})
_CASE_BOUNDARY = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])|(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])|(?<=[A-Z])(?=[A-Z][a-z])")
_SEPARATORS = re.compile(r"\s*[>»›/|•·]+\s*")
_ALIKE = 0.75
"""So much of the words of slug and line together must be in both: editors change a word after the slug was made."""
_SURE = 0.9
"""So much where another line looks like the title by its place."""
_SLUG_WORDS = 2
_LONG_SLUG = 4


def find_title(lines: list[str], url: str | None) -> str | None:
    """The title: the line that the next one repeats after labels, or the line the address's slug was made of."""
    slug = _slug_words(url)
    pairs = _pairs(lines)
    if slug:
        alike = [_alike(line, slug) for line in lines[:HEAD_BLOCKS]]
        agreed = [at for at, _ in pairs if alike[at] >= _ALIKE]
        if agreed:
            return lines[agreed[0]]
        best = max(range(len(alike)), key=alike.__getitem__, default=0)
        if alike and alike[best] >= (_SURE if pairs else _ALIKE):
            return lines[best]
    best_pair = min(pairs, key=lambda pair: _doubt(lines[pair[0] + 1], pair[1]), default=None)
    return lines[best_pair[0]] if best_pair else None


def _doubt(line: str, labels: str) -> int:
    """How little the line under a title proves: least where labels are glued to it; most where a space parts them, or
    where it has none and is cut (a teaser's summary may begin with its title).
    """
    if is_glued(line, labels):
        return 0
    return 2 if labels or line.endswith(("...", "…")) else 1


def labels_of(lines: list[str], title: str, url: str | None) -> list[str]:
    """The labels in the line under the title's, outermost first; confirmed or cut apart by the address's segments."""
    for at, line in enumerate(lines[:HEAD_BLOCKS]):
        if at + 1 < len(lines) and same_title(line, title):
            labels = labels_before(lines[at + 1], title)
            if labels is not None:
                return _split(labels, _segments(url))
    return []


def _pairs(lines: list[str]) -> list[tuple[int, str]]:
    """Where a line is repeated by the next one after labels (or after none): place, labels."""
    found = []
    for at in range(min(HEAD_BLOCKS, len(lines) - 1)):
        line = lines[at]
        if (
            len(line) > TITLE_CHARS
            or is_temperature(line)
            or is_date_line(line)
            or (len(line) < 8 and word_count(line) < 2)
        ):
            continue
        labels = labels_before(lines[at + 1], line)
        if labels is None or (ends_sentence(line) and not is_glued(lines[at + 1], labels)):
            continue  # a sentence that is said twice is no title
        found.append((at, labels))
    return found


def _split(labels: str, segments: list[str]) -> list[str]:
    """Labels that stand glued, apart: where the address's segments fit, there; else at "aB" and at separators."""
    by_address = _by_segments(labels, segments)
    if by_address:
        return by_address
    parts = [part for part in _SEPARATORS.split(labels) if part]
    return [piece for part in parts for piece in _CASE_BOUNDARY.split(part) if piece.strip()]


def _by_segments(labels: str, segments: list[str]) -> list[str]:
    """`labels` cut where a run of segments ends, if they are those segments' words and nothing else."""
    bare = _plain(labels)
    for first in range(len(segments)):
        names, rest = [], bare
        for segment in segments[first:]:
            name = _plain(segment)
            if not name or not rest.startswith(name):
                break
            names.append(name)
            rest = rest[len(name) :]
        if names and not rest:
            return _cut(labels, [len(name) for name in names])
    return []


def _cut(labels: str, lengths: list[int]) -> list[str]:
    parts, at = [], 0
    for length in lengths:
        start, count = at, 0
        while at < len(labels) and count < length:
            count += len(_plain(labels[at]))
            at += 1
        parts.append(_SEPARATORS.sub(" ", labels[start:at]).strip(" -–—"))
    return [part for part in parts if part]


def _segments(url: str | None) -> list[str]:
    """The segments of the address's path before its date or its slug."""
    segments = _path(url)[:-1]
    for at, segment in enumerate(segments):
        if _DATE_PARTS.fullmatch(segment):
            return segments[:at]
    return segments


def _slug_words(url: str | None) -> list[str]:
    path = _path(url)
    words = _plain_words(_EXTENSION.sub("", path[-1])) if path else []
    return words if len(words) >= _SLUG_WORDS else []


def _path(url: str | None) -> list[str]:
    if not url:
        return []
    try:
        path = unquote(urlsplit(url).path)
    except ValueError:
        return []
    return [segment for segment in path.split("/") if segment][:20]


def _alike(line: str, slug: list[str]) -> float:
    """How much of the words of `line` and `slug` are in both, 0…1. Slugs are cut at their end or lack small words."""
    if len(line) > TITLE_CHARS:
        return 0.0
    words = _plain_words(line)
    if not words:
        return 0.0
    if len(slug) >= _LONG_SLUG and words[: len(slug)] == slug:
        return 1.0
    ours, theirs = set(words), set(slug)
    if len(slug) >= _LONG_SLUG and theirs <= ours and 2 * len(theirs) >= len(ours):
        return _SURE
    return len(ours & theirs) / len(ours | theirs)


def _plain_words(text: str) -> list[str]:
    """Words as slugs write them: no accents, no apostrophes, no case."""
    return _WORDS.findall(_unaccented(_QUOTES.sub("", text)))


def _plain(text: str) -> str:
    return "".join(_plain_words(text))


def _unaccented(text: str) -> str:
    folded = text.casefold().translate(_LETTERS)
    if folded.isascii():
        return folded
    return "".join(char for char in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(char))
