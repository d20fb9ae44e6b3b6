"""What the walk sets of Scrapy: its own scheduler, and without the middlewares whose business is its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings

WALK_SETTINGS = {
    "SCHEDULER": "newscrawler.scheduler.HostScheduler",  # hands out what may be sent now
    "DUPEFILTER_CLASS": "scrapy.dupefilters.BaseDupeFilter",  # the ledger knows what was asked for
}
LEFT_OUT = {
    "DOWNLOADER_MIDDLEWARES": (
        "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware",  # the walk stays on its sites
        "scrapy.downloadermiddlewares.redirect.RedirectMiddleware",  # the walk follows redirects
        "scrapy.downloadermiddlewares.retry.RetryMiddleware",  # the walk asks again
        "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware",
    ),
    "SPIDER_MIDDLEWARES": (
        "scrapy.spidermiddlewares.start.StartSpiderMiddleware",
        "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware",  # every status has its outcome
        "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware",  # normalise bounds addresses
        "scrapy.spidermiddlewares.depth.DepthMiddleware",
        "scrapy.spidermiddlewares.metacopy.MetaCopyDetectionMiddleware",
    ),
}


def put_walk_settings(settings: BaseSettings) -> None:
    """Set all of it, at a spider's priority."""
    settings.setdict(WALK_SETTINGS, priority="spider")
    for name, paths in LEFT_OUT.items():
        settings.set(name, {**settings.getdict(name), **dict.fromkeys(paths)}, priority="spider")
