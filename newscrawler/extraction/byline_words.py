"""The words that tell persons from jobs, agencies and placeholders in bylines; read off bylines of news pages."""

from __future__ import annotations

import re


def _phrases(text: str) -> frozenset[str]:
    """The phrases of a table, cut at bars."""
    return frozenset(" ".join(phrase.split()) for phrase in text.split("|"))


def _alternatives(text: str) -> str:
    """The lines of a table as alternatives of a regular expression."""
    return "|".join(line.strip() for line in text.strip().splitlines())


LEADS = _alternatives(
    r"""
    (?:(?:article|story|words|text|report|reporting|analysis|opinion|interview|review|commentary|recipe) )?by
    (?:photos?|pictures|words|story|text)(?: and |/| & )(?:photos?|pictures|words|story|text) by
    (?:this )?(?:post|article|story|blog) (?:was |is )?(?:written|authored|contributed) by
    contributors?(?=\s*:)
    (?:written|posted|published|reported|created|contributed|submitted|compiled|authored|brought to you|a post) by
    (?:eine? \w+ )?von
    par|por|di|door|af|av|oleh|from|bởi|yazan|tác giả
    autor(?:in|en)?|authors?|auteurs?|autore|autora|autores|автор|reporter|journalist
    text|texte|texto|testo|tekst|текст|words
    escrito por|publicado por|publié par|propos recueillis par|scritto da|a cura di
    skrevet av|skrevet af|geschreven door|napisała?
    """
)
"""Alternatives of a regular expression: what stands before the names."""

DEGREES = frozenset(
    """md phd ph.d m.d rd rdn dr.h.c mba msc ma ms ba bs bsc esq jd cfp cpa lcsw dds dvm vmd facp np rn dc pt dpt
    cscs mph ldn cissp jr sr ii iii""".split()
)
"""What stands behind a name and is no name."""

JOBS = frozenset(
    """editor editors reporter reporters correspondent correspondents writer writers staff contributor contributors
    producer columnist analyst analysts journalist journalists director manager head chief president professor
    founder cofounder co-founder ceo cto cmo coo cfo vp fellow researcher scientist critic blogger author senior
    deputy associate assistant managing executive political photographer videographer intern expert specialist
    strategist consultant lead engineer officer chair chairman chairwoman secretary lecturer attorney lawyer
    director-general coach nutritionist dietitian therapist psychologist physician nurse redakteur redakteurin
    korrespondent korrespondentin journalistin autorin volontär volontärin chefredakteur chefredakteurin
    reporterin rédacteur rédactrice journaliste correspondant correspondante redactor redactora periodista
    corresponsal giornalista redattore reportero reportera jornalista repórter redacteur verslaggever freelance
    freelancer veteran team department desk bureau candidate representative medically reviewed certified
    licensed registered practitioner advisor adviser planner coordinator administrator winemaker""".split()
)
"""Words of job titles: a part of a byline that holds one, and is not its first, is no name."""

ROLES_LAST = frozenset(
    """editor editors reporter reporters correspondent correspondents writer writers staff contributor contributors
    producer columnist journalist journalists team desk bureau department newsroom newsdesk admin administrator
    redaktion redaktør""".split()
)
"""Last words that make a whole part no person: "Echo staff reporter", "City Editor"."""

AGENCIES = _phrases(
    """reuters|ap|associated press|the associated press|afp|agence france-presse|agence france presse|dpa|apa|sda|
    keystone-sda|upi|bloomberg|xinhua|efe|ansa|tass|interfax|pti|ani|ians|kyodo|yonhap|pa media|press association|pa|
    canadian press|the canadian press|cp|aap|ritzau|ntb|tt|anp|belga|lusa|europa press|epd|kna|sid|cna|anadolu|
    anadolu agency|aa|dha|iha|cnn|cnn newsource|bbc|bbc news|npr|cnbc|nbc news|abc news|cbs news|fox news|getty
    images|
    ukrinform|unian|pap|ctk|čtk|mti|agerpres|tanjug|hina|stt|bernama|antara|dpa-infocom|reuters staff|ap news|afp
    news|
    新华社|中新社|中新网|共同社|時事|時事通信"""
)
"""News agencies, and the large broadcasters that others quote as one."""

NOBODY = re.compile(
    "(?:the )?(?:"
    + _alternatives(
        r"""
        (?:web|site|news|online|digital|super|wp|wordpress)?[ -]?(?:admin|administrator|webmaster|root|user|guest|desk)
        admin ?\d*
        (?:editors?|editorial)(?: (?:team|board|staff|desk))?
        staff(?: (?:writers?|reporters?|editors?))?
        news ?(?:desk|room|team|staff)
        (?:our|special|web|online)? ?(?:correspondent|reporter|bureau|desk|team)
        (?:die |online[- ])?redaktion(?:steam)?
        redacci[oó]n|redação|(?:la )?redazione|(?:la )?rédaction|redactie|redaksi|redaktionen|toimitus|редакция|редакція
        unknown|anonymous|none|null|n/?a|various|undefined|false|true|default
        authors?|by\W*|wp|guest (?:author|contributor|post|writer)|contributors?
        press release|partner content|sponsored(?: content)?|wire(?: service)?s?|agenc(?:y|ies)|news agency
        follow\b.*|share|link|insights|sources?|posted|published|updated|written
        (?:see |view )?(?:full )?bio|in this (?:article|story)
        post author|cc[ -](?:by|0)\b.*
        read more|view (?:all )?(?:posts|profile)|about the authors?|more from\b.*
        """
    )
    + ")$",
    re.IGNORECASE,
)
"""What stands in the author's place and names nobody."""

GROUP_WORDS = frozenset(
    """team desk news newsroom newsdesk media press magazine agency agencies editors editorial redaktion rédaction
    redacción service services network online times post gazette herald tribune daily today journal review group
    inc llc ltd gmbh company university institute foundation association society council committee board center
    centre bureau department ministry government organization organisation wire tv radio channel zeitung
    nachrichten studio studios publishing publishers podcast official communications office magazin digital
    nachrichtenagentur blog staff school college corporation corp co academy museum church party union
    federation initiative project""".split()
)
"""Words in the names of papers, desks and organizations."""

PARTICLES = frozenset(
    """de da do dos das di del della der den des du la le van von vom zu zum ten ter bin binti ibn al el e y i und
    af av and""".split()
)
"""Words in persons' names that are written small."""

TIME_WORDS = frozenset(
    """on published updated posted last am le il at pm monday tuesday wednesday thursday friday saturday sunday mon
    tue tues wed thu thur thurs fri sat sun montag dienstag mittwoch donnerstag freitag samstag sonntag lundi
    mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo modified
    and edited date of vom stand the""".split()
)
"""Words that stand between a name and a date."""
