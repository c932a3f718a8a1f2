from unittest.mock import MagicMock, patch

import app
from openai.types import CreateEmbeddingResponse
from openai.types.chat import ChatCompletion, ChatCompletionChunk


def answering(**kwargs):
    return ChatCompletion.model_construct(choices=[{"message": {"content": kwargs["messages"][0]["content"]}}])


@patch("app.openai")
def test_ask(module):
    module.chat.completions.create.return_value = ChatCompletion.model_construct(choices=[{"message": {"content": "x"}}])
    assert app.ask([]) == "x"
    module.chat.completions.create.assert_called_once_with(model="gpt-4", messages=[])
    assert module.chat.completions.create.call_args.kwargs["messages"] == []


def test_stream():
    with patch.object(app, "openai") as module:
        module.chat.completions.create.return_value = [ChatCompletionChunk.model_construct(**one) for one in [{"choices": [{"delta": {"content": "a"}}]}, {"choices": [{"delta": {}}]}]]
        assert list(app.stream([])) == ["a", ""]


def test_functions():
    fake = MagicMock()
    fake.chat.completions.create = answering
    fake.embeddings.create.side_effect = [CreateEmbeddingResponse.model_construct(data=[{"embedding": [1.0]}]), ValueError]
    with patch("app.openai", fake):
        assert app.ask([{"content": "echo"}]) == "echo"
        assert app.embed("x") == [1.0]
        try:
            app.embed("x")
        except ValueError:
            pass


def test_named():
    with patch("app.openai") as module:
        create = module.chat.completions.create
        create.return_value = ChatCompletion.model_construct(choices=[{"message": {"content": "named"}}])
        assert app.ask([]) == "named"
        create.assert_called_once()
