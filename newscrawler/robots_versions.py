"""Which versions of a robots.txt were in force while a crawl ran: what its report says of them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from newscrawler.archive.warc import digest
from newscrawler.captured import capture_of
from newscrawler.politeness.robots import MAX_BYTES

if TYPE_CHECKING:
    from scrapy.http import Response

MOST_VERSIONS = 50
"""Versions of one robots.txt that a report names; the oldest are left out."""
ALL_ALLOWED = "all is allowed"


@dataclass(slots=True)
class Version:
    """One version of an origin's robots.txt."""

    url: str
    fetched_at: str = ""
    last_looked_at: str = ""
    """ISO 8601, UTC, both."""
    status: int | None = None
    digest: str | None = None
    """Of what is read of its body, as WARC digests are written (content coding taken off)."""
    capture: dict[str, Any] | None = None
    """Where it lies in the archive, as a record's `warc`."""
    crawl_delay: float | None = None
    """Seconds."""
    means: str = ""
    """`as written`, `all is allowed` (without a status: redirects led nowhere), or why nothing was."""


def version_of(response: Response, crawl_delay: float | None) -> Version:
    """The version that an answer below 500 brings."""
    capture = capture_of(response)
    return Version(
        response.url,
        status=response.status,
        digest=digest(response.body[:MAX_BYTES]),
        capture=asdict(capture) if capture is not None else None,
        crawl_delay=crawl_delay,
        means="as written" if response.status < 300 else ALL_ALLOWED,
    )


def note_version(versions: list[Version], version: Version, at: str) -> None:
    """`version` is what was found at the instant `at`; one that says the same as the last is the same version."""
    last = versions[-1] if versions else None
    if last is not None and _word(last) == _word(version):
        last.last_looked_at = at
        return
    version.fetched_at = version.last_looked_at = at
    versions.append(version)
    del versions[:-MOST_VERSIONS]


def _word(version: Version) -> tuple[object, ...]:
    """What makes it the version it is; why one could not be had may differ from look to look."""
    return version.url, version.status, version.digest, version.means == ALL_ALLOWED
