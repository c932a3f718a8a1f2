from unittest.mock import AsyncMock, MagicMock

import app
import openai
import openai.resources.chat
from openai.types import CreateEmbeddingResponse, ModerationCreateResponse
from openai.types.chat import ChatCompletion


def fake_embeddings(**kwargs):
    return CreateEmbeddingResponse.model_construct(data=[{"embedding": [1.0]}])


def test_ask():
    openai.resources.chat.Completions.create = MagicMock(return_value=ChatCompletion.model_construct(choices=[{"message": {"content": "x"}}]))
    assert app.ask([]) == "x"
    openai.resources.chat.Completions.create.assert_called_once_with(model="gpt-4", messages=[])


def test_again():
    openai.resources.chat.Completions.create = MagicMock()
    openai.resources.chat.Completions.create.return_value = ChatCompletion.model_construct(choices=[{"message": {"content": "y"}}])
    assert app.ask([]) == "y"


def test_embed():
    openai.resources.Embeddings.create = staticmethod(fake_embeddings)
    assert app.embed("x") == [1.0]


async def test_moderate():
    openai.resources.AsyncModerations.create = AsyncMock(return_value=ModerationCreateResponse.model_construct(results=[{"flagged": True}]))
    assert await app.amoderate("x")
