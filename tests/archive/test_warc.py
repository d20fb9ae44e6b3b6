"""WARC as others read it: warcio and fastwarc, to the end of each file, digests checked."""

from __future__ import annotations

import gzip
import os
from pathlib import Path
from typing import Any

import pytest
from exchanges_of_ours import exchange, opened, zipped
from fastwarc.warc import ArchiveIterator as FastIterator
from fastwarc.warc import WarcRecordType
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from newscrawler.archive import warc
from newscrawler.archive.warc import Exchange, gzip_member

LONG = b"<html>" + os.urandom(200_000).hex().encode() + b"</html>"


def captured(folder: Path, *exchanges: Exchange, **more: Any) -> list[Path]:
    archive = opened(folder, **more)
    for each in exchanges:
        archive.capture(each)
    archive.close()
    return sorted((folder / "captures").glob("*.warc.gz"))


def read(path: Path) -> list[dict[str, Any]]:
    """What warcio finds: type, payload, headers, whether digests hold."""
    found = []
    with path.open("rb") as stream:
        for record in ArchiveIterator(stream, check_digests=True):
            payload = record.raw_stream.read()
            found.append(
                {
                    "type": record.rec_type,
                    "warc": dict(record.rec_headers.headers),
                    "http": record.http_headers,
                    "payload": payload,
                    "digests_hold": record.digest_checker.passed,
                }
            )
    return found


def test_both_readers_find_everything_to_the_end(tmp_path: Path) -> None:
    asked = [zipped("/one", b"one" * 5000), exchange("/two", LONG), exchange("/three", b"", status=301)]
    (path,) = captured(tmp_path / "a", *asked)
    records = read(path)
    assert [record["type"] for record in records] == ["warcinfo"] + ["response", "request"] * 3
    assert all(record["digests_hold"] is not False for record in records)
    assert [record["payload"] for record in records if record["type"] == "response"] == [each.body for each in asked]
    with path.open("rb") as stream:
        fast = [
            (record.record_type, record.headers.get("WARC-Target-URI"), record.verify_block_digest())
            for record in FastIterator(stream, parse_http=False)
        ]
    assert [kind for kind, _, _ in fast[1:]] == [WarcRecordType.response, WarcRecordType.request] * 3
    assert [url for _, url, _ in fast[1::2]] == [each.url for each in asked]


def test_a_record_says_all_that_is_known(tmp_path: Path) -> None:
    headers = [(b"Content-Type", b"text/html"), (b"Set-Cookie", b"a=1"), (b"Set-Cookie", b"b=2"), (b"X", b"a\r\nb")]
    (path,) = captured(tmp_path / "a", exchange("/one?x=1", b"word", headers=headers))
    info, answer, asked = read(path)
    assert b"software: a test\r\n" in info["payload"]
    assert b"Not recoverable" in info["payload"]
    assert answer["warc"]["WARC-Target-URI"] == "https://example.org/one?x=1"
    assert answer["warc"]["WARC-IP-Address"] == "192.0.2.7"
    assert answer["warc"]["WARC-Date"] == "2026-02-10T12:00:00Z"
    assert answer["warc"]["WARC-Payload-Digest"] == warc.digest(b"word")
    assert answer["http"].headers == [
        ("Content-Type", "text/html"), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2"), ("X", "a  b"),
    ]  # fmt: skip
    assert asked["warc"]["WARC-Concurrent-To"] == answer["warc"]["WARC-Record-ID"]
    assert asked["http"].get_header("Host") == "example.org"
    assert asked["http"].statusline == "/one?x=1 HTTP/1.1"


def test_a_pointer_leads_to_the_payload(tmp_path: Path) -> None:
    archive = opened(tmp_path / "a")
    archive.capture(exchange("/one", LONG))
    pointer = archive.capture(zipped("/two", b"two" * 5000))
    archive.close()
    with (tmp_path / "a" / pointer.file).open("rb") as file:
        file.seek(pointer.offset)
        member = gzip.decompress(file.read(pointer.length))
    assert pointer.record_id.encode() in member
    assert pointer.payload_digest.encode() in member
    assert gzip.decompress(member[:-4].partition(b"\r\n\r\n")[2].partition(b"\r\n\r\n")[2]) == b"two" * 5000


def test_the_same_payload_again_is_a_revisit(tmp_path: Path) -> None:
    archive = opened(tmp_path / "a")
    first = archive.capture(exchange("/one", LONG))
    again = archive.capture(exchange("/two", LONG, at="2026-02-10T13:00:00Z"))
    archive.close()
    assert again == first
    records = read(tmp_path / "a" / first.file)
    (revisit,) = [record for record in records if record["type"] == "revisit"]
    assert revisit["payload"] == b""
    assert revisit["http"].get_statuscode() == "200"
    assert revisit["warc"]["WARC-Profile"] == warc.SAME_PAYLOAD
    assert revisit["warc"]["WARC-Refers-To-Target-URI"] == "https://example.org/one"
    assert revisit["warc"]["WARC-Refers-To"] == f"<{first.record_id}>"
    assert revisit["warc"]["WARC-Payload-Digest"] == first.payload_digest
    assert len(gzip.decompress((tmp_path / "a" / first.file).read_bytes()).split(LONG)) == 2


def test_a_304_refers_to_the_last_response_of_its_address(tmp_path: Path) -> None:
    archive = opened(tmp_path / "a")
    archive.capture(exchange("/one", LONG))
    last = archive.capture(exchange("/one", LONG + b"!", at="2026-02-10T13:00:00Z"))
    archive.capture(exchange("/two", LONG + b"?", at="2026-02-10T13:30:00Z"))
    again = archive.capture(exchange("/one", b"", status=304, at="2026-02-10T14:00:00Z"))
    unknown = archive.capture(exchange("/three", b"", status=304))
    archive.close()
    assert again == last
    by_type = [record["type"] for record in read(tmp_path / "a" / last.file)]
    assert by_type.count("revisit") == 1
    assert unknown.record_id != last.record_id  # nothing to refer to: a response like any other


def test_files_rotate_by_size_and_each_begins_with_its_warcinfo(tmp_path: Path) -> None:
    asked = [exchange(f"/{number}", os.urandom(3000)) for number in range(10)]
    paths = captured(tmp_path / "a", *asked, largest_warc=8000)
    assert [path.name for path in paths] == [f"run-1-{number:05}.warc.gz" for number in range(1, len(paths) + 1)]
    assert len(paths) > 3
    for path in paths:
        records = read(path)
        assert [record["type"] for record in records].count("warcinfo") == 1
        assert records[0]["warc"]["WARC-Filename"] == path.name
        assert records[1:]


def test_the_same_crawl_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        captured(tmp_path / name, zipped("/one", b"one" * 5000), exchange("/two", LONG))
    (first,), (second,) = ((tmp_path / name / "captures").iterdir() for name in ("a", "b"))
    assert first.read_bytes() == second.read_bytes()


def test_what_came_compressed_is_not_compressed_again() -> None:
    packed = gzip.compress(b"words " * 10_000)
    assert packed in gzip_member(b"head", packed, True)


@given(st.binary(max_size=300), st.integers(0, 3), st.booleans())
def test_a_member_is_gzip_of_its_words_whatever_they_are(start: bytes, times: int, is_coded: bool) -> None:
    payload = bytes(range(256)) * 300 * times
    assert gzip.decompress(gzip_member(start, payload, is_coded)) == start + payload + b"\r\n\r\n"


@pytest.mark.parametrize("size", [65_530, 65_531, 65_535, 65_536, 131_070])
def test_stored_blocks_at_their_limits(size: int) -> None:
    assert gzip.decompress(gzip_member(b"", b"x" * size, True)) == b"x" * size + b"\r\n\r\n"
