"""Titles that belong side by side, whatever stands between them: by the rules for budgets, or by their first word."""

import re

from ingest.headings.numbered import Heading

_TOTALS = re.compile(r"^(?:Verplichtingen|Uitgaven|Ontvangsten)$", re.IGNORECASE)
_KIN = (
    _TOTALS,
    re.compile(r"^(?:(?:Totale? )?(?:Baten|Lasten)|Saldo van baten en lasten)$", re.IGNORECASE),
    re.compile(
        r"^(?:(?:Subsidie|Opdracht|Inkomensoverdracht|Lening|Garantie|Vergoeding|Schadevergoeding)(?:s|en)?"
        r"|Bekostiging|Bijdragen? (?:aan|medeoverheden)\b.*|(?:Storting|Onttrekking|Rente)\b.*)(?: \(regelingen\))?$",
        re.IGNORECASE,
    ),
)
"""Titles that stand side by side: the totals of an article, those of an agency, the financial instruments."""

_FORMS = frozenset(
    (
        "toelichting", "overzicht", "totaaloverzicht", "artikel", "artikelonderdeel", "thema", "doelstelling", "doel",
        "programma", "project", "maatregel", "prioriteit", "pijler", "spoor", "fase", "hoofdstuk", "onderdeel",
        "risico", "aanbeveling", "motie", "indicator", "stap", "speerpunt", "ambitie", "actielijn", "deel",
    )
)  # fmt: skip
"""First words that say what a text is and not what it is about: two titles that begin so stand side by side."""


def is_total_of_article(title: str) -> bool:
    """Return whether a title is one of what an article costs and yields: `Uitgaven`."""
    return _TOTALS.match(title) is not None


def are_kin(heading: Heading, other: Heading) -> bool:
    """Return whether a heading belongs beside another: as the rules prescribe, or as their first words tell.

    Run in, a first word alone (`Toelichting`) tells nothing: it may be a part of any other.
    """
    if any(pattern.match(heading.title) and pattern.match(other.title) for pattern in _KIN):
        return True
    words, others = heading.title.lower().split(), other.title.lower().split()
    return words[0] == others[0] and words[0] in _FORMS and not other.run_in and (len(words) > 1 or not heading.run_in)


def strip_title(title: str) -> str:
    """Return a title as it is compared: without case, and without the word that a page goes on with it."""
    return re.sub(r" ?\(?vervolg\)?$", "", title.lower())
