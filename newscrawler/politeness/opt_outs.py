"""What a site says to those who would train models on it or mine its text: groups and `Content-Signal` in robots.txt,
TDM reservations.

Read only where `NEWSCRAWLER_OBEY_AI_OPT_OUT` asks for it. TDM reservation is the W3C community group's protocol
(https://www.w3.org/community/reports/tdmrep/CG-FINAL-tdmrep-20240510/): a file of the origin, a header, a meta.
"""

from __future__ import annotations

import orjson

from newscrawler.politeness.page_directives import PRODUCT_TOKEN
from newscrawler.politeness.robots import RobotsTxt, comparable

AI_CRAWLERS = frozenset(
    "gptbot chatgpt-user oai-searchbot ccbot anthropic-ai claudebot claude-web google-extended applebot-extended "
    "perplexitybot bytespider cohere-ai cohere-training-data-crawler meta-externalagent facebookbot amazonbot omgili "
    "omgilibot webzio-extended diffbot imagesiftbot timpibot youbot friendlycrawler petalbot pangubot".split()
)
"""Product tokens by which sites mean those who gather text for models. Names with digits cannot be tokens (RFC 9309,
2.2.1), so that `AI2Bot` and the like are not here."""
TDM_FILE = "/.well-known/tdmrep.json"
MAX_RULES = 20_000
"""Of a TDM file; of honest ones each has a few."""


ALL = RobotsTxt((("/", False),), None, ())
"""Keeps everything."""


def ai_groups(body: bytes) -> tuple[RobotsTxt, ...]:
    """What robots.txt says to each crawler of `AI_CRAWLERS` that it names, and what it signals to us.

    >>> ai_groups(b"User-agent: *\\nContent-Signal: search=yes, ai-train=no\\nAllow: /") == (ALL,)
    True
    """
    signalled = (ALL,) if RobotsTxt.parse(body, PRODUCT_TOKEN).is_kept_from_models else ()
    return (*RobotsTxt.named(body, AI_CRAWLERS).values(), *signalled)


def read_tdm_file(body: bytes) -> RobotsTxt:
    """`tdmrep.json` as rules: what it reserves is not allowed. Never raises; what cannot be read reserves nothing.

    >>> rules = read_tdm_file(b'[{"location": "/opinion/*", "tdm-reservation": 1}]')
    >>> rules.allows("https://example.org/opinion/a"), rules.allows("https://example.org/a")
    (False, True)
    """
    try:
        entries = orjson.loads(body)
    except orjson.JSONDecodeError:
        return RobotsTxt((), None, ())
    rules = []
    for entry in entries[:MAX_RULES] if isinstance(entries, list) else []:
        location = entry.get("location") if isinstance(entry, dict) else None
        reserved = entry.get("tdm-reservation") if isinstance(entry, dict) else None
        if isinstance(location, str) and location.startswith("/") and reserved in (0, 1, "0", "1"):
            rules.append((comparable(location), str(reserved) == "0"))
    return RobotsTxt(tuple(sorted(rules, key=lambda rule: (-len(rule[0]), not rule[1]))), None, ())
