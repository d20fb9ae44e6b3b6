"""How far a 304 is believed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from newscrawler.archive.validators import (
    ARTICLE_AGE,
    LIST_AGE,
    ROW_OF_ARTICLES,
    ROW_OF_LISTS,
    Validators,
    is_believed,
    validators_of,
)

NOW = datetime(2026, 2, 10, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("is_list", "age", "in_a_row"), [(True, LIST_AGE, ROW_OF_LISTS), (False, ARTICLE_AGE, ROW_OF_ARTICLES)]
)
def test_a_304_is_believed_for_a_while_and_a_few_times(is_list: bool, age: timedelta, in_a_row: int) -> None:
    fresh = NOW - timedelta(minutes=5)
    assert is_believed(fresh, NOW, in_a_row - 1, is_list=is_list)
    assert not is_believed(fresh, NOW, in_a_row, is_list=is_list)
    assert not is_believed(NOW - age, NOW, 0, is_list=is_list)
    assert not is_believed(NOW + timedelta(hours=1), NOW, 0, is_list=is_list)  # the clock was put back


def test_one_version_is_told_by_its_tag_before_its_date() -> None:
    first = Validators(etag='"a"', last_modified="Tue, 10 Feb 2026 12:00:00 GMT")
    assert not first.same_as(Validators(etag='"b"', last_modified=first.last_modified))
    assert first.same_as(Validators(etag='"a"', last_modified="Wed, 11 Feb 2026 12:00:00 GMT"))
    assert first.same_as(Validators(last_modified=first.last_modified))
    assert not Validators().same_as(Validators())


@pytest.mark.parametrize("value", [b"", b"  ", b'"' + b"x" * 600 + b'"', b'"a\x00b"', None])
def test_a_hostile_validator_is_not_kept(value: bytes | None) -> None:
    assert not validators_of(value, value)
