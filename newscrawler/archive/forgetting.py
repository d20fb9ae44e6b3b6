"""What it takes to forget an article: where its words lie in an archive, found before anything is touched.

An article is found by its addresses. Gone are then all versions of it, every capture of these addresses, every
capture of another address that brought the very same payload and no other article, and every list, feed or answer
of REST that quotes its words. What other articles' own pages say of it (a headline among their links) stays: it is
their record, and the plan counts it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from newscrawler.archive.forgetting_plan import Capture, Plan, key_of_url
from newscrawler.archive.held import Held
from newscrawler.archive.ledger import Ledger
from newscrawler.archive.paths import REPORTS
from newscrawler.archive.quoting import beginning_of, is_quoted, is_quoted_in, leads_to, text_of, words_of
from newscrawler.archive.warc_reading import Unreadable, read_record
from newscrawler.discovery.addresses import article_id
from newscrawler.discovery.normal_form import normalise


class Search:
    """Looks through one archive. Raises ArchiveError where a line or a capture that must be read is damaged."""

    def __init__(self, folder: Path, ledger: Ledger) -> None:
        self._folder = folder
        self._ledger = ledger
        self._held = Held(folder, ledger)

    def plan(self, url: str) -> Plan:
        """All that has to go for the article at `url`; an archive that holds nothing of it gives its address alone."""
        plan = Plan(keys={key_of_url(url): normalise(url) or url})
        self._find_article(plan, url)
        self._find_captures(plan)
        self._find_quotes(plan)
        return plan

    def plan_for_new_captures(self) -> Plan:
        """What has to go of the captures since the last look: lists and feeds that lead to something forgotten, as
        they quote it in words that nobody knows any more.
        """
        plan = Plan()
        forgotten = [key for (key,) in self._ledger.all("SELECT key FROM forgotten ORDER BY key")]
        new = list(self._held.new_captures()) if forgotten else []
        kept = self._kept_places(plan) if new else set()
        answers = [capture for capture in new if capture.type == "response" and capture.place not in kept]
        leading = [capture for capture in answers if self._leads(capture, forgotten)]
        if leading:
            self._held.index_payloads()
        for capture in leading:
            plan.quoting.add(capture.place)
            plan.captures[capture.place] = capture
            self._take_revisits(plan, capture)
        return plan

    def _leads(self, capture: Capture, keys: list[str]) -> bool:
        try:
            text = text_of(self._held.message(capture))
        except Unreadable:
            return False
        return any(leads_to(key, text, capture.key) for key in keys)

    # --- the article

    def _find_article(self, plan: Plan, url: str) -> None:
        named = article_id(url)
        canonical: set[str] = set()
        wanted = set(plan.keys)
        for _ in range(2):  # the second time with the addresses that the first one found
            for line in self._held.lines():
                record = self._held.record(line)
                if line.id in plan.ids or line.id in (named, url) or wanted & set(_addresses(record)):
                    plan.ids.add(line.id)
                    plan.keys |= _addresses(record)
                elif record.get("canonical_url") and key_of_url(record["canonical_url"]) in wanted:
                    canonical.add(line.id)
            if not plan.ids and len(canonical) == 1:  # some sites give all their pages one canonical address
                plan.ids |= canonical
            wanted = set(plan.keys)
        for known in list(plan.ids):
            aliases = self._ledger.all("SELECT alias FROM aliases WHERE id = ?", (known,))
            plan.ids.update(alias for (alias,) in aliases)
            asked = self._ledger.all("SELECT url FROM urls WHERE article = ?", (known,))
            plan.keys |= {key_of_url(address): address for (address,) in asked}
        plan.lines = [line for line in self._held.lines() if line.id in plan.ids]

    # --- captures of it

    def _find_captures(self, plan: Plan) -> None:
        self._held.index_payloads()
        pointed = {(line.capture_file, line.capture_offset) for line in plan.lines}
        plan.words = {word for line in plan.lines for word in words_of(self._held.record(line))}
        for capture in self._held.captures():
            if capture.key in plan.keys or capture.place in pointed:
                plan.captures[capture.place] = capture
        kept = self._kept_places(plan) | self._kept_parts(plan)
        for response in [capture for capture in plan.captures.values() if capture.type == "response"]:
            if response.place in kept or not is_quoted_in(plan.words, self._held.message(response)):
                plan.moves += [(revisit, response) for revisit in self._revisits(plan, response)]
            else:
                for other in self._held.same_payload(response):
                    if other.place not in plan.captures and other.place not in kept:
                        self._take_with_request(plan, other)
        for revisit, _ in plan.moves:
            plan.captures[revisit.place] = revisit  # its member makes room for one elsewhere

    def _kept_places(self, plan: Plan) -> set[tuple[int | None, int | None]]:
        return {(line.capture_file, line.capture_offset) for line in self._held.lines() if line.id not in plan.ids}

    def _kept_parts(self, plan: Plan) -> set[tuple[int | None, int | None]]:
        """Where further pages of other articles were read from."""
        numbers = dict(self._ledger.all("SELECT path, number FROM files"))
        records = (self._held.record(line) for line in self._held.lines() if line.id not in plan.ids)
        parts = (part["warc"] for record in records for part in record.get("parts") or () if part.get("warc"))
        return {(numbers.get(pointer["file"]), pointer["offset"]) for pointer in parts}

    def _revisits(self, plan: Plan, response: Capture) -> list[Capture]:
        """Captures of other addresses that have their payload in `response`, and in no other one that stays."""
        same = self._held.same_payload(response)
        if any(each.type == "response" and each.place not in plan.captures for each in same):
            return []
        return [each for each in same if each.type == "revisit" and each.place not in plan.captures]

    def _take_with_request(self, plan: Plan, other: Capture) -> None:
        assert other.url is not None
        plan.keys.setdefault(other.key, other.url)
        for capture in self._held.captures():
            if capture.key == other.key:
                plan.captures[capture.place] = capture

    # --- what quotes it

    def _find_quotes(self, plan: Plan) -> None:
        shared, kept = self._of_others(plan)
        own = plan.words - shared
        if not own:
            return
        for capture in self._held.captures():
            if capture.place in plan.captures or capture.type in ("request", "revisit"):
                continue
            quotes = self._quotes(own, capture)
            if quotes is None:
                plan.unread += 1
            elif quotes and capture.place in kept:
                plan.named_by += 1
            elif quotes:
                plan.quoting.add(capture.place)
                plan.captures[capture.place] = capture
                self._take_revisits(plan, capture)
        plan.told = [
            number
            for number, call, told in self._ledger.each("SELECT number, call, told FROM urls")
            if is_quoted(own, f"{call} {told}")
        ]
        for path in sorted((self._folder / REPORTS).glob("*")):
            if path.is_file() and is_quoted(own, path.read_bytes().decode("utf-8", "replace")):
                plan.reports.append(f"{REPORTS}/{path.name}")
        plan.words = own

    def _of_others(self, plan: Plan) -> tuple[set[str], set[tuple[int | None, int | None]]]:
        """Beginnings that other articles' own text has too (what is said at the foot of every piece is nobody's), and
        the captures that these articles were read from.
        """
        words: set[str] = set()
        places = self._kept_places(plan) | self._kept_parts(plan)
        for line in self._held.lines():
            if line.id not in plan.ids:
                record = self._held.record(line)
                texts = (block.get("text") for block in record.get("blocks") or ())
                words |= {word for text in texts if (word := beginning_of(text)) in plan.words and word is not None}
        return words, places

    def _quotes(self, words: set[str], capture: Capture) -> bool | None:
        if capture.type != "response":
            return is_quoted(words, read_record(self._held.member(capture)).block.decode("utf-8", "replace"))
        return is_quoted_in(words, self._held.message(capture))

    def _take_revisits(self, plan: Plan, response: Capture) -> None:
        for revisit in self._revisits(plan, response):
            plan.quoting.add(revisit.place)
            plan.captures[revisit.place] = revisit


def _addresses(record: dict[str, Any]) -> dict[str, str]:
    """Where a record's article was: key → address. What the page calls canonical is not among them: it may be wrong."""
    urls = [record.get(name) for name in ("url", "requested_url", "final_url")]
    urls += [part.get("url") for part in record.get("parts") or ()]
    return {key_of_url(url): url for url in urls if isinstance(url, str)}
