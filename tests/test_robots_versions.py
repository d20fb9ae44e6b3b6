"""What a report says of a robots.txt that changes while a crawl runs."""

from __future__ import annotations

from newscrawler.robots_versions import ALL_ALLOWED, MOST_VERSIONS, Version, note_version

URL = "https://example.org/robots.txt"


def test_what_says_the_same_is_one_version_looked_at_again() -> None:
    versions: list[Version] = []
    for at, digest in (("09:00", "a"), ("10:00", "a"), ("11:00", "b"), ("12:00", "a")):
        note_version(versions, Version(URL, status=200, digest=digest, means="as written"), at)
    told = [(version.digest, version.fetched_at, version.last_looked_at) for version in versions]
    assert told == [("a", "09:00", "10:00"), ("b", "11:00", "11:00"), ("a", "12:00", "12:00")]


def test_not_had_and_led_nowhere_are_two_versions_though_neither_has_a_status() -> None:
    """The first allows nothing, the second all; why it could not be had may differ from look to look."""
    versions: list[Version] = []
    for at, means in (("09:00", "no answer"), ("10:00", "status 500"), ("11:00", ALL_ALLOWED), ("12:00", "no answer")):
        note_version(versions, Version(URL, means=means), at)
    assert [version.means for version in versions] == ["no answer", ALL_ALLOWED, "no answer"]


def test_of_very_many_versions_the_latest_are_kept() -> None:
    versions: list[Version] = []
    for number in range(MOST_VERSIONS + 5):
        note_version(versions, Version(URL, status=200, digest=str(number)), "09:00")
    assert [version.digest for version in versions] == [str(number) for number in range(5, MOST_VERSIONS + 5)]
