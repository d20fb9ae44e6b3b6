"""What a page's own word (metas, headers) leaves us to do with it: keep it, follow its links, or neither."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newscrawler.outcomes import Outcome
from newscrawler.politeness.page_directives import PageDirectives, read_page_directives
from newscrawler.run import Run

if TYPE_CHECKING:
    from scrapy.http import Response
    from scrapy.settings import BaseSettings

    from newscrawler.extraction.document import Document

_ENDINGS = {
    "noarchive": Outcome.NOARCHIVE,
    "noindex": Outcome.NOINDEX,
    "unavailable_after": Outcome.NO_LONGER_AVAILABLE,
}


@dataclass(frozen=True, slots=True)
class Permission:
    """Of one page."""

    ending: Outcome | None = None
    """How the page ends instead of in the archive; None where it may be kept."""
    may_follow: bool = True


class Permissions:
    """Judges pages by the settings `NEWSCRAWLER_OBEY_PAGE_DIRECTIVES` and `NEWSCRAWLER_OBEY_AI_OPT_OUT`."""

    def __init__(self, settings: BaseSettings, run: Run) -> None:
        self._obeyed = frozenset(settings.getlist("NEWSCRAWLER_OBEY_PAGE_DIRECTIVES"))
        self._obeys_opt_outs = settings.getbool("NEWSCRAWLER_OBEY_AI_OPT_OUT")
        self._run = run

    def of(self, document: Document, response: Response) -> Permission:
        """What may be done with the page."""
        tags = [value.decode("latin-1") for value in response.headers.getlist(b"X-Robots-Tag")]
        tdm = (response.headers.get(b"tdm-reservation") or b"").decode("latin-1")
        said = read_page_directives(document.root, tags, tdm, self._run.clock())
        ending = next((_ENDINGS[word] for word in _ENDINGS if word in said.words & self._obeyed), None)
        if ending is None and self._obeys_opt_outs and self._is_reserved(said):
            ending = Outcome.AI_OPT_OUT
        return Permission(ending, may_follow=not (said.words & self._obeyed & {"nofollow"}))

    @staticmethod
    def _is_reserved(said: PageDirectives) -> bool:
        return bool(said.tdm_reserved) or "noai" in said.words
