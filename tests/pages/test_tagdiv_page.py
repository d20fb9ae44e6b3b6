"""The theme's pages in both markups: fields from the article alone, text from the content alone."""

from __future__ import annotations

import json

import pytest
from running import shared

from newscrawler.extraction.document import Document
from newscrawler.items import Article
from newscrawler.pages.reading import read, read_document
from newscrawler.pages.tagdiv import TagDivPage

URL = "https://echo.example/coast/2026/01/12/harbours-slow-return"
HEADER = """
<div class="td-header-wrap"><div class="td_block_weather"><span class="td-big-degrees">12.4</span> C Lowmoor</div>
<div class="td_data_time">Friday, March 6, 2026</div>
<ul class="sf-menu"><li><div class="td_module_wrap"><h3 class="entry-title td-module-title"><a href="/x">Other</a></h3>
<span class="td-post-author-name"><a>Not Her</a></span>
<span class="td-post-date"><time class="entry-date" datetime="2026-03-05T10:00:00+01:00">March 5</time></span></div>
</li></ul></div>
<div class="td-crumb-container"><div class="entry-crumbs"><span>
<a class="entry-crumb" href="https://echo.example/">Home</a></span>
<span><a class="entry-crumb" href="/category/region/">Region</a></span>
<span><a class="entry-crumb" href="/category/region/coast/">Coast</a></span>
<span class="td-bred-no-url-last">Harbour’s Slow Return</span></div></div>"""
STORY = """
<p>The herring came back to Lowmoor on a Tuesday, and it was the keeper who saw them first, at six in the morning.</p>
<div class="td-a-rec td-a-rec-id-content_inline"><span class="td-adspot-title">- Advertisement -</span>
<p>Buy oars.</p></div>
<h2>A Quiet Quay</h2>
<p>Nobody else was there to see it, he said, since the ferry had stopped in the autumn and the bus had followed it.</p>
<div class="td_block_related_posts"><div class="td_module_wrap"><h3>Ferry Fares Frozen</h3></div></div>
<div class="wtr-time-wrap">3 min read</div>
<p>By noon the whole town stood on the pier. “It is cold,” said Anna Berg, “but we would not miss it for the
world.”</p>"""
CLASSIC = f"""<html lang="en-GB"><head><meta property="article:published_time" content="2026-01-12T07:30:00+00:00">
</head>
<body class="post-template-default single single-post postid-48 td-standard-pack global-block-template-1">{HEADER}
<article id="post-48" class="post-48 post type-post"><div class="td-post-header">
<ul class="td-category"><li><a href="/category/coast/">Coast</a></li><li><a href="/category/fish/">Fish</a></li></ul>
<header class="td-post-title"><h1 class="entry-title">Harbour’s Slow Return</h1>
<p class="td-post-sub-title">The fleet is small, the fish are many.</p>
<div class="td-module-meta-info"><div class="td-post-author-name">By <a href="/author/anna">Ida Strand</a></div>
<span class="td-post-date"><time class="entry-date updated td-module-date"
datetime="2026-01-12T08:30:00+01:00">January 12</time></span>
</div></header></div>
<div class="td-post-content"><div class="td-post-featured-image"><figure><img src="/pier-696x400.jpg" alt="A pier">
<figcaption>The pier at noon.</figcaption></figure></div>{STORY}</div>
<footer><div class="td-post-source-tags"><ul class="td-tags"><li><span>TAGS</span></li><li>
<a href="/tag/herring">Herring</a></li>
<li><a href="/tag/ferry">Ferry</a></li></ul></div>
<div class="author-box-wrap"><div class="td-author-name"><a>Ida Strand</a></div>Ida writes about boats.</div>
</footer></article>
<div class="td_block_related_posts"><div class="td_module_wrap"><h3 class="entry-title">
<a href="/y">Fish Prices Rise</a></h3></div></div>
<div id="comments"><p>I was there too, says a reader who writes at great length about the herring and the pier and
the sea.</p></div>
</body></html>"""
CLOUD = f"""<html lang="en-GB"><head></head>
<body class="post-template-default single single-post postid-48 tdb_template_9 tdb-template">
{HEADER}<div class="tdb-head-date-txt">Friday, March 6, 2026</div>
<article id="template-id-9" class="post-9 tdb_templates type-tdb_templates post"><div class="tdb_single_categories">
<a class="tdb-entry-category" href="/category/coast/">Coast</a>
<a class="tdb-entry-category" href="/category/fish/">Fish</a></div>
<div class="tdb_title"><h1 class="tdb-title-text">Harbour’s Slow Return</h1></div>
<div class="tdb_single_subtitle"><style>.tdi_8 {{}}</style>
<div class="tdb-block-inner"><p>The fleet is small, the fish are many.</p></div></div>
<div class="tdb_single_author"><a class="tdb-author-name" href="/author/ida">Ida Strand</a></div>
<div class="tdb_single_date"><time class="entry-date updated td-module-date"
datetime="2026-01-12T08:30:00+01:00">Jan</time></div>
<div class="tdb_single_featured_image"><figure><img src="/pier-696x400.jpg" alt="A pier">
<figcaption>The pier at noon.</figcaption>
</figure></div>
<div class="td_block_wrap tdb_single_content td-post-content"><div class="tdb-block-inner td-fix-index">{STORY}</div>
</div>
<div class="tdb_single_tags"><ul class="tdb-tags"><li><a>Herring</a></li><li><a>Ferry</a></li></ul></div>
<div class="tdb_single_tags"><ul class="tdb-tags"><li><a>Herring</a></li><li><a>Ferry</a></li></ul></div>
<div class="tdb_single_related"><div class="td_module_wrap"><span class="td-post-author-name"><a>Not Her</a></span>
</div></div>
</article></body></html>"""


@pytest.fixture(params=[CLASSIC, CLOUD], ids=["classic", "cloud"])
def article(request: pytest.FixtureRequest) -> Article:
    return read(request.param, URL)


def test_title_and_standfirst(article: Article) -> None:
    assert (article.title, article.standfirst) == ("Harbour’s Slow Return", "The fleet is small, the fish are many.")


def test_authors_are_the_article_s_own(article: Article) -> None:
    assert article.authors == ["Ida Strand"]


def test_date_is_neither_the_dateline_s_nor_a_teaser_s(article: Article) -> None:
    assert article.date_published == "2026-01-12T08:30:00+01:00"
    assert article.sources["date_published"] == "selector"


def test_sections_are_the_path_then_further_labels(article: Article) -> None:
    assert (article.section, article.sections) == ("Region", ["Region", "Coast", "Fish"])


def test_tags_once_each(article: Article) -> None:
    assert article.tags == ["Herring", "Ferry"]


def test_lead_picture_with_its_caption(article: Article) -> None:
    assert article.images[0].url == "https://echo.example/pier-696x400.jpg"
    assert article.images[0].caption == "The pier at noon."


def test_text_is_the_content_s(article: Article) -> None:
    texts = [block.text for block in article.blocks if block.kind != "caption"]
    assert [text[:12] for text in texts] == ["The herring ", "A Quiet Quay", "Nobody else ", "By noon the "]
    assert article.sources["body"] == "selector"


def test_furniture_in_the_content_is_removed_by_name(article: Article) -> None:
    removed = {removed.text: removed.by for removed in article.removed}
    assert removed["- Advertisement -"] == removed["Buy oars."] == "advertisement"
    assert removed["Ferry Fares Frozen"] == "related_block"
    assert removed["3 min read"] == "reading_time"


def test_address_and_id(article: Article) -> None:
    assert (article.url, article.final_url) == (URL, URL)
    assert article.id is not None
    assert len(article.id) == 20


def test_a_local_time_labelled_utc_gets_its_true_offset() -> None:
    """Themes before 9 write the local time with "+00:00"; `article:published_time` is in UTC."""
    html = CLASSIC.replace('datetime="2026-01-12T08:30:00+01:00"', 'datetime="2026-01-12T08:30:00+00:00"')
    assert read(html, URL).date_published == "2026-01-12T08:30:00+01:00"


def test_a_shown_day_of_change_is_not_that_of_publication() -> None:
    html = CLASSIC.replace(
        "<head>", '<head><meta property="article:modified_time" content="2026-01-14T09:00:00+00:00">'
    )
    html = html.replace('datetime="2026-01-12T08:30:00+01:00"', 'datetime="2026-01-14T10:00:00+01:00"')
    article = read(html, "https://echo.example/coast/harbours-slow-return")
    assert (article.date_published or "")[:10] == "2026-01-12"
    assert (article.date_modified or "")[:10] == "2026-01-14"


def test_without_content_element_the_article_is_the_limit() -> None:
    html = CLASSIC.replace('<div class="td-post-content">', "<div>")
    texts = [block.text for block in read(html, URL).blocks if block.kind == "paragraph"]
    assert any(text.startswith("The herring") for text in texts)
    assert not any("reader who writes" in text for text in texts)


def test_an_article_without_text_says_so() -> None:
    start = CLASSIC.index('<div class="td-post-content">')
    article = read(CLASSIC[:start] + CLASSIC[CLASSIC.index("<footer>") :], URL)
    assert article.blocks == []
    assert article.no_body_reason
    assert {removed.by for removed in article.removed} >= {"labels", "title", "standfirst", "byline"}


def test_two_titles_are_noted_and_read_the_general_way() -> None:
    html = CLASSIC.replace("</header>", '<h1 class="entry-title">Harbour’s Slow Return</h1></header>')
    document = Document.parse(html, URL)
    assert read_document(document).title == "Harbour’s Slow Return"
    assert any("h1.entry-title" in note for note in document.notes)


def test_other_pages_are_not_taken_for_the_theme_s() -> None:
    for html in ("", "<html><body class='td-x'><p>Rain.</p></body></html>", "<h1 class='entry-title'>Rain</h1>"):
        assert not TagDivPage.recognises(Document.parse(html))


def test_real_pages_of_the_theme_are_recognised_and_have_text() -> None:
    """44 article pages of some 40 sites; looked at by eye, this holds the floor."""
    folder = shared("pages/tagdiv")
    rows = [json.loads(line) for line in (folder / "index.jsonl").read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if row["kind"] == "article"]
    faults: list[str] = []
    for row in rows:
        document = Document.parse((folder / row["file"]).read_bytes(), row["url"])
        if not TagDivPage.recognises(document):
            faults.append(f"{row['file']}: not recognised")
            continue
        article = read_document(document)
        stated = {"title": article.title, "date": article.date_published, "text": article.blocks}
        faults += [f"{row['file']}: no {name}" for name, value in stated.items() if not value]
        faults += [f"{row['file']}: {note}" for note in document.notes if "TagDivPage" in note]
    assert not faults
