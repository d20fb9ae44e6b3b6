"""The site's wp-json: posts, categories, tags and users, as WordPress 6 answers for public content."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from html import escape
from typing import Any
from zlib import crc32

import orjson

from newscrawler.demo_site.answers import JSON, Answer, weak_tag
from newscrawler.demo_site.calendar import SITE_ZONE
from newscrawler.demo_site.json_ld import author_slug
from newscrawler.demo_site.markup import bare_html, tag_slug
from newscrawler.demo_site.plan import Edition, lineage, path_of, section_path
from newscrawler.demo_site.story import Story
from newscrawler.demo_site.vocabulary import AGENCY, AUTHORS, SECTIONS, SITE_NAME

ROOT = "/wp-json"
_MOST = 100  # the longest page WordPress gives
_CATEGORY_IDS = {section.slug: number for number, section in enumerate(SECTIONS, start=11)}
_AUTHOR_IDS = {name: number for number, (name, _) in enumerate((*AUTHORS, AGENCY), start=2)}


def answer(path: str, query: Mapping[str, str], edition: Edition, home: str) -> Answer:
    """The answer to `/wp-json…`."""
    route = path.removeprefix(ROOT).strip("/")
    if route == "":
        return _json({"name": SITE_NAME, "url": home, "home": home, "namespaces": ["wp/v2"], "routes": _routes(home)})
    collections = {"posts": _posts, "categories": _categories, "tags": _tags, "users": _users}
    parts = route.removeprefix("wp/v2/").split("/")
    if not route.startswith("wp/v2/") or parts[0] not in collections or len(parts) > 2:
        return _error(404, "rest_no_route", "No route was found matching the URL and request method.")
    try:
        rows = collections[parts[0]](edition, home, query)
    except ValueError:
        return _error(400, "rest_invalid_param", "Invalid parameter(s): dates are ISO 8601")
    if len(parts) == 2:
        found = [row for row in rows if str(row["id"]) == parts[1]]
        return _json(_filled(found[0])) if found else _error(404, "rest_post_invalid_id", "Invalid post ID.")
    return _page(rows, query, f"{home}{path.rstrip('/')}")


def _routes(home: str) -> dict[str, Any]:
    names = ("posts", "categories", "tags", "users")
    return {f"/wp/v2/{name}": {"methods": ["GET"], "_links": {"self": f"{home}{ROOT}/wp/v2/{name}"}} for name in names}


def _posts(edition: Edition, home: str, query: Mapping[str, str]) -> list[dict[str, Any]]:
    names = ("after", "before", "modified_after", "modified_before")
    bounds = {name: _site_time(query[name]) for name in names if name in query}
    by = "modified" if query.get("orderby") == "modified" else "published"
    stories = sorted(edition.stories, key=lambda story: (getattr(story, by), story.post_id))
    if query.get("order") != "asc":
        stories.reverse()
    return [_post(story, home) for story in stories if _is_wanted(story, bounds, query)]


def _site_time(text: str) -> datetime:
    """A date in a query: on the site's clock unless it says otherwise, as in WordPress."""
    moment = datetime.fromisoformat(text.replace(" ", "+"))
    return moment.replace(tzinfo=SITE_ZONE) if moment.tzinfo is None else moment


def _is_wanted(story: Story, bounds: Mapping[str, datetime], query: Mapping[str, str]) -> bool:
    if "after" in bounds and story.published <= bounds["after"]:
        return False
    if "before" in bounds and story.published >= bounds["before"]:
        return False
    if "modified_after" in bounds and story.modified <= bounds["modified_after"]:
        return False
    if "modified_before" in bounds and story.modified >= bounds["modified_before"]:
        return False
    categories = {str(_CATEGORY_IDS[section.slug]) for section in lineage(story.section)}
    if "categories" in query and not categories & set(query["categories"].split(",")):
        return False
    return "slug" not in query or story.slug in query["slug"].split(",")


def _post(story: Story, home: str) -> dict[str, Any]:
    return {
        "id": story.post_id,
        "date": _naive(story.published, local=True),
        "date_gmt": _naive(story.published),
        "guid": {"rendered": f"{home}/?p={story.post_id}"},
        "modified": _naive(story.modified, local=True),
        "modified_gmt": _naive(story.modified),
        "slug": story.slug,
        "status": "publish",
        "type": "post",
        "link": home + path_of(story),
        "title": {"rendered": escape(story.title, quote=False)},
        "content": story,
        "excerpt": {"rendered": f"<p>{escape(story.summary, quote=False)}</p>\n", "protected": False},
        "author": _AUTHOR_IDS[story.authors[0]],
        "comment_status": "open",
        "format": "standard",
        "categories": [_CATEGORY_IDS[section.slug] for section in lineage(story.section)],
        "tags": [_tag_id(tag) for tag in story.tags],
    }


def _filled(row: dict[str, Any]) -> dict[str, Any]:
    """`row` with its content rendered: done for the rows that are shown alone."""
    if isinstance(row.get("content"), Story):
        row["content"] = {"rendered": bare_html(row["content"]), "protected": False}
    return row


def _naive(moment: datetime, *, local: bool = False) -> str:
    return moment.astimezone(SITE_ZONE if local else UTC).replace(tzinfo=None).isoformat(timespec="seconds")


def _tag_id(name: str) -> int:
    return 1000 + crc32(name.encode()) % 900_000


def _categories(edition: Edition, home: str, query: Mapping[str, str]) -> list[dict[str, Any]]:
    return [
        {
            "id": _CATEGORY_IDS[section.slug],
            "count": sum(story.section == section.slug for story in edition.stories),
            "link": f"{home}/category{section_path(section.slug)}/",
            "name": section.name,
            "slug": section.slug,
            "taxonomy": "category",
            "parent": _CATEGORY_IDS[section.parent] if section.parent else 0,
        }
        for section in SECTIONS
    ]


def _tags(edition: Edition, home: str, query: Mapping[str, str]) -> list[dict[str, Any]]:
    names = sorted({tag for story in edition.stories for tag in story.tags})
    return [
        {
            "id": _tag_id(name),
            "link": f"{home}/tag/{tag_slug(name)}/",
            "name": name,
            "slug": tag_slug(name),
            "taxonomy": "post_tag",
        }
        for name in names
    ]


def _users(edition: Edition, home: str, query: Mapping[str, str]) -> list[dict[str, Any]]:
    return [
        {"id": number, "name": name, "slug": author_slug(name), "link": f"{home}/author/{author_slug(name)}/"}
        for name, number in _AUTHOR_IDS.items()
    ]


def _page(rows: Sequence[dict[str, Any]], query: Mapping[str, str], address: str) -> Answer:
    try:
        size, number = int(query.get("per_page", 10)), int(query.get("page", 1))
    except ValueError:
        return _error(400, "rest_invalid_param", "Invalid parameter(s): per_page, page")
    if not 1 <= size <= _MOST or number < 1:
        return _error(400, "rest_invalid_param", f"Invalid parameter(s): per_page must be between 1 and {_MOST}")
    pages = -(-len(rows) // size)
    if number > max(1, pages):
        return _error(
            400, "rest_post_invalid_page_number", "The page number requested is larger than the number of pages."
        )
    shown = [_filled(row) for row in rows[(number - 1) * size : number * size]]
    if "_fields" in query:
        wanted = {name.split(".")[0] for name in query["_fields"].split(",")}
        shown = [{name: value for name, value in row.items() if name in wanted} for row in shown]
    found = _json(shown)
    found.headers |= {"X-WP-Total": str(len(rows)), "X-WP-TotalPages": str(pages)}
    if number < pages:
        found.headers["Link"] = f'<{address}?per_page={size}&page={number + 1}>; rel="next"'
    return found


def _json(value: object) -> Answer:
    body = orjson.dumps(value)
    return Answer(body=body, content_type=JSON, etag=weak_tag(body))


def _error(status: int, code: str, message: str) -> Answer:
    body = orjson.dumps({"code": code, "message": message, "data": {"status": status}})
    return Answer(status, body, JSON)
