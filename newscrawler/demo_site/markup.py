"""A story's parts as HTML: the bare text as wp-json gives it, and with the furniture that the theme puts into it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from itertools import groupby

from newscrawler.demo_site import sidelines
from newscrawler.demo_site.story import Part, Picture, Story

_RTL = frozenset({"ar", "he", "fa"})


def bare_html(story: Story) -> str:
    """The body without the theme: what `content.rendered` and the feeds hold."""
    return "\n".join(chunk.html for chunk in _chunks(story))


def content_html(story: Story) -> str:
    """The inside of the theme's content element: the body, with advertisements and other furniture in it."""
    return "\n".join((*_before(story), *_between(story), *_after(story)))


@dataclass(frozen=True, slots=True)
class _Chunk:
    """One block-level element: a paragraph, a whole list, a whole table."""

    kind: str
    html: str


def _chunks(story: Story) -> Iterator[_Chunk]:
    captions = {picture.caption: picture for picture in story.pictures[1:]}
    for (kind, _, _), group in groupby(enumerate(story.parts), key=lambda entry: _unit(*entry)):
        parts = [part for _, part in group]
        if kind == "list_item":
            yield _Chunk(kind, _list(parts))
        elif kind == "table_row":
            yield _Chunk(kind, _table(parts))
        elif kind == "caption":
            yield _Chunk(kind, figure(captions[parts[0].text]))
        else:
            yield _Chunk(kind, _element(parts[0], story))


def _unit(number: int, part: Part) -> tuple[str, bool, int]:
    """Parts with the same unit stand in one element: list items and table rows that follow one another."""
    return part.kind, part.ordered, -1 if part.kind in ("list_item", "table_row") else number


def _element(part: Part, story: Story) -> str:
    text = escape(part.text, quote=False)
    match part.kind:
        case "crosshead":
            return f'<h{part.level}><span id="{_anchor(part)}">{text}</span></h{part.level}>'
        case "quote" if part.lang:
            way = ' dir="rtl"' if part.lang in _RTL else ""
            return f'<blockquote lang="{part.lang}"{way}><p>{text}</p></blockquote>'
        case "quote":
            return f"<blockquote><p>{text}</p></blockquote>"
        case "code":
            return f"<pre><code>{text}</code></pre>"
        case "correction":
            return f'<p class="editors-note"><em>{text}</em></p>'
    return f"<p>{_decorated(part.text, story)}</p>"


def _decorated(text: str, story: Story) -> str:
    """`text` with a link, an emphasis or a bold word in it now and then, as editors leave them; same text."""
    words = text.split(" ")
    turn = (len(text) + story.post_id) % 5
    if len(words) < 16 or turn > 2:
        return escape(text, quote=False)
    opened, closed = (
        (f'<a href="/tag/{tag_slug(story.tags[0])}/">' if story.tags else "<em>", "</a>" if story.tags else "</em>"),
        ("<em>", "</em>"),
        ("<strong>", "</strong>"),
    )[turn]
    first = 4 + turn * 2
    before, inside, after = words[:first], words[first : first + 3], words[first + 3 :]
    pieces = [escape(" ".join(piece), quote=False) for piece in (before, inside, after)]
    return f"{pieces[0]} {opened}{pieces[1]}{closed} {pieces[2]}"


def _list(parts: list[Part]) -> str:
    tag = "ol" if parts[0].ordered else "ul"
    return f"<{tag}>\n" + "\n".join(f"<li>{escape(part.text, quote=False)}</li>" for part in parts) + f"\n</{tag}>"


def _table(parts: list[Part]) -> str:
    head, *rows = ([escape(cell, quote=False) for cell in part.cells] for part in parts)
    top = "".join(f"<th>{cell}</th>" for cell in head)
    body = "\n".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    rows_html = f"<thead><tr>{top}</tr></thead>\n<tbody>\n{body}\n</tbody>"
    return f'<figure class="wp-block-table"><table>\n{rows_html}</table></figure>'


def figure(picture: Picture, css: str = "wp-caption aligncenter") -> str:
    """A picture with its caption and credit, where it has them."""
    credit = f' <span class="td-photo-credit">{escape(picture.credit)}</span>' if picture.credit else ""
    caption = (
        f'<figcaption class="wp-caption-text">{escape(picture.caption)}{credit}</figcaption>' if picture.caption else ""
    )
    return (
        f'<figure class="{css}"><img class="entry-thumb" src="{picture.path}" width="696" height="464" '
        f'alt="{escape(picture.alt)}"/>{caption}</figure>'
    )


def _before(story: Story) -> Iterator[str]:
    yield _advertisement("content_top", 0)
    if "lead_inside" in story.traits and story.markup == "classic":
        yield f'<div class="td-post-featured-image">{figure(story.pictures[0], "")}</div>'
    if story.post_id % 3 == 0:
        minutes = sidelines.READING_TIME.format(minutes=1 + len(story.body) // 1200)
        yield f'<div class="wtr-time-wrap wtr-time-wrap-above-content">{minutes}</div>'
    heads = [part for part in story.parts if part.kind == "crosshead"]
    if "contents_list" in story.traits and len(heads) > 1:
        links = "".join(f'<li><a href="#{_anchor(head)}">{escape(head.text, quote=False)}</a></li>' for head in heads)
        yield (
            f'<div id="ez-toc-container" class="ez-toc-v2_0 counter-hierarchy"><p class="ez-toc-title">'
            f'{sidelines.CONTENTS}</p><nav><ul class="ez-toc-list">{links}</ul></nav></div>'
        )


def _between(story: Story) -> Iterator[str]:
    """The body, with an advertisement after the second paragraph and a newsletter box after the fourth."""
    count = 0
    for chunk in _chunks(story):
        yield chunk.html
        count += chunk.kind == "paragraph"
        if chunk.kind == "paragraph" and count == 2:
            yield _advertisement("content_inline", 1)
        if chunk.kind == "paragraph" and count == 4 and story.post_id % 2:
            yield _newsletter()


def _after(story: Story) -> Iterator[str]:
    if story.free is False:
        title, words, button = (escape(text) for text in sidelines.PAYWALL)
        yield (
            f'<div class="tds-locker paywall-prompt"><h3 class="tds-locker-title">{title}</h3><p>{words}</p>'
            f'<a class="button" href="/members/log-in">{button}</a></div>'
        )
    if story.post_id % 4 == 1:
        yield f'<div class="code-block code-block-1"><p>{escape(sidelines.IN_BODY_ADS[0])}</p></div>'
    yield _advertisement("content_bottom", 1)
    yield (
        f'<div class="sharedaddy sd-sharing-enabled"><h3 class="sd-title">{sidelines.SHARE}</h3><ul>'
        '<li><a class="share-mail" href="?share=mail">Mail</a></li>'
        '<li><a class="share-print" href="?print=1">Print</a></li></ul></div>'
    )


def _advertisement(place: str, number: int) -> str:
    label, words = sidelines.ADVERTISEMENT, escape(sidelines.IN_BODY_ADS[number])
    return (
        f'<div class="td-a-rec td-a-rec-id-{place} td_block_template_1"><span class="td-adspot-title">{label}</span>'
        f'<div class="td-visible-desktop"><p>{words}</p></div></div>'
    )


def _newsletter() -> str:
    title, words, button = sidelines.NEWSLETTER
    return (
        f'<div class="td_block_wrap tdm_block tds-newsletter"><h3 class="tds-newsletter-title">{title}</h3>'
        f'<p class="tds-newsletter-description">{words}</p><form action="/subscribe"><input type="email" name="email"/>'
        f"<button>{button}</button></form></div>"
    )


def tag_slug(name: str) -> str:
    """A tag's name as part of an address."""
    return "-".join(name.lower().replace("’", "").replace("ü", "ue").split())


def _anchor(head: Part) -> str:
    return "-".join(word for word in head.text.lower().split() if word.isascii() and word.isalnum()) or "part"
