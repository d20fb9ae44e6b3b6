"""What a finished run's exit code is, site by site; the highest applies.

Drift and shortfall are judged by the run itself and by its archive's earlier reports, with plain thresholds.
"""

from __future__ import annotations

from newscrawler.errors import ExitCode
from newscrawler.outcomes import Outcome
from newscrawler.run import Run
from newscrawler.site import Site

SHUT_OUT = frozenset(
    {
        Outcome.REFUSED,
        Outcome.CHALLENGE,
        Outcome.BLOCKED,
        Outcome.CONSENT_WALL,
        Outcome.LOGIN_WALL,
        Outcome.PAYWALL,
        Outcome.FORBIDDEN_BY_ROBOTS,
        Outcome.AI_OPT_OUT,
        Outcome.ROBOTS_UNREACHABLE,
        Outcome.UNREACHABLE,
        Outcome.TIMED_OUT,
        Outcome.SERVER_ERROR,
    }
)
"""Outcomes in which a site gives us nothing."""

_ARTICLES_TOO = (Outcome.DUPLICATE, Outcome.OUT_OF_RANGE, Outcome.NOT_WANTED)
_ON_THE_WAY = (Outcome.PART, Outcome.INDEX, Outcome.NOT_MODIFIED, Outcome.REDIRECTED, Outcome.RETRIED)

DRIFT_SHARE = 0.5
"""So large a share of articles without a body means that the layout is not what it was."""
DRIFT_LEAST = 5

MEANING = {
    ExitCode.WELL: "well",
    ExitCode.UNEXPECTED: "an error of ours: the log has it",
    ExitCode.USAGE: "a name, argument or setting is wrong",
    ExitCode.NO_ARTICLES: "no article is known of this site at all: is the address right, is it a news site?",
    ExitCode.FAR_FEWER: "far fewer articles were published in the last 24 hours than is usual: has the site changed?",
    ExitCode.LAYOUT_DRIFT: "articles lack what they had (a body, a field, their length): has the layout changed?",
    ExitCode.REFUSED: "the site refuses us, or cannot be reached: is the address right? If it refuses, leave it alone",
    ExitCode.ARCHIVE_TROUBLE: "the archive could not be read or written",
    ExitCode.ARCHIVE_IN_USE: "the archive is in use by another crawl",
}


def exit_code_of_site(site: Site, *, is_finished: bool, refuses: bool = False) -> ExitCode:
    """One site's code; `is_finished`: a run that was not stopped or limited (only such can fall short), `refuses`: a
    site that was left alone because it refuses us.
    """
    outcomes = site.outcomes
    codes = [ExitCode.WELL]
    if outcomes[Outcome.FAILED] or outcomes[Outcome.SET_ASIDE]:
        codes.append(ExitCode.UNEXPECTED)
    known = len(site.archive) if site.archive is not None else site.articles_read
    told_of = bool(site.left_out) or any(outcomes[outcome] for outcome in _ARTICLES_TOO)
    if not known and not told_of and is_finished and not outcomes[Outcome.FAILED]:  # else an error of ours hid them
        codes.append(ExitCode.NO_ARTICLES)
    if is_finished and site.shortfall is not None:
        codes.append(ExitCode.FAR_FEWER)
    if site.drift:
        codes.append(ExitCode.LAYOUT_DRIFT)
    without_body = outcomes[Outcome.NO_BODY]
    if without_body >= DRIFT_LEAST and without_body > DRIFT_SHARE * (without_body + site.articles_read):
        codes.append(ExitCode.LAYOUT_DRIFT)
    if refuses or _is_shut_out(site):
        codes.append(ExitCode.REFUSED)
    return max(codes)


def exit_code_of_run(run: Run) -> ExitCode:
    """The run's code from those of its sites, skipped ones too, and its troubles."""
    codes = [site.exit_code for site in (*run.sites.values(), *run.skipped)]
    return max([ExitCode.WELL, *codes, *(error.exit_code for error in run.troubles)])


def _is_shut_out(site: Site) -> bool:
    """Whether no article was had, and at least half of what was asked for besides lists was refused."""
    outcomes = site.outcomes
    if site.articles_read or any(outcomes[outcome] for outcome in _ARTICLES_TOO):
        return False
    refused = sum(outcomes[outcome] for outcome in SHUT_OUT)
    asked = outcomes.total()
    if site.archive is None or not len(site.archive):  # else lists that can be read are what a quiet day brings
        asked -= sum(outcomes[outcome] for outcome in _ON_THE_WAY)
    return refused > 0 and refused * 2 >= asked
