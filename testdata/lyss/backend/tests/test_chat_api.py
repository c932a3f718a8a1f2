from unittest import mock

from core.config import Settings, get_settings
from db.models import Message


def say(client, who, conversation, text, what="messages"):
    return client.post(
        f"/api/v1/conversations/{conversation}/{what}", json={"content": text}, headers=who.headers
    )


def test_an_answer_is_stored_and_counted(client, ada, conversation, session, asked):
    answer = say(client, ada, conversation, "hello")
    assert answer.json() == {"text": " yes: hello ", "finished": True, "tokens": 7, "cached": False, "tool": None}
    stored = session.query(Message).filter_by(conversation_id=conversation).order_by(Message.id).all()
    assert [(message.role, message.content) for message in stored] == [("user", "hello"), ("assistant", " yes: hello ")]
    (request,) = asked("/chat/completions")
    assert request["body"]["user"] == f"user-{ada.id}"
    assert [message["role"] for message in request["body"]["messages"]] == ["system", "user"]


def test_the_same_question_is_asked_once(client, ada, conversation, asked):
    other = client.post("/api/v1/conversations", headers=ada.headers).json()["id"]
    assert say(client, ada, conversation, "hello").json()["cached"] is False
    assert say(client, ada, other, "hello").json()["cached"] is True
    assert len(asked("/chat/completions")) == 1


def test_what_was_said_goes_along(client, ada, conversation, asked):
    say(client, ada, conversation, "hello")
    say(client, ada, conversation, "and now?")
    messages = asked("/chat/completions")[1]["body"]["messages"]
    assert [message["content"] for message in messages[1:]] == ["hello", " yes: hello ", "and now?"]


def test_memories_go_along(client, ada, conversation, asked):
    with mock.patch("services.memories.recall", mock.AsyncMock(return_value=["likes walks"])):
        say(client, ada, conversation, "hello")
    assert "likes walks" in asked("/chat/completions")[0]["body"]["messages"][1]["content"]


def test_an_answer_is_streamed(client, ada, conversation):
    assert say(client, ada, conversation, "hello", "stream").text == "yes: hello"


def test_a_conversation_gets_a_title(client, ada, conversation):
    empty = client.post(f"/api/v1/conversations/{conversation}/title", headers=ada.headers)
    assert empty.status_code == 409
    say(client, ada, conversation, "hello")
    titled = client.post(f"/api/v1/conversations/{conversation}/title", headers=ada.headers)
    assert titled.json()["title"].startswith("yes: Give this")
    listed = client.get("/api/v1/conversations", headers=ada.headers).json()
    assert listed[0]["title"] == titled.json()["title"]


def test_a_conversation_is_one_users(client, ada, conversation, administrator):
    path = f"/api/v1/conversations/{conversation}"
    assert client.get(path, headers=administrator.headers).status_code == 404
    assert client.get(path, headers=ada.headers).json()["messages"] == []
    assert client.delete(path, headers=ada.headers).status_code == 204
    assert client.get(path, headers=ada.headers).status_code == 404


def test_who_asks_too_often_waits(client, ada, conversation):
    from main import app

    app.dependency_overrides[get_settings] = lambda: Settings(requests_per_minute=2)
    try:
        codes = [say(client, ada, conversation, "hello", "alternatives").status_code for _ in range(3)]
    finally:
        app.dependency_overrides.clear()
    assert codes == [200, 200, 429]
