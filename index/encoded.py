"""What one forward pass gives of a text: its vector, and one for each of its tokens."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.word_tokens import find_content_tokens, locate_tokens
from ingest.document import Span

if TYPE_CHECKING:
    from tokenizers import Tokenizer
    from torch import Tensor


@dataclass(frozen=True, slots=True)
class EncodedText:
    """A text, its unit vector, the unit vectors of its tokens, and where each of them stands in it (empty: nowhere)."""

    text: str
    vector: NDArray[np.float32]
    tokens: NDArray[np.float32]
    spans: tuple[Span, ...]

    def content_tokens(self) -> NDArray[np.float32]:
        """Return the vectors of the tokens of words that are no stopwords, shape (tokens, their dimension).

        Of a text of stopwords only all its words count.
        """
        return self.tokens[find_content_tokens(self.text, self.spans)]


def read_outputs(
    texts: Sequence[str], outputs: Sequence[Mapping[str, "Tensor"]], prompt: str, tokenizer: "Tokenizer"
) -> list[EncodedText]:
    """Return what the model's `outputs` say of `texts`, which were encoded together with `prompt` before each.

    The outputs are those that sentence-transformers gives for `output_value=None`. A model without token vectors has
    no tokens. `tokenizer` neither cuts off nor pads.
    """
    from torch import stack
    from torch.nn.functional import normalize

    # Together and once more, as the library does when asked for vectors alone: then they are the same bit for bit.
    vectors = normalize(stack([output["sentence_embedding"] for output in outputs]), p=2, dim=1).cpu().numpy()
    encoded = []
    for text, output, vector in zip(texts, outputs, vectors, strict=True):
        ids: list[int] = []
        tokens: NDArray[np.float32] = np.empty((0, 0), dtype=np.float32)
        if "token_embeddings" in output and "input_ids" in output:
            mask = output["attention_mask"].bool()  # without padding
            ids = output["input_ids"][mask].tolist()
            tokens = normalize(output["token_embeddings"][mask], dim=-1).cpu().numpy()
        spans = locate_tokens(tokenizer.encode(prompt + text), ids, len(prompt))
        encoded.append(EncodedText(text, vector, tokens, spans))
    return encoded
