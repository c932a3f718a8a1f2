from unittest.mock import patch

import pytest


@pytest.fixture
def create():
    with patch("openai.ChatCompletion.create") as mock:
        yield mock


@pytest.fixture
def embedding():
    patcher = patch("openai.Embedding.create")
    mock = patcher.start()
    yield mock
    patcher.stop()
