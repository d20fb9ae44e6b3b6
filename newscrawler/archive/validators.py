"""What an address said of its own version when it was last had in full, and how far that is believed.

A server that is asked whether anything has changed may answer 304 for ever: by mistake, through a cache, or because
its `Last-Modified` does not move with a silent correction. So a page is asked for in full after some time, and after
some 304s in a row; and a site whose page was found changed under the validators it had before is asked in full always.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

LIST_AGE = timedelta(hours=6)
"""Lists and channels are had in full so often: what is new there is found at most so much later."""
ARTICLE_AGE = timedelta(days=30)
ROW_OF_LISTS = 12
ROW_OF_ARTICLES = 3
"""304s in a row, after which the next look is in full."""
LONGEST = 500
"""Characters of a validator that are kept; a longer one is not sent."""


@dataclass(slots=True, frozen=True, kw_only=True)
class Validators:
    """What an answer in full was labelled with."""

    etag: str | None = None
    last_modified: str | None = None

    def __bool__(self) -> bool:
        return bool(self.etag or self.last_modified)

    @property
    def headers(self) -> dict[str, str]:
        """What asks for the page if it has changed (RFC 9110, 13.1)."""
        found = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in found.items() if value}

    def same_as(self, other: Validators) -> bool:
        """Whether two answers claim to be one version: by the tag where both have one."""
        if self.etag and other.etag:
            return self.etag == other.etag
        return bool(self.last_modified) and self.last_modified == other.last_modified


def validators_of(etag: bytes | None, last_modified: bytes | None) -> Validators:
    """Of an answer's header values; what is no plain text of a reasonable length is left out."""
    return Validators(etag=_plain(etag), last_modified=_plain(last_modified))


def is_believed(full_at: datetime, now: datetime, in_a_row: int, *, is_list: bool) -> bool:
    """Whether a page that was last had in full at `full_at`, with so many 304s since, may be asked for so."""
    longest, most = (LIST_AGE, ROW_OF_LISTS) if is_list else (ARTICLE_AGE, ROW_OF_ARTICLES)
    return timedelta(0) <= now - full_at < longest and in_a_row < most


def _plain(value: bytes | None) -> str | None:
    text = (value or b"").decode("latin-1").strip()
    return text if text and len(text) <= LONGEST and text.isprintable() else None
