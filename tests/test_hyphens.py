"""A hyphen at a line end goes or stays by what the document itself shows of its words."""

from collections import Counter

import pytest

from ingest.hyphens import SOFT_HYPHEN, count_words, join_hyphenated, read_hyphenation

BREAKING = [
    "de begroting van het vertrouwelijk-",
    "heid en de vertrouwelijkheid daarvan",
    "een quantum-proof systeem is",
]
WHOLE = ["de begroting van het ministerie is", "een asiel-", "migratie die hard drukt"]


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("begro-", "ting", "begroting"),
        ("cyberbevei-", "liging", "cyberbeveiliging"),
        ("niet-", "beleidsartikelen", "niet-beleidsartikelen"),
        ("quantum-", "proof", "quantum-proof"),
        ("ICT-", "uitgaven", "ICT-uitgaven"),
        ("AMvB-", "wijziging", "AMvB-wijziging"),
        ("4G-", "netwerk", "4G-netwerk"),
        ("e-", "mail", "e-mail"),
        ("Noord-", "Holland", "Noord-Holland"),
        (f"internatio{SOFT_HYPHEN}", "nale", "internationale"),
        ("https://www.rijk.nl/de-toegang-", "overheid", "https://www.rijk.nl/de-toegang-overheid"),
        ("overheid-niet-goed-", "geregeld-voor", "overheid-niet-goed-geregeld-voor"),
        ("in-", "en uitstroom", None),
        ("vracht-", "respectievelijk verzendkosten", None),
        ("2023-", "2024", None),
    ],
)
def test_in_a_document_that_breaks_words_a_hyphen_goes_unless_something_tells_else(
    before: str, after: str, joined: str | None
) -> None:
    known = read_hyphenation(BREAKING, count_words(BREAKING))
    assert known.breaks
    assert join_hyphenated(before, after, known) == joined


def test_in_a_document_that_breaks_no_words_a_hyphen_stays() -> None:
    known = read_hyphenation(WHOLE, count_words(WHOLE))
    assert not known.breaks
    assert join_hyphenated("asiel-", "migratie", known) == "asiel-migratie"
    assert join_hyphenated("begro-", "ting", read_hyphenation([], Counter({"begroting": 1}))) == "begroting"
