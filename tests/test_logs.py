"""Log lines for machines."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest
from scrapy.settings import Settings

from newscrawler.logs import log_as_json


@pytest.mark.parametrize(("appends", "kept"), [(True, ["before"]), (False, [])])
def test_a_file_is_gone_on_with_or_begun_anew(tmp_path: Path, appends: bool, kept: list[str]) -> None:
    """As Scrapy's own lines in `LOG_FILE` are."""
    path = tmp_path / "log"
    path.write_text('{"message": "before"}\n')
    log_as_json(Settings({"LOG_FILE": str(path), "LOG_FILE_APPEND": appends}))
    handler = logging.root.handlers[-1]
    try:
        handler.emit(logging.makeLogRecord({"name": "it", "levelname": "INFO", "msg": "now \ud800"}))
    finally:
        logging.root.removeHandler(handler)
        handler.close()
    said = [json.loads(line)["message"] for line in path.read_text().splitlines()]
    assert said == [*kept, "now \\ud800"]
