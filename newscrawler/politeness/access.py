"""Access that is allowed: headers and cookies that a subscriber hands over, for hosts named one by one.

    ["example.org"]
    headers = { Authorization = "Bearer …" }
    cookies = { session = "…" }

They go to that host (and port) by https and nowhere else: not to its subdomains, not where it redirects to, not over
plain HTTP. What they are is in no log, no capture, no report and no error.
"""

from __future__ import annotations

import os
import re
import stat
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from newscrawler.errors import UsageError
from newscrawler.politeness.telltale import secrets_in, telltale

LARGEST_FILE = 1_000_000
NOT_OURS_TO_SET = frozenset(
    "host content-length transfer-encoding connection user-agent from cookie accept-encoding te upgrade "
    "proxy-authorization if-none-match if-modified-since range".split()
)
"""Headers that are the crawler's own: who it is, and how the message is framed. Cookies have a table of their own."""

_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}")
_COOKIE_VALUE = re.compile(r"[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]{0,8000}")
_HEADER_VALUE = re.compile(r"[\x20-\x7e]{0,8000}")


@dataclass(frozen=True, slots=True, repr=False)
class Access:
    """What goes to which host; shows nothing of it when printed."""

    hosts: Mapping[tuple[str, int], tuple[tuple[bytes, bytes], ...]] = field(default_factory=dict)

    def headers_for(self, url: str) -> tuple[tuple[bytes, bytes], ...]:
        """The headers that go with a request for `url`: none but by https and to a host that was named."""
        if not self.hosts:
            return ()
        parts = urlsplit(url)
        if parts.scheme != "https":
            return ()
        try:
            return self.hosts.get(((parts.hostname or "").lower(), parts.port or 443), ())
        except ValueError:  # a port that is none
            return ()

    def telltale_of(self, url: str) -> re.Pattern[bytes] | None:
        """What finds in an answer of `url` what was handed over for its host; None where nothing was."""
        return _telltale(self.headers_for(url))

    def __repr__(self) -> str:
        return f"Access({len(self.hosts)} hosts)"


@lru_cache(maxsize=256)
def _telltale(headers: tuple[tuple[bytes, bytes], ...]) -> re.Pattern[bytes] | None:
    return telltale(secrets_in(headers))


def read_access(path: Path) -> Access:
    """The file at `path`; UsageError where it cannot be read, where others may read it, or where it is no such file.

    No error repeats what the file says.
    """
    try:
        with path.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            if not stat.S_ISREG(mode):
                raise UsageError(f"NEWSCRAWLER_ACCESS_FILE: {path} is no file")
            if os.name == "posix" and mode & 0o077:
                raise UsageError(f"NEWSCRAWLER_ACCESS_FILE: others may read {path}; chmod 600 it")
            text = file.read(LARGEST_FILE)
    except OSError as error:
        raise UsageError(f"NEWSCRAWLER_ACCESS_FILE: {path} cannot be read: {error.strerror}") from None
    try:
        tables = tomllib.loads(text.decode("utf-8"))
    except ValueError:  # its message may quote a line
        raise UsageError(f"NEWSCRAWLER_ACCESS_FILE: {path} is no TOML") from None
    return Access({_host(path, name): _headers(path, name, table) for name, table in tables.items()})


def _host(path: Path, name: str) -> tuple[str, int]:
    parts = urlsplit(f"https://{name}")
    try:
        port = parts.port or 443
    except ValueError:
        port = 0
    if not parts.hostname or not port or parts.netloc != name or "*" in name or "@" in name:
        raise UsageError(f'NEWSCRAWLER_ACCESS_FILE: in {path} a table\'s name is no host; write ["example.org"]')
    return parts.hostname.lower(), port


def _headers(path: Path, host: str, table: Any) -> tuple[tuple[bytes, bytes], ...]:
    where = f"NEWSCRAWLER_ACCESS_FILE: {path}, {host}"
    if not isinstance(table, dict) or not set(table) <= {"headers", "cookies"}:
        raise UsageError(f"{where}: a host has `headers` and `cookies`, and nothing else")
    found: list[tuple[bytes, bytes]] = []
    for name, value in _pairs(where, table.get("headers", {}), _HEADER_VALUE):
        if name.lower() in NOT_OURS_TO_SET or name.lower().startswith("sec-"):
            raise UsageError(f"{where}: the header {name} is the crawler's own")
        found.append((name.encode(), value.encode()))
    cookies = _pairs(where, table.get("cookies", {}), _COOKIE_VALUE)
    if cookies:
        found.append((b"Cookie", "; ".join(f"{name}={value}" for name, value in cookies).encode()))
    return tuple(found)


def _pairs(where: str, table: Any, value_form: re.Pattern[str]) -> list[tuple[str, str]]:
    if not isinstance(table, dict):
        raise UsageError(f"{where}: `headers` and `cookies` are tables of names and values")
    for name, value in table.items():
        if not _NAME.fullmatch(name):
            raise UsageError(f"{where}: a name has characters that none may have")
        if not isinstance(value, str) or not value_form.fullmatch(value):
            raise UsageError(f"{where}: the value of {name} is no text that a header can hold")
    return list(table.items())
