"""Dates whose years are not counted from Christ's birth: Japan's eras, the Buddhist years of Thailand, Iran's calendar.

Thai and Persian month names belong here too: Thai ones hold signs that are no letters to a pattern of words, and
Persian ones name the months of Iran's own calendar. Only what is sure by its own signs is read: an era's name, Thai or
Persian letters beside the digits.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925}
"""Era → the Gregorian year before its first; 昭和 had 64 years, 平成 31."""
_THAI = """มกราคม ม.ค. กุมภาพันธ์ ก.พ. มีนาคม มี.ค. เมษายน เม.ย. พฤษภาคม พ.ค. มิถุนายน มิ.ย. กรกฎาคม ก.ค. สิงหาคม ส.ค.
    กันยายน ก.ย. ตุลาคม ต.ค. พฤศจิกายน พ.ย. ธันวาคม ธ.ค.""".split()
_IRANS = "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند".split()
_THAI_MONTHS = {name.rstrip("."): at // 2 + 1 for at, name in enumerate(_THAI)}
_IRANS_MONTHS = {name: at for at, name in enumerate(_IRANS, 1)}
_BUDDHIST = 543
"""How many years Thailand's count is ahead."""
_BUDDHIST_YEARS = range(2480, 2643)
_SHORT_YEARS = range(40, 100)
"""Thai years of two digits that are years of the century from 2500 on: 68 is 2568; 25 may be 2025."""
_IRANS_YEARS = range(1330, 1430)
_LEAP_REMAINDERS = frozenset((1, 5, 9, 13, 17, 22, 26, 30))
"""What the leap years of Iran leave over 33: right from 1343 to 1472."""

_SIGNS = re.compile(r"令和|平成|昭和|[\u0e01-\u0e2e]|[\u0622-\u064a\u06f0-\u06f9]")
"""What a text has in it if it is worth reading here."""
_ERA = re.compile(r"(令和|平成|昭和)\s?(元|\d{1,2})\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日")
_NAMES = "|".join(re.escape(name) for name in sorted(_THAI_MONTHS, key=len, reverse=True))
_THAI_NAMED = re.compile(rf"(?<!\d)(\d{{1,2}})\s?({_NAMES})\.?\s?(?:พ\.?ศ\.?\s?)?(\d{{4}}|\d{{2}})(?![\d:])")
_THAI_DIGITS = re.compile(r"(?<![\d/.-])(\d{1,2})\s?([/.-])\s?(\d{1,2})\s?\2\s?(2[45]\d\d|26[0-4]\d)(?![\d/:])")
_IRANS_NAMED = re.compile(rf"(?<!\d)(\d{{1,2}})\s({'|'.join(_IRANS)})(?:\s?ماه)?[\s،,]{{1,3}}(\d{{4}})(?!\d)")
_IRANS_DIGITS = re.compile(r"(?<![\d/.-])([۰-۹]{4})\s?([/.-])\s?([۰-۹]{1,2})\s?\2\s?([۰-۹]{1,2})(?!\d)")


def other_day(text: str) -> tuple[date, re.Match[str]] | None:
    """The first day in `text` that is written in one of these ways, and where it stands there; else None.

    >>> [str(other_day(text)[0]) for text in ("令和7年10月3日", "12 พ.ย. 2568", "۲۱ آبان ۱۴۰۴", "۱۴۰۴/۰۸/۲۱")]
    ['2025-10-03', '2025-11-12', '2025-11-12', '2025-11-12']
    >>> other_day("12 พ.ย. 25"), other_day("12/11/2568")
    (None, None)
    """
    if text.isascii() or _SIGNS.search(text) is None:
        return None
    for pattern, read in _WAYS:
        for match in pattern.finditer(text):
            try:
                day = read(match)
            except (ValueError, OverflowError):  # 31 February, the year 0
                continue
            if day is not None:
                return day, match
    return None


def _of_era(match: re.Match[str]) -> date | None:
    year = 1 if match[2] == "元" else int(match[2])
    return date(_ERAS[match[1]] + year, int(match[3]), int(match[4])) if year else None


def _thai_named(match: re.Match[str]) -> date | None:
    year = int(match[3])
    if year < 100:
        if year not in _SHORT_YEARS:
            return None
        year += 2500
    if year in _BUDDHIST_YEARS:
        year -= _BUDDHIST
    return date(year, _THAI_MONTHS[match[2]], int(match[1])) if 1900 <= year <= 2099 else None


def _thai_digits(match: re.Match[str]) -> date | None:
    if not re.search(r"[\u0e01-\u0e2e]", match.string):
        return None
    return date(int(match[4]) - _BUDDHIST, int(match[3]), int(match[1]))


def _irans_named(match: re.Match[str]) -> date | None:
    return gregorian(int(match[3]), _IRANS_MONTHS[match[2]], int(match[1]))


def _irans_digits(match: re.Match[str]) -> date | None:
    return gregorian(int(match[1]), int(match[3]), int(match[4]))


_WAYS = (
    (_ERA, _of_era),
    (_THAI_NAMED, _thai_named),
    (_THAI_DIGITS, _thai_digits),
    (_IRANS_NAMED, _irans_named),
    (_IRANS_DIGITS, _irans_digits),
)


def gregorian(year: int, month: int, day: int) -> date | None:
    """The Gregorian day of one of Iran's calendar; None for days that it does not have, and for far years.

    >>> str(gregorian(1404, 1, 1)), str(gregorian(1403, 12, 30)), gregorian(1404, 12, 30)
    ('2025-03-21', '2025-03-20', None)
    """
    if year not in _IRANS_YEARS or not 1 <= month <= 12:
        return None
    longest = 31 if month <= 6 else 30 if month <= 11 or year % 33 in _LEAP_REMAINDERS else 29
    if not 1 <= day <= longest:
        return None
    leaps = sum(1 for one in range(1330, year) if one % 33 in _LEAP_REMAINDERS)
    before = (year - 1330) * 365 + leaps + (31 * (month - 1) if month <= 7 else 186 + 30 * (month - 7))
    return date(1951, 3, 22) + timedelta(days=before + day - 1)
