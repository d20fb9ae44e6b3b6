"""What is on the demo site, field by field in the words of the record, for tests and the README."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from newscrawler.demo_site.calendar import local, now_on
from newscrawler.demo_site.newsroom import ARTICLES
from newscrawler.demo_site.plan import ChangeKind, Edition, lineage, path_of, section_path
from newscrawler.demo_site.sidelines import FORBIDDEN_PATHS, SOFT_404_PATH, TRAP_PATHS, furniture_lines
from newscrawler.demo_site.story import Markup, Part, Picture, Story
from newscrawler.demo_site.vocabulary import SECTIONS, SITE_NAME
from newscrawler.items import ArticleKind, Block, Image

DEMO_HOST = "demo.newscrawler.invalid"
"""The site's one fixed address; `.invalid` never resolves (RFC 2606)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueArticle:
    """What a faultless crawl would write about one article; the names are those of the record."""

    post_id: int
    """WordPress's number, as in `/?p=…` and `body.postid-…`."""
    url: str
    title: str
    standfirst: str | None
    authors: list[str]
    section: str
    sections: list[str]
    tags: list[str]
    date_published: str
    """With the site's offset."""
    date_modified: str | None
    """None where the page does not say."""
    kind: ArticleKind
    language: str
    site_name: str
    is_accessible_for_free: bool | None
    images: list[Image]
    body: str
    blocks: list[Block]
    """Without captions: which pictures stand inside the content differs from page to page."""
    summary: str
    """What teasers and feeds show."""
    markup: Markup
    encoding: str
    variants: list[str]
    """Other addresses of the same article: `?p=`, trailing slash, AMP, print, trackers."""


@dataclass(frozen=True, slots=True)
class TrueChange:
    """What happened to one article on the day, against the day before."""

    kind: ChangeKind
    url: str
    post_id: int
    old_url: str | None = None
    """Where a moved article was before: it answers with 301."""


@dataclass(frozen=True)
class Truth:
    """The site at one instant under one host name."""

    edition: Edition
    host: str

    @property
    def day(self) -> int:
        """Which of the site's days it is: 1, 2, 3 and so on."""
        return self.edition.day

    @property
    def now(self) -> datetime:
        """The instant the site stands at, UTC."""
        return self.edition.now

    @cached_property
    def articles(self) -> list[TrueArticle]:
        """All that can be read now, newest first."""
        return [_true_article(story, self.home) for story in self.edition.stories]

    @cached_property
    def by_url(self) -> dict[str, TrueArticle]:
        """Permalink → article."""
        return {article.url: article for article in self.articles}

    @cached_property
    def changes(self) -> list[TrueChange]:
        """What happened today: `new`, `edited`, `silent`, `moved`, `removed`, `restored`."""
        return [
            TrueChange(
                change.kind,
                self.home + change.path,
                change.post_id,
                self.home + change.old_path if change.old_path else None,
            )
            for change in self.edition.changes
        ]

    @property
    def home(self) -> str:
        """`http://host`, without a slash at the end."""
        return f"http://{self.host}"

    @property
    def forbidden(self) -> list[str]:
        """Pages that exist and are linked from the home page, but that robots.txt forbids."""
        return [self.home + path for path in FORBIDDEN_PATHS]

    @property
    def traps(self) -> list[str]:
        """Addresses that lead nowhere new, or on without end."""
        return [self.home + path for path in TRAP_PATHS]

    @property
    def soft_404(self) -> str:
        """The page that says "not found" with status 200; it is linked from the home page."""
        return self.home + SOFT_404_PATH

    @property
    def fronts(self) -> list[str]:
        """The first page of each section."""
        return [f"{self.home}/category{section_path(section.slug)}/" for section in SECTIONS]

    @property
    def gone(self) -> list[str]:
        """Permalinks that answer 410 now."""
        return [self.home + path for path in sorted(self.edition.gone)]

    @property
    def furniture_lines(self) -> frozenset[str]:
        """Whole lines that the pages' furniture shows and that belong into no body."""
        return furniture_lines(self.now)


def truth(
    day: int = 1,
    host: str = DEMO_HOST,
    *,
    now: datetime | None = None,
    articles: int = ARTICLES,
    stays_gone: bool = False,
) -> Truth:
    """What is on the site on `day`, or at the instant `now`; `articles` and `stays_gone` as given to `DemoSite`."""
    return Truth(Edition(now or now_on(day), articles, stays_gone), host)


def _true_article(story: Story, home: str) -> TrueArticle:
    sections = [section.name for section in lineage(story.section)]
    url = home + path_of(story)
    return TrueArticle(
        post_id=story.post_id,
        url=url,
        title=story.title,
        standfirst=story.standfirst,
        authors=list(story.authors),
        section=sections[0],
        sections=sections,
        tags=list(story.tags),
        date_published=local(story.published),
        date_modified=None if "no_json_ld" in story.traits else local(story.modified),
        kind=story.kind,
        language=story.language,
        site_name=SITE_NAME,
        is_accessible_for_free=story.free,
        images=[_image(picture, home) for picture in story.pictures],
        body=story.body,
        blocks=[_block(part) for part in story.parts if part.kind != "caption"],
        summary=story.summary,
        markup=story.markup,
        encoding=story.encoding,
        variants=[
            f"{home}/?p={story.post_id}", f"{url}/", f"{url}/amp", f"{url}?print=1",
            f"{url}?utm_source=newsletter&utm_medium=email", f"{url}?replytocom=17", f"{url}?share=mail",
        ],
    )  # fmt: skip


def _block(part: Part) -> Block:
    return Block(kind=part.kind, text=part.text, level=part.level)


def _image(picture: Picture, home: str) -> Image:
    return Image(url=home + picture.path, caption=picture.caption, credit=picture.credit, alt=picture.alt)
