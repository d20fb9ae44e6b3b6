"""The pages say what the truth says: read with plain lxml and simple selectors, by nothing of the crawler's."""

from __future__ import annotations

import json

import pytest
from lxml import html

from newscrawler.demo_site import DEMO_HOST, truth
from newscrawler.demo_site.calendar import now_on
from newscrawler.demo_site.plan import Edition
from newscrawler.demo_site.routes import Site
from newscrawler.demo_site.truth import TrueArticle

IN_CONTENT = (
    ".td-a-rec, .wtr-time-wrap, #ez-toc-container, .code-block, .sharedaddy, .tds-newsletter, .tds-locker,"
    " .td-post-featured-image, figcaption"
)
CONTENT = {"classic": "div.td-post-content", "tdb": "div.tdb_single_content.td-post-content > div.tdb-block-inner"}


def site_on(day: int, host: str = DEMO_HOST) -> Site:
    return Site(Edition(now_on(day)), host)


def tree(site: Site, url: str, encoding: str = "utf-8") -> html.HtmlElement:
    target = url.removeprefix(f"http://{site.host}")
    path, _, query = target.partition("?")
    answer = site.answer(path, query)
    assert answer.status == 200, url
    return html.fromstring(answer.body, parser=html.HTMLParser(encoding=encoding))


def text_of(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def one(page: html.HtmlElement, selector: str) -> html.HtmlElement:
    (found,) = page.cssselect(selector)
    return found


def running_text(content: html.HtmlElement) -> str:
    for furniture in content.cssselect(IN_CONTENT):
        furniture.drop_tree()
    lines = []
    for element in content.iter("p", "h2", "h3", "li", "tr", "pre"):
        if element.tag == "tr":
            lines.append(" | ".join(text_of(cell) for cell in element))
        else:
            lines.append(element.text_content() if element.tag == "pre" else text_of(element))
    return "\n\n".join(lines)


@pytest.mark.parametrize("day", [1, 2, 3])
def test_the_content_is_exactly_the_body(day: int) -> None:
    site = site_on(day)
    for article in truth(day).articles:
        page = tree(site, article.url, article.encoding)
        assert len(page.cssselect("div.td-post-content")) == 1
        assert running_text(one(page, CONTENT[article.markup])) == article.body, article.url


def fields_of(page: html.HtmlElement, article: TrueArticle) -> dict[str, object]:
    inside = one(page, f"article#post-{article.post_id}" if article.markup == "classic" else "article#template-id-310")
    by, tags, labels = {
        "classic": (".td-post-author-name a", "ul.td-tags a", "ul.td-category a"),
        "tdb": (".tdb-author-name-wrap a.tdb-author-name", "ul.tdb-tags a", "a.tdb-entry-category"),
    }[article.markup]
    return {
        "title": one(inside, "h1").text_content(),
        "authors": [
            text_of(name) for name in inside.cssselect(by) if not name.xpath("ancestor::*[@class='item-details']")
        ],
        "sections": [text_of(label) for label in inside.cssselect(labels)],
        "tags": list(dict.fromkeys(text_of(tag) for tag in inside.cssselect(tags))),  # tdb may show them twice
        "date_published": inside.cssselect("time.entry-date.updated.td-module-date")[0].get("datetime"),
    }


def test_the_visible_fields_are_the_true_ones() -> None:
    site = site_on(1)
    for article in truth(1).articles:
        page = tree(site, article.url, article.encoding)
        expected = {name: getattr(article, name) for name in ("title", "authors", "sections", "tags", "date_published")}
        assert fields_of(page, article) == expected
        assert f"postid-{article.post_id}" in one(page, "body").get("class").split()
        assert one(page, "link[rel=canonical]").get("href") == article.url


def test_json_ld_and_open_graph_agree_with_the_truth() -> None:
    site, silent = site_on(1), 0
    for article in truth(1).articles:
        page = tree(site, article.url, article.encoding)
        graph = json.loads(one(page, "script[type='application/ld+json']").text)["@graph"]
        crumbs = [step["name"] for step in graph[-1]["itemListElement"]]
        assert crumbs == ["Home", *article.sections, article.title]
        published = one(page, "meta[property='article:published_time']").get("content")
        assert published.endswith("+00:00")
        if len(graph) == 1:
            silent += 1
            assert (article.date_modified, article.is_accessible_for_free) == (None, None)
            continue
        story = graph[0]
        assert story["headline"] == article.title
        assert (story["datePublished"], story["dateModified"]) == (article.date_published, article.date_modified)
        assert story["isAccessibleForFree"] is article.is_accessible_for_free
        assert [author["name"] for author in story["author"]] == article.authors
        assert (story["@type"] == "LiveBlogPosting") is (article.kind == "live_blog")
    assert silent >= 10


FURNITURE = {
    "classic": (
        "#td_top_weather_uid .td-big-degrees", ".td_data_time", ".entry-crumbs", ".author-box-wrap",
        ".td-post-next-prev",
    ),
    "tdb": (
        ".tdb-weather-deg", ".tdb-head-date-txt", ".tdb-breadcrumbs", ".tdb_single_author_box", ".tdb_single_next_prev",
    ),
}  # fmt: skip
EVERYWHERE = (
    ".td_block_related_posts", "#comments form", ".td-main-sidebar", "#td-mobile-nav", "#login-form",
    ".td-post-sharing",    ".td-post-content .td-a-rec", ".tds-newsletter", ".td_block_7 .td_module_6",
)  # fmt: skip


def test_every_page_wears_its_furniture() -> None:
    site, bare = site_on(1), 0
    for article in truth(1).articles:
        page = tree(site, article.url, article.encoding)
        teasers = page.cssselect(".td-trending-header .td-module-title")
        bare += not teasers
        wanted = FURNITURE[article.markup] if teasers else FURNITURE[article.markup][2:]
        for selector in (*wanted, *EVERYWHERE):
            assert page.cssselect(selector), (article.url, selector)
        if teasers:
            assert len(teasers) == 3
            assert article.title not in [text_of(teaser) for teaser in teasers]
    assert 5 <= bare <= 20


def test_labels_stand_glued_before_the_second_title() -> None:
    cut = 0
    for article in truth(1).articles:
        crumbs = one(tree(site_on(1), article.url, article.encoding), ".entry-crumbs, .tdb-breadcrumbs").text_content()
        straight = article.title.translate(str.maketrans("“”’–", '""\'-'))
        cut += crumbs.endswith("...")
        assert crumbs == "".join(article.sections) + straight or crumbs.endswith("...")
    assert cut >= 1


def test_furniture_changes_with_the_day_and_the_article_does_not() -> None:
    url = truth(1).articles[20].url
    first, second = (tree(site_on(day), url) for day in (1, 2))
    dates = [one(page, ".td_data_time, .tdb-head-date-txt").text_content().strip() for page in (first, second)]
    assert dates == ["Tuesday, February 10, 2026", "Wednesday, February 11, 2026"]
    assert [text_of(x) for x in first.cssselect(".td_module_6 h3")] != [
        text_of(x) for x in second.cssselect(".td_module_6 h3")
    ]
    assert len({text_of(one(page, "h1.entry-title, h1.tdb-title-text")) for page in (first, second)}) == 1


def walk(site: Site, start: list[str]) -> set[str]:
    """All article links on index pages, by teasers and pagination alone."""
    seen, queue, articles = set(start), list(start), set()
    while queue:
        page = tree(site, queue.pop())
        modules = page.cssselect(".td-main-content .td_module_wrap .td-module-title a")
        articles |= {link.get("href") for link in modules}
        for link in page.cssselect(".page-nav a"):
            if link.get("href") not in seen:
                seen.add(link.get("href"))
                queue.append(link.get("href"))
    return articles


@pytest.mark.parametrize("day", [1, 2])
def test_every_article_is_linked_from_the_fronts(day: int) -> None:
    site, known = site_on(day), truth(day)
    assert walk(site, known.fronts) == set(known.by_url)
    assert walk(site, [f"{known.home}/"]) == set(known.by_url)
    for front in known.fronts:
        (section,) = [text_of(h1) for h1 in tree(site, front).cssselect("h1")]
        assert walk(site, [front]) == {url for url, article in known.by_url.items() if section in article.sections}


def test_the_home_page_links_what_must_not_be_fetched() -> None:
    day_one = truth(1)
    hrefs = {link.get("href") for link in tree(site_on(1), f"{day_one.home}/").cssselect("a[href]")}
    paths = {url.removeprefix(day_one.home) for url in day_one.forbidden}
    assert len(paths) >= 6
    assert paths <= hrefs
    assert day_one.soft_404.removeprefix(day_one.home) in hrefs


@pytest.mark.parametrize("host", ["beijingtimes.com", "www.example.org:8080"])
def test_the_same_site_stands_in_for_another(host: str) -> None:
    known, demo = truth(1, host), truth(1)
    article = known.articles[3]
    page = tree(site_on(1, host), article.url)
    assert article.body == demo.articles[3].body
    assert one(page, "link[rel=canonical]").get("href") == article.url
    assert not [link for link in page.xpath("//@href") if DEMO_HOST in link]
    assert all(f"http://{host}/" in image.url for image in article.images)
