import pytest
from cleaning_cases import check

from newscrawler.cleaning.related_block import remove_related_block

TAKEN = [
    "The herring came back.\n- Check out our other content",
    "The herring came back.\n- Check out our other content\n- Ferry Fares Frozen\n- Lighthouse Sold",
    """The herring came back.
    - Related articles
    - Ferry Fares Frozen
    - Islanders will pay last year's prices, the board decided on Monday.
    - Lighthouse Sold
    - The tower goes to ...""",
    "The herring came back.\n- Related articles\n- Ferry Fares Frozen\nCorrection: the fare is two crowns.",
    "The herring came back.\n- Related articles\n- Ferry Fares Frozen\n# Editor’s Note\nThe fare is two crowns.",
    "The herring came back.\n- Related articles\n- Ferry Fares Frozen\n! The fare is two crowns.",
    "The herring came back.\n- Read also:\n- Ferry Fares Frozen\n- Lighthouse Sold",
    "The herring came back.\n- Related\n- Ferry Fares Frozen Until Autumn\n- The Lighthouse Is Sold",
    "The herring came back.\n- Related articles\n- Ferry Fares Frozen\nMost Popular Articles\nLighthouse Sold",
    "Der Hering kam zurück.\n- Ähnliche Artikel\n- Fähre wird teurer",
    "El arenque volvió.\n- Artículos relacionados\n- Sube el precio del barco",
    "Le hareng revint.\n- Articles similaires\n- Le bac plus cher",
    "O arenque voltou.\n- Artigos relacionados\n- Barco mais caro",
    "L'aringa tornò.\n- Articoli correlati\n- Il traghetto costa di più",
    "De haring keerde terug.\n- Gerelateerde artikelen\n- Veerboot duurder",
    "Cá trích đã trở lại.\n- Bài viết liên quan\n- Giá phà tăng",
    "鲱鱼回来了。\n- 相关文章\n- 渡轮票价上涨",
    "Сельдь вернулась.\n- Похожие статьи\n- Паром подорожал",
    "عادت الرنجة.\n- مقالات ذات صلة\n- ارتفاع أسعار العبارة",
    "鰊が戻った。\n- 関連記事\n- 渡し船値上げ",
]
LEFT_ALONE = [
    "The herring came back.\n# Related\nThe two fish are cousins, the biologist said.",
    "The herring came back.\n# Related Articles\nThree papers describe it. The last one is hers.",
    "Related articles were found on the beach.\nNobody claimed them.",
    "# Read also the small print\nIt says who pays.",
    "The herring came back.\n# Related\n* Sprat\n* Shad",
    "# Latest News\nThe boat arrived at noon. It brought no post.\nThe keeper wrote that down.",
]


@pytest.mark.parametrize("lines", TAKEN)
def test_taken(lines: str) -> None:
    check(remove_related_block, lines)


@pytest.mark.parametrize("lines", LEFT_ALONE)
def test_left_alone(lines: str) -> None:
    check(remove_related_block, lines)


def test_nothing_over_the_title_is_a_closing_block() -> None:
    lines = "Latest articles\nFerry Fares Frozen\nHarbour’s Slow Return\nThe herring came back."
    check(remove_related_block, lines, "Harbour’s Slow Return")
