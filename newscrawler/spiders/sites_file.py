"""A list of sites in TOML, each with arguments of its own: what `scrapy crawl all --sites FILE` crawls.

    [defaults]                    # for every site that does not say otherwise
    since = "2026-01-01"

    [sites.lowmoor]               # the archive's name
    url = "https://example.org/"  # or several: ["https://example.org/", "https://example.org/harbour/"]
    section = "Harbour"

What a site may say is what `-a` takes: since, until, limit, section, match; it holds for this site alone.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from newscrawler.archive.paths import checked_name
from newscrawler.discovery.addresses import bare_host, host_of
from newscrawler.errors import UsageError
from newscrawler.spiders.arguments import Arguments, read_arguments

COMMON = ("since", "until", "limit", "section", "match")
TABLES = ("defaults", "sites")


def read_sites(file: str) -> dict[str, Arguments]:
    """By archive, the arguments of each site in FILE; UsageError says in one line what is wrong, and where."""
    try:
        content = tomllib.loads(Path(file).read_bytes().decode("utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{file}: cannot be read: {getattr(error, 'strerror', None) or 'not UTF-8 text'}") from None
    except (ValueError, RecursionError) as error:  # ValueError: also a NUL in the file's name
        raise UsageError(f"{file}: cannot be read as TOML: {' '.join(str(error).split())}") from None
    _check_names(content, TABLES, file, "table")
    defaults = _table(content.get("defaults", {}), f"{file}: [defaults]")
    _check_names(defaults, COMMON, f"{file}: [defaults]", "argument")
    tables = _table(content.get("sites", {}), f"{file}: [sites]")
    if not tables:
        raise UsageError(f'{file}: names no site; each is a table: [sites.NAME] and url = "https://example.org"')
    sites = {name: _site(name, table, defaults, f"{file}: [sites.{name}]") for name, table in tables.items()}
    _check_hosts(sites, file)
    return sites


def _site(name: str, table: Any, defaults: dict[str, Any], place: str) -> Arguments:
    said = _table(table, place)
    _check_names(said, ("url", *COMMON), place, "argument")
    urls = said.pop("url", None)
    listed = urls if isinstance(urls, list) else [urls]
    if not listed or not all(isinstance(url, str) and url for url in listed):
        raise UsageError(f'{place}: say where it begins: url = "https://example.org"')
    try:
        checked_name(name)
        given = {key: _word(key, value) for key, value in (defaults | said).items()}
        arguments = read_arguments(COMMON, given)
        arguments.urls = [url for one in listed for url in read_arguments(("url",), {"url": one}).urls]
    except UsageError as error:
        raise UsageError(f"{place}: {str(error).removeprefix('-a ')}") from None
    return arguments


def _word(name: str, value: Any) -> str:
    """A value as `-a` would take it; TOML has numbers and days of its own."""
    if isinstance(value, str):
        return value
    if name == "limit" and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if name in ("since", "until") and isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    raise UsageError(f"{name} = {value!r} is no text")


def _table(value: Any, place: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise UsageError(f"{place}: is no table")
    return dict(value)


def _check_names(table: Mapping[str, Any], known: Iterable[str], place: str, kind: str) -> None:
    for name in table:
        if name not in known:
            close = difflib.get_close_matches(name, known, 1)
            hint = f" (did you mean {close[0]}?)" if close else ""
            raise UsageError(f"{place}: {name!r} is no {kind}{hint}. It knows: {', '.join(known)}")


def _check_hosts(sites: dict[str, Arguments], file: str) -> None:
    """Answers are told apart by their hosts: one belongs to one site."""
    owners: dict[str, str] = {}
    for name, arguments in sites.items():
        for url in arguments.urls:
            host = bare_host(host_of(url) or "")
            other = owners.setdefault(host, name)
            if other != name:
                raise UsageError(f"{file}: [sites.{name}]: {host} is crawled as [sites.{other}] already; name it once")
