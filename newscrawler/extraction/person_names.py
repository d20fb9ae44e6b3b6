"""One line of a byline → persons' names: "By" off, job titles and agencies told apart, several persons split.

Words alone decide here; where on the page a byline stands, `bylines` decides.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from newscrawler.extraction.byline_words import (
    AGENCIES,
    DEGREES,
    GROUP_WORDS,
    JOBS,
    LEADS,
    NOBODY,
    PARTICLES,
    ROLES_LAST,
    TIME_WORDS,
)
from newscrawler.extraction.chinese_bylines import is_chinese_group, reporters_on_line
from newscrawler.extraction.json_ld import plain
from newscrawler.extraction.month_names import MONTHS

LONGEST = 400
"""Characters of a byline that are read …"""
LONGEST_STATED = 4 * LONGEST
"""… and with markup."""
_MOST_WORDS = 8
"""Words of one name, an organization's too."""
MOST = 60
"""Names taken of one byline; papers of physics have thousands."""


class Persons(NamedTuple):
    """What a byline says."""

    names: list[str]
    """Persons, in the order given."""
    groups: list[str]
    """Agencies, desks, organizations."""


_LEAD = re.compile(rf"^\W*(?:{LEADS})(?:\s*[:：/]\s*|\s+|$)", re.IGNORECASE)
_CJK_LEAD = re.compile(r"^\W*(?:作者|記者|记者|撰文|責任編輯|责任编辑|编辑|編輯|文)(?:\s*[:：/|]\s*|\s+|$)")
_PAREN = re.compile(r"\([^()]{0,120}\)|\[[^\[\]]{0,120}\]|（[^（）]{0,120}）")
_BAR = re.compile(r"\s+(?:[|•·⋅—–]|-{1,2})\s+|\s*[|•·⋅]\s*|\s+@")
_SPLIT = re.compile(
    r"\s*[,;\n，、；/]\s*(?:(?:and|und|et|y)\s+|&\s*)?|\s*&\s*|\s+(?:and|und|with|mit|avec|con|et|y|e|i|en|og|och|ve|dan|và|и|та|kaj|sowie)\s+",
    re.IGNORECASE,
)
_SURE = frozenset(("and", "und", "with", "mit", "avec", "con", "và", "kaj", "sowie"))
_OF = re.compile(r"\s+(?:for|of|from|at|für|pour|para|aus|in|im|bei)\s+\S.{0,80}$")
_DANGLING = re.compile(r"(?<=\w\s)(\S+)\s+(?:[Ii]n|on|at|for|of|from)$")  # what followed stood in another element
_GROUPS_FIELD = frozenset(("for", "of"))
_ADDRESS = re.compile(r"https?:|www\.|\S@\S|\.(?:com|org|net|html?)\b", re.IGNORECASE)
_URL = re.compile(r"(?:https?:|www\.)\S*")
_LOGIN = re.compile(r"[\w.+-]*[\d_@.+][\w.+-]*")


def read_byline(text: str | None) -> Persons:
    """The names in one byline.

    >>> read_byline("By Ada Quill and Bo Marsh, science editor | 3 May 2026")
    Persons(names=['Ada Quill', 'Bo Marsh'], groups=[])
    >>> read_byline("Von Jürgen Feld und dpa")
    Persons(names=['Jürgen Feld'], groups=['dpa'])
    >>> read_byline("By 9Harbour Staff, in News, Ferries · 3 May")
    Persons(names=[], groups=['9Harbour Staff'])
    >>> read_byline("José Ortega y Gasset")
    Persons(names=['José Ortega y Gasset'], groups=[])
    """
    names: list[str] = []
    groups: list[str] = []
    line = plain(text, LONGEST_STATED) if text else None
    if line and (reporters := reporters_on_line(line)):
        return Persons(reporters, [])
    if line:
        bare = " ".join(_URL.sub(" ", _PAREN.sub(" ", line[:LONGEST])).split())  # long gaps are dear to the patterns
        line = undated(without_lead(bare))
        for place, part in enumerate(split_names(line)):
            if place and part.casefold().split()[:1] == ["in"]:
                break  # "By Ada Quill, in News, Harbour": what follows are sections or towns
            _sort_in(part, place, names, groups)
    return Persons(unique(names)[:MOST], unique(groups)[:MOST])


def without_lead(line: str) -> str:
    """`line` without "By", "Written by", "Von" … at its start."""
    for _ in range(3):
        shorter = _CJK_LEAD.sub("", _LEAD.sub("", line))
        if shorter == line:
            break
        line = shorter
    return line


def has_lead(line: str) -> bool:
    """Whether `line` begins as bylines do."""
    return bool(_LEAD.match(line) or _CJK_LEAD.match(line))


def undated(line: str) -> str:
    """`line` cut where a date begins; names hold no digits.

    >>> undated("Ada Quill on Monday, March 3")
    'Ada Quill'
    """
    digits = (at for at, char in enumerate(line) if char.isdigit())
    digit = next((at for at in digits if not line[at + 1 : at + 2].isupper()), None)  # but "9News Staff"
    if digit is None:
        return line
    if not line[:digit].strip():
        return ""
    if digit and (line[digit - 1].isalpha() or line[digit - 1] in "._@"):
        return line  # a login name: judged as a whole
    words = line[:digit].split()
    while words and words[-1].strip(".,:|–—-·•").casefold() in _BEFORE_DATES:
        words.pop()
    return " ".join(words)


_BEFORE_DATES = TIME_WORDS | frozenset(MONTHS) | {""}


def unique(names: list[str]) -> list[str]:
    """`names` without repetitions, case aside; the first spelling stays."""
    kept: dict[str, str] = {}
    for name in names:
        kept.setdefault(name.casefold(), name)
    return list(kept.values())


def split_names(line: str) -> list[str]:
    """`line` cut where one person ends and the next begins; what stands behind a bar is dropped from each.

    >>> split_names("Ana Ruiz y Luis Mora, Costa e Silva")
    ['Ana Ruiz', 'Luis Mora', 'Costa e Silva']
    """
    parts: list[str] = []
    last = 0
    for match in _SPLIT.finditer(line):
        joiner = match.group().strip().casefold()
        if (
            joiner.isalpha()
            and joiner not in _SURE
            and not (_ends_full(line[last : match.start()]) and _starts_full(line[match.end() :]))
        ):
            continue  # "Ortega y Gasset", "Costa e Silva" are one name
        if joiner == "and" and _is_halved(line[last : match.start()], line[match.end() :]):
            continue
        parts.append(line[last : match.start()])
        last = match.end()
    parts.append(line[last:])
    return parts


def _is_halved(before: str, behind: str) -> bool:
    """Whether a joiner stands within an organization's name: `Ministry of Ports | and | Fisheries`."""
    words = before.casefold().split()
    return (
        not _ends_full(_SPLIT.split(behind, maxsplit=1)[0])
        and not _GROUPS_FIELD.isdisjoint(words)
        and not GROUP_WORDS.isdisjoint(words)
    )


def _ends_full(text: str) -> bool:
    """Whether what stands before a joiner can be a name of its own: two words, or one agency."""
    return len(text.split()) >= 2 or text.strip().casefold() in AGENCIES


def _starts_full(text: str) -> bool:
    return _ends_full(_SPLIT.split(text, maxsplit=1)[0])


def _sort_in(part: str, place: int, names: list[str], groups: list[str]) -> None:
    """Put one part of a byline where it belongs; job titles and degrees belong nowhere."""
    whole = _tidy(_without_agency(" ".join(_BAR.split(without_lead(part.strip()), maxsplit=1)[0].split())))
    if not whole or NOBODY.match(whole) or _ADDRESS.search(whole):
        return
    words = [word.strip(".,()’'").casefold() for word in whole.split()]
    if len(words) > _MOST_WORDS:
        return  # a sentence
    if whole.casefold().strip(". ") in AGENCIES or is_chinese_group(whole):
        groups.append(whole)
    elif place and (any(word in JOBS for word in words) or _is_title_behind(whole, names)):
        return
    elif words[-1] in ROLES_LAST:
        if any(word in GROUP_WORDS for word in words):
            groups.append(whole)
    elif any(word in GROUP_WORDS for word in words):
        groups.append(whole)
    else:
        name = _once(_tidy(_DANGLING.sub(r"\1", _OF.sub("", whole))))
        if looks_like_name(name):
            names.append(name)


def _is_title_behind(part: str, names: list[str]) -> bool:
    """Whether `part`, behind `names`, is a degree or the letters of one: `Ada Quill, MS, FAND`."""
    first, *rest = part.split()
    if _is_degree(first.strip(".,()’'")):
        return not (rest and first in _GIVEN)
    if not rest and first.casefold().partition("-")[0] in JOBS:
        return True  # `Editor-in-Chief`
    return bool(names) and part.isascii() and part.isupper() and part.isalpha() and 3 <= len(part) <= 6


def _without_agency(name: str) -> str:
    """`Ada Quill Reuters` → `Ada Quill`."""
    words = name.split()
    for size in (3, 2, 1):
        if len(words) >= size + 2 and " ".join(words[-size:]).casefold() in AGENCIES:
            return " ".join(words[:-size])
    return name


def _once(name: str) -> str:
    """`Ada Quill Ada Quill` (a picture's text and the link beside it) → `Ada Quill`."""
    words = name.split()
    half = len(words) // 2
    return " ".join(words[:half]) if len(words) >= 4 and words[:half] == words[half:] else name


def _tidy(part: str) -> str:
    """`part` without punctuation around it; the full stop of "Jr." and of initials stays."""
    part = part.strip(" \t,;:|-–—*•·●\"“”„’'()[]<>")
    if part.endswith(".") and not re.search(r"\b(?:[JS]r|[A-Z])\.$", part):
        part = part.rstrip(". ")
    return part


def looks_like_name(name: str) -> bool:
    """Whether `name` has the form of a person's name: short, no address, no sentence."""
    words = name.split()
    if not 2 <= len(name) <= 60 or len(words) > 6 or not any(char.isalpha() for char in name):
        return False
    if any(char in "{}<>=…?!%$#_\\" for char in name) or ": " in name:  # "design: Bo Marsh" did other work
        return False
    return not _is_degree(words[0]) or (len(words) > 1 and words[0] in _GIVEN)


_GIVEN = frozenset(("Md", "Ma"))
"""Given names, as in `Md Karim`, that are degrees where they stand in capitals or alone."""


def _is_degree(word: str) -> bool:
    return word.casefold() in DEGREES


def is_login(name: str) -> bool:
    """Whether `name` is rather somebody's account than his name: `adaq`, `ada.quill`, `AdaQ7`."""
    if " " in name or not name.isascii():
        return False
    return name.islower() or bool(_LOGIN.fullmatch(name)) or any(char.isupper() for char in name[1:])


def is_full_name(name: str) -> bool:
    """Whether `name` would be taken for a person's without any markup: two to five capitalised words and no sign."""
    words = name.split()
    if not 2 <= len(words) <= 5 or not all(char.isalpha() or char in _NAME_SIGNS for char in name):
        return False
    bare = [word.strip(".,’'\"") for word in words]
    if not all(bare) or any(word.casefold() in _BEFORE_DATES or word.casefold() in JOBS for word in bare):
        return False
    if any(len(word) > _LONGEST_UNSPACED and not word.isascii() and not _has_case(word) for word in bare):
        return False
    big = sum(map(_is_big, bare))
    return big >= 2 and all(_is_big(word) or word.casefold() in PARTICLES for word in bare)


_LONGEST_UNSPACED = 8
"""Characters of a name's word in a script without capitals; what is longer there is a phrase."""
_NAME_SIGNS = frozenset(" .,’'-\u00a0\u00b7")


def _has_case(word: str) -> bool:
    return word[0].islower() or word[0].isupper()


def _is_big(word: str) -> bool:
    """Whether `word` begins with a capital, or is of a script that has none."""
    return word[0].isupper() or not _has_case(word)
