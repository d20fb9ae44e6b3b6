"""What is on the site beside its articles: forbidden pages, traps, a soft 404, static pages, the furniture's words."""

from __future__ import annotations

from datetime import datetime

from newscrawler.demo_site.calendar import long_date
from newscrawler.demo_site.vocabulary import CITY

FORBIDDEN_PATHS: tuple[str, ...] = (
    "/preview/the-quay-in-spring",
    "/preview/letters-not-yet-sent",
    "/search/harbour",
    "/wp-admin/index.php",
    "/members/notice-board",
    "/internal/newsroom-rota",
    "/print-queue/tomorrow",
    "/drafts/2026/02/10/harbour-board-minutes-unseen",
)
"""They answer with pages that look like articles. All are linked from the home page, and robots.txt forbids them."""

ROBOTS_RULES: tuple[str, ...] = (
    "Disallow: /wp-admin/",
    "Allow: /wp-admin/admin-ajax.php",
    "Disallow: /preview/",
    "Disallow: /search",
    "Disallow: /members/",
    "Disallow: /internal/",
    "Disallow: /print-queue",
    "Disallow: /drafts/*/harbour-",
    "Disallow: /*?s=",
    "Disallow: /*.pdf$",
)

SOFT_404_PATH = "/harbour/2025/12/30/winter-timetable-of-the-island-ferry"
"""Answers 200 with the words of a missing page."""

TRAP_PATHS: tuple[str, ...] = (
    "/calendar/2026/02/",
    "/category/harbour/?filter_by=popular7",
    "/category/harbour/?filter_by=random_posts",
    "/category/business/shipping/?filter_by=review_high",
)

STATIC_PAGES: dict[str, tuple[str, tuple[str, ...]]] = {
    "about": (
        "About This Newspaper",
        (
            "The Quillhaven Courier is made by nine people above a bakery. It comes out when the tide allows.",
            "It belongs to its readers’ association, which meets in spring and agrees in autumn.",
        ),
    ),
    "contact": ("Contact", ("Write to the newsroom, Candle Street 4, or call in before the ovens are lit.",)),
    "privacy": ("Privacy", ("We keep your letters. We do not keep anything else.",)),
}

ADVERTISEMENT = "- Advertisement -"
IN_BODY_ADS = (
    "Tallow & Wick: candles that last the winter. Order before Friday.",
    "Grey Heron Lines – the slow boat to Oxmoor, now with soup.",
)
READING_TIME = "Reading time: {minutes} min."
CONTENTS = "Table of Contents"
NEWSLETTER = ("The Morning Tide in Your Inbox", "Five stories before breakfast, free, six days a week.", "Subscribe")
SHARE = "Share"
PAYWALL = ("This story is for subscribers", "Read on with a month’s trial for one crown.", "Log in")
RELATED = ("Related articles", "More from author")
POPULAR = "Most Popular Articles"
OTHER_CONTENT = "Check out our other content"
OTHER_TAGS = "Check out other tags:"
COMMENT_FORM = (
    "Leave a reply",
    "Cancel reply",
    "Please enter your comment!",
    "Save my name in this browser for next time.",
)
COMMENTS = (
    ("Old Net Mender", "My father said the same in his day, and nobody listened then either."),
    ("gullwatcher", "Good piece. The picture is of the other bridge, though."),
    ("Resident of Weir End", "And who is going to pay for it? Ask the people at the back of the queue."),
    ("tideline", "First time I have understood the figures. Thank you."),
)

_DEGREES = (("6.9", "C"), ("-3.1", "C"), ("61", "F"), ("0.4", "C"), ("27", "C"))


def weather(now: datetime) -> tuple[str, str, str]:
    """Degrees, unit and city of the weather widget, another each day."""
    degrees, unit = _DEGREES[now.toordinal() % len(_DEGREES)]
    return degrees, unit, CITY


def dateline(now: datetime) -> str:
    """Today's date as the header shows it: never a date of publication."""
    return long_date(now, weekday=True)


def furniture_lines(now: datetime) -> frozenset[str]:
    """Whole lines of the furniture that stands in and around a story."""
    degrees, unit, city = weather(now)
    lines = {
        ADVERTISEMENT, *IN_BODY_ADS, CONTENTS, *NEWSLETTER, SHARE, *PAYWALL, *RELATED, POPULAR, OTHER_CONTENT,
        OTHER_TAGS, *COMMENT_FORM, *(words for _, words in COMMENTS), dateline(now), f"{degrees} {unit}", degrees, city,
    }  # fmt: skip
    return frozenset(lines)
