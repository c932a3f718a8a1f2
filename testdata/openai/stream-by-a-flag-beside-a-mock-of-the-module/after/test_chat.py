from unittest import mock

import chat
from openai.types.chat import ChatCompletion


def test_ask():
    with mock.patch("chat.openai") as sdk:
        sdk.chat.completions.create.return_value = ChatCompletion.model_construct(choices=[{"message": {"content": "Hi."}}])
        assert chat.ask([]) == "Hi."
