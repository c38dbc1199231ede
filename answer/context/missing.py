"""What is said where an address leads to a place that is not there."""

from dataclasses import dataclass

from answer.show.addresses import make_address
from answer.show.asked import Asked, search_address
from index.search import Searcher


@dataclass(frozen=True, slots=True)
class MissingView:
    """Why a place is not shown, and where to go from here: labels with addresses."""

    text: str
    steps: tuple[tuple[str, str], ...]


def present_missing(address: str, asked: Asked, searcher: Searcher) -> MissingView:
    """Return what is said of a place that is not there: its document is not, or no longer says what it said."""
    # A document's name may have points in it, a place has none.
    document = searcher.documents.get(address.rpartition(".")[0])
    steps = [("Terug naar de resultaten", search_address(asked))] if asked.get("vraag") else []
    if document is None:
        text = (
            "Het document waar deze link naar verwijst staat niet (meer) in de index. Misschien is het verwijderd of "
            "hernoemd."
        )
        steps.append(("Bekijk welke documenten er zijn", make_address("documenten")))
    else:
        text = (
            f"Deze plaats staat niet (meer) in «{document.metadata.title or document.path}». Het document is "
            "waarschijnlijk vervangen door een andere versie."
        )
        steps.append(("Bekijk dit document", make_address("documenten", {"document": document.id})))
    steps.append(("Zoek opnieuw", make_address()))
    return MissingView(text, tuple(steps))
