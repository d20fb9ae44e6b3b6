"""`scrapy parse`: Scrapy's, which leaves no archive."""

from __future__ import annotations

from scrapy.commands.parse import Command as Scrapys

from newscrawler.commands.looking import OnlyLooks


class Command(OnlyLooks, Scrapys):
    """As Scrapy's own."""
