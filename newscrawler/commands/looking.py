"""What `shell`, `fetch`, `view`, `parse` and `check` share: they look at a page or two and keep nothing. They get
Scrapy's own scheduler and leave no archive, also where they are given one of our spiders.
"""

from __future__ import annotations

import argparse

from scrapy.settings import BaseSettings, default_settings

from newscrawler.politeness.destinations import private_destinations


class OnlyLooks:
    """Goes before a command of Scrapy's."""

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """As Scrapy's; then what a look must not do is turned off, above what spiders say."""
        super().process_options(args, opts)  # type: ignore[misc] # a ScrapyCommand's
        settings: BaseSettings = self.settings  # type: ignore[attr-defined]
        settings.set("NEWSCRAWLER_ARCHIVE", False, priority="cmdline")
        settings.set("SCHEDULER", default_settings.SCHEDULER, priority="cmdline")
        named = private_destinations([word for word in args if "://" in word])  # what a person types may be looked at
        private = [f"[{host}]:{port}" if ":" in host else f"{host}:{port}" for host, port in named]
        private += settings.getlist("NEWSCRAWLER_PRIVATE_HOSTS")
        settings.set("NEWSCRAWLER_PRIVATE_HOSTS", private, priority="cmdline")
