import pytest
from cleaning_cases import check

from newscrawler.cleaning.dateline import remove_dateline
from newscrawler.cleaning.datelines import is_date_line

TITLE = "Harbour’s Slow Return"
TAKEN = [
    ("12.4 C\nLowmoor\n- Friday, March 6, 2026\nHarbour’s Slow Return\nThe herring came back.", TITLE),
    ("- Friday, March 6, 2026\nFares Frozen\nPrices stay.\nHarbour’s Slow Return\nThe herring came back.", TITLE),
    ("- Friday, March 6, 2026\nThe herring came back.", None),
    ("Harbour’s Slow Return\n- March 6, 2026\nThe herring came back.", TITLE),
]
LEFT_ALONE = [
    ("The herring came back.\nFriday, March 6, 2026\nNobody had seen it since.", None),
    ("# Friday, March 6, 2026\nWe put out at five.\n# Saturday, March 7, 2026\nNo wind.", None),  # a diary
    ("March 2026\nThe herring came back.", None),
    ("On Friday, March 6, 2026, it rained.\nAll day.", None),
    # below the line of labels the body begins, with whatever it begins
    ("Harbour’s Slow Return\nCoastHarbour's Slow Return\nFriday, March 6, 2026\nThe log opens so.", TITLE),
]


@pytest.mark.parametrize(("lines", "title"), TAKEN)
def test_taken(lines: str, title: str | None) -> None:
    check(remove_dateline, lines, title)


@pytest.mark.parametrize(("lines", "title"), LEFT_ALONE)
def test_left_alone(lines: str, title: str | None) -> None:
    check(remove_dateline, lines, title)


DATES = [
    "Friday, March 6, 2026",
    "Fri, Mar 6 2026",
    "6 March 2026",
    "March 6th, 2026 10:30 AM",
    "Freitag, 6. März 2026",
    "viernes, 6 de marzo de 2026",
    "vendredi 6 mars 2026",
    "sexta-feira, 6 de março de 2026",
    "venerdì 6 marzo 2026",
    "vrijdag 6 maart 2026",
    "Thứ Sáu, 6 Tháng Ba, 2026",
    "Thứ sáu, ngày 6 tháng 3 năm 2026",
    "2026年3月6日 星期五",
    "2026年3月6日",
    "2026년 3월 6일",
    "星期五, 3 月 6, 2026",
    "金曜日, 3月 6, 2026",
    "sexta-feira, março 6, 2026",
    "пятница, 6 марта 2026 г.",
    "6 марта 2026",
    "الجمعة 6 مارس 2026",
    "06.03.2026",
    "2026-03-06",
]
NO_DATES = [
    "",
    "2026",
    "March",
    "March 2026",
    "Friday the 13th",
    "May 5",
    "Sunday Times, 6 March 2026",
    "6 March 2026: the herring returns",
    "March 6, 2026 was a Friday and it rained",
    "12.4 C",
    "2026 - 2027",
    "Section 6, March 20267",
]


@pytest.mark.parametrize("text", DATES)
def test_date_lines(text: str) -> None:
    assert is_date_line(text)


@pytest.mark.parametrize("text", NO_DATES)
def test_lines_that_are_no_dates(text: str) -> None:
    assert not is_date_line(text)
