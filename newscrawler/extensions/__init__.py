"""Beside the crawl: its report and its progress."""
