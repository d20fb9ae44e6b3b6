"""The weather widget at a page's top: a temperature, and its city where the page names one."""

from __future__ import annotations

from newscrawler.cleaning.head import without
from newscrawler.items import Article, Block


def remove_weather_widget(blocks: list[Block], article: Article) -> list[Block]:
    """Take a temperature and its city over the title's line or over a dateline; elsewhere it is news.

    >>> lines = [Block(kind="line", text=text) for text in ("12.4 C", "Lowmoor", "Friday, March 6, 2026", "Rain.")]
    >>> [block.text for block in remove_weather_widget(lines, Article())]
    ['Friday, March 6, 2026', 'Rain.']
    """
    return without(blocks, article, "weather_widget")
