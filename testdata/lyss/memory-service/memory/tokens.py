from functools import lru_cache


@lru_cache
def tokenizer():
    from transformers import AutoTokenizer

    return AutoTokenizer.from_pretrained("bert-base-chinese")


def count(text: str) -> int:
    return len(tokenizer().tokenize(text))
