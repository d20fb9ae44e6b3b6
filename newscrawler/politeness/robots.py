"""robots.txt as RFC 9309 says: groups joined, longest match, `Allow` on a tie, `*` and `$`.

Ours instead of protego's, because protego lets a group for `news` speak to `newscrawler` (and then the group for
everybody is not heard) and does not join `User-agent: NewsCrawler/1.0` with `User-agent: newscrawler`.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

MAX_BYTES = 512 * 1024
"""What is read of a robots.txt; the RFC asks for at least 500 KiB (2.5). So many bytes hold 65,000 rules at most."""

_KEPT = re.compile(r"\bai-(?:train|input)\s*=\s*no\b", re.IGNORECASE)
_ORIGIN = re.compile(r"https?://[^/]*", re.IGNORECASE)
_TOKEN = re.compile(r"[A-Za-z_-]+")
_PERCENT = re.compile(r"%[0-9A-Fa-f]{2}")
_WRITTEN = re.compile(r"[A-Za-z0-9_.~/!$&'()*+,;=:@?#-]*")
_ODD = re.compile(r"%(?![0-9A-Fa-f]{2})|[^A-Za-z0-9_.~/!$&'()*+,;=:@?#%-]+")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


@dataclass(slots=True)
class _Group:
    rules: list[tuple[str, bool]] = field(default_factory=list)  # (pattern, allowed)
    crawl_delay: float | None = None
    is_kept_from_models: bool = False


@dataclass(frozen=True, slots=True)
class RobotsTxt:
    """What one robots.txt says to one product token.

    `crawl_delay` is in seconds (a `Request-rate` of 1/5 counts as 5); `sitemaps` are the addresses of its
    `Sitemap:` lines as written; `is_kept_from_models`: its `Content-Signal` says `ai-train=no` or `ai-input=no`
    (https://contentsignals.org).
    """

    rules: tuple[tuple[str, bool], ...]
    crawl_delay: float | None
    sitemaps: tuple[str, ...]
    is_kept_from_models: bool = False

    @classmethod
    def parse(cls, body: bytes, token: str) -> RobotsTxt:
        """Read `body` for the crawler called `token`; never raises.

        >>> robots = RobotsTxt.parse(b"User-agent: *\\nDisallow: /a\\nAllow: /a/b$", "newscrawler")
        >>> [robots.allows("https://example.org" + path) for path in ("/a", "/a/b", "/a/bc", "/")]
        [False, True, False, True]
        """
        groups, sitemaps = _read_groups(body, {token.lower(), "*"})
        return cls._of(groups.get(token.lower()) or groups.get("*") or _Group(), sitemaps)

    @classmethod
    def named(cls, body: bytes, tokens: Collection[str]) -> dict[str, RobotsTxt]:
        """What `body` says to those of `tokens` (lower case) that have a group of their own."""
        groups, _ = _read_groups(body, tokens)
        return {token: cls._of(group, ()) for token, group in groups.items()}

    @classmethod
    def _of(cls, group: _Group, sitemaps: Iterable[str]) -> RobotsTxt:
        rules = sorted(group.rules, key=lambda rule: (-len(rule[0]), not rule[1]))
        return cls(tuple(rules), group.crawl_delay, tuple(sitemaps), group.is_kept_from_models)

    def allows(self, url: str) -> bool:
        """Whether `url` (absolute) may be asked for."""
        if not self.rules:
            return True
        parts = urlsplit(url)
        path = comparable((parts.path or "/") + (f"?{parts.query}" if parts.query else ""))
        path = _with_literal_specials(path)
        if path == "/robots.txt":
            return True
        # longest pattern first, Allow before Disallow of the same length: the first match decides
        return next((allowed for pattern, allowed in self.rules if _matches(pattern, path)), True)


def _read_groups(body: bytes, tokens: Collection[str]) -> tuple[dict[str, _Group], list[str]]:
    """The groups for `tokens`, and the `Sitemap:` lines. Others are passed over: 4,000 names that share 20,000 rules,
    which fit into 300 KB, took 690 MB.
    """
    groups: dict[str, _Group] = {}
    sitemaps: list[str] = []
    current: dict[str, _Group] = {}
    in_rules = False
    for line in _lines(body):
        name, colon, value = line.partition("#")[0].partition(":")
        name, value = name.strip().lower(), value.strip()
        if not colon:
            continue
        if name in ("user-agent", "useragent", "user agent"):
            if in_rules:
                current, in_rules = {}, False
            if (token := _product_token(value)) is not None and token in tokens:
                current[token] = groups.setdefault(token, _Group())
        elif name == "sitemap":
            if value and len(sitemaps) < 1000:
                sitemaps.append(value)
        elif name in ("allow", "disallow"):
            in_rules = True
            if value and current:
                rule = (_pattern(value, name), name == "allow")
                for group in current.values():
                    group.rules.append(rule)
        elif name == "content-signal":
            in_rules = True
            for group in current.values():
                group.is_kept_from_models |= _KEPT.search(value) is not None
        elif name in ("crawl-delay", "request-rate"):
            in_rules = True
            seconds = _seconds(value) if name == "crawl-delay" else _rate(value)
            for group in current.values():
                group.crawl_delay = max(filter(None, (group.crawl_delay, seconds)), default=None)
    return groups, sitemaps


def _lines(body: bytes) -> list[str]:
    """What is read of `body`. A line that the bound cuts in two is not: half an `Allow` would allow too much.

    UTF-8 is the RFC's; Windows' "Unicode" (UTF-16) is read too, since whoever saves it so forbids nothing otherwise.
    """
    read = body[:MAX_BYTES]
    if len(body) > MAX_BYTES:
        read = read[: max(read.rfind(b"\n"), read.rfind(b"\r")) + 1]
    if read.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return read.decode("utf-16", "replace").splitlines()
    return read.replace(b"\0", b"").decode("utf-8-sig", "replace").splitlines()  # UTF-16 without its mark is ASCII then


def _product_token(value: str) -> str | None:
    if value.startswith("*"):
        return "*"
    token = _TOKEN.match(value)
    return token.group().lower() if token else None


_NUMBER = re.compile(r"(?=[.,]?\d)(\d{0,9})\d*(?:[.,](\d{1,9})\d*)?(?:e\+?(\d{1,2})(?!\d))?", re.ASCII | re.IGNORECASE)


def _seconds(value: str) -> float | None:
    """The number that `value` begins with: `10`, `0.5`, `.5`, `10s`, `1,5`, `1e3`; None: none (`-1`, `inf`)."""
    found = _NUMBER.match(value)
    seconds = float(f"{found[1] or 0}.{found[2] or 0}e{found[3] or 0}") if found else 0.0
    return seconds or None


def _rate(value: str) -> float | None:
    """Seconds a request of `1/5`, `1/5s`, `10/1m`; hours of the day after it are not read."""
    found = re.match(r"(\d{1,6})\s*/\s*(\d{1,6})\s*([smh]?)", value)
    if not found or not int(found[1]):
        return None
    return int(found[2]) * {"m": 60, "h": 3600}.get(found[3], 1) / int(found[1]) or None


def comparable(path: str) -> str:
    """A path or pattern in the form that RFC 9309 (2.2.2) compares: non-ASCII as %XX, unreserved %XX as characters.

    What addresses never hold as it is (spaces, braces, a `%` of its own) is %XX too: rules are written with them.

    >>> comparable("/my files/%7ea"), comparable("/100%/{x}")
    ('/my%20files/~a', '/100%25/%7Bx%7D')
    """
    if "%" not in path and _WRITTEN.fullmatch(path):
        return path
    return _ODD.sub(_as_escapes, _PERCENT.sub(_unreserved, path))


def _as_escapes(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found.group().encode("utf-8", "surrogatepass"))


def _unreserved(found: re.Match[str]) -> str:
    char = chr(int(found.group()[1:], 16))
    return char if char in _UNRESERVED else found.group().upper()


def _pattern(value: str, name: str) -> str:
    """A rule's pattern. `$` is special at its end alone (RFC 9309, 2.2.3).

    What is forbidden is meant, though it be written without the slash that all paths begin with, or with a host.
    """
    forbidden = _ORIGIN.match(value) if name == "disallow" else None
    pattern = comparable(value[forbidden.end() :] or "/" if forbidden is not None else value)
    pattern = pattern[:-1].replace("$", "%24") + pattern[-1:]
    return pattern if pattern[0] in "/*" or name == "allow" else f"/{pattern}"


def _with_literal_specials(path: str) -> str:
    """An address's own `*` and `$` as the escapes that stand for them in patterns (RFC 9309, 2.2.3)."""
    return path.replace("*", "%2A").replace("$", "%24") if "*" in path or "$" in path else path


def _matches(pattern: str, path: str) -> bool:
    """Whether `pattern` (`*` any run, `$` at its end the end) matches the start of `path`; time |pattern| x |path|."""
    if "*" not in pattern:
        return path == pattern[:-1] if pattern.endswith("$") else path.startswith(pattern)
    anchored = pattern.endswith("$")
    first, *rest = (pattern[:-1] if anchored else pattern).split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    last = rest.pop() if anchored else ""
    for part in rest:
        found = path.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return path.endswith(last) and len(path) - len(last) >= at
