"""What the kinds, parts, systems and metrics of the evaluation are called, in plain Dutch for readers."""

from evaluation.summary import ALL

PART_NAMES = {ALL: "alle vragen", "afstemmen": "afstemmen", "rapporteren": "rapporteren"}
PART_MEANINGS = {
    "afstemmen": "hierop zijn de instellingen gekozen, dus deze cijfers vallen vaak iets te goed uit",
    "rapporteren": "hierop is niets gekozen: dit zijn de eerlijke cijfers",
}

KIND_NAMES = {
    "trefwoord": "trefwoord",
    "vraag": "hele vraag",
    "waarom": "waarom",
    "bedrag": "bedrag",
    "afkorting": "afkorting",
    "synoniem": "alledaags woord",
    "samenstelling": "samenstelling",
    "typefout": "typefout",
    "onbekend": "de bron weet het niet",
    "onbeantwoordbaar": "niets geeft antwoord",
    "tabelcijfer": "cijfer in een tabel",
    "cellen": "twee cijfers uit tabellen",
    "berekend": "verschil, aandeel of verandering",
    "vervolg": "vervolgvraag",
    "tekstcijfer": "cijfer in tekst",
    "watis": "wat is",
    "ja-nee": "klopt het",
    "lijst": "welke",
    "kamervraag": "Kamervraag",
}

METRIC_MEANINGS = {
    "nDCG@10": "hoe goed de eerste tien passages zijn en of de beste bovenaan staan; 1 is zo goed als het kan",
    "RR@10": "1 als de eerste passage het antwoord is, 1/2 als dat de tweede is, en zo verder tot de tiende; "
    "het gemiddelde heet ook MRR",
    "Success@1": "bij welk deel van de vragen de eerste passage het antwoord is",
    "Success@5": "bij welk deel van de vragen het antwoord bij de eerste vijf passages staat",
}

SYSTEM_MEANINGS = {
    "lexical": "zoekt alleen op woorden",
    "dense": "zoekt alleen op betekenis",
    "hybrid": "doet beide: zo zoekt Vraagbaak",
}


def name_kind(kind: str) -> str:
    """Return what a kind of query is called; one that is not known keeps its own name."""
    return KIND_NAMES.get(kind, kind)


def name_part(part: str) -> str:
    """Return what a part is called within a caption: `deel rapporteren`, or `alle vragen`."""
    return PART_NAMES[ALL] if part in ("", ALL) else f"deel {PART_NAMES.get(part, part)}"
