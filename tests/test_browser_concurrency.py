"""Many at once: no one sees an error or another's query, not even while another process makes the index anew."""

import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import Page, expect

from answer import answer_question
from browsing import IN_BROWSER, ROOT, Site, search, settle
from index.search import Searcher

pytestmark = IN_BROWSER

QUERIES = [
    f"hoeveel krijgt {who} in {year}" for who in ("het COA", "Nidos", "de IND", "DJI") for year in range(2025, 2030)
]
"""Twenty queries with answers of their own."""

REBUILD = """
import sys
from pathlib import Path
from urllib.parse import urlencode

sys.path[:0] = [{root!r}, {tests!r}]
from conftest import StubEncoder

from index.open import open_index

open_index(Path({corpus!r}), Path({index!r}), StubEncoder(), rebuild=True)
"""

NEW = """Tweede begroting

1. Zebrapaden

De minister van Verkeer legt in 2026 nieuwe zebrapaden aan. De zebrapaden kosten 77 miljoen euro.
"""


def check(page: Page, query: str, expected: str) -> None:
    """Assert that a page shows a query with its answer, and no error."""
    settle(page)
    expect(page.get_by_label("Uw vraag")).to_have_value(query)
    expect(page).to_have_title(f"{query} – Vraagbaak")
    expect(page.locator(".vb-answer")).to_contain_text(expected)
    expect(page.locator(".vb-error")).to_have_count(0)


def expected_answers(searcher: Searcher) -> dict[str, str]:
    """Return what the card of each query must hold: the cell that answers, or how it is called when there is none."""
    answers = {}
    for query in QUERIES:
        answer = answer_question(query, searcher)
        value = answer.answer.value if answer.answer else None
        names = {"beantwoord": "Antwoord", "onzeker": "Onzeker", "niet gevonden": "Niet gevonden"}
        answers[query] = value or names[answer.status]
    return answers


def test_two_visitors_do_not_see_each_other(site: Site) -> None:
    with site.visit({"vraag": "hoeveel krijgt het COA in 2026"}) as first, site.visit() as second:
        settle(first)
        settle(second)
        expect(second.get_by_label("Uw vraag")).to_have_value("")
        search(second, "waarom onderuitputting COA")
        check(second, "waarom onderuitputting COA", "onderuitputting")
        check(first, "hoeveel krijgt het COA in 2026", "4.422.334")
        search(first, "en in 2027?")
        expect(first.locator(".vb-value b").first).to_have_text("906.455")
        search(second, "en in 2027?")
        expect(second.locator(".vb-value b").filter(has_text="906.455")).to_have_count(0)


def test_twenty_queries_at_once_each_get_their_own_answer(site: Site, page_searcher: Searcher) -> None:
    expected = expected_answers(page_searcher)
    assert len(set(expected.values())) > 10, "the answers tell the queries apart"
    with site.enter() as context:
        pages = [context.new_page() for _ in QUERIES]
        for page, query in zip(pages, QUERIES, strict=True):
            page.goto(site.link({"vraag": query}), wait_until="commit")
        for page, query in zip(pages, QUERIES, strict=True):
            check(page, query, expected[query])
        # Once more in the same windows, all of them typed before the first answer is looked at.
        turned = [*QUERIES[7:], *QUERIES[:7]]
        for page, query in zip(pages, turned, strict=True):
            box = page.get_by_label("Uw vraag")
            box.fill(query)
            box.press("Enter")
        for page, query in zip(pages, turned, strict=True):
            page.wait_for_url(f"**?*{urlencode({'vraag': query})}*")
            check(page, query, expected[query])


def test_the_index_is_made_anew_while_two_visitors_search(own_site: Site, page_searcher: Searcher) -> None:
    expected = expected_answers(page_searcher)
    asked = [query for query in QUERIES if "COA" in query]
    with own_site.visit() as first, own_site.visit() as second:
        settle(first)
        settle(second)
        (own_site.server.corpus / "nieuw.txt").write_text(NEW, encoding="utf-8")
        process = rebuild(own_site)
        searched = 0
        while process.poll() is None or searched < len(asked):
            query, other = asked[searched % len(asked)], asked[(searched + 2) % len(asked)]
            search(first, query)
            search(second, other)
            check(first, query, expected[query])
            check(second, other, expected[other])
            searched += 1
        assert process.returncode == 0
        await_new_document(first)
        search(second, asked[0])
        check(second, asked[0], expected[asked[0]])


def rebuild(site: Site) -> subprocess.Popen[bytes]:
    """Make the index of a site anew in another process."""
    places = {"corpus": str(site.server.corpus), "index": str(site.server.index)}
    script = REBUILD.format(root=str(ROOT), tests=str(Path(__file__).parent), **places)
    return subprocess.Popen([sys.executable, "-c", script])


def await_new_document(page: Page) -> None:
    """Search until the document that came is found; the page goes on with the new index of its own accord."""
    deadline = time.monotonic() + 60
    while True:
        search(page, f"zebrapaden {'kosten ' * (int(deadline - time.monotonic()) % 2)}2026")
        expect(page.locator(".vb-error")).to_have_count(0)
        if page.locator("main").filter(has_text="77 miljoen euro").count():
            return
        assert time.monotonic() < deadline, "the new index is not taken up"
