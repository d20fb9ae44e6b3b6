"""How a request can end: the closed list. Every request handed out ends in exactly one of these.

The same words in stats (`newscrawler/outcome/<outcome>`), in `reports/<run>.json` and in the docs.
"""

from __future__ import annotations

from enum import StrEnum

STAT_PREFIX = "newscrawler/outcome/"


class Outcome(StrEnum):
    """The end of one request. Each member's docstring is what the docs say of it."""

    # something was read
    ARCHIVED = "archived"
    """A new line was written: a new article, or a new version of one."""
    READ = "read"
    """An article was read and handed to the feeds; no archive is kept in this run."""
    UNCHANGED = "unchanged"
    """The archive holds this article with these very words already, or the server says so (304)."""
    NOT_MODIFIED = "not_modified"
    """An index page or a channel of which the server says (304) that nothing in it has changed; what it named is known,
    and what of that was never fetched is asked for."""
    DUPLICATE = "duplicate"
    """Another address of an article that this run has read already."""
    PART = "part"
    """A further page of an article: its text is in the article's record, which names it in `parts`."""
    INDEX = "index"
    """An index page: its links were looked at."""
    CHANNEL = "channel"
    """A sitemap, a feed or an answer of WordPress' REST interface: the addresses it names were looked at."""

    # answered, but nothing to archive
    OUT_OF_RANGE = "out_of_range"
    """An article outside `since` … `until`."""
    NOT_WANTED = "not_wanted"
    """An article that `section` or `match` leaves out."""
    FORGOTTEN = "forgotten"
    """Another address of an article that was forgotten (`scrapy forget`): what came of it is cleared at the end."""
    OVER_LIMIT = "over_limit"
    """An article beyond `limit`."""
    NO_BODY = "no_body"
    """Looks like an article, but no body could be found."""
    NOT_AN_ARTICLE = "not_an_article"
    """Neither an article nor an index page (a contact form, a log-in …), or no link led on from it."""
    NOT_HTML = "not_html"
    """No HTML: a picture, a PDF, a feed …"""
    NO_CHANNEL = "no_channel"
    """Asked for as a sitemap, a feed or REST, but it names no address (a page of HTML, an error, an empty list)."""
    SOFT_404 = "soft_404"
    """Says "not found" with status 200."""
    NOINDEX = "noindex"
    """The page asks not to be indexed, and `NEWSCRAWLER_OBEY_PAGE_DIRECTIVES` has `noindex`."""
    NOARCHIVE = "noarchive"
    """The page asks that no copy of it be kept, and that is obeyed."""
    NOFOLLOW = "nofollow"
    """A list that asks that its links not be followed, and that is obeyed."""
    NO_LONGER_AVAILABLE = "no_longer_available"
    """The instant of its `unavailable_after` has passed, and that is obeyed."""
    CHALLENGE = "challenge"
    """A bot wall (Cloudflare's and the like) in place of what was asked for, whatever its status; no way around it."""
    BLOCKED = "blocked"
    """Says that we are blocked, with status 200."""
    CONSENT_WALL = "consent_wall"
    """A page, or a redirect to one, that wants consent (to cookies, to advertising) before anything is shown."""
    LOGIN_WALL = "login_wall"
    """A log-in, or a redirect to one, in place of what was asked for."""
    PAYWALL = "paywall"
    """Nothing to read but that subscribers may (402 too); a story that shows a part of itself is archived."""

    # sent on
    REDIRECTED = "redirected"
    """The site sent us to another address, which is a request of its own (or was one already)."""
    RETRIED = "retried"
    """Failed in a way that may pass; asked again."""

    # refused or failed
    NOT_FOUND = "not_found"
    """404 or 410."""
    REFUSED = "refused"
    """401, 403, 429 or 451."""
    SERVER_ERROR = "server_error"
    """Any 5xx, after the retries."""
    BAD_STATUS = "bad_status"
    """Any other status that brings no page."""
    BAD_REDIRECT = "bad_redirect"
    """A redirect with no usable target, in a loop, or too many in a row."""
    FORBIDDEN_BY_ROBOTS = "forbidden_by_robots"
    """robots.txt forbids it: never asked for."""
    AI_OPT_OUT = "ai_opt_out"
    """Kept from those who gather text for models (robots.txt, TDM reservation, `noai`), which this crawl obeys."""
    ROBOTS_UNREACHABLE = "robots_unreachable"
    """robots.txt could not be had (5xx or no answer), so nothing may be asked for (RFC 9309, 2.3.1.4)."""
    OFFSITE = "offsite"
    """Leads to a host that this crawl was not started for."""
    OVER_PAGES = "over_pages"
    """Beyond `NEWSCRAWLER_MAX_PAGES_PER_HOST` requests to this host in this run: never asked for."""
    FORBIDDEN_ADDRESS = "forbidden_address"
    """Leads to an address that is not public (loopback, private, a cloud's metadata …): never connected to."""
    TOO_LARGE = "too_large"
    """More bytes than `DOWNLOAD_MAXSIZE`, packed or unpacked, or more headers than anybody means."""
    TIMED_OUT = "timed_out"
    """No answer began in `NEWSCRAWLER_FIRST_BYTE_TIMEOUT` seconds, or none was complete in `DOWNLOAD_TIMEOUT`."""
    UNREACHABLE = "unreachable"
    """No such host, or no connection to it (TLS failures too)."""
    BAD_RESPONSE = "bad_response"
    """The answer breaks the protocol (cut off, malformed, cannot be unpacked)."""
    TELLS_SECRETS = "tells_secrets"
    """The answer repeats what a subscriber handed over for its host: neither read nor kept."""
    TOO_SLOW = "too_slow"
    """Reading its answer took more than `NEWSCRAWLER_READING_TIMEOUT` seconds of CPU time, and was ended."""
    SET_ASIDE = "set_aside"
    """Runs of this crawl died while its answer was read, and so did a process that only read it: not asked for more."""
    FAILED = "failed"
    """An error of ours: the log has it. Please report it."""
    OVER_BUDGET = "over_budget"
    """The host has had its requests of this day (`NEWSCRAWLER_REQUESTS_A_DAY`); asked for on another one."""
    STOPPED = "stopped"
    """Handed out, but the crawl was stopped before it had an answer; the next run asks for it again."""

    @property
    def stat(self) -> str:
        """The key that counts it in Scrapy's stats."""
        return STAT_PREFIX + self.value


def outcome_of_status(status: int) -> Outcome | None:
    """How a response of `status` ends its request; None for 2xx, whose page is read."""
    if 200 <= status < 300:
        return None
    if status in (404, 410):
        return Outcome.NOT_FOUND
    if status == 402:
        return Outcome.PAYWALL
    if status in (401, 403, 429, 451):
        return Outcome.REFUSED
    if status >= 500:
        return Outcome.SERVER_ERROR
    return Outcome.BAD_STATUS
