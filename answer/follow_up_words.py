"""The Dutch words by which a follow-up is known, and those of the query before that it takes the place of."""

import re

from answer.months import ANY_MONTH

YEAR = r"(?:19|20)\d\d"
YEARS = re.compile(rf"\b{YEAR}\b(?:\s*(?:,|en|of|t/m|tot en met|tot|–|-|/)\s*(?:in )?{YEAR}\b)*")
OF_DOCUMENT = re.compile(
    r"(?:begroting\w*|jaarverslag|nota|kamerstuk\w*|versie)(?: van| voor| over)?\s*$", re.IGNORECASE
)
LATER = re.compile(
    r"\b(?:(?:het |een )?jaar (?:daarna|erna|erop|daarop|later)|(?:het )?(?:volgende?|daaropvolgende?|komende?) jaar)\b"
    r"|^(?:daarna|erna|later)$",
    re.IGNORECASE,
)
EARLIER = re.compile(
    r"\b(?:(?:het |een )?jaar (?:daarvoor|ervoor|eerder|ervóór|daarvóór)|(?:het )?(?:vorige?|voorgaande?|"
    r"voorafgaande?) jaar)\b"
    r"|^(?:daarvoor|ervoor|eerder)$",
    re.IGNORECASE,
)
PERIODS = (
    re.compile(r"\b(?:(?:eerste|tweede|derde|vierde|laatste|[1-4]e) kwartaal|Q[1-4]|kwartaal [1-4])\b", re.IGNORECASE),
    re.compile(rf"\b(?:{ANY_MONTH})\b", re.IGNORECASE),
    re.compile(r"\b(?:eerste|tweede) helft\b", re.IGNORECASE),
)
PREPOSITIONS = r"(?:in|voor|van|bij|over|aan|op|uit|naar|met|tot|per|vanaf|sinds|tussen|onder|binnen)"
CONNECTS = re.compile(
    r"(?:en|maar|of|ook|oké|ok|dan|idem|hetzelfde|zelfde)\b[ ,]+(?:(?:ook|dan|nu|eigenlijk)\b ?)*", re.IGNORECASE
)
SAME_ASKED = re.compile(
    r"(?:hoe zit (?:het|dat)(?: (?:dan|eigenlijk))? (?:met|in|bij|voor)|(?:hoe|hoeveel|wat|welk bedrag) (?:is|was|"
    r"zijn|wordt|werd|waren) "
    r"(?:dat|het|dit|die)(?: (?:dan|er))?(?= (?:in|voor|bij|van)\b)|geldt (?:dat|dit) ook (?:voor|in|bij)|wat "
    r"(?:betreft|met|over))\b ?",
    re.IGNORECASE,
)
WHY = (
    r"waarom|waardoor|hoezo|hoe komt (?:dat|het|dit)|"
    r"hoe kan (?:dat|het)|wat is (?:daarvan )?de (?:reden|oorzaak)(?: daarvan| hiervan)?"
)
BARE = re.compile(
    rf"(?P<word>{WHY}|(?:met )?hoeveel (?:procent|euro|geld)|welk (?:percentage|aandeel|deel)|wanneer|wie|waar|hoe|"
    r"hoeveel|hoe lang|hoe vaak|sinds wanneer|waarvoor|waartoe|door wie)"
    r"(?: (?:is|was|komt|zijn|gebeurt|geldt) (?:dat|dit|het|die)(?: zo)?| zo ?veel| zo weinig| dan| precies| "
    r"eigenlijk)*",
    re.IGNORECASE,
)
ASKED = re.compile(
    rf"(?:{PREPOSITIONS} )?(?:hoeveel(?: (?:procent|%|euro|geld|miljoen|miljard))?(?: van)?|wat(?= (?:is|was|zijn|"
    rf"waren|kost\w*|krijg\w*)\b)"
    r"|welk(?:e)?(?: (?:bedrag|percentage|deel|aandeel|aantal))?|wanneer|wie|waar|waarom|hoe (?:hoog|groot|lang|vaak|"
    r"veel)|hoe)\b ?",
    re.IGNORECASE,
)
ASKING = re.compile(
    r"(?:in |op |aan |van |voor |met |sinds |tot )?(?:hoe\w*|wat|welke?|wie|wanneer|waar\w*|kun\w*|kan|is|zijn|was|"
    r"waren|wordt|worden|klopt|"
    r"krijg\w*|heeft|hebben|gaat|gaan|stijgt|daalt|geldt|geef|noem|toon)\b",
    re.IGNORECASE,
)
SAME = re.compile(r"(?:die|dat|deze|dit|degene) (?=(?:van|voor|bij|in|aan|uit|over)\b)", re.IGNORECASE)
LEAD = re.compile(rf"(?:{PREPOSITIONS}|alleen|specifiek)\b ?", re.IGNORECASE)
ARTICLE = re.compile(r"(?:de|het|een|'t)\s+", re.IGNORECASE)
ARTICLE_BEFORE = re.compile(r"\b(?:de|het|een)\s+$", re.IGNORECASE)
PRONOUN = re.compile(
    rf"\b(?:(?:dat|dit|die|deze|het)(?=\s*(?:$|[?,.]|(?:{PREPOSITIONS}|dan|zo|eigenlijk|precies|nog|ook|na|"
    rf"daarna|door|{YEAR})\b))"
    r"|daarvan|hiervan|daarvoor|hiervoor|daarmee|hiermee|ervan|ervoor|zij|ze)\b",
    re.IGNORECASE,
)
"""What refers back: not `het` in `het COA`, since a noun follows there."""

STANDS_FOR = re.compile(
    rf"\b(?:dat|dit|die|deze|het)(?=\s*(?:$|(?:{PREPOSITIONS}|dan|zo|precies|nog|ook|daarna|{YEAR})\b))",
    re.IGNORECASE,
)
"""What stands for the subject of the query before, which can take its place."""

ENDING = " ?!.,;:…"
"""What closes a query, whose words are a space apart."""
