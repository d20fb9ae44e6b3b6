"""Redirects that lead to a wall: a consent page, a log-in, a challenge. Judged by the two addresses, before asking.

By two of: the host's name, the path's words, an address to come back to. A site's own way from one log-in page to
another is none.
"""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from newscrawler.pages.refusals import Refusal

_SIGNS = (
    (
        Refusal.CONSENT,
        re.compile(
            r"^(?:consent|guce|cmp|privacy|myprivacy|cookies?|zustimmung|privacygate|choices)[\d-]*\.|\.consent\."
        ),
        re.compile(
            r"/(?:collect-?consent|consent|cookie-?(?:consent|wall)|privacy-?(?:gate|wall)|zustimmung|cmp|pur|gdpr)\b",
            re.IGNORECASE,
        ),
    ),
    (
        Refusal.LOGIN,
        re.compile(r"^(?:login|logon|signin|sso|auth|oauth|accounts?|id|idp|identity|secure|my|member|konto)[\d-]*\."),
        re.compile(
            r"/(?:log-?[io]n|sign-?in|sso|oauth2?|authorize|authenticate|anmelden|einloggen|connexion|acceder|"
            r"iniciar-sesion|inloggen|wp-login\.php|dang-nhap)\b",
            re.IGNORECASE,
        ),
    ),
    (
        Refusal.CHALLENGE,
        re.compile(r"(?:^|\.)(?:captcha-delivery\.com|perfdrive\.com|captcha)\b|^(?:captcha|challenge|validate)\."),
        re.compile(
            r"/(?:cdn-cgi/challenge|_sec/|captcha|challenge|are-you-(?:a-)?(?:human|robot)|bot-?check|blocked)\b"
        ),
    ),
)
_BACK = re.compile(
    r"(?:^|[?&])(?:return|returnurl|return_?to|redirect|redirect_?ur[il]|redirecturl|continue|next|back|backurl|dest|"
    r"destination|target|goto|origin|referrer|callbackurl|done|r|u|ssc)=(?:https?:|%|/)",
    re.IGNORECASE,
)


def wall_behind(source: str, target: str) -> Refusal | None:
    """Which wall the redirect from `source` to `target` leads to; None where it leads to none.

    >>> str(wall_behind("https://example.org/a/b", "https://consent.example.org/collectConsent?back=/a/b"))
    'consent'
    >>> wall_behind("https://example.org/a", "https://example.org/login-problems-at-the-bank") is None
    True
    """
    here, there = urlsplit(source), urlsplit(target)
    query = unquote(there.query[:4000])
    comes_back = bool(_BACK.search(there.query[:4000])) or (len(here.path) > 1 and here.path in query)
    for refusal, host, path in _SIGNS:
        own_host = (here.hostname or "") == (there.hostname or "")
        by_host = not own_host and host.search(there.hostname or "") is not None
        by_path = path.search(there.path) is not None and path.search(here.path) is None
        if by_host + by_path + comes_back >= 2 and (by_host or by_path):
            return refusal
    return None
