"""The chain: which steps clean a body, in which order and why, and the loop that runs them.

`removed.by` is the step's noun (its name without `remove_`), `removed.why` the reason that stands beside it here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol

from newscrawler.cleaning.advertisement import remove_advertisement
from newscrawler.cleaning.byline import remove_byline
from newscrawler.cleaning.comments import remove_comments
from newscrawler.cleaning.copyright import remove_copyright
from newscrawler.cleaning.credits import remove_credits
from newscrawler.cleaning.dateline import remove_dateline
from newscrawler.cleaning.embed_consent import remove_embed_consent
from newscrawler.cleaning.labels import remove_labels
from newscrawler.cleaning.media_player import remove_media_player
from newscrawler.cleaning.newsletter_box import remove_newsletter_box
from newscrawler.cleaning.popular_block import remove_popular_block
from newscrawler.cleaning.read_more import remove_read_more
from newscrawler.cleaning.related_block import remove_related_block
from newscrawler.cleaning.share_buttons import remove_share_buttons
from newscrawler.cleaning.tag_list import remove_tag_list
from newscrawler.cleaning.teasers import remove_teasers
from newscrawler.cleaning.title import remove_title
from newscrawler.cleaning.weather_widget import remove_weather_widget
from newscrawler.items import Article, Block, Removed, body_text, content_digest


class Step(Protocol):
    """Gives the blocks that stay: the same objects in the same order, fewer or all of them. Changes nothing."""

    __name__: str

    def __call__(self, blocks: list[Block], article: Article, /) -> list[Block]:
        """The blocks of `blocks` that stay; `article` is the record as it was read."""
        ...


STEPS: tuple[tuple[Step, str], ...] = (
    # lines that betray themselves wherever they stand: first, for they stand between the parts of top and end
    (remove_advertisement, "marks where an advertisement stood"),
    (remove_share_buttons, "offers to share or to follow, tells nothing"),
    (remove_newsletter_box, "asks the reader to subscribe, sign up or install"),
    (remove_media_player, "words of the page's machinery: player, gallery, navigation"),
    (remove_embed_consent, "stands where an embed would, had the reader agreed to cookies"),
    (remove_credits, "says who made a picture, alone or at a caption's end"),
    (remove_read_more, "leads to another article"),
    # the page's end, where nothing but furniture follows
    (remove_related_block, "links to other articles, after the end of the body"),
    (remove_tag_list, "a list of tags, after the end of the body"),
    (remove_comments, "calls for comments, after the end of the body"),
    (remove_copyright, "claims rights, after the end of the body"),
    (remove_popular_block, "what else is read on the site, after the end of the body"),
    # the page's top: teasers before the header and the title that stand around them
    (remove_teasers, "stands between the page's header and the title: another article"),
    (remove_weather_widget, "today's weather, over the title"),
    (remove_dateline, "the day the page was fetched, not the day of publication"),
    (remove_byline, "author, time or length, over the body, or the author's name under it"),
    (remove_labels, "the title once more, with the section's labels before it"),
    (remove_title, "became the title"),
)


def clean_body(article: Article) -> Article:
    """`article` with its blocks cleaned, what was taken noted in `removed`, and `body`, `content_sha256` and
    `no_body_reason` set. A new object: `article` stays as it is. Cleaning it again changes nothing.

    >>> read = Article(title="Rain", blocks=[Block(kind="line", text=text) for text in ("Rain", "It rained.")])
    >>> clean = clean_body(read)
    >>> clean.body, [(removed.text, removed.by, removed.position) for removed in clean.removed]
    ('It rained.', [('Rain', 'title', 0)])
    """
    blocks, removed = article.blocks, article.removed
    positions = _free_positions(len(blocks), removed)
    taken: list[Removed] = []
    for step, why in STEPS:
        stayed = step(blocks, article)
        if stayed is not blocks and stayed != blocks:
            positions = _note(blocks, stayed, positions, step, why, taken)
            blocks = stayed
    removed = sorted((*removed, *taken), key=lambda each: each.position)
    body = body_text(blocks)
    return replace(
        article,
        blocks=list(blocks),
        removed=removed,
        body=body,
        content_sha256=content_digest(article.title, body),
        no_body_reason=None if body is not None else _why_no_body(article, blocks, removed),
    )


def read_sequence(article: Article) -> list[str]:
    """The texts of all blocks that were read, kept and removed, in reading order: the same before and after
    `clean_body`.
    """
    places = _free_positions(len(article.blocks), article.removed)
    placed = [(place, block.text) for place, block in zip(places, article.blocks, strict=True)]
    placed += [(each.position, each.text) for each in article.removed]
    return [text for _, text in sorted(placed, key=lambda pair: pair[0])]


def _free_positions(number: int, removed: Iterable[Removed]) -> list[int]:
    """The places of `number` kept blocks: those that no removed block holds."""
    held = {each.position for each in removed}
    return [place for place in range(number + len(held)) if place not in held][:number]


def _note(
    before: list[Block], after: list[Block], positions: list[int], step: Step, why: str, taken: list[Removed]
) -> list[int]:
    """Add to `taken` what `step` left out; the positions of what stayed. ValueError where it did more than that."""
    by = step.__name__.removeprefix("remove_")
    stayed: list[int] = []
    for block, position in zip(before, positions, strict=True):
        if len(stayed) < len(after) and after[len(stayed)] is block:
            stayed.append(position)
        else:
            taken.append(
                Removed(text=block.text, by=by, why=why, position=position, kind=block.kind, level=block.level)
            )
    if len(stayed) != len(after):
        raise ValueError(f"the cleaning step {step.__name__} added, changed or reordered blocks; it may only drop some")
    return stayed


def _why_no_body(article: Article, blocks: list[Block], removed: list[Removed]) -> str:
    if article.no_body_reason and not blocks:
        return article.no_body_reason
    if blocks:
        return "nothing but captions was found"
    return "nothing but furniture was found" if removed else "no text was found"
