"""Single lines that count as furniture only at the end: tags in a line, calls for comments, copyright."""

from __future__ import annotations

import re
from functools import lru_cache

from newscrawler.cleaning.closing_wording import COMMENTS, CORRECTIONS, TAGS
from newscrawler.cleaning.phrases import heading_key

_TAG_LINE_CHARS = 300
_TAG_WORDS = 5
_ENTRY_MARKS = re.compile(r"[,;#|/、，·]")
_COMMENT_CHARS = 60
_COUNTED = re.compile(r"[(\[]?\d{1,6}[)\]]?\s|\s?[(\[]?\d{1,6}[)\]]?$")
_RIGHTS_CHARS = 400
_MARKED = ("©", "(c) ", "copyright ©", "copyright (c)", "copyright:", "all rights reserved", "all content ©")
_CLAIMS = (
    "all rights reserved",
    "may not be published broadcast rewritten or redistributed",
    "may not be published broadcast rewritten redistributed",
    "not to be reproduced without permission",
    "no part may be reproduced without",
    "riproduzione riservata",
    "alle rechte vorbehalten",
    "todos los derechos reservados",
    "todos os direitos reservados",
    "tous droits réservés",
    "alle rechten voorbehouden",
    "все права защищены",
    "جميع الحقوق محفوظة",
)
_BRIEF_CLAIMS = (
    "版权所有 ",
    "版權所有 ",
    "不得转载",
    "不得轉載",
    "请勿转载",
    "违者必究",
    "無断転載",
    "무단 전재",
    "무단전재",
)
"""Written without spaces, these may be part of a longer word (版权所有者, the owner of rights): short lines only."""
_BRIEF_CHARS = 100


@lru_cache(maxsize=512)  # five steps read the page's end
def closing_line(text: str) -> str | None:
    """What the line is by itself: "correction", "copyright", "tag_list", "comments"; None where it is none of them."""
    if is_correction(text):
        return "correction"
    if is_copyright(text):
        return "copyright"
    if is_tag_line(text):
        return "tag_list"
    return "comments" if is_comment_call(text) else None


def is_tag_line(text: str) -> bool:
    """Whether `text` is a whole tag list in a line: its word, a colon, and short entries.

    >>> is_tag_line("Tags: harbour, herring, Lowmoor"), is_tag_line("Tags: they are everywhere, and he hates them.")
    (True, False)
    """
    if len(text) > _TAG_LINE_CHARS or not (":" in text or "：" in text):
        return False
    word, _, entries = text.replace("：", ":").partition(":")
    if len(word) > 30 or not entries.strip() or entries.rstrip().endswith((".", "。", "!", "?")):
        return False
    return heading_key(word) in TAGS and all(len(entry.split()) <= _TAG_WORDS for entry in _ENTRY_MARKS.split(entries))


def is_comment_call(text: str) -> bool:
    """Whether `text` calls for comments, or counts them.

    >>> [is_comment_call(line) for line in ("Leave a comment", "Comments (12)", "No comments were made.")]
    [True, True, False]
    """
    return len(text) <= _COMMENT_CHARS and heading_key(_COUNTED.sub("", text)) in COMMENTS


def is_copyright(text: str) -> bool:
    """Whether `text` claims rights in the article, whole.

    >>> is_copyright("© 2026 Lowmoor Courier"), is_copyright("The court held that copyright had lapsed.")
    (True, False)
    """
    if len(text) > _RIGHTS_CHARS:
        return False
    start = text[:24].casefold()
    if start.startswith(_MARKED) or (start.startswith("copyright") and text[10:14].isdigit()):
        return True
    return claims_rights(text)


def claims_rights(text: str) -> bool:
    """Whether `text` reserves rights in so many words, whatever sentences may follow it."""
    if len(text) > _RIGHTS_CHARS:
        return False
    key = heading_key(text)
    if any(map(key.__contains__, _CLAIMS)):
        return True
    if text.isascii() or len(text) > _BRIEF_CHARS:
        return False
    return any(map(f"{key} ".__contains__, _BRIEF_CLAIMS))


def is_correction(text: str) -> bool:
    """Whether `text` is a correction or an editor's note, or its heading: content, wherever it stands.

    >>> is_correction("Correction: the fare is two crowns."), is_correction("Correction of the chart took a year.")
    (True, False)
    """
    lead, colon, _ = text[:60].replace("：", ":").partition(":")
    return (bool(colon) or len(text) <= _COMMENT_CHARS) and heading_key(lead) in CORRECTIONS
