"""The words of the indexed texts: counted by chunk, found by stem, the same after saving."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.stem import stem
from index.vocabulary import WORDS_FILE, count_words, load_vocabulary

TEXTS = (
    "De opvang van asielzoekers kost € 100. Opvang in Ter Apel.",
    "Opvanglocaties en de opvang²",
    "De IND, het COA en financiële bĳdragen; een bijdrage",
)


def test_a_word_counts_once_a_chunk() -> None:
    vocabulary = count_words(TEXTS)
    assert vocabulary.frequency("opvang") == 2
    assert vocabulary.frequency("asielzoekers") == 1
    assert vocabulary.frequency("gevangenis") == 0


def test_words_are_folded_and_figures_left_out() -> None:
    vocabulary = count_words(TEXTS)
    assert {"financiele", "bijdragen", "coa"} <= set(vocabulary.words)
    assert "100" not in vocabulary
    assert list(vocabulary.words) == sorted(vocabulary.words)


def test_names_and_abbreviations_are_told_from_words() -> None:
    vocabulary = count_words((*TEXTS, "de ind"))
    assert vocabulary.is_capitalized("apel")
    assert not vocabulary.is_capitalized("opvang")
    assert not vocabulary.is_capitalized("gevangenis")
    assert vocabulary.is_small("asielzoekers")
    assert not vocabulary.is_small("coa")
    assert not vocabulary.is_small("ind")


def test_words_of_one_stem_stand_together_the_most_frequent_first() -> None:
    vocabulary = count_words(("bijdragen", "bijdragen", "bijdrage"))
    assert vocabulary.with_stem(stem("bijdrage")) == ("bijdragen", "bijdrage")
    assert vocabulary.with_stem("opvang") == ()


def test_a_part_of_a_word_is_found() -> None:
    vocabulary = count_words(TEXTS)
    assert vocabulary.has_part("locatie")
    assert not vocabulary.has_part("vangopvang")


def test_stopwords_are_no_content_words() -> None:
    assert "van" in count_words(TEXTS)
    assert "van" not in count_words(TEXTS).content_words


@given(st.lists(st.text(max_size=60), max_size=5))
def test_a_saved_vocabulary_is_the_same(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    folder = tmp_path_factory.mktemp("words")
    vocabulary = count_words(texts)
    vocabulary.save(folder)
    assert load_vocabulary(folder) == vocabulary


@pytest.mark.parametrize("line", ["opvang", "opvang\topvang\t1", "opvang\topvang\teen\t1"])
def test_a_damaged_file_is_refused(tmp_path: Path, line: str) -> None:
    (tmp_path / WORDS_FILE).write_text(line + "\n", encoding="utf-8")
    with pytest.raises(ValueError):
        load_vocabulary(tmp_path)
