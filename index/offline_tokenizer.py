"""The tokenizer of the default model, put together from the vocabulary that comes with its weights."""

import sentencepiece
from tokenizers import AddedToken, Regex, Tokenizer
from tokenizers.decoders import Metaspace as MetaspaceDecoder
from tokenizers.models import Unigram
from tokenizers.normalizers import Precompiled, Replace, Sequence
from tokenizers.pre_tokenizers import Metaspace
from tokenizers.processors import TemplateProcessing

from index.q4_weights import Vocabulary

TOKENIZER_CONFIG = {
    "tokenizer_class": "PreTrainedTokenizerFast",
    "model_input_names": ["input_ids", "attention_mask"],
    "clean_up_tokenization_spaces": False,
    "bos_token": "<s>",
    "cls_token": "<s>",
    "eos_token": "</s>",
    "sep_token": "</s>",
    "pad_token": "<pad>",
    "unk_token": "<unk>",
    "mask_token": "<mask>",
}


def build_tokenizer(vocabulary: Vocabulary) -> Tokenizer:
    """Return the tokenizer that multilingual-e5-small was trained with (that of XLM-RoBERTa)."""
    pieces = vocabulary.pieces
    tokenizer = Tokenizer(Unigram(list(zip(pieces, vocabulary.scores, strict=True)), unk_id=vocabulary.unknown))
    tokenizer.normalizer = Sequence([Precompiled(nmt_nfkc_charsmap()), Replace(Regex(" {2,}"), " ")])
    tokenizer.pre_tokenizer = Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.decoder = MetaspaceDecoder(replacement="▁", prepend_scheme="always")
    bos, eos = pieces[vocabulary.bos], pieces[vocabulary.eos]
    tokenizer.post_processor = TemplateProcessing(
        single=f"{bos} $A {eos}",
        pair=f"{bos} $A {eos} {eos} $B {eos}",
        special_tokens=[(bos, vocabulary.bos), (eos, vocabulary.eos)],
    )
    special = [pieces[number] for number in (vocabulary.bos, vocabulary.pad, vocabulary.eos, vocabulary.unknown)]
    tokenizer.add_special_tokens([AddedToken(piece, normalized=False) for piece in special])
    if "<mask>" in pieces:
        tokenizer.add_special_tokens([AddedToken("<mask>", lstrip=True, normalized=False)])
    return tokenizer


def nmt_nfkc_charsmap() -> bytes:
    """Return SentencePiece's compiled table of the normalisation `nmt_nfkc` (240 kB), with which the model was made.

    It is NFKC (`ĳ` becomes `ij`, a no-break space a space) with some control characters removed. SentencePiece gives
    it inside a serialised model: field 3 is how to normalise, and field 2 of that the table.
    """
    model = sentencepiece.SentencePieceNormalizer(rule_name="nmt_nfkc").serialized_model_proto()
    return _read_field(_read_field(model, 3), 2)


def _read_field(message: bytes, number: int) -> bytes:
    """Return the first field `number` of a protobuf message; the fields before it are numbers or bytes."""
    place = 0
    while place < len(message):
        tag, place = _read_varint(message, place)
        size, place = _read_varint(message, place)  # of a field of bytes; otherwise it is the field's number itself
        if tag & 7 == 2:
            if tag >> 3 == number:
                return message[place : place + size]
            place += size
    raise AssertionError(f"no field {number} in SentencePiece's message")


def _read_varint(message: bytes, place: int) -> tuple[int, int]:
    """Return the number that starts at `place` (seven bits to a byte, the lowest first), and the place after it."""
    number = shift = 0
    while True:
        byte = message[place]
        number |= (byte & 127) << shift
        place, shift = place + 1, shift + 7
        if byte < 128:
            return number, place
