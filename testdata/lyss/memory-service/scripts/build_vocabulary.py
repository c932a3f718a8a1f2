"""Makes the vocabulary of `data/tokenizer` from texts: `python scripts/build_vocabulary.py *.txt`."""

import os
import string
import sys
from collections import Counter

SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def vocabulary(texts, most=4000):
    letters = list(string.ascii_lowercase + string.digits + string.punctuation)
    pieces = letters + [f"##{letter}" for letter in string.ascii_lowercase + string.digits]
    words = Counter(word for text in texts for word in text.lower().split() if word.isalpha() and len(word) > 1)
    return SPECIAL + pieces + [word for word, _ in words.most_common(most)]


if __name__ == "__main__":
    read = [open(path, encoding="utf-8").read() for path in sys.argv[1:]]
    with open(os.path.join(HERE, "data", "tokenizer", "vocab.txt"), "w", encoding="utf-8") as file:
        file.writelines(f"{piece}\n" for piece in vocabulary(read))
