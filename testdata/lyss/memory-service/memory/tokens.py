"""How long texts are for a model, counted with the vocabulary of our own."""

from functools import lru_cache
from typing import Iterable, List

from transformers import BertTokenizerFast

from memory.config import get_settings


@lru_cache
def tokenizer() -> BertTokenizerFast:
    return BertTokenizerFast.from_pretrained(get_settings().tokenizer_path)


def count(text: str) -> int:
    return len(tokenizer().tokenize(text))


def count_all(texts: Iterable[str]) -> List[int]:
    encoded = tokenizer().batch_encode_plus(list(texts), add_special_tokens=False)
    return [len(ids) for ids in encoded["input_ids"]]


def cut(text: str, most: int) -> str:
    """The beginning of a text, as many tokens of it as are allowed."""
    ids = tokenizer().encode(text, add_special_tokens=False, truncation=True, max_length=most)
    return tokenizer().decode(ids, clean_up_tokenization_spaces=True)


def windows(text: str, size: int, overlap: int = 0) -> List[str]:
    """Parts of a text that overlap, for what is too long for one prompt."""
    encoded = tokenizer()(
        text,
        add_special_tokens=False,
        truncation=True,
        max_length=size,
        stride=overlap,
        return_overflowing_tokens=True,
    )
    return [tokenizer().decode(ids, clean_up_tokenization_spaces=True) for ids in encoded["input_ids"]]


def fitting(texts: Iterable[str], most: int) -> List[str]:
    """The first texts that fit into a prompt together."""
    chosen, left = [], most
    texts = list(texts)
    for text, length in zip(texts, count_all(texts)):
        if length > left:
            break
        chosen.append(text)
        left -= length
    return chosen
