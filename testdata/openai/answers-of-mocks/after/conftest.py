from unittest.mock import patch

import pytest


@pytest.fixture
def create():
    with patch("openai.resources.chat.Completions.create") as mock:
        yield mock


@pytest.fixture
def embedding():
    patcher = patch("openai.resources.Embeddings.create")
    mock = patcher.start()
    yield mock
    patcher.stop()
