import pytest
from cleaning_cases import check

from newscrawler.cleaning.read_more import remove_read_more

TAKEN = [
    "The pier is shut.\n- Read more: Ferry fares frozen until autumn\nIt will open in May.",
    "The pier is shut.\n- READ ALSO | Who pays for the pier?\nIt will open in May.",
    "The pier is shut.\n- READ MORE Ferry fares frozen until autumn",
    "The pier is shut.\n- [Read also: Ferry fares frozen]",
    "The pier is shut.\n- Related: Ferry fares frozen\n- Watch: The last boat leaves",
    "The pier is shut.\n- Read more",
    "Die Brücke ist gesperrt.\n- Lesen Sie auch: Fähre wird teurer",
    "El muelle está cerrado.\n- Lea también: Sube el precio del barco",
    "La jetée est fermée.\n- À lire aussi : Le bac plus cher",
    "O cais está fechado.\n- Leia também: Barco mais caro",
    "Il molo è chiuso.\n- LEGGI ANCHE: Il traghetto costa di più",
    "De pier is dicht.\n- Lees ook: Veerboot duurder",
    "Cầu tàu đóng cửa.\n- Xem thêm: Giá phà tăng",
    "码头关闭。\n- 延伸阅读：渡轮票价上涨",
    "Пирс закрыт.\n- Читайте также: Паром подорожал",
    "أغلق الرصيف.\n- اقرأ أيضا: ارتفاع أسعار العبارة",
    "桟橋は閉鎖中。\n- 関連記事：渡し船値上げ",
    "La jetée est fermée.\n- À lire aussi Le bac plus cher dès l'automne",
    "O cais está fechado.\n- Leia também 12 barcos à venda",
    "The pier is shut.\n- # Don't miss:\n- * How to buy a pier\n- * Piers are sold by the yard. See how.\nIt is old.",
    "The pier is shut.\n- Read next:\n- * Ferry fares frozen",
]
LEFT_ALONE = [
    "Read more slowly, she said, and you will see it.",
    "Related: the two are brothers, and nobody knew.",
    "# Watch\nThe watch was a gift.",
    "# Related\nThey are cousins.",
    "He asked: who reads more?",
    "More: a word of four letters.",
    "# More Than a Ferry\nIt is a lifeline.",
    "Correction: an earlier version gave the wrong fare",
    "Editor's note: this story was updated on Monday",
    "READ MY LIPS the banner said, in red",
    "Q: Who reads more books?",
    "| Read more | 12 |",
    "À lire aussi bien le matin que le soir",
    "Lees ook de bijsluiter",
    "Lire aussi Proust ne lui suffisait pas.",
    "# What to bring:\n* a rope\n* a lamp",
    "# See also\nThe sea, and what it does to wood.\n* a rope",
]


@pytest.mark.parametrize("lines", TAKEN)
def test_taken(lines: str) -> None:
    check(remove_read_more, lines)


@pytest.mark.parametrize("lines", LEFT_ALONE)
def test_left_alone(lines: str) -> None:
    check(remove_read_more, lines)
