from unittest.mock import MagicMock, patch

import app


def answering(**kwargs):
    return {"choices": [{"message": {"content": kwargs["messages"][0]["content"]}}]}


@patch("app.openai")
def test_ask(module):
    module.ChatCompletion.create.return_value = {"choices": [{"message": {"content": "x"}}]}
    assert app.ask([]) == "x"
    module.ChatCompletion.create.assert_called_once_with(model="gpt-4", messages=[])
    assert module.ChatCompletion.create.call_args.kwargs["messages"] == []


def test_stream():
    with patch.object(app, "openai") as module:
        module.ChatCompletion.create.return_value = [{"choices": [{"delta": {"content": "a"}}]}, {"choices": [{"delta": {}}]}]
        assert list(app.stream([])) == ["a", ""]


def test_functions():
    fake = MagicMock()
    fake.ChatCompletion.create = answering
    fake.Embedding.create.side_effect = [{"data": [{"embedding": [1.0]}]}, ValueError]
    with patch("app.openai", fake):
        assert app.ask([{"content": "echo"}]) == "echo"
        assert app.embed("x") == [1.0]
        try:
            app.embed("x")
        except ValueError:
            pass


def test_named():
    with patch("app.openai") as module:
        create = module.ChatCompletion.create
        create.return_value = {"choices": [{"message": {"content": "named"}}]}
        assert app.ask([]) == "named"
        create.assert_called_once()
