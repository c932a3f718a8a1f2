from unittest import mock

import chat


def test_ask():
    with mock.patch("chat.openai") as sdk:
        sdk.ChatCompletion.create.return_value = {"choices": [{"message": {"content": "Hi."}}]}
        assert chat.ask([]) == "Hi."
