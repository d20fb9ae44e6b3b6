"""One normal form for the many spellings of one address. Asks nobody, never raises.

Two spellings of one page must meet in one form, or it is fetched and archived twice; two pages must never meet,
or one of them is lost. So only what no server tells apart is folded (case of the host, default port, dot segments,
percent-forms, fragment), and only what counts visitors is dropped (`TRACKERS`). Order and repetition of all other
parameters are kept.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urljoin, urlsplit

import idna

MAX_LENGTH = 4096
"""Longer addresses are unusable. A WordPress slug of 200 bytes, all of it percent-escaped, needs some 600."""

TRACKER_PREFIXES = ("utm_", "pk_", "mtm_", "matomo_", "piwik_", "hsa_", "at_custom", "wt_zmc", "__hs", "fb_action_")
"""Families of parameters that name a campaign: Google's, Matomo's old and new ones, HubSpot's, AT Internet's …"""

TRACKERS = frozenset(
    "fbclid gclid gclsrc dclid gbraid wbraid gad_source gad_campaignid msclkid twclid ttclid li_fat_id yclid "
    "ysclid igshid igsh srsltid epik rb_clickid irclickid _openstat _ga _gl _hsenc _hsmi hsctatracking mc_cid mc_eid "
    "mkt_tok oly_enc_id oly_anon_id vero_id vero_conv wickedid s_cid s_kwcid ef_id icid intcmp int_cmp cmpid "
    "ns_mchannel ns_source ns_campaign ns_linkname ns_fee xtor at_medium at_campaign at_creation at_link_id wt_mc "
    "wt.mc_id smid sref srnd ocid taid tpcc ref_src ref_url fb_source fb_ref mibextid action_object_map "
    "action_type_map amp_js_v amp_gsa usqp phpsessid jsessionid".split()
)
"""Parameters that tell who sent the reader (or which visit this is), never which page is meant. Not here, since on
some sites they choose the page: `ref`, `source`, `from`, `id`, and `s`, `sid` unless they hold a session's number."""

_SESSION_NAMES = frozenset("session sessionid session_id sessid oscsid zenid cftoken sid s".split())
_SESSION_NUMBER = re.compile(r"[0-9a-f]{32}|[0-9a-f]{40}|(?=[a-z]*\d)(?=\d*[a-z])[0-9a-z]{26}", re.IGNORECASE)
"""As PHP and others make them: MD5, SHA-1, or 26 letters and digits. Every visit has another one, and a crawl that
takes no cookies gets a new one on each page: without this, five articles were archived 149 times."""
_SCRIPT = re.compile(r"/|.*\.(?:php\d?|aspx?|jsp|cfm|cgi|pl|do)", re.IGNORECASE)
"""Paths that name no page by themselves: in `/story.php?sid=…` the number may be the story's."""

# Already in normal form, as nearly all links of real pages are; of ports only those that no scheme has by default.
_PLAIN = re.compile(
    r"https?://[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?(?::(?!80/|443/)(?:[1-9]\d{1,3}|[1-5]\d{4}))?/[A-Za-z0-9_~./-]*\Z"
)
_PLAIN_PATH = re.compile(r"/(?:[A-Za-z0-9_~-][A-Za-z0-9_~./-]*)?\Z")
_ORIGIN = re.compile(r"[Hh][Tt][Tt][Pp][Ss]?://[^/?#\\]+")
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]{0,251}[a-z0-9_])?\Z")
_IPV6 = re.compile(r"\[[0-9a-f:.]{2,45}\]\Z")
_DEFAULT_PORTS = {"http": 80, "https": 443}

# What browsers cut off both ends, and what they drop anywhere inside (WHATWG URL, basic URL parser, steps 1-3).
_ENDS = "".join(map(chr, range(0x21))) + "\x7f\xa0\u200b\ufeff"
_DROPPED = str.maketrans("", "", "\t\n\r")

_ODD_IN_PATH = re.compile(r"%(?P<hex>[0-9A-Fa-f]{2})?|[^A-Za-z0-9_.~/!$&'()*+,;=:@-]")
_ODD_IN_QUERY = re.compile(r"%(?P<hex>[0-9A-Fa-f]{2})?|[^A-Za-z0-9_.~/!$&'()*+,;=:@?\[\]-]")
_SESSION = re.compile(r";(?:jsessionid|phpsessid)=[A-Za-z0-9._!~-]*", re.IGNORECASE)
"""Which visit this is, where Java servers write it into the path: every visit has another one."""
_COOKIELESS = re.compile(r"/\((?:[A-Za-z]\([A-Za-z0-9_-]{1,200}\)){1,4}\)(?=/)")
"""The same where ASP.NET does: `/(S(lit3py55t21z5v55vlm25s55))/news.aspx`."""
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


def normalise(url: str, base: str | None = None) -> str | None:
    """`url` (seen from `base`) as an absolute http(s) address in its one normal form; None if it is unusable.

    >>> normalise("HTTPS://Example.ORG:443/a/./b/../%7ec?id=3&utm_source=x#top")
    'https://example.org/a/~c?id=3'
    >>> normalise("../sport?page=2", "http://example.org/news/today/")
    'http://example.org/news/sport?page=2'
    """
    if len(url) > MAX_LENGTH:  # not remembered either: what is, stands in memory until 8,192 others came
        return None
    if "/." not in url and ".." not in url:
        if _PLAIN.match(url):
            return url
        if base is not None and _PLAIN_PATH.match(url):
            origin = _origin(base)
            if origin is not None:
                return origin + url
    # an absolute address is the same seen from any page: menus repeat them on each
    return _normalise(url, None if _ORIGIN.match(url) else base)


@lru_cache(maxsize=256)
def _origin(base: str) -> str | None:
    found = _ORIGIN.match(base)
    normal = _normalise(found.group() + "/", None) if found else None
    return normal[:-1] if normal else None


@lru_cache(maxsize=8192)
def _normalise(url: str, base: str | None) -> str | None:
    before_query, mark, query = url.strip(_ENDS).translate(_DROPPED).partition("?")
    url = before_query.replace("\\", "/") + mark + query
    try:
        parts = urlsplit(urljoin(base, url) if base is not None else url)
        authority = _authority(parts.scheme, parts.netloc)
    except ValueError:  # "Invalid IPv6 URL", a host that IDNA forbids (idna.IDNAError is one) …
        return None
    if authority is None:
        return None
    path = _SESSION.sub("", parts.path) if ";" in parts.path else parts.path
    path = _COOKIELESS.sub("", path) if "/(" in path else path
    path = _without_dot_segments(_ODD_IN_PATH.sub(_escaped, path))
    query = _ODD_IN_QUERY.sub(_escaped, parts.query)
    if query:
        parameters = [part for part in query.split("&") if part and not is_tracker(part)]
        if len(parameters) > 1 or not _SCRIPT.fullmatch(path):
            parameters = [part for part in parameters if not _is_session(part)]
        query = "&".join(parameters)
    normal = f"{parts.scheme}://{authority}{path}" + (f"?{query}" if query else "")
    return normal if len(normal) <= MAX_LENGTH else None


def is_tracker(parameter: str) -> bool:
    """Whether `name=value` only counts visitors."""
    name = parameter.partition("=")[0].lower()
    return name in TRACKERS or name.startswith(TRACKER_PREFIXES)


def _is_session(parameter: str) -> bool:
    """Whether `name=value` says which visit this is, by its name and by the form of its value."""
    name, _, value = parameter.partition("=")
    return name.lower() in _SESSION_NAMES and _SESSION_NUMBER.fullmatch(value) is not None


def _authority(scheme: str, netloc: str) -> str | None:
    """`host` or `host:port`, lower case, ASCII; a user name and password are dropped."""
    if scheme not in _DEFAULT_PORTS:
        return None
    host, port = netloc.rpartition("@")[2].lower(), ""
    if not host.endswith("]"):
        head, colon, tail = host.rpartition(":")
        host, port = (head, tail) if colon else (host, "")
    if not host.isascii():
        host = idna.encode(host, uts46=True).decode("ascii")
    host = host.rstrip(".")
    if not (_HOST.match(host) or _IPV6.match(host)) or ".." in host:
        return None
    if not port:
        return host
    if not (port.isascii() and port.isdigit() and len(port) <= 8 and 0 < int(port) < 65536):
        return None
    return host if int(port) == _DEFAULT_PORTS[scheme] else f"{host}:{int(port)}"


def _escaped(odd: re.Match[str]) -> str:
    digits = odd.group("hex")
    if digits:
        char = chr(int(digits, 16))
        return char if char in _UNRESERVED else f"%{digits.upper()}"
    return "".join(f"%{byte:02X}" for byte in odd.group().encode("utf-8", "surrogatepass"))


def _without_dot_segments(path: str) -> str:
    if "/." not in path:
        return path if path.startswith("/") else f"/{path}"
    kept: list[str] = []
    segments = path.removeprefix("/")
    for segment in segments.split("/"):
        if segment == "..":
            if kept:
                kept.pop()
        elif segment != ".":
            kept.append(segment)
    if segments in {".", ".."} or segments.endswith(("/.", "/..")):
        kept.append("")
    return "/" + "/".join(kept)
