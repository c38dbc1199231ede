"""The page in a real browser: Debian's Chromium, headless, driven by Playwright.

Tests in `test_browser_*.py` take the fixture `site`, one running page on documents that no test changes, or `own_site`,
a page of the test's own with documents that it may change. Whatever a visitor's browser asks for is recorded: a request
that would leave this machine, a script that fails, a dialog or a traceback of the server fails the test in which it
happened.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page, expect, sync_playwright

Address = Mapping[str, str | list[str]]
"""The parameters of an address."""

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
IN_BROWSER = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="geen Chromium gevonden: installeer die met apt-get install chromium"),
]
"""For `pytestmark` in every module that drives the browser."""

ROOT = Path(__file__).parent.parent
SCREENSHOTS = ROOT / "screenshots"
DESKTOP, PHONE = 1280, 390
WIDTHS = [DESKTOP, PHONE]
PATIENCE = 30_000
"""Milliseconds: a machine may be busy with other things, and waiting longer makes no test pass that should fail."""

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Whatever is asked for elsewhere is recorded, and goes nowhere.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost",
]

PAGE = """
import sys
import time
from pathlib import Path

sys.path[:0] = [{root!r}, {tests!r}]
from conftest import StubEncoder

import app
from index.open import open_index

CORPUS, INDEX, GO_ON = Path({corpus!r}), Path({index!r}), Path({go_on!r})


class Encoder(StubEncoder):
    def encode_query_with_tokens(self, text):
        while GO_ON.with_name("load").exists():
            time.sleep(0.05)
        return super().encode_query_with_tokens(text)


def open_searcher(notify, progress):
    if not GO_ON.exists():
        notify("Er is nog geen index; die wordt nu gemaakt.")
    while not GO_ON.exists():
        progress(400, 1000)
        time.sleep(0.05)
    return open_index(CORPUS, INDEX, Encoder(), notify=notify, progress=progress)


app.main(open_searcher, INDEX, CORPUS)
"""

expect.set_options(timeout=PATIENCE)


@dataclass(frozen=True, slots=True)
class Server:
    """A running page: where, on which folders; its index is opened once `go_on` is there.

    As long as there is a file `load` beside that, the model of the page is still being loaded.
    """

    url: str
    corpus: Path
    index: Path
    go_on: Path
    log: Path


@dataclass(slots=True)
class Site:
    """A running page with a browser to look at it, and every address that was asked for while it was looked at."""

    server: Server
    browser: Browser
    requested: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return self.server.url

    @contextmanager
    def visit(self, address: Address | None = None, width: int = DESKTOP, path: str = "") -> Iterator[Page]:
        """Give a new visitor's page, opened at `path` with the parameters of `address`, and close it after use."""
        with self.enter(width) as context:
            page = context.new_page()
            page.goto(self.link(address, path))
            yield page

    @contextmanager
    def enter(self, width: int = DESKTOP, options: Mapping[str, Any] | None = None) -> Iterator[BrowserContext]:
        """Give a new visitor's browser, of which all is recorded; it must have asked nothing elsewhere when it closes.

        `options` are those of Playwright's `new_context`, such as `forced_colors` and `reduced_motion`.
        """
        context = self.browser.new_context(viewport={"width": width, "height": 900}, locale="nl-NL", **(options or {}))
        written = self.server.log.stat().st_size
        context.set_default_timeout(PATIENCE)
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        context.on("request", lambda request: self.requested.append(request.url))
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        context.on("dialog", lambda dialog: self._refuse(dialog))
        context.on("console", lambda message: self._note(message))
        context.on("page", lambda page: page.on("websocket", lambda found: self.requested.append(found.url)))
        try:
            yield context
        finally:
            context.close()
            complaints, self.complaints = self.complaints, []
        assert self.asked_elsewhere() == set()
        assert complaints == []
        assert "Traceback" not in self.server.log.read_bytes()[written:].decode(errors="replace")

    def link(self, address: Address | None = None, path: str = "") -> str:
        """Return the whole address of a page."""
        return f"{self.url}/{path}" + (f"?{urlencode(address, doseq=True)}" if address else "")

    def forgive(self, *expected: str) -> None:
        """Drop the complaints that a test brings about itself: those with one of these texts in them."""
        self.complaints = [line for line in self.complaints if not any(text in line for text in expected)]

    def asked_elsewhere(self) -> set[str]:
        """Return what browsers asked for outside this machine."""
        here = {"localhost", None}
        return {url for url in self.requested if urlsplit(url).hostname not in here}

    def _refuse(self, dialog: Dialog) -> None:
        """Note a dialog, which the page never opens of its own accord."""
        self.complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _note(self, message: ConsoleMessage) -> None:
        """Note what the page's own scripts complain of; a file that is not there counts.

        Where a page is opened below the root, Streamlit first tries whether its server is there too.
        """
        url = str(message.location.get("url", ""))
        if message.type == "error" and "/_stcore/" not in url:
            self.complaints.append(f"console: {message.text} ({url})")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # One for each module: as long as Playwright runs, no other test can run an event loop of its own.
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, headless=True, args=FLAGS)
        yield found
        found.close()


@pytest.fixture(scope="session")
def server(page_corpus: Path, page_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The page on the real documents with the stub encoder, for all tests that change nothing."""
    with serve(page_corpus, page_index, tmp_path_factory.mktemp("site")) as running:
        running.go_on.touch()
        yield running


@pytest.fixture(scope="module")
def site(server: Server, browser: Browser) -> Site:
    return Site(server, browser)


@pytest.fixture
def own_site(page_corpus: Path, page_index: Path, browser: Browser, tmp_path: Path) -> Iterator[Site]:
    """A page on copies of the documents and their index, which the test may change."""
    corpus, index = tmp_path / "corpus", tmp_path / "index"
    shutil.copytree(page_corpus, corpus)
    shutil.copytree(page_index, index)
    with serve(corpus, index, tmp_path) as running:
        running.go_on.touch()
        yield Site(running, browser)


@contextmanager
def serve(
    corpus: Path, index: Path, folder: Path, model: str | None = None, port: int | None = None
) -> Iterator[Server]:
    """Give a page that runs as `vraagbaak app` starts it, but for the encoder; `folder` gets its script and its log.

    With a `model` it is the product itself that runs, with that model.
    """
    from app import streamlit_arguments  # here, since every test run imports this module and few need the page

    script, log, go_on = folder / "page_with_stub.py", folder / "log.txt", folder / "go_on"
    places = {"corpus": str(corpus), "index": str(index), "go_on": str(go_on)}
    script.write_text(PAGE.format(root=str(ROOT), tests=str(Path(__file__).parent), **places), encoding="utf-8")
    port = port or find_port()
    itself, *arguments = streamlit_arguments(port)
    command = [sys.executable, "-m", "streamlit", "run", str(script) if model is None else itself, *arguments]
    with log.open("w") as output:
        named = {"VRAAGBAAK_CORPUS": str(corpus), "VRAAGBAAK_INDEX": str(index), "VRAAGBAAK_MODEL": model or ""}
        given = {**os.environ, **named}
        process = subprocess.Popen(command, cwd=folder, stdout=output, stderr=subprocess.STDOUT, env=given)
        try:
            url = f"http://localhost:{port}"
            await_server(f"{url}/_stcore/health", process, log)
            yield Server(url, corpus, index, go_on, log)
        finally:
            process.terminate()
            process.wait(10)


def find_port() -> int:
    """Return the number of a port that nothing listens on."""
    with socket.create_server(("localhost", 0)) as free:
        port: int = free.getsockname()[1]
    return port


def await_server(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Return when the server answers."""
    deadline = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(url, timeout=1):
                return
        except OSError:
            assert process.poll() is None and time.monotonic() < deadline, log.read_text()
            time.sleep(0.1)


def settle(page: Page) -> None:
    """Wait until the page is drawn: its foot is the last to come, but for the code of some widgets."""
    page.wait_for_selector(".vb-foot, .vb-error", state="attached")
    page.wait_for_function(DRAWN)


DRAWN = """() => {
  const app = document.querySelector('[data-testid=stApp]');
  const busy = '[data-testid=stSkeleton], [data-stale=true], [data-testid=stSpinner]';
  const drawn = app?.dataset.testScriptState === 'notRunning' && !document.querySelector(busy);
  // What is drawn must also stay so: a click may be on its way to the server.
  const now = performance.now();
  if (!drawn || window.vbShown !== document.body.innerText.length) window.vbSince = now;
  window.vbShown = document.body.innerText.length;
  return drawn && now - window.vbSince > 150;
}"""


def search(page: Page, query: str) -> None:
    """Type a query and press Enter."""
    box = page.get_by_label("Uw vraag")
    box.fill(query)
    box.press("Enter")
    page.wait_for_url(f"**?*{urlencode({'vraag': query})}*")
    settle(page)


def take_picture(page: Page, name: str) -> None:
    """Save what the page shows, down to its foot or about four screens."""
    width = page.viewport_size["width"] if page.viewport_size else 0
    height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    page.set_viewport_size({"width": width, "height": min(int(height), 4000)})
    SCREENSHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}-{width}.png", animations="disabled")
    page.set_viewport_size({"width": width, "height": 900})
