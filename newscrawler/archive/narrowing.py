"""Ids and instants in a third of the room that words take, for tables of millions of rows; what is of another form than
newscrawler's own stays words. The view `captures` (`tables.py`) turns them back.
"""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache

from newscrawler.clock import stamp

_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
_UUID = re.compile(r"urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def narrow_id(record_id: str) -> bytes | str:
    """A record's id as rows have it.

    >>> narrow_id("urn:uuid:00000000-0000-0000-0000-000000000001").hex(), narrow_id("urn:uuid:1"), narrow_id("mine")
    ('00000000000000000000000000000001', 'urn:uuid:1', 'mine')
    """
    return bytes.fromhex(record_id[9:].replace("-", "")) if _UUID.fullmatch(record_id) else record_id


@lru_cache(maxsize=256)  # those of one exchange are one
def narrow_instant(at: str) -> int | str:
    """An instant as rows have it.

    >>> narrow_instant("2026-02-10T12:00:00Z"), narrow_instant("2026-02-10T12:00:00.5Z"), narrow_instant("")
    (1770724800, '2026-02-10T12:00:00.5Z', '')
    """
    if _INSTANT.fullmatch(at) is None:
        return at
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return at
    return int(moment.timestamp()) if stamp(moment) == at else at
