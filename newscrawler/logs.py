"""Log lines for machines: one JSON object a line, where `NEWSCRAWLER_LOG=json`."""

from __future__ import annotations

import logging
import os
from datetime import UTC, datetime

import orjson
from scrapy.settings import BaseSettings


class JsonLines(logging.Formatter):
    """`{"at": …, "level": …, "logger": …, "message": …}`, and `error` with the traceback where there is one."""

    def format(self, record: logging.LogRecord) -> str:
        """One line, whatever the message holds."""
        told = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            told["error"] = self.formatException(record.exc_info)
        return orjson.dumps({name: _sayable(value) for name, value in told.items()}).decode()


def log_as_json(settings: BaseSettings) -> None:
    """Log such lines to where Scrapy would log.

    Scrapy makes its own handler anew several times on its way to a crawl (2.19), so ours stands beside it, and its own
    writes to nowhere.
    """
    if not settings.getbool("LOG_ENABLED"):
        return
    path = settings.get("LOG_FILE")
    handler = logging.FileHandler(path, _mode(settings), encoding="utf-8") if path else logging.StreamHandler()
    handler.setFormatter(JsonLines())
    handler.setLevel(settings.get("LOG_LEVEL"))
    logging.root.addHandler(handler)
    settings.set("LOG_FILE", os.devnull, priority="cmdline")


def _mode(settings: BaseSettings) -> str:
    return "a" if settings.getbool("LOG_FILE_APPEND") else "w"


def _sayable(text: str) -> str:
    """Without lone surrogates, which UTF-8 has no bytes for."""
    return text.encode("utf-8", "backslashreplace").decode()
