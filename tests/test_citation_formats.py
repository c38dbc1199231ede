"""Citations to be copied: Markdown that shows its text, BibTeX that LaTeX can set, CSL data that Zotero reads."""

import json
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from markdown_it import MarkdownIt

from answer.citation_formats import CITATION_FORMATS, citation_to_csl, format_citation
from answer.cite import Citation, cite
from ingest.chunk import Chunk
from ingest.document import Document, Metadata, Question, Span
from ingest.errors import QueryError

BUDGET = Metadata(
    title="Vaststelling van de begrotingsstaten (XX) voor 2025",
    kind="memorie van toelichting",
    date="2024-09-17",
    session="2024/25",
    kamerstuk="36 600 XX, nr. 2",
)
URL = "https://zoek.officielebekendmakingen.nl/kst-36600-XX-2.html"
SPAN = Span(0, 5)
CHUNK = Chunk("stuk:vraag:0", "stuk", "vraag", SPAN, (3,), (), "Tekst", "Tekst", question=0)
SPECIAL = r"10% & meer_of {minder} $x^2$ #1 ~ \kwaad € 3 <b> | [klik](x) *vet* `code` !"


def make_document(metadata: Metadata) -> Document:
    questions = (Question("20", SPAN, SPAN, None, ()),)
    return Document("map/mijn stuk", "stuk.txt", "0", metadata, "Tekst hier", (0,), (), (), (), questions)


def render(metadata: Metadata, form: str) -> str:
    document = make_document(metadata)
    return format_citation(cite(document, CHUNK), document, form)


def fields_of(entry: str) -> dict[str, str]:
    """Return the fields of a BibTeX entry, read as BibTeX does: by counting every brace."""
    assert entry.count("{") == entry.count("}")
    head = re.match(r"@misc\{([^\s{},%#\\\"']+),", entry)
    assert head is not None
    found, depth, start, position = {"": head[1]}, 0, head.end(), head.end()
    for position in range(head.end(), len(entry) - 1):
        depth += {"{": 1, "}": -1}.get(entry[position], 0)
        assert depth >= 0
        if entry[position] == "," and depth == 0:
            name, _, value = entry[start:position].partition("=")
            found[name.strip()] = value.strip()
            start = position + 1
    assert entry[start : len(entry) - 1].strip() == ""
    return found


def test_text_is_the_citation() -> None:
    assert render(BUDGET, "tekst") == "Kamerstukken II 2024/25, 36 600 XX, nr. 2, vraag 20, p. 3 van het bestand"


def test_markdown_links_to_the_publication() -> None:
    text = "Kamerstukken II 2024/25, 36 600 XX, nr. 2, vraag 20, p. 3 van het bestand"
    assert render(BUDGET, "markdown") == f"[{text}]({URL})"
    assert render(Metadata(title="Brief"), "markdown") == "Brief, vraag 20, p. 3 van het bestand"


def test_bibtex() -> None:
    key = cite(make_document(BUDGET), CHUNK).permalink.rpartition("-")[2]
    assert (
        render(BUDGET, "bibtex")
        == f"""@misc{{kst-36600-XX-2-{key},
  title = {{{{Vaststelling van de begrotingsstaten (XX) voor 2025}}}},
  howpublished = {{Kamerstukken II 2024/25, 36 600 XX, nr. 2}},
  year = {{2024}},
  month = sep,
  note = {{vraag 20, p. 3 van het bestand}},
  url = {{{URL}}},
}}"""
    )


def test_csl_of_a_paper_of_parliament() -> None:
    """The styles of the Leidraad set a `bill` as `Kamerstukken II 2024/25, 36 600 XX, nr. 2`, and nothing else so."""
    (item,) = json.loads(render(BUDGET, "csl-json"))
    assert item.pop("id").startswith("kst-36600-XX-2-")
    assert item == {
        "type": "bill",
        "title": "Vaststelling van de begrotingsstaten (XX) voor 2025",
        "container-title": "Kamerstukken II",
        "volume": "2024/25",
        "number": "36 600 XX, nr. 2",
        "authority": "Tweede Kamer der Staten-Generaal",
        "genre": "memorie van toelichting",
        "issued": {"date-parts": [[2024, 9, 17]]},
        "URL": URL,
        "language": "nl-NL",
        "note": "vraag 20, p. 3 van het bestand",
    }
    senate = citation_to_csl(*_cited(replace(BUDGET, kamerstuk="36 410, A")))
    assert (senate["container-title"], senate["authority"]) == ("Kamerstukken I", "Eerste Kamer der Staten-Generaal")
    answered = citation_to_csl(*_cited(replace(BUDGET, kamerstuk="Aanhangsel, nr. 7")))
    assert (answered["container-title"], answered["number"]) == ("Aanhangsel Handelingen II", "nr. 7")


def test_csl_of_a_document_without_a_number() -> None:
    item = citation_to_csl(*_cited(Metadata(title="Brief\nover opvang", kind="brief", date="2024-09")))
    assert item.pop("id").startswith("map-mijn-stuk-")
    assert item == {
        "type": "report",
        "title": "Brief over opvang",
        "genre": "brief",
        "issued": {"date-parts": [[2024, 9]]},
        "language": "nl-NL",
        "note": "vraag 20, p. 3 van het bestand",
    }
    assert citation_to_csl(*_cited(Metadata(date="voorjaar")))["title"] == "stuk.txt"


def test_a_date_that_is_none_is_left_out() -> None:
    for date in ("voorjaar 2024", "2024-13-01", "17-09-2024", ""):
        assert "issued" not in citation_to_csl(*_cited(replace(BUDGET, date=date)))
        assert "year" not in fields_of(render(replace(BUDGET, date=date), "bibtex"))


def test_two_places_of_a_document_have_two_keys_and_one_place_always_the_same() -> None:
    document = make_document(BUDGET)
    other = cite(document, CHUNK, span=Span(6, 10))
    keys = [fields_of(format_citation(found, document, "bibtex"))[""] for found in (cite(document, CHUNK), other)]
    assert len(set(keys)) == 2
    assert keys[0] == fields_of(render(replace(BUDGET, title="Verbeterde titel"), "bibtex"))[""]
    assert keys == [citation_to_csl(found, document)["id"] for found in (cite(document, CHUNK), other)]


def test_an_unknown_form_is_refused_with_those_there_are() -> None:
    with pytest.raises(QueryError, match="Onbekende vorm 'ris'.*tekst, markdown, bibtex, csl-json"):
        render(BUDGET, "ris")


def test_latex_prints_what_the_source_prints() -> None:
    fields = fields_of(render(Metadata(title=SPECIAL, url="https://x.nl/a{b}?c=%20&d=\\"), "bibtex"))
    assert fields["title"] == (
        r"{{10\% \& meer\_of \textbraceleft{}minder\textbraceright{} \$x\textasciicircum{}2\$ \#1 \textasciitilde{} "
        r"\textbackslash{}kwaad \texteuro{} 3 \textless{}b\textgreater{} \textbar{} [klik](x) *vet* `code` !}}"
    )
    assert fields["url"] == "{https://x.nl/a%7Bb%7D?c=%20&d=%5C}"


titles = st.text(st.sampled_from("ab1 .)\n-+=_*`[]()<>|~#&$!{}\\^%€…‒:/\"',@;?é"), min_size=1, max_size=30)


@given(title=titles, date=st.sampled_from([None, "2024-09-17", "2024"]))
def test_markdown_shows_the_text_of_the_citation_and_nothing_else(title: str, date: str | None) -> None:
    """A title is text of the source: it must not become a link, a heading or a list in someone's notes."""
    citation, document = _cited(Metadata(title=title, date=date))
    for url in (None, "https://x.nl/a (b)<c>"):
        given_url = replace(citation, url=url)
        shown = html.fragment_fromstring(
            MarkdownIt("commonmark").render(format_citation(given_url, document, "markdown"))
        )
        assert " ".join(shown.text_content().split()) == " ".join(citation.text.split())
        assert [element.tag for element in shown.iter()] == (["p"] if url is None else ["p", "a"])


@given(title=titles)
def test_bibtex_and_csl_hold_for_every_title(title: str) -> None:
    citation, document = _cited(replace(BUDGET, title=title))
    assert set(fields_of(format_citation(citation, document, "bibtex"))) == {
        "", "title", "howpublished", "year", "month", "note", "url",
    }  # fmt: skip
    (item,) = json.loads(format_citation(citation, document, "csl-json"))
    check_csl(item)
    assert item["title"] == (" ".join(title.split()) or "stuk.txt")


def check_csl(item: dict[str, object]) -> None:
    """Check an item against what csl-data.json says of these fields; it allows no others."""
    texts = {"title", "container-title", "authority", "genre", "URL", "language", "note"}
    assert item["type"] in {"bill", "report"}
    for name, value in item.items():
        if name == "issued":
            assert isinstance(value, dict)
            assert list(value) == ["date-parts"]
            assert 1 <= len(value["date-parts"]) <= 2
            assert all(
                1 <= len(parts) <= 3 and all(type(part) is int for part in parts) for parts in value["date-parts"]
            )
        else:
            assert name in texts | {"id", "type", "volume", "number"}
            assert isinstance(value, str)
            assert value


def test_the_forms_have_labels() -> None:
    assert dict(CITATION_FORMATS) == {
        "tekst": "Tekst",
        "markdown": "Markdown",
        "bibtex": "BibTeX",
        "csl-json": "CSL-JSON",
    }


def _cited(metadata: Metadata) -> tuple[Citation, Document]:
    document = make_document(metadata)
    return cite(document, CHUNK), document
