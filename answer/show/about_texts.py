"""What the page Over says in words of its own: how it works, what it cannot do, what is kept, and for whom."""

from answer.answer import Status
from index.operators import PieceKind

LEAD = (
    "Vraagbaak zoekt in begrotingsstukken, jaarverslagen en Kamervragen. Het antwoord staat er zoals het in het "
    "document staat, met de plaats erbij. "
    "Vraagbaak schrijft zelf geen antwoorden: er komt geen taalgenerator aan te pas."
)

STEPS = (
    ("Verzamelen", "Alle bestanden in de map met documenten worden opgezocht, met wat er al over bekend is."),
    ("Lezen", "Van elk bestand worden de bladzijden gelezen: regels tekst, en tabellen waar het bestand die heeft."),
    ("Schoonmaken", "Afgebroken woorden worden heel gemaakt. Kop- en voetregels worden herkend en apart gehouden."),
    ("Begrijpen", "Koppen, tabellen, vragen, antwoorden en noten worden herkend. Geen regel gaat verloren."),
    (
        "Knippen",
        "Het document wordt verdeeld in passages: een paragraaf, een tabel, een rij of een vraag met antwoord.",
    ),
    ("Indexeren", "Van elke passage worden de woorden en de betekenis opgeslagen in een map: de index."),
    ("Zoeken", "Uw vraag wordt op woorden en op betekenis vergeleken met alle passages. De beste komen bovenaan."),
    (
        "Antwoorden",
        "In die passages wordt de zin of de cel gezocht die antwoord geeft. Staat die er niet, dan hoort u dat.",
    ),
)
"""The walk of a document, in eight steps."""

LIMITS = (
    "Vraagbaak kent alleen de documenten in de index, en dus geen nieuws, geen andere stukken en niet uw dossier.",
    "Vraagbaak geeft geen oordeel en geen advies, en legt geen verbanden die niemand heeft opgeschreven.",
    "Staat het antwoord er in heel andere woorden dan uw vraag? Dan kan Vraagbaak het missen. Probeer een woord uit "
    "het stuk zelf.",
    "Past uw vraag bij het onderwerp, maar staat het antwoord er niet? Dan kan er toch een zin komen. Lees altijd de "
    "passage.",
    "Rekenen gaat alleen met twee cijfers uit de documenten: een verschil, een aandeel of een verandering.",
    "Scans zonder tekst, figuren en grafieken worden niet gelezen.",
    "Alleen Nederlands wordt begrepen.",
)

STATUS_MEANINGS: dict[Status, str] = {
    "beantwoord": "de documenten geven zeer waarschijnlijk antwoord; de zin of de cel staat erbij",
    "onzeker": "dit kan het antwoord zijn, maar controleer de passage voordat u het gebruikt",
    "niet gevonden": "de documenten geven waarschijnlijk geen antwoord; wel ziet u wat er het dichtst bij komt",
}

PIECE_MEANINGS: dict[PieceKind, str] = {
    "letterlijk": "precies deze woorden, achter elkaar",
    "zonder": "geen passages met dit woord",
    "of": "een van de twee is genoeg",
    "filter": "alleen passages met dit kenmerk",
}
"""What is meant by the pieces of a query that are no plain words."""

KEYS = (
    ("Tab en Shift+Tab", "naar de volgende en de vorige link of knop"),
    ("Enter", "zoeken, of de link of knop gebruiken waar u staat"),
    ("Shift+Enter", "een nieuwe regel in het zoekvak"),
    ("Pijltjes in het zoekvak", "door de voorstellen lopen; Escape sluit ze"),
    ("Pijltjes in een brede tabel", "opzij schuiven"),
    ("Alt+pijl naar links", "terug naar de vorige zoekvraag"),
    ("Ctrl+Enter op een link", "de link openen in een nieuw tabblad"),
)

PRIVACY = (
    "Alles gebeurt op de computer waar Vraagbaak draait. De pagina vraagt niets op van andere computers.",
    "Uw vragen worden niet bewaard en niet geteld. Wat u onlangs vroeg, onthoudt de pagina alleen zolang dit venster "
    "open is.",
    "Uw vraag staat wel in het adres van de pagina, zodat u die kunt bewaren en delen. Daardoor staat zij ook in de "
    "geschiedenis van uw browser.",
)
SUMMARISED = "Let op: hier is een samenvatter ingesteld. Vraag en passages gaan naar {host}, en nergens anders heen."

ACCESSIBLE = (
    "De pagina is gemaakt volgens WCAG 2.2, niveau A en AA. U kunt haar gebruiken met alleen het toetsenbord, met een "
    "schermlezer, op een telefoon en bij 200% vergroting. Nergens hangt de betekenis alleen aan kleur.",
    "De pagina is gebouwd met Streamlit. Wat daarin tekortschiet, kan Vraagbaak niet verhelpen: zonder JavaScript is "
    "er niets te zien, en enkele namen die alleen een schermlezer voorleest, zijn Engels.",
    "De documenten komen van anderen. Een tabel die niet te begrijpen was, staat er als platte tekst.",
)
