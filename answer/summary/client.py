"""Asks an OpenAI-compatible endpoint for a text, and takes nothing of what comes back on trust.

What leaves the machine is the query and the passages in the messages, the name of the model and the key, and it goes to
the host in the settings only: no redirect is followed and no proxy is used. Without https it goes to this machine or
the own network only, which is looked up in the connection itself before anything is sent.
"""

import json
import socket
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from ipaddress import ip_address
from threading import Event, Timer
from typing import TypedDict
from urllib.parse import urlsplit

from pydantic import TypeAdapter, ValidationError

from answer.summary.settings import ADDRESS, KEY, MODEL, SECONDS, SummarySettings, is_private
from ingest.errors import VraagbaakError

SEED, MOST_TOKENS = 1, 800
"""The same query and passages should give the same summary; 800 tokens are some 20 sentences."""

MOST_BYTES = 1_000_000
"""An answer of so few tokens is a few kilobytes; what is larger is something else."""

_SHORTEST_SECRET = 8  # `ollama`, a key that local endpoints are given for form's sake, is also a word


class EndpointError(VraagbaakError):
    """The endpoint gave no text; the message names its host and the next step, and nothing that it sent."""


class ChatMessage(TypedDict):
    """A message as the endpoint reads it: whose it is, and its text."""

    role: str
    content: str


@dataclass(frozen=True, slots=True)
class _Message:
    content: str


@dataclass(frozen=True, slots=True)
class _Choice:
    message: _Message


@dataclass(frozen=True, slots=True)
class _Completion:
    choices: tuple[_Choice, ...]


_COMPLETION = TypeAdapter(_Completion)


def ask_endpoint(settings: SummarySettings, messages: Sequence[ChatMessage]) -> str:
    """Return the text that the endpoint writes to `messages`.

    Raises:
        EndpointError: it is not to be reached, takes too long, refuses, or sends what is no answer.
    """
    key = settings.key.get_secret_value()
    body = {
        "model": settings.model,
        "messages": list(messages),
        "temperature": 0,
        "seed": SEED,
        "max_tokens": MOST_TOKENS,
        "stream": False,
    }
    headers = {"Content-Type": "application/json", "Accept": "application/json", "Connection": "close"}
    if key:
        headers["Authorization"] = f"Bearer {key}"
    status, received = _exchange(settings, json.dumps(body).encode(), headers)
    if status != 200:
        raise EndpointError(_explain_status(settings, status))
    text = _read_text(settings, received)
    return text.replace(key, "…") if len(key) >= _SHORTEST_SECRET else text


def _exchange(settings: SummarySettings, body: bytes, headers: dict[str, str]) -> tuple[int, bytes]:
    """Return the status and the body of what comes back, within the time and size that are allowed."""
    connection = _make_connection(settings)
    path = f"{urlsplit(settings.address).path.rstrip('/')}/chat/completions"
    late = Event()
    try:
        with _give_up(connection, settings.seconds, late):
            connection.request("POST", path, body, headers)
            response = connection.getresponse()
            received = _read_body(settings, response) if response.status == 200 else b""
    except (OSError, HTTPException, ValueError) as error:
        if late.is_set() or isinstance(error, TimeoutError):
            raise EndpointError(_explain_late(settings)) from None
        # Without a cause: what the exception holds was sent by the endpoint.
        raise EndpointError(_explain_failure(settings, error)) from None
    finally:
        connection.close()
    if late.is_set():
        raise EndpointError(_explain_late(settings))
    return response.status, received


@contextmanager
def _give_up(connection: HTTPConnection, seconds: float, late: Event) -> Iterator[None]:
    """Connect, and break the connection after so many seconds, even of an endpoint that sends a byte now and then."""
    opened: list[socket.socket] = []

    def stop() -> None:
        late.set()
        # A connection forgets its socket as soon as the response has it.
        for line in opened:
            with suppress(OSError):  # it is closed already
                line.shutdown(socket.SHUT_RDWR)

    timer = Timer(seconds, stop)
    timer.daemon = True
    timer.start()
    try:
        connection.connect()
        opened.append(connection.sock)
        if late.is_set():
            raise TimeoutError
        yield
    finally:
        timer.cancel()


class _NearConnection(HTTPConnection):
    """A connection that is not encrypted, and so goes no further than the own network."""

    def connect(self) -> None:
        """Connect, and refuse an address on the internet before anything is sent."""
        super().connect()
        peer = str(self.sock.getpeername()[0]).partition("%")[0]
        if not is_private(ip_address(peer)):
            self.close()
            raise _FarError


class _FarError(OSError):
    """A name without https turned out to be of a machine on the internet."""


def _make_connection(settings: SummarySettings) -> HTTPConnection:
    """Return a connection to the host in the settings, not open yet."""
    parts = urlsplit(settings.address)
    host = parts.hostname or ""
    if parts.scheme == "http":
        return _NearConnection(host, parts.port, timeout=settings.seconds)
    return HTTPSConnection(host, parts.port, timeout=settings.seconds, context=ssl.create_default_context())


def _read_body(settings: SummarySettings, response: HTTPResponse) -> bytes:
    """Return the body of a response, unless it is too large to be a summary."""
    received = response.read(MOST_BYTES + 1)
    if len(received) > MOST_BYTES:
        raise EndpointError(
            f"De samenvatter op {settings.host} stuurde te veel om een samenvatting te zijn. "
            f"Controleer het adres in {ADDRESS}."
        )
    return received


def _read_text(settings: SummarySettings, received: bytes) -> str:
    """Return the text of the first choice in what the endpoint sent."""
    try:
        choices = _COMPLETION.validate_json(received).choices
    except ValidationError:
        choices = ()
    if not choices:
        raise EndpointError(
            f"De samenvatter op {settings.host} stuurde geen antwoord in de vorm van OpenAI. "
            f"Controleer het adres in {ADDRESS}; het eindigt vaak op /v1."
        )
    return choices[0].message.content


def _explain_status(settings: SummarySettings, status: int) -> str:
    """Return what a status other than 200 means, with the next step."""
    who = f"De samenvatter op {settings.host}"
    if 300 <= status < 400:
        return f"{who} verwijst naar een ander adres; dat wordt niet gevolgd. Zet het juiste adres in {ADDRESS}."
    if status in (401, 403):
        return f"{who} weigert de toegang ({status}). Controleer de sleutel in {KEY}."
    if status in (400, 404, 405, 422):
        return f"{who} kent het adres of het model niet ({status}). Controleer {ADDRESS} en {MODEL}."
    if status == 429:
        return f"{who} heeft te veel vragen gekregen (429). Probeer het over een minuut opnieuw."
    return f"{who} gaf een fout ({status}). Probeer het later opnieuw of kijk in het logboek van de samenvatter."


def _explain_late(settings: SummarySettings) -> str:
    """Return that the endpoint took too long, with the next step."""
    seconds = f"{settings.seconds:g}".replace(".", ",")
    return (
        f"De samenvatter op {settings.host} antwoordde niet binnen {seconds} seconden. "
        f"Probeer het opnieuw of zet {SECONDS} hoger."
    )


def _explain_failure(settings: SummarySettings, error: Exception) -> str:
    """Return why there was no connection or why it broke, with the next step."""
    who = f"De samenvatter op {settings.host}"
    if isinstance(error, _FarError):
        return f"{who} ligt buiten het eigen netwerk en is niet versleuteld; er is niets verstuurd. Gebruik https://."
    if isinstance(error, ssl.SSLError):
        return f"{who} heeft geen geldig certificaat. Controleer het adres in {ADDRESS}."
    if isinstance(error, HTTPException | ConnectionResetError | BrokenPipeError):
        return f"{who} verbrak de verbinding. Probeer het opnieuw of kijk in het logboek van de samenvatter."
    return f"{who} is niet te bereiken. Controleer {ADDRESS} en of de samenvatter draait."
