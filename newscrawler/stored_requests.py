"""Requests as the ledger keeps them: the address, and who reads the answer, as JSON. Nothing is pickled.

A request of a spider's own is kept with its callback's and errback's names, its `cb_kwargs` and its own `meta`; it
must be a GET without headers or body of its own, and what it carries must be JSON.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import orjson
from scrapy import Request, Spider

LEASE = "newscrawler_lease"
"""Key in `request.meta`: the address that was handed out; a request with the same one asks for it again."""
TOLD = "newscrawler_told"
"""Key in `request.meta`: who told us of the address and what, JSON-able."""
DEPTH = "newscrawler_depth"
"""Key in `request.meta`: links followed from a seed."""

MOST_WITNESSES = 3
"""Channels besides the first whose word on an address is kept."""
_PASSING = ("newscrawler_", "download_", "_")
"""Beginnings of meta keys that belong to one request alone."""


class NotStorable(ValueError):
    """The ledger cannot keep this request."""


def call_of(request: Request, spider: Spider) -> str:
    """Who reads the answer to `request`, as JSON; NotStorable where it cannot be said so."""
    if request.method != "GET" or request.body:
        raise NotStorable(f"{request.method} {request.url}: only GET without a body can be kept in the ledger")
    if request.headers and LEASE not in request.meta:  # what was sent before holds the headers of the middlewares
        raise NotStorable(f"{request.url}: headers of a request's own cannot be kept in the ledger")
    call: dict[str, Any] = {"callback": _name(request.callback, spider) or "parse"}
    if (errback := _name(request.errback, spider)) is not None:
        call["errback"] = errback
    if request.cb_kwargs:
        call["arguments"] = request.cb_kwargs
    meta = {key: value for key, value in request.meta.items() if key != "proxy" and not key.startswith(_PASSING)}
    if meta:
        call["meta"] = meta
    try:
        return orjson.dumps(call).decode()
    except TypeError as error:
        raise NotStorable(f"{request.url}: cb_kwargs and meta must be JSON to be kept in the ledger: {error}") from None


def with_told(call: str, told: dict[str, Any]) -> str | None:
    """`call` with what one more witness told of the address; None where that adds nothing to what is known."""
    said = orjson.loads(call)
    arguments = said.get("arguments", {})
    if said["callback"] != "parse" or "site" not in arguments:  # a channel's, or a request of a spider's own
        return None
    first = arguments.get("told")
    if first is None:
        arguments["told"] = told
    else:
        also = first.setdefault("also", [])
        known = set(first).union(*also)
        if set(told) <= known or len(also) >= MOST_WITNESSES or any(each.get("by") == told.get("by") for each in also):
            return None
        also.append(told)
    return orjson.dumps(said).decode()


def request_of(url: str, call: str, priority: int, depth: int, spider: Spider) -> Request:
    """The request again."""
    said = orjson.loads(call)
    errback = said.get("errback")
    return Request(
        url,
        getattr(spider, said["callback"]),
        errback=getattr(spider, errback) if errback else None,
        cb_kwargs=said.get("arguments"),
        meta={**said.get("meta", {}), LEASE: url, DEPTH: depth},
        priority=priority,
        dont_filter=True,
    )


def _name(method: Callable[..., Any] | None, spider: Spider) -> str | None:
    if method is None:
        return None
    name = getattr(method, "__name__", "")
    if getattr(method, "__self__", None) is not spider or not hasattr(spider, name):
        raise NotStorable(f"{method!r} is no method of the spider: the ledger keeps callbacks by name")
    return name
