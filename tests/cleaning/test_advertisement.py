import pytest
from cleaning_cases import check

from newscrawler.cleaning.advertisement import remove_advertisement

TAKEN = [
    "The tide turned at noon.\n- Advertisement\nBy four the quay was dry.",
    "The tide turned at noon.\n- — ADVERTISEMENT —\nBy four the quay was dry.",
    "The tide turned at noon.\n- Story continues below advertisement\nBy four the quay was dry.",
    "Die Flut kam um zwölf.\n- Anzeige\nUm vier war der Kai trocken.",
    "La marea subió.\n- Publicidad\nA las cuatro bajó.",
    "La marée monta.\n- La suite après cette publicité\nÀ seize heures elle descendit.",
    "A maré subiu.\n- Continua após a publicidade\nÀs quatro desceu.",
    "La marea salì.\n- Pubblicità\nAlle quattro scese.",
    "Het tij keerde.\n- Advertentie\nOm vier uur was de kade droog.",
    "Thủy triều lên lúc trưa.\n- Quảng cáo\nĐến bốn giờ thì rút.",
    "中午涨潮。\n- 广告\n四点退潮。",
    "Прилив начался в полдень.\n- Реклама\nК четырём вода ушла.",
    "潮は正午に満ちた。\n- 広告\n四時には引いた。",
    "جاء المد ظهرا.\n- إعلان\nوانحسر عند الرابعة.",
]
LEFT_ALONE = [
    "# Advertising Pays\nThe advertisement cost a thousand pounds.",
    "Advertisement for herring fell by half.",
    "Anzeige erstattete der Hafenmeister am Montag.",
    "He read it aloud: “Advertisement”, it said.",
    "| Advertisement | 14 %",
    "^ Advertisement",
    "Scroll to the end of the list to find the ferry.",
]


@pytest.mark.parametrize("lines", TAKEN)
def test_taken(lines: str) -> None:
    check(remove_advertisement, lines)


@pytest.mark.parametrize("lines", LEFT_ALONE)
def test_left_alone(lines: str) -> None:
    check(remove_advertisement, lines)
