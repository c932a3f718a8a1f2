import copy

import pytest

CANNED = {"choices": [{"message": {"role": "assistant", "content": "hello"}}]}


@pytest.fixture
def canned():
    return copy.deepcopy(CANNED)


@pytest.fixture
def make_answer():
    def make(text):
        answer = copy.deepcopy(CANNED)
        answer["choices"][0]["message"]["content"] = text
        return answer

    return make
