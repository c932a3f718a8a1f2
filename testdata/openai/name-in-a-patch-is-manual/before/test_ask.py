from unittest import mock

from ask import ask


@mock.patch("openai.ChatCompletion.create")
def test_the_text_is_given(create):
    create.return_value = {"choices": [{"message": {"content": "yes"}}]}
    assert ask([]) == "yes"
