from app import ask


def test_ask(requests_mock):
    requests_mock.post("https://api.openai.com/v1/chat/completions", json={"choices": [{"message": {"content": "yes"}}]})
    assert ask([]) == "yes"
