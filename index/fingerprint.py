"""A short fingerprint of a model's folder, made without loading the model."""

import hashlib
from pathlib import Path

HASHED_WHOLE = 32 * 2**20
"""Files up to this many bytes are hashed whole: the settings and the tokenizer (17 MB for 250,000 pieces)."""

SAMPLES, SAMPLE_SIZE = 64, 64 * 2**10

# Documentation, and the same weights once more for other engines: no vector depends on them.
IGNORED_SUFFIXES = frozenset({".md", ".h5", ".msgpack", ".onnx", ".ot", ".png", ".tflite"})
IGNORED_FOLDERS = frozenset({"onnx", "openvino", "coreml"})


def fingerprint_folder(folder: Path, *, without: frozenset[str] = frozenset()) -> str:
    """Return 64 hexadecimal digits that change when the model in `folder` does.

    Covered are the relative name, the size and the content of every file that a vector may depend on. Content is
    hashed whole up to 32 MB; of a larger file, which holds weights, 64 blocks of 64 kB, spread evenly from its first
    byte to its last. Another model, or other training of the same model, changes the weights everywhere and is seen;
    a few bytes altered between two blocks are not. Names in `without`, hidden files, documentation and copies of
    the weights for other engines are left out.
    """
    digest = hashlib.sha256()
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    for name, path in sorted(files.items()):
        if name not in without and not _is_ignored(Path(name)):
            size = path.stat().st_size
            digest.update(f"{name}\0{size}\0".encode())
            _update_with_content(digest, path, size)
    return digest.hexdigest()


def _is_ignored(name: Path) -> bool:
    hidden = any(part.startswith(".") for part in name.parts)
    return hidden or name.suffix in IGNORED_SUFFIXES or not IGNORED_FOLDERS.isdisjoint(name.parts[:-1])


def _update_with_content(digest: "hashlib._Hash", path: Path, size: int) -> None:
    with path.open("rb") as file:
        if size <= HASHED_WHOLE:
            digest.update(file.read())
            return
        for sample in range(SAMPLES):
            file.seek((size - SAMPLE_SIZE) * sample // (SAMPLES - 1))
            digest.update(file.read(SAMPLE_SIZE))
