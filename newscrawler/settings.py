"""Scrapy's knobs and our own, a reason on each line. No logic. Any of them: `-s NAME=VALUE`."""

from scrapy.settings import default_settings

from newscrawler import __version__
from newscrawler.switched_off import without_switched_off

# The house
BOT_NAME = "newscrawler"
SPIDER_MODULES = ["newscrawler.spiders"]
NEWSPIDER_MODULE = "newscrawler.spiders"
COMMANDS_MODULE = "newscrawler.commands"

# Who we are
USER_AGENT = f"newscrawler/{__version__}"  # the honest name; spiders add NEWSCRAWLER_CONTACT to it
NEWSCRAWLER_CONTACT = ""  # an address or a page where a site's owner reaches you: set it

# Archives
NEWSCRAWLER_OUTPUT = ""  # folder of archives; empty: `output/` beside scrapy.cfg, else in the current folder
NEWSCRAWLER_ARCHIVE = True  # False: keep no archive; `-O file.jsonl` then holds everything
NEWSCRAWLER_CAPTURE = True  # False: keep no WARC; records then have no `warc`, and nothing can be read again
NEWSCRAWLER_RECORDS = "jsonl"  # or jsonl.gz, jsonl.zst: how new files of lines are packed; old ones stay as they are
NEWSCRAWLER_WARC_SIZE = 1_000_000_000  # bytes after which a new WARC file is begun; 1 GB is the custom of web archives
NEWSCRAWLER_NOW = ""  # holds the clock at an instant (ISO 8601); empty: the machine's
FEED_EXPORT_ENCODING = "utf-8"  # Scrapy's default escapes everything but ASCII
FEED_EXPORTERS = dict.fromkeys(("jsonl", "jsonlines", "jl"), "newscrawler.archive.jsonl.RecordExporter")
FEED_STORAGES = dict.fromkeys(("", "file"), "newscrawler.feeds.FeedFile")  # Scrapy's begins anew in a resumed run
DEFAULT_DROPITEM_LOG_LEVEL = "DEBUG"  # "unchanged" and "duplicate" are outcomes, not warnings

# Politeness
ROBOTSTXT_OBEY = True
NEWSCRAWLER_ROBOTS_AGE = 86_400.0  # seconds after which robots.txt is looked at again; a day at most (RFC 9309, 2.4)
NEWSCRAWLER_ROBOTS_AGAIN = 300.0  # seconds after which one that could not be had is looked at again
NEWSCRAWLER_OBEY_PAGE_DIRECTIVES = ["noarchive", "nofollow", "unavailable_after"]  # `noindex` may be named too
NEWSCRAWLER_OBEY_AI_OPT_OUT = False  # True: leave out what robots.txt, TDM reservation or `noai` keeps from AI
DOWNLOAD_DELAY = 1.0  # least seconds between two requests to a host; none on loopback; Crawl-delay only adds to it
DOWNLOAD_DELAY_JITTER = 0  # Scrapy's 0.5 undercuts the promise
NEWSCRAWLER_MAX_CRAWL_DELAY = 300.0  # a site that asks for more seconds (Crawl-delay, Retry-After) is left alone
NEWSCRAWLER_REFUSALS_IN_A_ROW = 5  # so many pages refused without one that is not: the host is left alone; 0: never
NEWSCRAWLER_ADAPTIVE_PACE = True  # a host that is slow, or gets slower, rests longer than promised; never shorter
NEWSCRAWLER_JITTER = 0.0  # share of the delay by which a gap is lengthened at random, at most; it shortens none
NEWSCRAWLER_QUIET_HOURS = ""  # then nothing is asked: `22:00-06:00 Europe/Berlin`, or UTC; `;` between several
NEWSCRAWLER_REQUESTS_A_DAY = 0  # most requests to a host and day (UTC), over all crawls of this machine; 0: no bound
NEWSCRAWLER_PACE_FILE = ""  # by it crawls share their pace; empty: in the user's state folder; `none`: they do not

# Coming back
NEWSCRAWLER_REVISITS = (
    500  # known articles that a run looks at again of those due; as many of those told to have changed
)
NEWSCRAWLER_REVALIDATE = True  # False: ask for every page in full, not only if it has changed (ETag, Last-Modified)
# Access that is allowed
NEWSCRAWLER_ACCESS_FILE = ""  # TOML: headers and cookies for hosts named one by one, sent by https alone, kept nowhere

# Bounds
DOWNLOAD_TIMEOUT = 60  # seconds; Scrapy's 180 lets one slow page hold a host for minutes
NEWSCRAWLER_FIRST_BYTE_TIMEOUT = 30.0  # seconds until an answer's headers are there; CDNs give up on sites in as many
DOWNLOAD_MAXSIZE = 16 * 1024 * 1024  # bytes; a sitemap may have four times as many; Scrapy's 1 GiB is no bound
DOWNLOAD_WARNSIZE = 0  # the outcome `too_large` says it
DOWNLOAD_VERIFY_CERTIFICATES = True  # Scrapy's default believes anybody
NEWSCRAWLER_READING_TIMEOUT = 60.0  # seconds of CPU time to read a page; 16 MiB of text take 2; 0: as many as it takes
RETRY_TIMES = 2
NEWSCRAWLER_MAX_PAGES_PER_HOST = 500_000  # requests to a host in one run, six days of them; 0: any number
NEWSCRAWLER_MAX_SITEMAPS = 5000  # of one site in one run
NEWSCRAWLER_MAX_REDIRECTS = 10  # in a row; browsers stop at 20

# Where to
NEWSCRAWLER_PRIVATE_HOSTS: list[str] = []  # hosts (`HOST` or `HOST:PORT`) that may be asked though not public
NEWSCRAWLER_PROXY = ""  # `http://HOST:PORT`, wherever it stands; `env`: what the environment names; empty: none

# Nothing that listens, remembers or reads local files
DOWNLOAD_HANDLERS = {
    "http": "newscrawler.download.DownloadHandler",
    "https": "newscrawler.download.DownloadHandler",
    "file": None,
    "ftp": None,
    "s3": None,
    "data": None,
}
COOKIES_ENABLED = False  # and the first cookie would look the public-suffix list up on the internet
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False  # an HTTP server that runs Python sent to it
HTTPPROXY_ENABLED = False  # a proxy from the environment would see and reroute every request: NEWSCRAWLER_PROXY
METAREFRESH_ENABLED = False  # searches each page's text for a tag that news pages do not use
REFERER_ENABLED = False
MEMUSAGE_ENABLED = False

# The parts between engine and downloader
DOWNLOADER_MIDDLEWARES = {
    "newscrawler.middlewares.trial.TrialMiddleware": 50,  # the last that an answer passes: unpacked, no redirect
    "newscrawler.middlewares.bounds.BoundsMiddleware": 90,
    "newscrawler.middlewares.robots.RobotsMiddleware": 100,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,  # ours stands in its place
    "newscrawler.middlewares.compression.CompressionMiddleware": 590,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,  # ours stands in its place
    "newscrawler.middlewares.revalidation.RevalidationMiddleware": 600,  # a kept answer is unpacked like any other
    "newscrawler.switched_off.Cookies": 700,
    "newscrawler.middlewares.demo_hosts.DemoHostsMiddleware": 760,
    "newscrawler.middlewares.pace.PaceMiddleware": 990,  # last: what it lets pass is sent
}
DOWNLOADER_STATS = False  # rebuilds each request's bytes to count them; the run's report counts requests
NEWSCRAWLER_DEMO_HOSTS: list[str] = []  # hosts that the demo site answers for (tests, demo)
NEWSCRAWLER_DEMO_VARIANTS: list[str] = []  # `stays_gone`, `no_validators`: what is different on the demo site
NEWSCRAWLER_DEMO_DAY = 1  # which of its days the demo site shows

# The parts behind the spider
ITEM_PIPELINES = {
    "newscrawler.pipelines.parts.PartsPipeline": 200,
    "newscrawler.pipelines.cleaning.CleaningPipeline": 300,
    "newscrawler.pipelines.moves.MovesPipeline": 700,
    "newscrawler.pipelines.archive.ArchivePipeline": 800,
}
CONCURRENT_ITEMS = 4  # Scrapy's 100 starts 100 workers a response and costs a bare crawl 30 %
SCRAPER_SLOT_MAX_ACTIVE_SIZE = 64 * 1024 * 1024  # bytes of pages in work before no more are asked for; Scrapy's 5 MB
# could be full of articles that wait for their further pages (spiders.parts: at most 32 MiB), and nothing would move
CONCURRENT_REQUESTS = 64  # over all hosts; a host gets one at a time
EXTENSIONS = {
    "newscrawler.extensions.warc_capture.WarcCapture": 400,
    "newscrawler.extensions.run_report.RunReport": 500,
    "newscrawler.extensions.progress.Progress": 510,
    "newscrawler.switched_off.Telnet": 0,
    "newscrawler.switched_off.RemoteControl": 0,
}
# A None beside their names in the lists above would import them
EXTENSIONS_BASE = without_switched_off(default_settings.EXTENSIONS_BASE)
DOWNLOADER_MIDDLEWARES_BASE = without_switched_off(default_settings.DOWNLOADER_MIDDLEWARES_BASE)

# What is said
LOG_LEVEL = "INFO"
LOG_FORMAT = "%(asctime)s %(levelname)s %(message)s"
LOG_DATEFORMAT = "%H:%M:%S"
LOG_VERSIONS: list[str] = []
LOGSTATS_INTERVAL = 0  # the progress line says more
STATS_DUMP = False  # the table of outcomes says it, `reports/<run>.json` keeps it
NEWSCRAWLER_LOG = "text"  # or json: log lines for machines, an object each
NEWSCRAWLER_METRICS = ""  # a file (….prom) for Prometheus' textfile collector, written at the end of each run
NEWSCRAWLER_PROGRESS_SECONDS = 15.0  # between two progress lines where there is no terminal
