"""What is said with `-a`: it stands in the ledger and in every report, so that nothing secret may be in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from newscrawler.errors import UsageError
from newscrawler.spiders.arguments import COMMON, read_arguments

KNOWN = ("url", "urls", "articles", *COMMON)


@pytest.mark.parametrize("url", ["https://me:open-sesame@example.org/", "me:open-sesame@example.org/a", "//me@a.org"])
def test_an_address_with_a_users_name_is_refused_and_not_repeated(url: str, tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    seeds.write_text(f"https://example.org/\n{url}\n")
    for given in ({"url": url}, {"urls": str(seeds)}, {"articles": str(seeds)}):
        with pytest.raises(UsageError, match="NEWSCRAWLER_ACCESS_FILE") as error:
            read_arguments(KNOWN, given)
        assert "sesame" not in str(error.value)


def test_an_at_sign_elsewhere_is_none() -> None:
    for path in ("/@me/2026/a?by=me@example.org", "/?to=http://me@example.org/"):
        for start in ("https://", ""):
            assert read_arguments(KNOWN, {"url": f"{start}example.org{path}"}).urls == [f"https://example.org{path}"]
