from typing import Any


def text_of(answer: Any) -> str:
    return str(answer)
