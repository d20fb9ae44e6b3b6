"""Fields in places of their own: an article's footer, microdata beside comments, teasers that resemble the title."""

from __future__ import annotations

from newscrawler.extraction.document import Document
from newscrawler.extraction.local_days import with_offset
from newscrawler.extraction.metadata import Metadata, read_metadata
from newscrawler.extraction.person_names import read_byline

URL = "https://www.quay.example/harbour/ferries-wait"
TITLE = "Ferries wait for calmer seas"
STORY = "<p>Three ferries stayed in the harbour on Monday while the wind rose over the bay, and nobody complained.</p>"


def page(body: str, head: str = "", lang: str = "en") -> Metadata:
    html = f"<html lang={lang}><head>{head}</head><body>{body}</body></html>"
    return read_metadata(Document.parse(html, URL))


def post(foot: str, kind: str = "BlogPosting") -> Metadata:
    scope = f'<div class=post itemscope itemtype="http://schema.org/{kind}">'
    return page(
        f"<h2 class=date-header>Friday, May 1, 2026</h2>{scope}<h3>{TITLE}</h3>{STORY * 4}{foot}</div>", title()
    )


def title(text: str = TITLE) -> str:
    return f"<title>{text}</title>"


FOOT = '<div class=post-footer><abbr itemprop=datePublished title="2026-05-01T15:18:00-05:00">May 1, 2026</abbr></div>'
COMMENT = (
    '<div class=comments><div itemscope itemtype="http://schema.org/Comment">'
    '<time itemprop=datePublished datetime="2026-05-04">4 May</time></div></div>'
)


def test_a_posts_own_footer_has_its_day() -> None:
    assert post(FOOT).date_published == "2026-05-01T15:18:00-05:00"
    assert post(FOOT + COMMENT).date_published == "2026-05-01T15:18:00-05:00"


def test_days_of_comments_and_of_several_posts_are_nobodys() -> None:
    assert post(COMMENT).date_published is None
    assert post(FOOT, "Comment").date_published is None
    assert post(FOOT + FOOT.replace("2026-05-01", "2026-04-11")).date_published is None


def footer(names: str, around: str = "article", more: str = "") -> list[str]:
    links = "".join(f'<a rel=author href="/who/{at}">{name}</a>' for at, name in enumerate(names.split("|")))
    return page(f"<{around}><h1>{TITLE}</h1>{STORY * 4}<footer>{links}</footer></{around}>{more}", title()).authors


def test_an_articles_footer_names_its_author() -> None:
    assert footer("Ada Quill") == ["Ada Quill"]
    assert footer("Ada Quill", more="<footer><a rel=author href=/x>Bo Marsh</a></footer>") == ["Ada Quill"]


def test_footers_that_name_no_author() -> None:
    assert footer("Ada Quill|Bo Marsh") == []
    assert footer("Ada Quill", around="div") == []  # the site's own
    assert footer("The Quay") == []


def test_a_teaser_that_shares_words_is_not_the_title() -> None:
    links = "<h1><a href=/b>Where ferries wait in the harbour</a></h1><h1><a href=/c>Tides</a></h1>"
    teasers = f"<div class=related>{links}</div>"
    head = title("Where to wait for ferries in the bay | The Quay")
    read = page(f"<div><h1>Calm places while the wind blows</h1>{STORY}</div>{teasers}", head)
    assert read.title == "Calm places while the wind blows"


def test_a_sites_name_with_more_words_behind_a_bar() -> None:
    assert page(STORY, title(f"{TITLE} | Quay Ferries")).title == TITLE
    named = '<meta property="og:site_name" content="Harbour Bay Echo Daily">'
    stated = f'<meta property="og:title" content="{TITLE} | Harbour Bay Echo">'
    assert page(STORY, named + stated).title == TITLE
    kept = f'<meta property="og:title" content="{TITLE} | Part two of three">'
    assert page(STORY, named + kept).title == f"{TITLE} | Part two of three"


def test_an_organizations_name_has_an_and_in_it() -> None:
    assert read_byline("Ministry of Ports and Fisheries") == ([], ["Ministry of Ports and Fisheries"])
    assert read_byline("Ada Quill of the Bay Institute and Bo Marsh").names == ["Bo Marsh"]
    assert read_byline("Department of Tides and Bo Marsh") == (["Bo Marsh"], ["Department of Tides"])


def test_all_authors_of_a_paper() -> None:
    head = '<meta name=dc.creator content="Ada Quill">'
    several = "".join(f'<meta name=citation_authors content="{name}">' for name in ("Quill, Ada", "Marsh, Bo"))
    assert page(STORY, head + several).authors == ["Ada Quill", "Bo Marsh"]
    at_once = '<meta name=citation_authors content="Quill, Ada; Marsh, Bo">'
    assert page(STORY, head + at_once).authors == ["Ada Quill", "Bo Marsh"]


def test_a_label_and_its_number_are_no_name() -> None:
    read = page(
        f"<p>Article No: 1204 | 12 May 2026</p><h1>{TITLE}</h1><p>Code Word : 7 | 12 May 2026</p>{STORY}", title()
    )
    assert read.authors == []


def test_a_time_takes_its_offset_from_the_same_minute() -> None:
    local = "2026-05-01T15:18:00"
    assert with_offset(local, ["2026-05-01"], ["2026-05-01T15:19:00+02:00"]) == local
    assert with_offset(local, ["2026-05-01T15:18:20+02:00"], []) == "2026-05-01T15:18:20+02:00"
    head = (
        '<meta property="article:published_time" content="2026-05-01 15:18:00">'
        '<meta property="article:modified_time" content="2026-05-01T15:18:20+02:00">'
    )
    assert page(f"<h1>{TITLE}</h1>{STORY}", head).date_published == "2026-05-01T15:18:00+02:00"
