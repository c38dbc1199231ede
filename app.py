"""The search page: `vraagbaak app`, or `streamlit run app.py`.

It wires the screens to their paths. What they show comes from functions that tests call without Streamlit:
`answer.service` keeps the searcher, `answer.show` says what is shown, as records and as HTML.
"""

import tomllib
from pathlib import Path

import streamlit as st

from answer.page.about import draw_about
from answer.page.compare import draw_compare
from answer.page.documents import draw_documents
from answer.page.frame import Screen, draw_pages
from answer.page.search import draw_search
from answer.page.site import Site
from answer.service import Opener, SearchService, configured_places, open_configured
from evaluation.page import draw_evaluation
from index.manifest import MANIFEST_FILE
from ingest.errors import VraagbaakError

SCREENS: dict[str, Screen] = {
    "": draw_search,
    "vergelijken": draw_compare,
    "documenten": draw_documents,
    "evaluatie": draw_evaluation,
    "over": draw_about,
}
"""The screens by their paths, as they stand in `answer.show.addresses.PAGES`."""


def main(open_searcher: Opener | None = None, index: Path | None = None, corpus: Path | None = None) -> None:
    """Draw the page; `open_searcher` opens the index of `corpus` in the folder `index`, as the environment says."""
    st.set_page_config(layout="centered")
    folder, place, _ = configured_places()
    site = share_site(open_searcher or open_configured, str(corpus or folder), str(index or place))
    draw_pages(SCREENS, site)


def streamlit_arguments(port: int = 8501) -> list[str]:
    """Return what comes after `streamlit run`: this file, and the settings that stand in `.streamlit/` beside it.

    Raises:
        VraagbaakError: they are not there, and without them the page would not be private.
    """
    script = Path(__file__).resolve()
    file = script.parent / ".streamlit" / "config.toml"
    try:
        sections = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise VraagbaakError(
            f"De instellingen van de pagina in '{file}' ontbreken of zijn beschadigd. Zet Vraagbaak opnieuw neer, "
            "en installeer het van daaruit met: pip install -e ."
        ) from error
    settings = {f"{section}.{name}": value for section, values in sections.items() for name, value in values.items()}
    written = {name: str(value).lower() if isinstance(value, bool) else value for name, value in settings.items()}
    return [str(script), f"--server.port={port}", *(f"--{name}={value}" for name, value in written.items())]


@st.cache_resource(show_spinner=False)
def share_site(_open_searcher: Opener, corpus: str, index: str) -> Site:
    """Return what all screens share, the same for all sessions on an index folder."""
    folder = Path(corpus)
    return Site(SearchService(_open_searcher, Path(index) / MANIFEST_FILE, folder), folder, Path(index))


if __name__ == "__main__":
    main()
