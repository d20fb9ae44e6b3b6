"""What a block-level element is called, and what its tag and names make of the text directly inside it."""

from __future__ import annotations

from typing import NamedTuple

from lxml import etree

from newscrawler.items import BlockKind

_KINDS: dict[str, BlockKind] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "crosshead"),
    **dict.fromkeys(("li", "dt", "dd"), "list_item"),
    **dict.fromkeys(("td", "th"), "table_row"),
    **dict.fromkeys(("figure", "figcaption", "caption"), "caption"),
    "blockquote": "quote",
    "pre": "code",
}
_LISTS = frozenset({"ul", "ol", "dl", "menu", "dir"})
_LEVELS = {f"h{level}": level for level in range(1, 7)}
_MAY_CAPTION = frozenset({"p", "div"})
_CAPTION_ENDS = ("caption", "caption-text", "caption__text", "captiontext", "captionwrapper", "caption-wrapper")
"""Of names in lower case: `imageCaption` and `image-caption` are the same."""
_AROUND_CAPTION = ("has-caption", "with-caption", "hascaption", "withcaption")
"""Names of what holds a picture with its caption, and sometimes the whole text."""
_READERS_ONLY = frozenset(
    {"sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screenreader", "u-hidden"}
)


class Setting(NamedTuple):
    """What the boxes around a place make of text that stands there."""

    kind: BlockKind = "paragraph"
    level: int | None = None
    """The level of the heading around it."""
    list_depth: int = 0
    hidden: bool = False
    """Whether a box says that it is not shown."""

    def within(self, tag: str, names: str, *, hidden: bool) -> Setting:
        """The setting inside a box of that tag and names, `hidden` or not."""
        kind, level, list_depth = self.kind, self.level, self.list_depth
        if tag in _KINDS:
            if not (kind == "caption" and _KINDS[tag] == "list_item"):  # a gallery's list of pictures
                kind = _KINDS[tag]
            level = _LEVELS.get(tag, level)
        elif _names_caption(tag, names):
            kind = "caption"
        elif tag in _LISTS:
            list_depth += 1
        return Setting(kind, level, list_depth, self.hidden or hidden)


def sets(tag: str, names: str) -> bool:
    """Whether a box of that tag and names may make another setting than the one around it; most do not."""
    return tag in _KINDS or tag in _LISTS or _names_caption(tag, names)


def is_hidden(element: etree._Element) -> bool:
    """Whether the element's own attributes say that it is not shown."""
    style = element.get("style")
    if style and "display:none" in style.replace(" ", "").lower():
        return True
    return element.get("hidden") is not None


def is_unseen(element: etree._Element) -> bool:
    """Whether its own attributes say that it is not shown, or only read out by programs that read pages aloud."""
    if is_hidden(element):
        return True
    names = element.get("class")
    return names is not None and not _READERS_ONLY.isdisjoint(names.split())


def names_of(element: etree._Element) -> str:
    """Everything in an element's attributes that names its part in the page: classes, id, itemprop, role."""
    get = element.get
    names = get("class") or ""
    if ident := get("id"):
        names = f"{names} {ident}"
    if prop := get("itemprop"):
        names = f"{names} itemprop-{prop}"
    if role := get("role"):
        names = f"{names} role-{role}"
    return names


def _names_caption(tag: str, names: str) -> bool:
    return (
        tag in _MAY_CAPTION
        and "aption" in names
        and any(name.endswith(_CAPTION_ENDS) and not name.endswith(_AROUND_CAPTION) for name in names.lower().split())
    )
