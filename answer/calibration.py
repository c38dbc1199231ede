"""The fitted model of how likely it is that the documents answer a query, as data: `calibration.json`."""

import json
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from ingest.errors import VraagbaakError

CALIBRATION_FILE = Path(__file__).parent / "calibration.json"


@dataclass(frozen=True, slots=True)
class Coefficient:
    """What one feature does: a value `spread` above `mean` adds `weight` to the log odds."""

    feature: str
    weight: float
    mean: float
    spread: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """A logistic model, the thresholds that go with it, and what it was fitted on.

    The probabilities hold where the share of queries that are answerable is `prior`, that of the training queries.
    Below `refused` an answer is refused; from `sure` on it is given without reserve. `training` is the hash of the
    queries, `program` that of what worked out their features.
    """

    intercept: float
    coefficients: tuple[Coefficient, ...]
    prior: float
    refused: float
    sure: float
    training: str
    program: str

    @property
    def features(self) -> tuple[str, ...]:
        """Return the names of the features in the order in which `estimate` takes them."""
        return tuple(each.feature for each in self.coefficients)

    def estimate(self, values: Sequence[float]) -> float:
        """Return the probability, 0..1, that the documents answer a query with these features."""
        terms = (
            each.weight * (value - each.mean) / each.spread
            for each, value in zip(self.coefficients, values, strict=True)
        )
        # The logistic function, written so that no odds are too long for it.
        return (1 + math.tanh((self.intercept + sum(terms)) / 2)) / 2


@cache
def load_calibration() -> Calibration:
    """Return the model that comes with the program; `vraagbaak leer` fits it anew."""
    return read_calibration(CALIBRATION_FILE)


def read_calibration(path: Path) -> Calibration:
    """Return the model in a file that `write_calibration` wrote.

    Raises:
        VraagbaakError: the file cannot be read or is not such a file.
    """
    try:
        written = json.loads(path.read_text(encoding="utf-8"))
        coefficients = tuple(Coefficient(**each) for each in written.pop("coefficients"))
        return Calibration(coefficients=coefficients, **written)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise VraagbaakError(f"{path.name} is niet te lezen: {error}. Maak het opnieuw met: vraagbaak leer") from error


def write_calibration(calibration: Calibration, path: Path = CALIBRATION_FILE) -> None:
    """Write the model where `load_calibration` reads it; the same model gives the same bytes."""
    path.write_text(json.dumps(asdict(calibration), indent=2) + "\n", encoding="utf-8")
    load_calibration.cache_clear()
