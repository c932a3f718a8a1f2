from unittest.mock import AsyncMock, MagicMock

import app
import openai


def fake_embeddings(**kwargs):
    return {"data": [{"embedding": [1.0]}]}


def test_ask():
    openai.ChatCompletion.create = MagicMock(return_value={"choices": [{"message": {"content": "x"}}]})
    assert app.ask([]) == "x"
    openai.ChatCompletion.create.assert_called_once_with(model="gpt-4", messages=[])


def test_again():
    openai.ChatCompletion.create = MagicMock()
    openai.ChatCompletion.create.return_value = {"choices": [{"message": {"content": "y"}}]}
    assert app.ask([]) == "y"


def test_embed():
    openai.Embedding.create = fake_embeddings
    assert app.embed("x") == [1.0]


async def test_moderate():
    openai.Moderation.acreate = AsyncMock(return_value={"results": [{"flagged": True}]})
    assert await app.amoderate("x")
