"""What each HTML tag does to the text around it when a page is cut into blocks."""

from __future__ import annotations

from newscrawler.extraction.passed_by import PASSED

ROW, BLOCK, UNKNOWN, INLINE, SKIP, BREAK, IMAGE, LINK, STRONG, EMPHASIS = range(10)  # a row is a block too

_BLOCK_TAGS = (
    "address", "article", "aside", "blockquote", "body", "button", "caption", "center", "dd", "details", "dialog",
    "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
    "h6", "header", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "search", "section",
    "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
)  # fmt: skip
_SKIPPED_TAGS = (  # never rendered as text of the page; `noscript` holds copies of what scripts would show
    "applet", "area", "audio", "base", "canvas", "col", "colgroup", "datalist", "embed", "head", "iframe", "input",
    "link", "map", "meta", "meter", "noembed", "noframes", "noscript", "object", "optgroup", "option", "param",
    "progress", "script", "select", "source", "style", "svg", "template", "textarea", "title", "track", "video",
)  # fmt: skip
ROLES: dict[str, int] = {
    **dict.fromkeys(_BLOCK_TAGS, BLOCK),
    **dict.fromkeys(_SKIPPED_TAGS, SKIP),
    **dict.fromkeys(PASSED, UNKNOWN),
    "tr": ROW,
    "br": BREAK,
    "img": IMAGE,
    "amp-img": IMAGE,
    "a": LINK,
    "b": STRONG,
    "strong": STRONG,
    "em": EMPHASIS,
    "i": EMPHASIS,
}
