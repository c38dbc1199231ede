"""The cross-encoder that a user may name: a tiny one with random weights, made here."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from index.build import build_index
from index.encoder import Encoder
from index.rerank import RERANKED, Reranker, load_reranker, rerank_hits
from ingest.errors import ModelError

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "de", "opvang", "kosten", "van", "asiel", "fiets"]


class CountingWords:
    """A reranker that is a pure function of the texts."""

    name = "woorden"

    def scores(self, query: str, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.array([len({*query.split()} & {*text.split()}) for text in texts], dtype=np.float32)


def make_model(folder: Path, labels: int = 1) -> Path:
    """Write a cross-encoder of a few thousand random weights to `folder`."""
    import torch
    from tokenizers import Tokenizer, models, pre_tokenizers, processors
    from transformers import BertConfig, BertForSequenceClassification

    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=len(WORDS),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        max_position_embeddings=32,
        initializer_range=1.0,
    )
    config.num_labels = labels
    BertForSequenceClassification(config).save_pretrained(str(folder))
    tokenizer = Tokenizer(models.WordLevel({word: number for number, word in enumerate(WORDS)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    tokenizer.save(str(folder / "tokenizer.json"))
    settings = {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "model_max_length": 32,
        "pad_token": "[PAD]",
        "unk_token": "[UNK]",
        "cls_token": "[CLS]",
        "sep_token": "[SEP]",
    }
    (folder / "tokenizer_config.json").write_text(json.dumps(settings), encoding="utf-8")
    return folder


def test_anything_that_scores_is_a_reranker() -> None:
    reranker: Reranker = CountingWords()
    assert list(reranker.scores("kosten opvang", ["de fiets", "kosten van opvang"])) == [0, 2]


@pytest.mark.model
def test_a_folder_with_a_cross_encoder_scores_passages(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    reranker = load_reranker(str(make_model(tmp_path / "klein")))
    capfd.readouterr()
    texts = ["kosten van opvang", "fiets", "de opvang van de asiel opvang"]
    scores = reranker.scores("kosten opvang", texts)
    assert scores.shape == (3,)
    assert scores.dtype == np.float32
    assert len(set(scores.tolist())) == 3
    np.testing.assert_allclose(reranker.scores("kosten opvang", texts[::-1]), scores[::-1], atol=1e-6)
    assert reranker.scores("fiets", []).shape == (0,)
    assert capfd.readouterr() == ("", "")


@pytest.mark.model
def test_a_model_with_several_scores_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="geeft 3 scores"):
        load_reranker(str(make_model(tmp_path / "drie", labels=3))).scores("fiets", ["opvang"])


@pytest.mark.model
def test_a_folder_that_cannot_be_loaded_is_reported(tmp_path: Path) -> None:
    folder = make_model(tmp_path / "stuk")
    (folder / "model.safetensors").write_bytes(b"niets")
    with pytest.raises(ModelError, match=r"'.*stuk' kan niet worden geladen.*zoek zonder"):
        load_reranker(str(folder)).scores("fiets", ["opvang"])


def test_a_folder_that_is_not_there_is_said() -> None:
    with pytest.raises(ModelError, match=r"Herschikken met '\./nergens' kan niet: .*zoek zonder"):
        load_reranker("./nergens")


class Backwards:
    """A reranker that likes best what came last."""

    name = "achterstevoren"

    def scores(self, query: str, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.arange(len(texts), dtype=np.float32)


def test_a_search_puts_its_first_hits_in_the_order_of_the_reranker(
    corpus: Any,  # noqa: ANN401
    stub_encoder: Encoder,
) -> None:
    searcher = build_index(corpus.documents, corpus.chunks, stub_encoder)
    plain = searcher.search("opvang COA", count=50).hits
    reranked = (
        searcher.with_options(replace(searcher.options, reranker=Backwards())).search("opvang COA", count=50).hits
    )
    assert [hit.chunk.id for hit in reranked] == [hit.chunk.id for hit in reversed(plain)]
    assert [hit.rank for hit in reranked] == list(range(1, len(plain) + 1))
    assert all(0.5 <= hit.score <= 1 and sum(value for _, value in hit.parts) == hit.score for hit in reranked)
    fewer = searcher.with_options(replace(searcher.options, reranker=Backwards())).search("opvang COA", count=2).hits
    assert fewer == reranked[:2]


def test_what_is_not_reranked_stays_behind(corpus: Any, stub_encoder: Encoder) -> None:  # noqa: ANN401
    searcher = build_index(corpus.documents, corpus.chunks, stub_encoder)
    (hit, *_) = searcher.search("opvang COA").hits
    hits = tuple(replace(hit, rank=rank) for rank in range(1, RERANKED + 3))
    found = rerank_hits("opvang COA", hits, Backwards())
    assert [each.rank for each in found] == list(range(1, RERANKED + 3))
    assert all(each.score == hit.score / 2 for each in found[RERANKED:])
