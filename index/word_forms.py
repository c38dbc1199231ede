"""Dutch words that the stemmer gets wrong, over the language of the budget of all ministries.

One line a word: what it is respelled to, and the forms that are. Lists, so that whoever meets another one adds a line.
"""

from collections.abc import Iterator

# Words that stem to the first of their line. Snowball takes `ge-` off nouns (`gemeente` and `mening` meet in `meen`,
# `gezondheid` and `zon` in `zon`), makes `minister` into `mini`, and keeps the `-e` of short adjectives.
_WORDS = """
    minister ministers
    overheid overheden
    gezin gezinnen gezins
    reden redenen
    haven havens
    wapen wapens
    reserve reserves
    eenheid eenheden
    gemeente gemeenten gemeentes
    gebied gebieden
    gevolg gevolgen
    gebouw gebouwen
    gebrek gebreken
    gedrag gedragingen
    geld gelden
    geldig geldige
    geluk
    geluid geluiden
    geslacht geslachten
    gerecht gerechten
    gevaar gevaren
    geweld
    gewest gewesten
    gezag
    gezicht gezichten
    geval gevallen
    geheim geheimen geheime
    gelijk gelijke
    gemiddeld gemiddelde gemiddelden
    gewoon gewone
    gezond gezonde
    gezondheid
    gewond gewonde gewonden
    geboorte geboorten geboortes
    gegeven gegevens
    gesprek gesprekken
    geschil geschillen
    gewas gewassen
    getal getallen
    geest
    aarde
    kleding
    negatief negatieve
    wijziging wijzigingen wijzigen wijzigt gewijzigd gewijzigde
    begeleiding begeleidingen begeleiden begeleidt begeleidde begeleid
    open
    volgens
    lid leden
    dag dagen
    stad steden
    weg wegen
    dak daken
    vat vaten
    gat gaten
    god goden
    glas glazen
    graf graven
    ei eieren
    pad paden
    huisvest gehuisvest huisvesten huisvesting
    hoog hoge
    laag lage
    groot grote
    klein kleine
    nieuw nieuwe
    oud oude
    arm arme armen
    rijk rijke
    zwaar zware
    vrij vrije
    ziek zieke zieken
    druk drukke
    breed brede
    goed goede
    rood rode
    groen groene
    duur dure
    schoon schone
    vreemd vreemde
    plaats plaatsen plaatsje plaatsjes
    fonds fondsen
    medicus medici
    amv amvs
    azc azcs
    coa coas
    ngo ngos
    zbo zbos
    zzper zzpers
    auto autos
    foto fotos
    video videos
    collega collegas
    euro euros
"""

# Endings that are respelled before stemming, in compounds too (`apparaatsuitgaven`), because Snowball gives the forms
# different stems. First the ending that it can take, then those that it cannot.
_ENDINGS = """
    uitgave uitgaven
    provincie provincien
    verslag verslagen
    toeslag toeslagen
    aanslag aanslagen
    grondslag grondslagen
    bijslag bijslagen
    neerslag neerslagen
    verdrag verdragen
    bijdrage bijdragen
    bijlage bijlagen
    toelage toelagen
    bedrag bedragen
    maatregel maatregelen
    antwoord antwoorden
    advies adviezen
    proces processen
    succes successen
    verlies verliezen
    crisis crises crisissen
    accijns accijnzen
    grens grenzen
    beurs beurzen
    fonds fondsen
    schuld schulden
    oorlog oorlogen
    gemeente gemeenten
    gebied gebieden
    plaats plaatsen
    periode perioden periodes
    methode methoden methodes
    toename toenames
    werkdag werkdagen
    feestdag feestdagen
    schip schepen
    vaarweg vaarwegen
    spoorweg spoorwegen
    waterweg waterwegen
    snelweg snelwegen
    rijksweg rijkswegen
    dagblad dagbladen
    gerechtshof gerechtshoven
    binnenstad binnensteden
    hoofdstad hoofdsteden
    kind kinderen
    rund runderen
    kalf kalveren
    volk volkeren
    gezin gezinnen
    minister ministers
    overheid overheden
    reden redenen
    kamerlid kamerleden
    gezinslid gezinsleden
    familielid familieleden
    bestuurslid bestuursleden
    ontheemd ontheemden ontheemde
    inkomen inkomens
    huishouden huishoudens
    vermogen vermogens
    gegeven gegevens
    molen molens
    examen examens
    wapen wapens
    haven havens
    risico risicos
    thema themas
    regio regios
    programma programmas
    schema schemas
    camera cameras
    agenda agendas
    milieu milieus
    bureau bureaus
    niveau niveaus
    expert experts
    centrum centra
    museum musea museums
    podium podia
    criterium criteria
    stadium stadia
    forum fora forums
    ator atoren
    ctor ctoren
    itor itoren
    ssor ssoren
    motor motoren
    probleem problemen
    systeem systemen
    paneel panelen
    nadeel nadelen
    materiaal materialen
    theek theken
    iticus itici
    hnicus hnici
    demicus demici
    ie ieen
    europees europese
    chinees chinese
    aans aanse
    lands landse
    iens iense
    lijks lijkse
    duits duitse
    frans franse
    begroot begrote
    besteed bestede
    concreet concrete
    modern moderne
    kansarm kansarme
    extern externe
    intern interne
    digitaal digitale
    nationaal nationale
    sociaal sociale
    iaal iale
    financieel financiele
    ieel iele
    ueel uele
    neel nele
    ureel urele
    nteel ntele
    formeel formele
    reeel reele
    iek ieke
    baar bare
    zaam zame
    loos loze lozen
    iseer iseren isering iseringen iseert
    iceer iceren icering iceert
    ueer ueren uering ueert
    duceer duceren ducering duceert
    oleer oleren
    dineer dineren
    igreer igreren
    cipeer ciperen
    subsidie subsidieren subsidiering gesubsidieerd
    igen igd igde
    verhogen verhoogd
    verlagen verlaagd
    verlengen verlengd
    verdelen verdeeld
    oordelen oordeeld
    betalen betaald
    behandelen behandeld behandelde
    ontwikkelen ontwikkeld
    verminderen verminderd
    verbeteren verbeterd
    veranderen veranderd
    vergaderen vergaderd
    verwijderen verwijderd
    verzekeren verzekerd
    verkleinen verkleind
    verplaatsen verplaatst
    verduurzamen verduurzaamd
    verlenen verleend
    ondersteunen ondersteund
    beheren beheerd
    benoemen benoemd
    beschermen beschermd
    herstellen hersteld
    toekennen toegekend
    afwijzen afgewezen
    stijgen gestegen
"""


def read_words() -> dict[str, str]:
    """Return for each word that stems to another, or to itself, what it stems to."""
    return {form: forms[0] for forms in _read_lines(_WORDS) for form in forms}


def read_endings() -> dict[str, str]:
    """Return for each ending that is respelled how it is."""
    return {form: forms[0] for forms in _read_lines(_ENDINGS) for form in forms[1:]}


def _read_lines(lines: str) -> Iterator[list[str]]:
    """Yield the words of each line."""
    return (line.split() for line in lines.split("\n") if line.strip())
