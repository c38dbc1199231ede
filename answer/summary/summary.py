"""What a checked summary is made of: its sentences, each with what it cites and whether the passages bear it out."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SummarySentence:
    """One sentence as the model wrote it: the passages it cites, and whether what it says stands in them.

    `citations` are the numbers of passages behind it, each once, in order. `reasons` say in Dutch why it does not stand
    (`3,2 miljoen staat niet in passage 2`); none where it does.
    """

    text: str
    citations: tuple[int, ...]
    stands: bool
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """A summary with the model and the host that wrote it; it is shown above the passages and is never the answer.

    `problem` says in Dutch why there is none, with the next step; None where at least one sentence stands. Where all
    sentences failed they are kept, to be looked into, but not shown.
    """

    sentences: tuple[SummarySentence, ...]
    model: str
    endpoint_host: str
    problem: str | None = None
