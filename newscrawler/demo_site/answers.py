"""An answer before it is bytes on the wire: status, body, validators; and what makes it a 304."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime, parsedate_to_datetime

HTML = "text/html; charset=UTF-8"
XML = "text/xml; charset=UTF-8"
RSS = "application/rss+xml; charset=UTF-8"
JSON = "application/json; charset=UTF-8"
TEXT = "text/plain; charset=utf-8"

_WORTH_PACKING = 500  # bytes: below, gzip makes it longer


@dataclass(slots=True)
class Answer:
    """What the site says to one request; immutable once it is cached, but for the packed body."""

    status: int = 200
    body: bytes = b""
    content_type: str = HTML
    headers: dict[str, str] = field(default_factory=dict)
    etag: str | None = None
    modified: datetime | None = None
    _packed: bytes | None = None

    @property
    def packed(self) -> bytes | None:
        """The body, gzipped; None where that is not worth while."""
        if len(self.body) < _WORTH_PACKING:
            return None
        if self._packed is None:
            self._packed = gzip.compress(self.body, compresslevel=1, mtime=0)
        return self._packed

    def is_known(self, asked: Mapping[str, str]) -> bool:
        """Has the asker this answer already: by If-None-Match, else by If-Modified-Since (RFC 9110, 13.1).

        `asked` holds header names in lower case.
        """
        if self.status != 200:
            return False
        if "if-none-match" in asked:
            tags = [tag.strip().removeprefix("W/") for tag in asked["if-none-match"].split(",")]
            return self.etag is not None and (self.etag.removeprefix("W/") in tags or "*" in tags)
        if "if-modified-since" in asked and self.modified is not None:
            try:
                since = parsedate_to_datetime(asked["if-modified-since"])
            except ValueError:
                return False
            return since.tzinfo is not None and self.modified.replace(microsecond=0) <= since
        return False

    def validators(self) -> dict[str, str]:
        """`ETag` and `Last-Modified`, as far as there are any."""
        found = {"ETag": self.etag} if self.etag else {}
        if self.modified:
            found["Last-Modified"] = format_datetime(self.modified, usegmt=True)
        return found


def weak_tag(*parts: object) -> str:
    """A weak validator over what matters of a page: it stays while only the furniture around that changes."""
    return f'W/"{hashlib.sha256(repr(parts).encode()).hexdigest()[:20]}"'


def redirect(location: str, status: int = 301) -> Answer:
    """The answer that sends the asker to `location`."""
    return Answer(status, headers={"Location": location})
