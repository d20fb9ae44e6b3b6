"""JSON from strangers, read only where what it becomes in memory has a bound.

A pair of brackets is two bytes on the wire and seventy in memory: 64 MB of `{}` in a feed, which come packed in 220 KB,
took 1.5 GB.
"""

from __future__ import annotations

from typing import Any

import orjson

MOST_BYTES = 16 * 1024 * 1024
"""Also what an answer has at most (`DOWNLOAD_MAXSIZE`); a file that is packed itself may have more."""
MOST_BRACKETS = 500_000
"""Opening ones, those in texts among them; a hundred long posts of WordPress have some ten thousand."""


def read_json(body: bytes) -> Any:
    """What `body` says; None where it is no JSON, says nothing (`null`), or has too much in it. Never raises."""
    if len(body) > MOST_BYTES or body.count(b"{") + body.count(b"[") > MOST_BRACKETS:
        return None
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        return None
