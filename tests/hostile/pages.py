# ruff: noqa: E501 - a case a line reads better unbroken
"""Pages that an honest site never sends, each with the outcome it must end in. A page stands on the site of its theme."""

from __future__ import annotations

import gzip
import zlib

from hostile import bombs
from hostile.server import Peer, Serve, answer, joined, says
from pages_of_ours import article_page

STORY = article_page("The case before the harbour court", 7)
HALF, REST = STORY.encode()[:1500], STORY.encode()[1500:]
Case = tuple[Serve, str]


def coded(body: bytes, coding: str) -> Serve:
    return lambda peer: peer.send(answer(body, f"Content-Encoding: {coding}"))


def bomb(pack: object, coding: str) -> Serve:
    """Packed when it is first asked for."""
    return lambda peer: peer.send(answer(pack(), f"Content-Encoding: {coding}"))  # type: ignore[operator]


def page(body: str | bytes, *headers: str, kind: str = "text/html; charset=utf-8") -> Serve:
    return says(answer(body, *headers, kind=kind))


def with_body(inner: str) -> Serve:
    """A story, and `inner` behind its last paragraph."""
    return page(STORY.replace("</article>", f"</article>{inner}"))


def with_head(inner: str) -> Serve:
    return page(STORY.replace("</head>", f"{inner}</head>"))


def raw(*pieces: bytes) -> Serve:
    return says(b"".join(pieces))


def chunked(*chunks: bytes, head: bytes = b"") -> bytes:
    start = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n"
    return start + head + b"\r\n" + joined(chunks)


def chunk(body: bytes) -> bytes:
    return f"{len(body):x}\r\n".encode() + body + b"\r\n"


def endless(start: bytes, piece: bytes, pause: float = 0.0) -> Serve:
    def serve(peer: Peer) -> None:
        peer.send(start)
        peer.for_ever(piece, pause)

    return serve


def interim(peer: Peer) -> None:
    peer.send(b"HTTP/1.1 100 Continue\r\n\r\n" * 500, answer(STORY))


def slammed(peer: Peer) -> None:
    peer.send(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + HALF)
    peer.reset()


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n"
PACKED = gzip.compress(STORY.encode())

CODINGS: dict[str, Case] = {
    "a-gzip-bomb": (bomb(lambda: bombs.zeros("gzip"), "gzip"), "too_large"),
    "a-deflate-bomb": (bomb(lambda: bombs.zeros("deflate"), "deflate"), "too_large"),
    "a-brotli-bomb": (bomb(lambda: bombs.zeros("br"), "br"), "too_large"),
    "a-zstd-bomb": (bomb(lambda: bombs.zeros("zstd"), "zstd"), "too_large"),
    "a-bomb-in-gzip-in-gzip": (bomb(lambda: bombs.nested("gzip", "gzip"), "gzip, gzip"), "too_large"),
    "a-bomb-in-gzip-in-brotli": (bomb(lambda: bombs.nested("gzip", "br"), "gzip, br"), "too_large"),
    "a-bomb-three-deep": (bomb(lambda: bombs.nested("zstd", "gzip", "br"), "zstd, gzip, br"), "too_large"),
    "an-attribute-of-100-megabytes": (bomb(bombs.attribute, "gzip"), "too_large"),
    "codings-without-end": (coded(PACKED, ", ".join(["gzip"] * 1500)), "bad_response"),
    "twice-packed-but-once-said": (coded(gzip.compress(PACKED), "gzip"), "not_an_article"),
    "half-a-million-empty-members": (bomb(bombs.members, "gzip"), "bad_response"),
    "a-gzip-that-is-cut-off": (coded(PACKED[:-200], "gzip"), "bad_response"),
    "a-gzip-with-a-wrong-sum": (coded(PACKED[:-8] + b"\0" * 8, "gzip"), "bad_response"),
    "a-gzip-that-is-none": (coded(STORY.encode(), "gzip"), "bad_response"),
    "a-gzip-with-a-rotten-middle": (coded(PACKED[:300] + bombs.noise(200) + PACKED[500:], "gzip"), "bad_response"),
    "a-gzip-and-rubbish-behind-it": (coded(PACKED + bombs.noise(5000), "gzip"), "archived"),
    "a-deflate-that-is-none": (coded(bombs.noise(5000), "deflate"), "bad_response"),
    "a-deflate-that-is-cut-off": (coded(zlib.compress(STORY.encode())[:-200], "deflate"), "bad_response"),
    "a-brotli-that-is-none": (coded(bombs.noise(5000), "br"), "bad_response"),
    "a-brotli-that-is-cut-off": (
        bomb(lambda: __import__("brotli").compress(STORY.encode())[:-200], "br"), "bad_response"),
    "a-zstd-that-is-none": (coded(bombs.noise(5000), "zstd"), "bad_response"),
    "a-zstd-that-is-cut-off": (
        bomb(lambda: bombs.zstd.compress(STORY.encode())[:-200], "zstd"), "bad_response"),
    "a-zstd-of-a-window-of-2-gigabytes": (coded(b"\x28\xb5\x2f\xfd\x00\xa8" + bombs.noise(300), "zstd"), "bad_response"),
    "a-coding-nobody-knows": (coded(STORY.encode(), "x-squeeze"), "archived"),
    "a-coding-of-control-characters": (coded(STORY.encode(), "\x01\x02"), "archived"),
}  # fmt: skip

FRAMING: dict[str, Case] = {
    "a-length-below-nothing": (page(STORY, "Content-Length: -5"), "bad_response"),
    "a-length-in-words": (page(STORY, "Content-Length: many"), "bad_response"),
    "a-length-of-5000-digits": (page(STORY, "Content-Length: " + "9" * 5000), "bad_response"),
    "a-length-of-an-exabyte": (page(STORY, "Content-Length: 1000000000000000000"), "too_large"),
    "a-length-that-is-too-long": (page(STORY, f"Content-Length: {len(STORY) + 500}"), "bad_response"),
    "a-length-that-is-too-short": (page(STORY + "x" * 5000, f"Content-Length: {len(STORY)}"), "archived"),
    "two-lengths-that-differ": (raw(HEAD, b"Content-Length: 10\r\nContent-Length: 20\r\n\r\n", HALF), "bad_response"),
    "a-length-of-nothing": (page(STORY, "Content-Length: 0"), "not_an_article"),
    "a-body-without-end": (endless(HEAD + b"\r\n", b"<p>and so on</p>" * 65_536), "too_large"),
    "a-chunk-that-is-cut-off": (raw(chunked(b"5000\r\n", HALF)), "bad_response"),
    "a-chunk-of-negative-size": (raw(chunked(b"-5\r\n", HALF)), "bad_response"),
    "a-chunk-of-no-number": (raw(chunked(b"half\r\n", HALF)), "bad_response"),
    "a-chunk-of-16-exabytes": (raw(chunked(b"ffffffffffffffff\r\n", HALF)), "bad_response"),
    "a-chunk-size-of-a-megabyte": (raw(chunked(b"0" * 1_000_000 + b"5\r\n", HALF)), "bad_response"),
    "a-chunk-with-an-endless-name": (raw(chunked(b"5;" + b"x" * 1_000_000, b"\r\n", HALF)), "bad_response"),
    "chunks-of-one-byte": (raw(chunked(b"1\r\nx\r\n" * 50_000)), "bad_response"),
    "chunks-without-end": (endless(chunked(), chunk(b"<p>and on</p>" * 80_000)), "too_large"),
    "chunks-and-no-last-one": (raw(chunked(chunk(STORY.encode()))), "bad_response"),
    "trailers-without-end": (raw(chunked(chunk(STORY.encode()), b"0\r\n", b"X-Y: z\r\n" * 50_000)), "bad_response"),
    "chunks-and-a-length-too": (raw(chunked(chunk(STORY.encode()), b"0\r\n\r\n", head=b"Content-Length: 7\r\n")), "archived"),
    "a-transfer-coding-nobody-knows": (raw(HEAD, b"Transfer-Encoding: pigeon\r\n\r\n", HALF), "bad_response"),
    "an-answer-of-http-0.9": (raw(STORY.encode()), "bad_response"),
    "an-answer-of-http-9.9": (raw(answer(STORY).replace(b"HTTP/1.1", b"HTTP/9.9", 1)), "archived"),
    "a-status-of-no-number": (raw(b"HTTP/1.1 fine OK\r\n\r\n", HALF), "bad_response"),
    "a-status-of-99999": (says(answer(STORY, status="99999 Odd")), "server_error"),
    "a-status-below-nothing": (says(answer(STORY, status="-200 OK")), "bad_status"),
    "a-status-of-nothing": (says(answer(STORY, status="000 OK")), "bad_status"),
    "a-reason-of-15-kilobytes": (says(answer(STORY, status="200 " + "very " * 3000)), "archived"),
    "a-status-line-of-a-megabyte": (says(answer(STORY, status="200 " + "very " * 200_000)), "too_large"),
    "nothing-at-all": (lambda peer: None, "bad_response"),
    "a-slammed-door": (lambda peer: peer.reset(), "bad_response"),
    "a-door-slammed-in-the-middle": (slammed, "bad_response"),
    "the-banner-of-another-service": (raw(b"SSH-2.0-OpenSSH_9.9\r\n" + bombs.noise(400)), "bad_response"),
    "noise": (raw(bombs.noise(20_000)), "bad_response"),
    "interim-answers-without-end": (interim, "too_large"),
    "headers-without-end": (endless(HEAD, b"X-Flood: and so on\r\n" * 100), "too_large"),
    "5000-headers": (raw(HEAD, b"".join(b"X-%d: y\r\n" % n for n in range(5000)), b"\r\n", HALF, REST), "too_large"),
    "a-header-of-a-megabyte": (page(STORY, "X-Long: " + "y" * 1_000_000), "too_large"),
    "a-header-folded-without-end": (endless(HEAD + b"X-Folded: a\r\n", b" and so on\r\n" * 500), "too_large"),
    "900-cookies": (page(STORY, *(f"Set-Cookie: c{n}={'v' * 200}; Path=/; Max-Age=99" for n in range(900))), "archived"),
    "cookies-without-end": (endless(HEAD, b"Set-Cookie: c=" + b"v" * 4000 + b"\r\n"), "too_large"),
    "nuls-in-headers": (raw(HEAD, b"X-\0Nul: a\0b\r\nX-Bell: \x07\x1b[2J\r\n\r\n", HALF, REST), "bad_response"),
    "a-header-without-a-colon": (raw(HEAD, b"no colon here\r\n\r\n", HALF, REST), "archived"),
    "headers-with-bare-line-feeds": (raw(answer(STORY).replace(b"\r\n", b"\n", 6)), "archived"),
    "a-body-where-none-may-be": (says(answer(STORY, status="204 No Content")), "not_an_article"),
    "a-part-nobody-asked-for": (says(answer(STORY, "Content-Range: bytes 0-9/10", status="206 Partial")), "archived"),
    "a-switch-nobody-asked-for": (
        raw(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n", answer(STORY)), "archived"),
}  # fmt: skip

DEEP = 1_000_000
MARKUP: dict[str, Case] = {
    "a-million-deep": (with_body("<div>" * DEEP), "archived"),
    "a-million-deep-in-bold": (with_body("<b>" * DEEP + "x"), "archived"),
    "a-million-ends": (with_body("</div>" * DEEP), "archived"),
    "tables-in-tables": (with_body("<table><tr><td>" * 30_000), "archived"),
    "lists-in-lists": (with_body("<ul><li>x" * 50_000), "archived"),
    "a-million-attributes": (with_body("<p " + " ".join(f"a{n}=b" for n in range(1_000_000)) + ">x</p>"), "archived"),
    "an-attribute-of-14-megabytes": (with_body(f'<p title="{"a" * 14_000_000}">x</p>'), "archived"),
    "links-without-end": (with_body("".join(f'<a href="/tag/t{n % 20}?a={n}&a={n}&a=b">t</a>' for n in range(60_000))), "archived"),
    "a-million-line-breaks": (with_body("<p>" + "<br>" * DEEP), "archived"),
    "a-million-references": (with_body("&amp;&nbsp;&lt;" * 300_000), "archived"),
    "angle-brackets-alone": (page("<" * 8_000_000), "not_an_article"),
    "white-space-alone": (page(" \n" * 4_000_000), "not_an_article"),
    "json-a-hundred-thousand-deep": (
        with_head('<script type="application/ld+json">' + "[" * 100_000 + "</script>"), "archived"),
    "json-with-numbers-of-a-megabyte": (
        with_head('<script type="application/ld+json">{"@type":"NewsArticle","datePublished":' + "9" * 1_000_000
                  + "}</script>"), "archived"),
    "json-of-5-megabytes": (
        with_head('<script type="application/ld+json">[' + '{"@type":"Person","name":"A"},' * 150_000 + "{}]</script>"),
        "archived"),
    "a-billion-laughs": (
        page('<!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "' + "&a;" * 50 + '"><!ENTITY c "' + "&b;" * 50 + '">]>'
             + STORY.replace("</article>", "<p>" + "&c;" * 50 + "</p></article>")), "archived"),
    "a-file-as-an-entity": (
        page('<!DOCTYPE html [<!ENTITY f SYSTEM "file:///etc/passwd">]>' + STORY.replace("</article>", "<p>&f;</p>")),
        "archived"),
    "nuls-everywhere": (page("\0".join(STORY)), "not_an_article"),
    "half-of-a-surrogate-pair": (with_body("<p>&#xD800; &#55357; &#x110000; &#99999999999; \ud800</p>".encode(
        "utf-8", "surrogatepass").decode("utf-8", "replace")), "archived"),
    "letters-from-right-to-left": (page(article_page("\u202egnp.exe the court \u2066\u200b\u00ad rules", 8)), "archived"),
    "a-title-that-is-a-path": (page(article_page("../../../etc/passwd\0 and %2e%2e and CON.txt:stream", 9)), "archived"),
    "a-title-of-a-megabyte": (page(article_page("On and on " * 100_000, 10)), "archived"),
    "marks-upon-marks": (page(article_page("The z" + "\u0301\u0327\u20dd" * 3000 + "algo of the harbour", 11)), "archived"),
    "days-that-never-were": (page(article_page("A day that never was at all", 12, day="2026-02-31")), "archived"),
    "the-year-99999": (page(article_page("The year ninety-nine thousand", 13, day="99999-01-01")), "archived"),
    "authors-without-end": (
        with_head("".join(f'<meta name="author" content="Ines Falk {n}">' for n in range(20_000))), "archived"),
    "a-base-of-script": (with_head('<base href="javascript:alert(1)">'), "archived"),
    "a-base-inside": (with_head('<base href="http://169.254.169.254/">'), "archived"),
    "a-canonical-file": (page(article_page("A canonical file of passwords", 14, canonical="file:///etc/passwd")), "archived"),
    "a-canonical-inside": (page(article_page("A canonical address inside", 15, canonical="http://10.0.0.1/")), "archived"),
    "a-comment-that-never-ends": (page(STORY + "<!--" + "-" * 2_000_000), "archived"),
    "a-script-that-never-ends": (page(STORY + "<script>" + "<!--<script>" * 300_000), "archived"),
    "a-million-frames": (with_body('<iframe src="/f"></iframe>' * 40_000), "archived"),
    "forms-and-fields": (with_body("<form>" * 5000 + "<input name=x>" * 100_000), "archived"),
    "svg-and-math": (with_body("<svg><g>" * 50_000 + "<math><mi>x" * 50_000), "archived"),
}  # fmt: skip

KINDS: dict[str, Case] = {
    "a-zip-as-html": (page(b"PK\x03\x04" + bombs.noise(9000)), "not_an_article"),
    "a-pdf-as-html": (page(b"%PDF-1.7\n" + bombs.noise(9000)), "not_an_article"),
    "a-picture-as-html": (page(b"\x89PNG\r\n\x1a\n" + bombs.noise(9000)), "not_an_article"),
    "a-program-as-html": (page(b"\x7fELF" + bombs.noise(9000)), "not_an_article"),
    "noise-as-html": (page(bombs.noise(100_000)), "not_an_article"),
    "html-as-pdf": (page(STORY, kind="application/pdf"), "archived"),
    "html-as-a-picture": (page(STORY, "X-Content-Type-Options: nosniff", kind="image/png"), "archived"),
    "html-as-noise": (page(STORY, kind="application/octet-stream"), "archived"),
    "html-as-a-download": (
        page(STORY, 'Content-Disposition: attachment; filename="../../\u202egnp.exe\0.html"'), "archived"),
    "a-kind-of-control-characters": (page(STORY, kind="\x01/\x02; charset=\x03"), "archived"),
    "a-kind-of-10-kilobytes": (page(STORY, kind="text/html; " + "a=b; " * 2000), "archived"),
    "no-kind-at-all": (raw(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", HALF, REST), "archived"),
    "many-kinds-at-once": (page(STORY, "Content-type : image/png", "CONTENT-TYPE: a/b"), "bad_response"),
    **{
        f"the-charset-{name}": (page(STORY, kind=f"text/html; charset={name}"), "archived")
        for name in ("utf-7", "utf-16", "utf-32", "cp037", "idna", "punycode", "rot13", "zip", "base64",
                     "unicode_escape", "undefined", "mbcs", "x" * 5000, "%00", "../../etc/passwd")
    },
    "a-mark-of-utf-32-that-lies": (page(b"\xff\xfe\0\0" + STORY.encode()), "not_an_article"),
    "bytes-that-are-no-letters": (page(STORY.encode().replace(b"office", b"off\xff\xfe\xc0\x80ice")), "archived"),
    "letters-too-long": (page(STORY.encode().replace(b"<p>", b"<p>\xc0\xaf\xe0\x80\xaf\xf0\x80\x80\xaf")), "archived"),
}  # fmt: skip

THEMES: dict[str, dict[str, Case]] = {"codings": CODINGS, "framing": FRAMING, "markup": MARKUP, "kinds": KINDS}
