import pytest
from cleaning_cases import check

from newscrawler.cleaning.popular_block import remove_popular_block

TAKEN = [
    "The herring came back.\n- Most Popular Articles",
    "The herring came back.\n- Most Popular Articles\n- Ferry Fares Frozen\n- Lighthouse Sold in the U.S.",
    "The herring came back.\n- Most read\n- Ferry Fares Frozen Until Autumn\n- Who Bought the Old Lighthouse?",
    "The herring came back.\n- Trending\nCheck out other tags:\nharbour\nherring",
    "Der Hering kam zurück.\n- Meistgelesene Artikel\n- Fähre wird teurer",
    "El arenque volvió.\n- Lo más leído\n- Sube el precio del barco",
    "Le hareng revint.\n- Les plus lus\n- Le bac plus cher",
    "O arenque voltou.\n- Mais lidas\n- Barco mais caro",
    "L'aringa tornò.\n- I più letti\n- Il traghetto costa di più",
    "De haring keerde terug.\n- Populaire artikelen\n- Veerboot duurder",
    "Cá trích đã trở lại.\n- Bài viết phổ biến\n- Giá phà tăng",
    "鲱鱼回来了。\n- 热门文章\n- 渡轮票价上涨",
    "Сельдь вернулась.\n- Популярные статьи\n- Паром подорожал",
    "عادت الرنجة.\n- الأكثر قراءة\n- ارتفاع أسعار العبارة",
]
LEFT_ALONE = [
    # the story about the weather
    "# Most Popular\nThe south beach drew four thousand people at 31 C.",
    "# Most Popular Articles\nOf all the lost articles on the beach, umbrellas lead by far.",
    "It was the most popular beach.\n31 C\nFriday, March 6, 2026\nMost popular\nIt was, until the storm came.",
    # the year's list of names is the story
    "These names were given most.\n# Most popular\n* Olivia\n* Noah\n* Emma",
    "# Trending\nThe wind has been turning north for ten years, she said.",
]


@pytest.mark.parametrize("lines", TAKEN)
def test_taken(lines: str) -> None:
    check(remove_popular_block, lines)


@pytest.mark.parametrize("lines", LEFT_ALONE)
def test_left_alone(lines: str) -> None:
    check(remove_popular_block, lines)


def test_the_article_itself_may_be_popular() -> None:
    lines = """
    Friday, March 6, 2026
    Harbour’s Slow Return
    The herring came back.
    - Most Popular Articles
    - Ferry Fares Frozen
    - Harbour’s Slow Return
    - Lighthouse Sold
    """
    check(remove_popular_block, lines, "Harbour’s Slow Return")
