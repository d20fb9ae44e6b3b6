"""Recognising a line that is a date and nothing else, in many languages, without parsing it."""

from __future__ import annotations

import re

from newscrawler.extraction.month_names import MONTHS

_LONGEST = 70
_WORDS = re.compile(r"[^\W\d_]+|\d+|[^\w\s]")
_NUMERIC = re.compile(r"(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})")
_CJK = re.compile(
    r"\d{4}\s?[年년]\s?\d{1,2}\s?[月월]\s?\d{1,2}\s?[日号일](?:\s?[(（]?(?:星期|周|週|礼拜)?[一二三四五六日天月火水木金土월화수목금토일]?(?:曜日|요일)?[)）]?)?"
)
_WEEKDAYS = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday mon tue tues wed weds thu thur thurs fri sat sun
    montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so
    lunes martes miércoles miercoles jueves viernes sábado sabado domingo lun mar mié mie jue vie sáb sab dom
    lundi mardi mercredi jeudi vendredi samedi dimanche mer jeu ven sam dim
    segunda terça terca quarta quinta sexta feira seg ter qua qui sex
    lunedì lunedi martedì martedi mercoledì mercoledi giovedì giovedi venerdì venerdi sabato domenica gio
    maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ma wo vr za zo
    måndag tisdag onsdag torsdag fredag lördag söndag mandag tirsdag lørdag søndag
    poniedziałek wtorek środa czwartek piątek sobota niedziela
    понедельник вторник среда четверг пятница суббота воскресенье пн вт ср чт пт сб вс
    понеділок вівторок середа четвер пʼятниця субота неділя
    pazartesi salı çarşamba perşembe cuma cumartesi pazar
    الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد
    senin selasa rabu kamis jumat sabtu minggu
    星期一 星期二 星期三 星期四 星期五 星期六 星期日 星期天 周一 周二 周三 周四 周五 周六 周日
    月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日 월요일 화요일 수요일 목요일 금요일 토요일 일요일
    thứ hai ba tư năm sáu bảy chủ nhật
    """.split()
)
_MONTH_MARKS = frozenset({"tháng", "thg", "月", "월"})
_JOINTS = frozenset(
    "the of de del di do da le el den der am um at on à le th st nd rd er o ngày tháng năm thg й г года ".split()
)
_CLOCK = frozenset("am pm a p m h uhr gmt utc est edt cst cdt mst mdt pst pdt bst cet cest ist jst".split())
_PUNCTUATION = frozenset(",.-/–—|·•:()°ºª+")
_KNOWN = frozenset(MONTHS) | _MONTH_MARKS | _WEEKDAYS | _JOINTS | _CLOCK | _PUNCTUATION


def is_date_line(text: str) -> bool:
    """Whether the whole of `text` is a date with its year, with or without weekday and time of day.

    >>> [is_date_line(line) for line in ("Friday, March 6, 2026", "6 de marzo de 2026", "2026年3月6日 星期五")]
    [True, True, True]
    >>> [is_date_line(line) for line in ("March 2026", "Friday", "On March 6, 2026 it rained", "May 5")]
    [False, False, False, False]
    """
    if not 8 <= len(text) <= _LONGEST:
        return False
    tokens = _WORDS.findall(text.lower())
    numbers = [int(token) for token in tokens if token.isdecimal() and len(token) <= 4]
    if not any(1900 <= number <= 2199 for number in numbers):
        return False
    if _CJK.fullmatch(text.strip(" ,.")):
        return True
    if any(not token.isdecimal() and token not in _KNOWN for token in tokens):
        return False
    if any(token.isdecimal() and len(token) > 4 for token in tokens):
        return False
    if _NUMERIC.search(text):
        return True
    named = any(token in MONTHS or token in _MONTH_MARKS for token in tokens)
    return named and any(1 <= number <= 31 for number in numbers)
