"""One line of a byline → persons' names: "By" off, job titles and agencies told apart, several persons split.

Words alone decide here; where on the page a byline stands, `bylines` decides.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from newscrawler.extraction.json_ld import plain

LONGEST = 400
"""Characters of a byline that are read."""
MOST = 60
"""Names taken of one byline; papers of physics have thousands."""

_LEAD = re.compile(
    r"^\W*(?:(?:(?:(?:written|posted|published|reviewed|reported|story|words|text|article|report|photos?|analysis|opinion|interview|review|commentary|created|edited|contributed)\s+)?by"
    r"|von|par|por|di|door|af|av|oleh|autor(?:in|en)?|authors?|auteurs?|autore|autora|text|texte|texto|testo|redaktion|words|reporter|escrito por|publicado por|publié par|propos recueillis par"
    r"|scritto da|a cura di|ein\w* \w+ von|eine? \w+ von|tekst|bởi|tác giả|yazan|автор|текст|作者|記者|记者|文)(?:\s*[:：/]\s*|\s+|$))+",
    re.IGNORECASE,
)
_LEAD_COLON = re.compile(r"^(?:作者|記者|记者|撰文|文|编辑|責任編輯|来源)\s*[:：/]?\s*")
_TAIL = re.compile(
    r"\s*(?:\((?:[^()]{0,80})\)|\[[^\[\]]{0,80}\])\s*$"
    r"|\s+(?:for|of|from|at|für|pour|para|aus|in|in\s+)\s+(?:the\s+)?[A-Z][\w.&' -]{1,60}$"
)
_CUT = re.compile(r"\s+(?:[|•·—–]|-{1,2})\s+.*$|\s*(?:[|•·])\s*.*$|\s+@\w+.*$")
_DATE_TAIL = re.compile(
    r"\s*(?:[,|•·–—-]\s*)?(?:published|updated|posted|on|am|le|el|il)?\s*(?:\d{1,2}[./ ]|[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4}).*$"
)
_SPLIT = re.compile(
    r"\s*[,;|•·\n，、；/]\s*(?:and\s+|und\s+|et\s+|&\s*|y\s+)?|\s+(?:and|und|with|mit|avec|con|og|och|i|en|ve|dan|và|и|та|kaj)\s+|\s*&\s*|\s+(?:et|y|e)\s+"
)
_LOOSE = frozenset(("et", "y", "e", "i", "en", "ve", "dan", "og", "och", "с", "и", "та"))
_NOT_A_NAME = re.compile(r"https?:|www\.|@|\.(?:com|org|net|de|uk|html)\b|\d{3}|[<>{}=]")

_JOBS = frozenset(
    "editor editors reporter correspondent writer writers staff contributor contributors producer columnist analyst journalist director "
    "manager chief president professor founder ceo fellow researcher scientist critic blogger author senior deputy associate assistant "
    "managing executive political national international business sports tech technology science health environment photographer "
    "videographer intern expert specialist strategist consultant md phd ph.d m.d rd rdn dr mba msc ma ms esq jd cfp cpa lcsw dds dvm facp np "
    "redakteur redakteurin redaktion korrespondent korrespondentin journalistin autorin volontär volontärin chefredakteur chefredakteurin "
    "rédacteur rédactrice journaliste correspondant correspondante redactor redactora periodista corresponsal giornalista redattore "
    "reportero jornalista repórter redacteur verslaggever reporterin freelance freelancer special guest former veteran "
    "team department desk bureau".split()
)
_AGENCIES = frozenset(
    "reuters|ap|associated press|the associated press|afp|agence france-presse|agence france presse|dpa|apa|sda|keystone-sda|upi|bloomberg|xinhua|efe|ansa|"
    "tass|interfax|pti|ani|ians|kyodo|yonhap|pa media|press association|pa|canadian press|the canadian press|cp|aap|ritzau|ntb|tt|anp|belga|lusa|"
    "europa press|epd|kna|sid|cna|anadolu|anadolu agency|aa|dha|iha|cnn|cnn newsource|bbc|bbc news|npr|cnbc|nbc news|abc news|cbs news|fox news|usa today|"
    "getty images|ukrinform|unian|pap|ctk|čtk|mti|agerpres|tanjug|hina|stt|bernama|antara|dpa-infocom|dpa/tmn|reuters staff|ap news|afp news|news agency".split(
        "|"
    )
)
_NOBODY = re.compile(
    r"^(?:the\s+)?(?:(?:web|site|news|online|digital|super)?\s*(?:admin|administrator|webmaster|root|user|editor|guest|desk)|admin\s*\d*|editors?|editorial(?: (?:team|board|staff|desk))?|staff(?: (?:writers?|reporters?|editors?))?"
    r"|news\s*(?:desk|room|team|staff)|newsroom|(?:our|special|web|online)?\s*(?:correspondent|reporter|bureau|desk|team)|redaktion(?:steam)?|die redaktion|online[- ]redaktion|redacción|redaccion|redação|redazione|la redazione|la rédaction|rédaction|redactie|redaksi|redaktionen"
    r"|toimitus|редакция|редакція|unknown|anonymous|none|null|n/?a|various|author|by|wp|press release|partner content|sponsored(?: content)?|guest (?:author|contributor|post|writer)|contributors?|web ?desk|wire(?: service)?s?|agencies|agency|news agency|super user|undefined|follow|share)$",
    re.IGNORECASE,
)
_GROUP_WORDS = frozenset(
    "team staff desk news newsroom media press magazine agency agencies editors editorial redaktion rédaction redacción service services network online "
    "times post gazette herald tribune daily today journal review group inc llc ltd gmbh company university institute foundation association "
    "society council committee board center centre bureau department ministry government organization organisation wire tv radio channel zeitung nachrichten studio studios "
    "publishing publishers podcast official communications redaktionsteam office".split()
)


class Persons(NamedTuple):
    """What a byline says."""

    names: list[str]
    """Persons, in the order given."""
    groups: list[str]
    """Agencies, desks, organizations."""


def read_byline(text: str | None) -> Persons:
    """The names in one byline.

    >>> read_byline("By Ada Quill and Bo Marsh, science editor | 3 May 2026")
    Persons(names=['Ada Quill', 'Bo Marsh'], groups=[])
    >>> read_byline("Von Jürgen Feld und dpa")
    Persons(names=['Jürgen Feld'], groups=['dpa'])
    """
    names: list[str] = []
    groups: list[str] = []
    line = plain(text[: LONGEST * 4]) if text else None
    if not line:
        return Persons(names, groups)
    line = _LEAD_COLON.sub("", _LEAD.sub("", line[:LONGEST]))
    for part in _parts(line):
        name = _trimmed(part)
        if not name or _NOBODY.match(name):
            continue
        if _is_agency(name) or is_group(name):
            groups.append(name)
        elif looks_like_name(name) and not _is_job(name):
            names.append(name)
    return Persons(unique(names)[:MOST], unique(groups)[:MOST])


def unique(names: list[str]) -> list[str]:
    """`names` without repetitions, case aside; the first spelling stays."""
    kept: dict[str, str] = {}
    for name in names:
        kept.setdefault(name.casefold(), name)
    return list(kept.values())


def _parts(line: str) -> list[str]:
    """`line` cut where one person ends and the next begins."""
    parts: list[str] = []
    last = 0
    for match in _SPLIT.finditer(line):
        joiner = match.group().strip()
        if joiner.casefold() in _LOOSE and not (_is_full(line[last : match.start()]) and _is_full(line[match.end() :])):
            continue  # "Ortega y Gasset", "Costa e Silva" are one name
        parts.append(line[last : match.start()])
        last = match.end()
    parts.append(line[last:])
    return parts


def _is_full(text: str) -> bool:
    """Whether `text` can stand alone as a name: two words, or one agency."""
    return len(text.split()) >= 2 or text.strip().casefold() in _AGENCIES


def _trimmed(part: str) -> str:
    part = _LEAD.sub("", part.strip())
    part = _CUT.sub("", part)
    part = _DATE_TAIL.sub("", part)
    previous = None
    while previous != part:
        previous = part
        part = _TAIL.sub("", part)
    return part.strip(" \t,.;:|-–—*•·\"“”„’'()[]") + ("." if re.search(r"\b(?:Jr|Sr|[A-Z])\.$", part.strip()) else "")


def _is_job(name: str) -> bool:
    words = [word.strip(".,()").casefold() for word in name.split()]
    return any(word in _JOBS for word in words)


def _is_agency(name: str) -> bool:
    return name.casefold().strip(". ") in _AGENCIES


def is_group(name: str) -> bool:
    """Whether `name` is a desk, a paper, an agency, and no person."""
    words = [word.strip(".,()").casefold() for word in name.split()]
    return any(word in _GROUP_WORDS for word in words)


def looks_like_name(name: str) -> bool:
    """Whether `name` has the form of a person's name: short, no address, no sentence."""
    if not 2 <= len(name) <= 60 or _NOT_A_NAME.search(name):
        return False
    words = name.split()
    return len(words) <= 6 and any(char.isalpha() for char in name)
