"""The command `vraagbaak`: ask, search, index, list the documents, evaluate, and open the page.

What is shown goes to standard output; progress, warnings and errors go to standard error. A mistake of the user or in
the documents is one line in Dutch with the next step, and an exit code: 1 for what could not be done, 2 for a command
that could not be understood.
"""

import logging
import os
import re
import sys
import time
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape
from typer.core import TyperCommand, TyperGroup, TyperOption

from answer.terminal.progress import ProgressBar
from index.locations import default_corpus, default_index
from index.operators import HINT
from ingest.errors import QueryError, VraagbaakError

if TYPE_CHECKING:
    from answer.terminal.ask import Asking
    from evaluation.bench import Bench
    from index import Filters, Searcher

HELP_NAMES = {"help_option_names": ["--help", "-h"]}


# Typer's public context is narrower than the one in the signatures that are overridden, and the one it gives.
class DutchCommand(TyperCommand):
    """A command whose help is in Dutch, as far as Typer has it come from the command itself."""

    def get_help_option(self, ctx: typer.Context) -> TyperOption | None:  # type: ignore[override]
        """Return the option `--help`, explained in Dutch."""
        return _explain_help(super().get_help_option(ctx))

    def get_usage(self, ctx: typer.Context) -> str:  # type: ignore[override]
        """Return the line that says how the command is used."""
        return _translate_usage(super().get_usage(ctx))


class DutchGroup(TyperGroup):
    """The group of commands, with its help in Dutch."""

    def get_help_option(self, ctx: typer.Context) -> TyperOption | None:  # type: ignore[override]
        """Return the option `--help`, explained in Dutch."""
        return _explain_help(super().get_help_option(ctx))

    def get_usage(self, ctx: typer.Context) -> str:  # type: ignore[override]
        """Return the line that says how the commands are used."""
        return _translate_usage(super().get_usage(ctx))


def _explain_help(option: TyperOption | None) -> TyperOption | None:
    """Return the option `--help` with its explanation in Dutch."""
    if option is not None:
        option.help = "Toon deze uitleg."
        option.metavar = ""
    return option


def _translate_usage(usage: str) -> str:
    """Return the line on usage with its first word in Dutch."""
    return usage.replace("Usage:", "Gebruik:", 1)


INTERRUPTED = 130
"""The exit code after Ctrl+C, as shells have it."""

app = typer.Typer(
    cls=DutchGroup,
    help="Zoek en vraag in begrotingsstukken en Kamervragen, met bronvermelding.",
    options_metavar="[OPTIES]",
    subcommand_metavar="OPDRACHT …",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings=HELP_NAMES,
)
out = Console(highlight=False, soft_wrap=False)
err = Console(stderr=True, highlight=False)


class Kind(StrEnum):
    """The kinds of passage, as they are filtered on."""

    vraag = "vraag"
    paragraaf = "paragraaf"
    tabel = "tabel"
    rij = "rij"


CorpusOption = Annotated[
    Path | None, typer.Option("--corpus", metavar="MAP", help="Map met documenten.", show_default="corpus")
]
IndexOption = Annotated[
    Path | None, typer.Option("--index", metavar="MAP", help="Map van de index.", show_default="in de cachemap")
]
ModelOption = Annotated[
    str | None, typer.Option("--model", metavar="NAAM", help="Taalmodel, met naam of map.", show_default="ingebouwd")
]
QueryArgument = Annotated[str | None, typer.Argument(metavar="VRAAG", help=f"De vraag of zoekwoorden; ook {HINT}.")]
InputOption = Annotated[
    Path | None, typer.Option("--invoer", metavar="BESTAND", help="Bestand met een vraag per regel; - is invoer.")
]
JsonOption = Annotated[bool, typer.Option("--json", metavar="", help="Schrijf één JSON-object per vraag.")]
DocumentOption = Annotated[list[str] | None, typer.Option("--document", metavar="ID", help="Alleen dit document.")]
KindOption = Annotated[
    list[Kind] | None,
    typer.Option("--soort", metavar="SOORT", help=f"Alleen deze soort passage: {', '.join(Kind)}."),
]
YearOption = Annotated[list[int] | None, typer.Option("--jaar", metavar="JAAR", help="Alleen dit begrotingsjaar.")]
MinistryOption = Annotated[
    list[str] | None, typer.Option("--ministerie", metavar="NAAM", help="Alleen dit ministerie.")
]


RerankerOption = Annotated[
    str | None,
    typer.Option(
        "--herschikker",
        metavar="NAAM",
        envvar="VRAAGBAAK_HERSCHIKKER",
        show_envvar=False,
        help="Cross-encoder die de eerste treffers herschikt, met naam of map.",
        show_default="geen",
    ),
]


@app.command(cls=DutchCommand, options_metavar="[OPTIES]")
def vraag(
    query: QueryArgument = None,
    invoer: InputOption = None,
    aantal: Annotated[int, typer.Option("--aantal", metavar="GETAL", min=1, max=1000, help="Hoeveel passages.")] = 5,
    as_json: JsonOption = False,
    vorige: Annotated[
        str, typer.Option("--vorige", metavar="VRAAG", help="De vraag waarop deze doorgaat: «en in 2027?».")
    ] = "",
    bron: Annotated[
        str | None,
        typer.Option("--bron", metavar="VORM", help="Alleen de bron: tekst, markdown, bibtex of csl-json."),
    ] = None,
    uitvoer: Annotated[
        Path | None,
        typer.Option("--uitvoer", metavar="BESTAND", help="Bewaar ook als .docx, .xlsx, .md, .csv of .json."),
    ] = None,
    document: DocumentOption = None,
    soort: KindOption = None,
    jaar: YearOption = None,
    ministerie: MinistryOption = None,
    corpus: CorpusOption = None,
    index: IndexOption = None,
    model: ModelOption = None,
    herschikker: RerankerOption = None,
) -> None:
    """Beantwoord een vraag of een geplakte Kamervraag, met de passages en hun bron."""
    from answer.summary.settings import load_summary_settings
    from answer.terminal.ask import Asking, check_forms, read_queries

    asking = Asking(
        aantal,
        make_filters(document, soort, jaar, ministerie),
        as_json,
        previous=vorige,
        citation_form=bron,
        export=uitvoer,
        summariser=load_summary_settings(os.environ),
    )
    check_forms(asking)
    answer_queries(read_queries(query, invoer), asking, (corpus, index, model), herschikker)


@app.command(cls=DutchCommand, options_metavar="[OPTIES]")
def zoek(
    query: QueryArgument = None,
    invoer: InputOption = None,
    aantal: Annotated[int, typer.Option("--aantal", metavar="GETAL", min=1, max=1000, help="Hoeveel passages.")] = 10,
    as_json: JsonOption = False,
    document: DocumentOption = None,
    soort: KindOption = None,
    jaar: YearOption = None,
    ministerie: MinistryOption = None,
    corpus: CorpusOption = None,
    index: IndexOption = None,
    model: ModelOption = None,
    herschikker: RerankerOption = None,
) -> None:
    """Toon de passages die het best bij een vraag passen, met hun tekst."""
    from answer.terminal.ask import Asking, read_queries

    asking = Asking(aantal, make_filters(document, soort, jaar, ministerie), as_json, with_answer=False)
    answer_queries(read_queries(query, invoer), asking, (corpus, index, model), herschikker)


@app.command(cls=DutchCommand, options_metavar="[OPTIES]")
def indexeer(
    opnieuw: Annotated[
        bool, typer.Option("--opnieuw", metavar="", help="Maak de index ook als hij actueel is.")
    ] = False,
    corpus: CorpusOption = None,
    index: IndexOption = None,
    model: ModelOption = None,
) -> None:
    """Maak de index van de documenten, of zeg dat hij actueel is."""
    from answer.terminal.text import describe_corpus

    folder = corpus or default_corpus()
    place = index or default_index(folder, model)
    searcher, seconds = open_searcher(folder, place, model, rebuild=opnieuw, warm=False)
    done = f"Index gemaakt in {seconds:.0f} seconden" if seconds else "De index is actueel"
    out.print(escape(f"{done}: {place}"), soft_wrap=True)
    out.print(escape(describe_corpus(searcher)), soft_wrap=True)


@app.command(cls=DutchCommand, options_metavar="[OPTIES]")
def documenten(
    document: Annotated[
        str | None, typer.Argument(metavar="DOCUMENT", help="Alleen dit document, met al zijn tabellen.")
    ] = None,
    boom: Annotated[
        bool, typer.Option("--boom", metavar="", help="Toon de opbouw: koppen, tabellen, vragen en noten.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", metavar="", help="Schrijf één JSON-object per document.")] = False,
    corpus: CorpusOption = None,
) -> None:
    """Toon per document wat ervan begrepen is, en wat niet gelezen kon worden."""
    from answer.terminal.ledger import Form, print_documents
    from ingest.corpus import iterate_documents, read_named

    if boom and as_json:
        raise QueryError("Kies --boom of --json.")
    form: Form = "boom" if boom else "json" if as_json else "lijst" if document is None else "alles"
    folder = corpus or default_corpus()
    with ProgressBar("Lezen", err) as bar:
        read = iterate_documents(folder, bar.advance) if document is None else iter([read_named(folder, document)])
        print_documents(read, folder, form, out, bar.hide)


@app.command(cls=DutchCommand, options_metavar="[OPTIES]")
def evalueer(
    uitvoer: Annotated[
        Path, typer.Option("--uitvoer", metavar="BESTAND", help="Waar het resultaat als JSON komt.")
    ] = Path("evaluatie.json"),
    ablatie: Annotated[
        bool, typer.Option("--ablatie", metavar="", help="Meet ook wat elk onderdeel van het zoeken bijdraagt.")
    ] = False,
    corpus: CorpusOption = None,
    index: IndexOption = None,
    model: ModelOption = None,
) -> None:
    """Meet de zoekkwaliteit op de Kamervragen en op korte vragen."""
    from evaluation import measure_bench, print_report, write_result
    from evaluation.record import keep_result

    started = time.monotonic()
    with ProgressBar("Meten", err) as bar:
        bench, searcher = open_bench(bar, corpus, index, model)

        def advance(stage: str, done: int, total: int) -> None:
            bar.advance(done, total, stage)

        documents = tuple(searcher.documents.values())
        evaluation = measure_bench(
            bench, documents, searcher.encoder, advance, with_ablations=ablatie, with_invented=True
        )
    print_report(evaluation, out)
    write_result(evaluation, uitvoer)
    folder = corpus or default_corpus()
    place = index or default_index(folder, model)
    kept = keep_result(evaluation, searcher, place, time.monotonic() - started)
    out.print(escape(f"Resultaat geschreven naar {uitvoer}, en voor de zoekpagina naar {kept}"), soft_wrap=True)


@app.command(cls=DutchCommand, options_metavar="[OPTIES]")
def leer(corpus: CorpusOption = None, index: IndexOption = None, model: ModelOption = None) -> None:
    """Leer de gewichten van het zoeken en de zekerheid opnieuw, op het deel van de korte vragen om af te stemmen."""
    from answer.calibration import CALIBRATION_FILE, write_calibration
    from evaluation.answering import ANSWERS_FILE
    from evaluation.calibrate import calibrate_confidence, list_answer_queries, load_calibration_queries
    from evaluation.learn import learn_fusion
    from index.fuse import FUSION_FILE, write_fusion

    with ProgressBar("Leren", err) as bar:
        bench, _ = open_bench(bar, corpus, index, model)
        topics = len(bench.tuning_topics())
        fusion = learn_fusion(bench, lambda done: bar.advance(done, topics, "gewichten"))
        searcher = bench.collections[0].searcher
        learned = searcher.with_options(replace(searcher.options, fusion=fusion))
        # The confidence rests on what is found: it is fitted on searches with the new weights.
        answers = list_answer_queries(ANSWERS_FILE, learned.documents)
        asked = (*bench.queries, *load_calibration_queries(), *answers)
        fitted = calibrate_confidence(asked, learned, lambda done: bar.advance(done, topics, "zekerheid"))
    write_fusion(fusion)
    write_calibration(fitted.calibration)
    for name, weight in fusion.weights:
        out.print(f"{name:16}{weight:.3f}".replace(".", ","))
    for name, value in (("AUROC, kruislings", fitted.auroc), ("AUROC dichtbij", fitted.auroc_near)):
        if value is not None:
            out.print(f"{name:20}{value:.3f}".replace(".", ","))
    out.print(escape(f"Geschreven naar {FUSION_FILE} en {CALIBRATION_FILE}"), soft_wrap=True)


def open_bench(
    bar: ProgressBar, corpus: Path | None, index: Path | None, model: str | None
) -> tuple["Bench", "Searcher"]:
    """Return what is measured on, and the searcher over the user's own index."""
    from evaluation.bench import prepare_bench
    from index.remember import RememberingEncoder
    from index.store import load_vectors

    folder = corpus or default_corpus()
    place = index or default_index(folder, model)
    searcher, _ = open_searcher(folder, place, model)
    # Both indexes of the evaluation are made anew, but what the user's index has embedded need not be embedded again.
    encoder = RememberingEncoder(searcher.encoder, load_vectors(place, searcher.encoder.fingerprint))
    documents = tuple(searcher.documents.values())
    bench = prepare_bench(documents, encoder, progress=lambda stage, done, total: bar.advance(done, total, stage))
    return bench, searcher


@app.command(name="app", cls=DutchCommand, options_metavar="[OPTIES]")
def open_page(
    poort: Annotated[
        int, typer.Option("--poort", metavar="GETAL", min=1, max=65535, help="Poort van de pagina.")
    ] = 8501,
    corpus: CorpusOption = None,
    index: IndexOption = None,
    model: ModelOption = None,
) -> None:
    """Open de zoekpagina in de browser."""
    from app import streamlit_arguments

    folder = corpus or default_corpus()
    if not folder.is_dir():
        raise VraagbaakError(f"De map met documenten '{folder}' bestaat niet. Wijs een andere aan met --corpus MAP.")
    place = index or default_index(folder, model)
    settings = {"VRAAGBAAK_CORPUS": str(folder.resolve()), "VRAAGBAAK_INDEX": str(place.resolve())}
    if model is not None:
        settings["VRAAGBAAK_MODEL"] = model
    command = [sys.executable, "-m", "streamlit", "run", *streamlit_arguments(poort)]
    out.print(escape(f"De zoekpagina staat op http://localhost:{poort} (stoppen met Ctrl+C)"), soft_wrap=True)
    sys.stdout.flush()
    os.execve(command[0], command, {**os.environ, **settings})


def make_filters(
    documents: list[str] | None, kinds: list[Kind] | None, years: list[int] | None, ministries: list[str] | None
) -> "Filters":
    """Return the filters that the options ask for."""
    from index import Filters

    return Filters(
        documents=tuple(documents or ()),
        kinds=tuple(kind.value for kind in kinds or ()),
        years=tuple(years or ()),
        ministries=tuple(ministries or ()),
    )


def answer_queries(
    queries: list[str], asking: "Asking", places: tuple[Path | None, Path | None, str | None], reranker: str | None
) -> None:
    """Answer the queries and print what was found; exit with 1 where one could not be asked."""
    from answer.terminal.ask import ask_queries
    from index.open import add_reranker

    corpus, index, model = places
    folder = corpus or default_corpus()
    searcher, seconds = open_searcher(folder, index or default_index(folder, model), model)
    if seconds:
        warn(f"Index gemaakt in {seconds:.0f} seconden.")
    if not ask_queries(queries, add_reranker(searcher, reranker), asking, out, warn):
        raise typer.Exit(1)


def open_searcher(
    corpus: Path, index: Path, model: str | None, *, rebuild: bool = False, warm: bool = True
) -> tuple["Searcher", float]:
    """Return a searcher, and in how many seconds its index was made; 0 where it was there already."""
    from index import load_encoder
    from index.open import open_index

    with ProgressBar("Indexeren", err) as bar:
        opened = open_index(
            corpus,
            index,
            load_encoder(model),
            rebuild=rebuild,
            warm=warm,
            notify=warn,
            progress=bar.advance,
        )
    if not opened.seconds:  # making an index tells of them already
        for problem in opened.problems:
            warn(f"Let op: {problem}")
    return opened.searcher, opened.seconds


def warn(line: str) -> None:
    """Print a line beside the output, for the user."""
    err.print(escape(line), soft_wrap=True)


def main() -> None:
    """Run the command; every error becomes one line in Dutch and an exit code."""
    _speak_dutch()
    if os.environ.get("VRAAGBAAK_DEBUG"):
        logging.basicConfig()
        logging.getLogger("ingest").setLevel(logging.DEBUG)
    try:
        code = app(standalone_mode=False, prog_name="vraagbaak")
    except VraagbaakError as error:
        _fail(str(error), 1)
    except typer.Abort:
        _fail("Afgebroken.", INTERRUPTED)
    except (BrokenPipeError, SystemExit):
        # Whoever read the output has seen enough; there is nobody left to tell. Typer and Rich exit for it themselves.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0) from None
    except typer.TyperException as error:
        message = error.format_message()
        if not message:  # no command was given, and the help is shown
            raise SystemExit(2) from None
        _fail(_translate(message), 2)
    except Exception as error:  # a user never sees a traceback
        if os.environ.get("VRAAGBAAK_DEBUG"):
            raise
        _fail(
            f"Onverwachte fout ({type(error).__name__}: {error}). "
            "Draai de opdracht met VRAAGBAAK_DEBUG=1 voor de details en meld het.",
            70,
        )
    if code == INTERRUPTED:
        _fail("Afgebroken.", INTERRUPTED)
    raise SystemExit(code if isinstance(code, int) else 0)


def _fail(message: str, code: int) -> None:
    """Print an error and leave."""
    err.print(f"[bold red]Fout:[/] {escape(message)}", soft_wrap=True)
    raise SystemExit(code)


def _translate(message: str) -> str:
    """Return in Dutch what Typer says of a command that it cannot read."""
    patterns = (
        (r"No such option: (\S+) \(Possible options: (.*)\)", r"Onbekende optie: \1. Bedoel je \2?"),
        (r"No such option: (-\w)", r"Onbekende optie: \1. Zet een woord met een minteken achter een ander woord."),
        (r"No such option: (\S+)", r"Onbekende optie: \1."),
        (r"No such command '(.*)'\. Did you mean '(.*?)'.*\?", r"Onbekende opdracht: \1. Bedoel je \2?"),
        (r"No such command '(.*)'\.", r"Onbekende opdracht: \1."),
        (r"Missing command\.", "Er ontbreekt een opdracht."),
        (
            r"Got unexpected extra argument(?:s|\(s\))? \((.*)\)",
            r"Te veel woorden (\1); zet de vraag tussen aanhalingstekens.",
        ),
        (r"Missing argument '?(.*?)'?\.", r"Er ontbreekt een waarde voor \1."),
        (r"Missing option '?(.*?)'?\.", r"De optie \1 ontbreekt."),
        (r"Option '(.*?)' requires .*", r"Na \1 hoort een waarde."),
        (r"Option '(.*?)' does not take a value\.", r"Na \1 hoort geen waarde."),
        (r"Invalid value for '(.*?)'.*?: .*valid integer.*", r"De waarde voor \1 hoort een geheel getal te zijn."),
        (r"Invalid value for '(.*?)'.*?: .*(?:greater|>)\D*(\d+).*", r"De waarde voor \1 hoort minstens \2 te zijn."),
        (r"Invalid value for '(.*?)'.*?: .*(?:less|<)\D*(\d+).*", r"De waarde voor \1 hoort hoogstens \2 te zijn."),
        (
            r"Invalid value for '(.*?)'.*?: .*?'(.*)' is not one of (.*?)\.?",
            r"Onbekende waarde '\2' voor \1. Bekend zijn: \3.",
        ),
        (r"Invalid value for '(.*?)'.*?: (.*)", r"Ongeldige waarde voor \1 (\2)."),
    )
    for pattern, dutch in patterns:
        match = re.fullmatch(pattern, message, re.DOTALL)
        if match:
            message = match.expand(dutch)
            break
    return f"{message} Bekijk wat kan met: vraagbaak --help"


def _speak_dutch() -> None:
    """Put the fixed words of Typer's help in Dutch."""
    from typer import rich_utils

    rich_utils.OPTIONS_PANEL_TITLE = "Opties"
    rich_utils.ARGUMENTS_PANEL_TITLE = "Argumenten"
    rich_utils.COMMANDS_PANEL_TITLE = "Opdrachten"
    rich_utils.DEFAULT_STRING = "[standaard: {}]"
    rich_utils.REQUIRED_LONG_STRING = "[verplicht]"


if __name__ == "__main__":
    main()
