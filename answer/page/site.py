"""What all screens share: the searcher's service, and which folders are searched."""

from dataclasses import dataclass
from pathlib import Path

from answer.service import SearchService


@dataclass(frozen=True, slots=True)
class Site:
    """The service that keeps the searcher open, the folder with documents, and that of the index."""

    service: SearchService
    corpus: Path
    index: Path
