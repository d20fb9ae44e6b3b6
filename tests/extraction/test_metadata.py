"""The fields of whole pages: which witness wins, and the traps that pages set."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawler.extraction.document import Document
from newscrawler.extraction.metadata import Hints, Metadata, read_metadata
from newscrawler.items import Image

URL = "https://www.quay.example/harbour/2026/01/12/ferries-wait-for-calmer-seas"
TITLE = "Ferries wait for calmer seas"
STORY = "<p>Three ferries stayed in the harbour on Monday while the wind rose over the bay.</p>"


def page(
    head: str = "", body: str = "", *, url: str | None = URL, hints: Hints | None = None, lang: str = "en"
) -> Metadata:
    html = f"<html lang={lang}><head>{head}</head><body>{body}</body></html>"
    return read_metadata(Document.parse(html, url), hints)


def ld(*nodes: dict[str, Any]) -> str:
    return f'<script type="application/ld+json">{json.dumps(list(nodes) if len(nodes) > 1 else nodes[0])}</script>'


def article(**fields: Any) -> str:
    return ld({"@type": "NewsArticle", "headline": TITLE} | fields)


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


def h1(text: str = TITLE) -> str:
    return f"<h1>{text}</h1>"


TITLES = [
    ("the visible words win over the head's", article(headline="Ferries held by the storm"), h1(), TITLE, "html"),
    ("site name behind a bar", "<title>Ferries wait for calmer seas | The Quay</title>", "", TITLE, "html"),
    (
        "site name behind a dash",
        meta("og:site_name", "The Quay") + meta("og:title", f"{TITLE} - The Quay"),
        "",
        TITLE,
        "meta",
    ),
    (
        "site name in front",
        meta("og:site_name", "The Quay") + meta("og:title", f"The Quay: {TITLE}"),
        "",
        TITLE,
        "meta",
    ),
    ("the site's name as first h1", meta("og:site_name", "The Quay"), h1("The Quay") + h1(), TITLE, "html"),
    ("a section's label as first h1", meta("og:title", TITLE), h1("Harbour") + h1(), TITLE, "html"),
    ("a label inside the h1", "", f"<h1><span class=kicker>Harbour</span> {TITLE}</h1>", TITLE, "html"),
    ("a byline inside the h1", meta("og:title", TITLE), h1(f"{TITLE} Posted on May 1 by ada"), TITLE, "meta"),
    ("a cut h1", meta("og:title", TITLE), h1("Ferries wait for calmer ..."), TITLE, "meta"),
    ("no h1 but a h2", meta("og:title", TITLE), f"<h2>Weather</h2><h2>{TITLE}</h2>", TITLE, "html"),
    ("a drawing's title", f"<svg><title>Logo</title></svg><title>{TITLE}</title>", "", TITLE, "html"),
    ("curly quotes stay", "", h1("“Ferries” wait – for ‘calm’"), "“Ferries” wait – for ‘calm’", "html"),
    ("soft hyphens go", "", h1("Ferries wait for cal\u00admer seas"), TITLE, "html"),
    (
        "the title of a menu's teaser",
        meta("og:title", TITLE),
        f"<nav><h1>{TITLE}</h1></nav><main>{h1()}</main>",
        TITLE,
        "html",
    ),
    ("nothing", "", "", None, None),
]


@pytest.mark.parametrize(
    ("head", "body", "title", "source"), [row[1:] for row in TITLES], ids=[row[0] for row in TITLES]
)
def test_title(head: str, body: str, title: str | None, source: str | None) -> None:
    read = page(head, body + STORY)
    assert (read.title, read.sources.get("title")) == (title, source)


def test_the_head_knows_the_title_without_labels() -> None:
    head = meta("og:title", TITLE)
    for heading in (
        f"<b>News</b> {TITLE}",
        f"{TITLE} <a href=//other.example>(other.example)</a>",
        f"<span>Port:</span> {TITLE}",
        f"{TITLE} <i>/ May 2026</i>",
    ):
        assert page(head, h1(heading) + STORY).title == TITLE
    assert page(head, h1(f"<span>{TITLE} in May</span>") + STORY).title == f"{TITLE} in May"
    assert page("", h1(f"{TITLE} | Opinion") + STORY).title == TITLE


def test_a_blogs_name_and_a_heading_of_comments_are_no_titles() -> None:
    head = f"<title>Notes from the pier: {TITLE}</title>" + meta("og:title", TITLE)
    assert page(head, f"{h1('Notes from the pier')}<h3>{TITLE}</h3>{STORY}").title == TITLE
    comments = f"<div class=comments><h2>Two replies to {TITLE}</h2></div>"
    assert page(meta("og:title", TITLE), f"<h3>{TITLE}</h3>{STORY}{comments}").title == TITLE


def test_a_shop_is_named_by_its_domain() -> None:
    head = f"<title>{TITLE} | Quay.example</title>"
    assert page(head, STORY, url="https://offers.quay.example/1").title == TITLE
    assert page(head.replace("example", "co.uk"), STORY, url="https://offers.quay.co.uk/1").title == TITLE


AUTHORS = [
    ("a node", article(author={"@type": "Person", "name": "Ada Quill"}), "", ["Ada Quill"], "json_ld"),
    ("several in one string", article(author="Ada Quill and Bo Marsh"), "", ["Ada Quill", "Bo Marsh"], "json_ld"),
    ("with a title behind", article(author={"name": "Ada Quill, Harbour Editor"}), "", ["Ada Quill"], "json_ld"),
    (
        "metas, one each",
        meta("author", "Ada Quill") + meta("author", "Bo Marsh"),
        "",
        ["Ada Quill", "Bo Marsh"],
        "meta",
    ),
    ("catalogue order", meta("citation_author", "Quill, Ada"), "", ["Ada Quill"], "meta"),
    ("an address is no author", meta("article:author", "https://social.example/quay"), "", [], None),
    ("microdata", "", '<p itemprop="author"><span itemprop="name">Ada Quill</span></p>', ["Ada Quill"], "microdata"),
    ("the visible byline", "", h1() + "<p>By Ada Quill</p>" + STORY, ["Ada Quill"], "html"),
    ("by, on a line of its own", "", h1() + "<div>By</div><div>Ada Quill</div>" + STORY, ["Ada Quill"], "html"),
    (
        "a byline's box",
        "",
        h1() + "<div class=byline><a>Ada Quill</a><i>May 3</i></div>" + STORY,
        ["Ada Quill"],
        "html",
    ),
    (
        "a person before the site",
        article(author={"name": "The Quay"}),
        h1() + "<p>By Ada Quill</p>",
        ["Ada Quill"],
        "html",
    ),
    ("a person before an agency", article(author="Reuters"), h1() + "<p>By Ada Quill</p>", ["Ada Quill"], "html"),
    ("an agency where that is all", article(author={"name": "Reuters"}), h1(), ["Reuters"], "json_ld"),
    ("admin is nobody", article(author={"name": "admin"}), h1(), [], None),
    ("a full name before a login", article(author="adaq"), h1() + "<p>By Ada Quill</p>", ["Ada Quill"], "html"),
    ("a reviewer is no author", "", h1() + "<div class=author>Reviewed by Bo Marsh</div>" + STORY, [], None),
    ("a comment's author", "", h1() + STORY + "<div class=comments><p class=author>Cy Reed</p></div>", [], None),
    ("a teaser's author", "", h1() + STORY + "<div class=related><p class=author>Cy Reed</p></div>", [], None),
    ("bare text behind the title", "", f"<div>{h1()} by <a>Ada Quill</a>, May 3</div>{STORY}", ["Ada Quill"], "html"),
    (
        "a name with a date right behind it",
        "",
        f"{h1()}<p><span>Ada Quill</span> <span>May 3, 2026</span></p>{STORY}",
        ["Ada Quill"],
        "html",
    ),
    (
        "the card in short messages",
        meta("twitter:label1", "Written by") + meta("twitter:data1", "Ada Quill"),
        h1() + STORY,
        ["Ada Quill"],
        "meta",
    ),
    (
        "another line of that card",
        meta("twitter:label1", "Est. reading time") + meta("twitter:data1", "5 minutes"),
        h1() + STORY,
        [],
        None,
    ),
    ("a link to an author's page", "", f"{h1()}<a href=/author/aq>Ada Quill</a>{STORY}", ["Ada Quill"], "html"),
    ("a link to a person in the news", "", f"{h1()}<a href=/people/aq>Ada Quill</a>{STORY}", [], None),
    ("a job behind a name", "", h1() + "<div>Ada Quill</div><div>Port Writer</div>" + STORY, ["Ada Quill"], "html"),
    ("a name behind a date", "", h1() + "<p><i>Jan 12, 2026</i> <i>Ada Quill</i></p>" + STORY, ["Ada Quill"], "html"),
    (
        "a photographer's bare By",
        "",
        h1() + "<p>A ferry.</p><i><b>By</b></i><p>Bo Marsh</p><p>By Ada Quill</p>" + STORY,
        ["Ada Quill"],
        "html",
    ),
    (
        "a desk, and a label beside the date",
        "",
        h1() + "<p class=byline>By: Quay Editorial Team</p><p>Harbour Life</p><p>May 3, 2026</p>" + STORY,
        ["Quay Editorial Team"],
        "html",
    ),
    (
        "a byline in the story",
        "",
        h1() + "<p>Ada Quill</p><p>May 3, 2026</p>" + 2 * STORY.replace("Three", "Three " * 30) + "<p>By Cy Reed</p>",
        ["Ada Quill"],
        "html",
    ),
    ("an account in the author's box", "", h1() + "<p class=author>by adaq</p>" + STORY, ["adaq"], "html"),
    ("links to share with", "", h1() + "<p>Email Facebook</p><p>Port Writer</p>" + STORY, [], None),
    (
        "who did other work",
        meta("author", "design: Bo Marsh; code: Cy Reed"),
        h1() + "<p>By Ada Quill</p>",
        ["Ada Quill"],
        "html",
    ),
    ("a box behind the story", "", f"{h1()}{STORY * 70}<div class=author-box>Ada Quill</div>", ["Ada Quill"], "html"),
    ("who wrote it, behind it", "", f"{h1()}{STORY * 70}<h4>Written by Ada Quill</h4>", ["Ada Quill"], "html"),
    (
        "who wrote it, with links and a job",
        "",
        f"{h1()}{STORY * 70}<p>Written by <a>Ada Quill</a>, Head of Ports and Sea Life</p>",
        ["Ada Quill"],
        "html",
    ),
    (
        "that line before the boxes of others",
        "",
        f"{h1()}{STORY * 70}<p>Written by <a>Ada Quill and Bo Marsh</a></p>"
        "<div class=author-box>Cy Reed</div><div class=author-box>Dan Ford</div>",
        ["Ada Quill", "Bo Marsh"],
        "html",
    ),
    (
        "who wrote a comment",
        "",
        f"{h1()}{STORY * 70}<div class=comment><p>Posted by <a>Cy Reed</a></p></div>",
        [],
        None,
    ),
    (
        "boxes of several authors",
        "",
        f"{h1()}{STORY * 70}<div class=author-box>Ada Quill</div><div class=author-box>Cy Reed</div>",
        [],
        None,
    ),
    (
        "an agency before a box far away",
        article(author={"name": "Reuters"}),
        f"{h1()}{STORY * 70}<div class=author-box>Ada Quill</div>",
        ["Reuters"],
        "json_ld",
    ),
]


@pytest.mark.parametrize(
    ("head", "body", "names", "source"), [row[1:] for row in AUTHORS], ids=[row[0] for row in AUTHORS]
)
def test_authors(head: str, body: str, names: list[str], source: str | None) -> None:
    read = page(meta("og:site_name", "The Quay") + meta("og:title", TITLE) + head, body)
    assert (read.authors, read.sources.get("authors")) == (names, source)


DAY = "2026-01-12"
CRAWL_DAY = "Tuesday, February 10, 2026"
ZULU = "2026-01-12T08:30:00Z"
DATES = [
    ("JSON-LD", article(datePublished="2026-01-12T09:30:00+01:00"), "", "2026-01-12T09:30:00+01:00", "json_ld"),
    ("Open Graph", meta("article:published_time", ZULU), "", ZULU, "meta"),
    ("microdata", "", f'<time itemprop="datePublished" datetime="{ZULU}">now</time>', ZULU, "microdata"),
    ("a time near the title", "", h1() + f'<time datetime="{ZULU}">12 January</time>', ZULU, "html"),
    ("a line near the title", "", h1() + "<p>12 January 2026</p>", DAY, "html"),
    ("a day and no more", meta("article:published_time", "2026-01-12"), "", DAY, "meta"),
    ("the most exact of one day", meta("date", DAY), h1() + f'<time datetime="{ZULU}">x</time>', ZULU, "html"),
    ("a teaser in the menu", "",
     f'<nav><time datetime="2026-01-20">x</time></nav>{h1()}<time datetime="{DAY}">x</time>', DAY, "html"),
    ("the crawl's day over the page", "", f"<div class=td_data_time>{CRAWL_DAY}</div>{h1()}", None, None),
    ("the crawl's day by another name", "", f"<div class=header-date>{CRAWL_DAY}</div>{h1()}", None, None),
    ("a day of the crawl in a line", "", f"<div>{CRAWL_DAY}</div>{h1()}", None, None),
    ("a comment's date", "", h1() + STORY + '<div class=comment><time datetime="2026-01-20"></time></div>', None, None),
    ("the date of a change", "", h1() + "<p>Updated: 20 January 2026</p>", None, None),
    ("modified alone", article(dateModified="2026-01-20T08:00:00Z"), h1(), None, None),
    ("the site's zone by its time", article(datePublished="2026-01-13T01:30:00Z"),
     h1() + "<p>January 12, 2026, 8:30 p.m.</p>", "2026-01-12T20:30:00-05:00", "json_ld"),
    ("the site's zone by its day", article(datePublished="2026-01-13T01:30:00Z"),
     h1() + "<p>January 12, 2026</p>", DAY, "json_ld"),
    ("a label in front of a line over the title", "", f"<p>Published January 12, 2026 by Ada Quill</p>{h1()}", DAY,
     "html"),
    ("published, and changed behind it", "", h1() + "<p>January 12, 2026 - Updated January 20, 2026</p>", DAY, "html"),
    ("published beside changed", "", h1() + "<div class=meta>Published Jan 12, 2026</div>"
     "<div class=meta>Updated Jan 20, 2026</div>", DAY, "html"),
    ("days of JSON-LD that come after the change", article(datePublished="Jan 20, 2026", dateModified="Jan 19, 2026"),
     h1() + "<p class=date>Published January 12, 2026</p>", DAY, "html"),
    ("a page builder's box", "", "<div class='elementor-widget elementor-widget-post-info'><div class="
     f"elementor-widget-container>{h1()}</div></div><div class='elementor-widget elementor-widget-post-info'>"
     f"<time>January 12, 2026</time></div>{STORY}", DAY, "html"),
    ("other articles in a page builder's box", "", f"{h1()}{STORY}<div class='elementor-widget elementor-widget-posts'>"
     "<span class=date>January 20, 2026</span></div>", None, None),
    ("a byline in an aside", "", f"<article><aside><time>January 12, 2026</time></aside>{h1()}{STORY}</article>", DAY,
     "html"),
    ("a label far away", "", h1() + STORY * 30 + "<div class=sidebar><h4>Published</h4><p>January 12, 2026</p></div>",
     DAY, "html"),
    ("labels of several days", "", h1() + STORY * 30 + "<p>Posted on January 12, 2026</p><p>Posted on May 3, 2025</p>",
     None, None),
    ("the same instant twice", meta("article:published_time", ZULU) + meta("date", "2026-01-12T09:30:00+01:00"), "",
     "2026-01-12T09:30:00+01:00", "meta"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("head", "body", "instant", "source"), [row[1:] for row in DATES], ids=[row[0] for row in DATES]
)
def test_date_published(head: str, body: str, instant: str | None, source: str | None) -> None:
    read = page(head + meta("og:title", TITLE), body, url="https://quay.example/ferries")
    assert (read.date_published, read.sources.get("date_published")) == (instant, source)


def test_the_address_is_a_witness() -> None:
    read = page("", h1() + STORY)
    assert (read.date_published, read.sources["date_published"]) == (DAY, "url")
    assert (read.section, read.sources["section"]) == ("Harbour", "url")


def test_months_have_names_in_addresses_too() -> None:
    read = page("", h1() + STORY, url="https://quay.example/harbour/2026/jan/12/ferries-wait")
    assert (read.date_published, read.sources["date_published"], read.sections) == (DAY, "url", ["Harbour"])


def test_a_page_without_a_title_has_its_day_before_the_story() -> None:
    menu = "<div><a href=/>Port</a></div>"
    story = f"<div>{'The wind rose over the bay, and three ferries stayed in port. ' * 5}</div>"
    lines = "<div>Some words of a headline</div><div>The Quay 2026-01-12 08:30</div>"
    assert page("", menu + lines + story, url=None).date_published == "2026-01-12T08:30:00"
    assert page("", f"{menu}<div>{CRAWL_DAY}</div><div>Words</div>{story}", url=None).date_published is None
    assert page("", f"{menu}{lines.replace('The Quay', 'Updated')}{story}", url=None).date_published is None


def test_both_days_of_one_line() -> None:
    read = page(
        "", h1() + "<p class=date>Published 12 January 2026, 09:30 | Updated 20 January 2026, 10:00</p>", url=None
    )
    assert (read.date_published, read.date_modified) == ("2026-01-12T09:30:00", "2026-01-20T10:00:00")


def test_raw_and_modified() -> None:
    read = page(article(datePublished="Mon Jan 12 09:30:00 CET 2026", dateModified="2026-01-20T10:00:00+01:00"), h1())
    assert read.date_published == "2026-01-12T09:30:00+01:00"
    assert read.date_published_raw == "Mon Jan 12 09:30:00 CET 2026"
    assert read.date_modified == "2026-01-20T10:00:00+01:00"


def test_numbers_follow_the_region() -> None:
    body = h1() + "<p>Published 03/04/2026</p>"
    assert page("", body, url=None, lang="en-US").date_published == "2026-03-04"
    assert page("", body, url=None, lang="en-GB").date_published == "2026-04-03"


def crumbs(*names: str) -> str:
    items = [{"@type": "ListItem", "position": at, "name": name} for at, name in enumerate(names, 1)]
    return ld({"@type": "BreadcrumbList", "itemListElement": items[::-1]})


SECTIONS = [
    ("breadcrumbs", crumbs("Home", "China", "Trade", TITLE), h1(), ["China", "Trade"], "json_ld"),
    ("another Home", crumbs("Startseite", "Hafen"), "", ["Hafen"], "json_ld"),
    ("shown breadcrumbs", "", "<div class=breadcrumbs><a>Home</a><a>China</a></div>" + h1(), ["China"], "html"),
    (
        "breadcrumbs of another page in JSON-LD",
        crumbs("Home", "Sea"),
        "<div class=breadcrumbs><a>Home</a><a>China</a></div>" + h1(),
        ["China"],
        "html",
    ),
    ("the article's section", article(articleSection="Harbour"), h1(), ["Harbour"], "json_ld"),
    (
        "several sections",
        article(articleSection=["Harbour", "Weather", "Harbour"]),
        h1(),
        ["Harbour", "Weather"],
        "json_ld",
    ),
    ("a meta", meta("article:section", "Harbour"), h1(), ["Harbour"], "meta"),
    ("the site's name is none", crumbs("The Quay", "Harbour"), h1(), ["Harbour"], "json_ld"),
    ("several in one string", article(articleSection="Meta,Port,Sea"), h1(), ["Meta", "Port", "Sea"], "json_ld"),
    ("one with a comma", article(articleSection="Port, Sea & Rail"), h1(), ["Port, Sea & Rail"], "json_ld"),
    ("a category's name", crumbs("Category: Uncategorized"), h1(), [], None),
    (
        "the title as the head has it",
        article(headline="Storm holds ferries") + crumbs("Port", "Storm holds ferries"),
        h1(),
        ["Port"],
        "json_ld",
    ),
    ("nothing", "", h1(), [], None),
]


@pytest.mark.parametrize(
    ("head", "body", "path", "source"), [row[1:] for row in SECTIONS], ids=[row[0] for row in SECTIONS]
)
def test_sections(head: str, body: str, path: list[str], source: str | None) -> None:
    read = page(meta("og:site_name", "The Quay") + head, body, url="https://quay.example/ferries")
    assert (read.sections, read.sources.get("sections")) == (path, source)
    assert read.section == (path[0] if path else None)


TAGS = [
    (
        "metas",
        meta("article:tag", "ferries") + meta("article:tag", "wind") + meta("article:tag", "Ferries"),
        "",
        ["ferries", "wind"],
    ),
    ("keywords in JSON-LD", article(keywords="ferries, wind"), "", ["ferries", "wind"]),
    ("keywords as a list", article(keywords=["ferries", "wind, north"]), "", ["ferries", "wind, north"]),
    ("links", "", "<a rel=tag>ferries</a> <a rel=tag>wind</a> <a rel='category tag'>News</a>", ["ferries", "wind"]),
    ("a list shown twice", "", "<ul class=tags><li><a>wind</a></ul><ul class=tags><li><a>wind</a></ul>", ["wind"]),
    (
        "keywords for search engines last",
        '<meta name=keywords content="a, b">',
        "<ul class=tags><li><a>wind</a></ul>",
        ["wind"],
    ),
    ("switches of the site's system", article(keywords=["ferries", "_noshow", "1234"]), "", ["ferries"]),
    ("keywords for search engines", '<meta name=keywords content="ferries, wind">', "", ["ferries", "wind"]),
]


@pytest.mark.parametrize(("head", "body", "tags"), [row[1:] for row in TAGS], ids=[row[0] for row in TAGS])
def test_tags(head: str, body: str, tags: list[str]) -> None:
    assert page(head, h1() + STORY + body).tags == tags


@pytest.mark.parametrize(
    ("fields", "shell", "kind"),
    [
        ({"@type": "LiveBlogPosting"}, "", "live_blog"),
        ({"@type": "OpinionNewsArticle"}, "", "opinion"),
        ({"articleSection": "Obituaries"}, "", "obituary"),
        ({"articleSection": ["Videos", "Port"]}, "", "video"),
        ({"articleSection": ["Port", "Videos"]}, "", "article"),
        ({}, "single format-gallery", "gallery"),
        ({"@type": "VideoObject"}, "", "video"),
        ({}, "", "article"),
    ],
)
def test_kind(fields: dict[str, Any], shell: str, kind: str) -> None:
    html = f"<html><head>{article(**fields)}</head><body class='{shell}'>{h1()}{STORY}</body></html>"
    assert read_metadata(Document.parse(html)).kind == kind


def test_a_story_with_a_film_in_it_is_no_film() -> None:
    assert page(meta("og:type", "article") + ld({"@type": "VideoObject", "name": TITLE}), h1()).kind == "article"


ACCESS = [
    (article(isAccessibleForFree=False), False),
    (article(isAccessibleForFree="False"), False),
    (article(isAccessibleForFree="https://schema.org/True"), True),
    (article(hasPart={"@type": "WebPageElement", "isAccessibleForFree": False}), False),
    (meta("article:content_tier", "metered"), False),
    (meta("article:content_tier", "free"), True),
    ("", None),
]


@pytest.mark.parametrize(("head", "free"), ACCESS)
def test_access(head: str, free: bool | None) -> None:
    assert page(head, h1()).is_accessible_for_free is free


@pytest.mark.parametrize(("lang", "tag"), [("en_us", "en-US"), ("DE", "de"), ("zh-hans-cn", "zh-Hans-CN"), ("?", None)])
def test_language(lang: str, tag: str | None) -> None:
    assert page("", h1(), lang=lang).language == tag


STANDFIRSTS = [
    ("shown", "", h1() + "<p class=standfirst>Wind keeps three ferries in port, and may do so for days.</p>", "html"),
    (
        "stated",
        meta("og:description", "Wind keeps three ferries in port, and may do so for days."),
        h1() + STORY,
        "meta",
    ),
    (
        "the lede once more",
        meta("og:description", "Three ferries stayed in the harbour on Monday while"),
        h1() + STORY,
        None,
    ),
    (
        "a byline by that name",
        article(author="Ada Quill"),
        h1() + "<p class=subtitle>Ada Quill, who sails to all the islands of the bay</p>" + STORY,
        None,
    ),
    (
        "a part of the title",
        "",
        h1("The port: " + "ferries wait for calmer seas, and sailors too")
        + "<p class=subtitle>Ferries wait for calmer seas, and sailors too</p>"
        + STORY,
        None,
    ),
    ("cut off", meta("og:description", "Wind keeps three ferries in port, and may do so…"), h1() + STORY, None),
    (
        "the site's own words",
        meta("og:description", "Coast Daily: news of the coast, every day anew.") + meta("og:site_name", "Coast Daily"),
        h1() + STORY,
        None,
    ),
]


@pytest.mark.parametrize(
    ("head", "body", "source"), [row[1:] for row in STANDFIRSTS], ids=[row[0] for row in STANDFIRSTS]
)
def test_standfirst(head: str, body: str, source: str | None) -> None:
    read = page(head, body)
    assert read.sources.get("standfirst") == source
    assert (read.standfirst is None) == (source is None)


def test_images() -> None:
    logo = {"@type": "Organization", "name": "The Quay", "logo": {"url": "https://quay.example/logo.png"}}
    picture = {
        "@type": "ImageObject",
        "url": "https://quay.example/pier.jpg",
        "caption": "The pier",
        "creditText": "B. Marsh",
    }
    stated = article(image=[picture, "https://quay.example/logo.png"], publisher=logo)
    read = page(meta("og:image", "/pier.jpg") + stated, h1(), url="https://quay.example/a")
    assert read.images == [Image(url="https://quay.example/pier.jpg", caption="The pier", credit="B. Marsh")]


def test_the_node_that_fits_the_page() -> None:
    other = {"@type": "NewsArticle", "headline": "Bridge opens", "author": "Cy Reed", "datePublished": "2025-05-05"}
    own = {"@type": "NewsArticle", "headline": TITLE, "author": "Ada Quill", "url": URL}
    read = page(ld(other, own), h1() + STORY)
    assert (read.title, read.authors, read.date_published) == (TITLE, ["Ada Quill"], DAY)


def test_broken_json_ld_is_mended() -> None:
    broken = '{"@type": "NewsArticle", "author": "Ada\nQuill", "headline": "Ferries",}'
    assert page(f'<script type="application/ld+json">{broken}</script>', h1()).authors == ["Ada Quill"]


def test_hints_win() -> None:
    hints = Hints(
        title="Ferries wait",
        authors=["By Bo Marsh"],
        date_published="2026-01-13T07:00:00+08:00",
        sections=["Sea"],
        tags=["gale"],
    )
    head = article(author="Ada Quill", datePublished="2026-01-12T23:00:00Z", articleSection="Harbour", keywords="wind")
    read = page(head, h1(), url=None, hints=hints)
    assert (read.title, read.authors, read.section, read.tags) == ("Ferries wait", ["Bo Marsh"], "Sea", ["gale"])
    assert read.date_published == "2026-01-13T07:00:00+08:00"
    assert {read.sources[name] for name in ("title", "authors", "section", "tags")} == {"selector"}


def test_addresses() -> None:
    assert page('<link rel=canonical href="/a?x=1">', h1()).canonical_url == "https://www.quay.example/a?x=1"
    assert page(meta("og:url", "https://quay.example/b"), h1()).canonical_url == "https://quay.example/b"


PIECES = st.sampled_from(
    ["<h1>", "</h1>", "<time datetime=2026>", "<div class='author date meta'>", "</div>", "By Ada", "<nav>",
     "<script type=application/ld+json>", "</script>", '{"@type":"NewsArticle","author":{"@id":"x"}',
     "<p itemprop=author>", "<meta property=og:title content=x>",
     "<a rel='tag author'>", "\x00", "é", "<svg><title>", "12.13.2026", "<base href='//['>", "<ul class=tags>"]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES | st.text(max_size=20), max_size=40), st.none() | st.text(max_size=30))
def test_never_raises(pieces: list[str], url: str | None) -> None:
    assert isinstance(read_metadata(Document.parse("".join(pieces), url)), Metadata)


@pytest.mark.parametrize(
    "piece",
    ["<div class='author date'>", "<h1>Rain", "<time>", "<p itemprop='author name'>By x", "<a rel='tag author'>x</a>",
     "<nav>", "<h2>x</h2>",
     "<meta name=author content=x>", "<ul class=tags><a>x</a></ul>", "<b>", "x | "],
)  # fmt: skip
def test_linear_time(piece: str) -> None:
    def seconds(times: int) -> float:
        document = Document.parse(f"<title>Rain over the bay</title><h1>Rain over the bay</h1>{piece * times}", URL)
        start = time.process_time()
        read_metadata(document)
        return time.process_time() - start

    assert seconds(40_000) < 40 * max(seconds(4_000), 0.02)
