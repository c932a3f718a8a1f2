from unittest.mock import patch

import app


@patch("app.openai")
def test_through_a_client_of_its_own(module):
    module.ChatCompletion.create.return_value = {"choices": [{"message": {"content": "x"}}]}
    assert app.ask([], "k") == "x"


@patch("app.openai")
def test_what_is_awaited(module):
    module.Embedding.acreate.return_value = {"data": [{"embedding": [1.0]}]}


@patch("app.openai")
def test_items(module):
    module.Completion.create.return_value["choices"] = [{"text": "x"}]
    assert module.Completion.create.called
