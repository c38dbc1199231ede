"""Which endpoint writes summaries: from environment variables, none by default.

| variable | meaning |
|---|---|
| `VRAAGBAAK_SAMENVATTER` | base address of an OpenAI-compatible endpoint, `http://localhost:11434/v1` |
| `VRAAGBAAK_SAMENVATTER_MODEL` | the name of the model there |
| `VRAAGBAAK_SAMENVATTER_SLEUTEL` | the key, where the endpoint wants one |
| `VRAAGBAAK_SAMENVATTER_TIJD` | after how many seconds the endpoint is given up, 60 by default |
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import SplitResult, urlsplit

from pydantic import SecretStr

from ingest.errors import VraagbaakError

ADDRESS, MODEL = "VRAAGBAAK_SAMENVATTER", "VRAAGBAAK_SAMENVATTER_MODEL"
KEY, SECONDS = "VRAAGBAAK_SAMENVATTER_SLEUTEL", "VRAAGBAAK_SAMENVATTER_TIJD"
EXAMPLE = "http://localhost:11434/v1"

DEFAULT_SECONDS, MOST_SECONDS = 60.0, 600.0
"""A model on a desk's own processor takes most of a minute; who waits longer than ten has forgotten the question."""

_LONGEST = 2000  # characters of an address or a key
_LOCAL_NAME = re.compile(r"[^.]+|.+\.(?:localhost|local|internal|lan|home\.arpa)", re.IGNORECASE)
"""Names of machines nearby: those without a dot, and under the domains that the internet does not have."""


class SummarySettingsError(VraagbaakError):
    """The settings of the summary cannot be used; the message never holds an address or a key."""


@dataclass(frozen=True, slots=True)
class SummarySettings:
    """The endpoint that writes summaries: its base address, the model, the key, and how many seconds it may take.

    The key is left out wherever the settings are printed, compared or made into plain data.
    """

    address: str
    model: str
    key: SecretStr = field(default=SecretStr(""), repr=False, compare=False)
    seconds: float = DEFAULT_SECONDS

    @property
    def host(self) -> str:
        """Return the host and port of the endpoint, as users are shown it."""
        return urlsplit(self.address).netloc


def load_summary_settings(environ: Mapping[str, str]) -> SummarySettings | None:
    """Return the settings that environment variables give, None where they name no endpoint.

    Raises:
        SummarySettingsError: a setting cannot be used; the message names its variable and the next step.
    """
    address = environ.get(ADDRESS, "").strip()
    if not address:
        return None
    model = environ.get(MODEL, "").strip()
    if not model or not model.isprintable() or len(model) > _LONGEST:
        raise SummarySettingsError(f"Er is geen bruikbare naam van een model. Zet die in {MODEL}.")
    return SummarySettings(_read_address(address), model, _read_key(environ), _read_seconds(environ))


def is_private(address: IPv4Address | IPv6Address) -> bool:
    """Return whether an address is of this machine or of a network that the internet does not reach."""
    # `::ffff:8.8.8.8` is the public `8.8.8.8` in other clothes.
    plain = (address.ipv4_mapped or address) if isinstance(address, IPv6Address) else address
    return plain.is_private or plain.is_loopback


def _read_address(address: str) -> str:
    """Return the base address without a slash at its end."""
    parts = _split_address(address)
    if parts is None or parts.scheme not in ("http", "https") or not parts.hostname:
        raise SummarySettingsError(f"{ADDRESS} is geen webadres. Geef een basisadres als {EXAMPLE}.")
    if "@" in parts.netloc or parts.query or parts.fragment:
        raise SummarySettingsError(
            f"In {ADDRESS} staat meer dan een basisadres. Laat naam, wachtwoord en wat na ? of # staat weg; "
            f"een sleutel hoort in {KEY}."
        )
    if parts.scheme == "http" and not _may_be_near(parts.hostname):
        raise SummarySettingsError(
            f"{ADDRESS} begint met http:// en ligt buiten het eigen netwerk: de vraag en de passages zouden "
            "onversleuteld over het internet gaan. Gebruik https://."
        )
    return address.rstrip("/")


def _split_address(address: str) -> SplitResult | None:
    """Return the parts of a web address, None where it is none."""
    if len(address) > _LONGEST or not address.isascii() or not address.isprintable() or re.search(r"[\s\\]", address):
        return None
    try:
        parts = urlsplit(address)
        _ = parts.port  # raises where it is no number
    except ValueError:
        return None
    return parts


def _may_be_near(host: str) -> bool:
    """Return whether a host may be on the own network; of a name the connection itself tells for certain."""
    try:
        return is_private(ip_address(host))
    except ValueError:
        return _LOCAL_NAME.fullmatch(host) is not None


def _read_key(environ: Mapping[str, str]) -> SecretStr:
    """Return the key, empty where there is none."""
    key = environ.get(KEY, "").strip()
    if not key.isascii() or not key.isprintable() or re.search(r"\s", key) or len(key) > _LONGEST:
        raise SummarySettingsError(f"{KEY} is geen sleutel. Geef hem zonder spaties en regeleinden.")
    return SecretStr(key)


def _read_seconds(environ: Mapping[str, str]) -> float:
    """Return after how many seconds the endpoint is given up."""
    text = environ.get(SECONDS, "").strip()
    if not text:
        return DEFAULT_SECONDS
    if not re.fullmatch(r"\d{1,3}(?:[.,]\d{1,3})?", text) or not 0 < float(text.replace(",", ".")) <= MOST_SECONDS:
        raise SummarySettingsError(f"{SECONDS} is geen aantal seconden. Geef een getal tot {MOST_SECONDS:.0f}.")
    return float(text.replace(",", "."))
