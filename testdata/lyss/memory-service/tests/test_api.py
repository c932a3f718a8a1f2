from unittest import mock

from redis.exceptions import ConnectionError


def add(client, user, text, **more):
    answer = client.post("/memories", json={"user": user, "text": text, **more})
    assert answer.status_code == 201, answer.text


def test_a_note_is_kept_in_both_memories(client, user):
    add(client, user, "likes walks", source="chat")
    found = client.get(f"/memories/{user}").json()
    assert [one["text"] for one in found["memories"]] == ["likes walks"]
    assert found["recent"] == ["likes walks"]
    assert found["profile"] == {"notes": 1, "last": "likes walks"}


def test_memories_are_searched(client, user):
    add(client, user, "likes walks")
    add(client, user, "works in oslo")
    answer = client.get("/memories/search", params={"user": user, "question": "oslo", "limit": 1})
    assert answer.json() == {"memories": ["works in oslo"]}


def test_a_memory_is_corrected(client, user):
    add(client, user, "likes tea")
    (one,) = client.get(f"/memories/{user}").json()["memories"]
    assert client.put(f"/memories/{one['id']}", json={"text": "likes coffee"}).json()["text"] == "likes coffee"


def test_a_user_is_forgotten(client, user):
    add(client, user, "likes tea")
    assert client.delete(f"/memories/{user}").json() == {"forgotten": 1}
    assert client.delete(f"/memories/{user}").status_code == 404


def test_a_user_is_summed_up(client, user):
    assert client.get(f"/summaries/{user}").status_code == 404
    add(client, user, "likes tea")
    assert client.get(f"/summaries/{user}").json() == {"summary": "yes: Summarize:\nlikes tea"}
    assert client.get(f"/summaries/{user}/stream").text == "yes: Summarize:\nlikes tea"


def test_a_model_that_is_down(client, user):
    answer = client.post("/memories", json={"user": user, "text": "[stub: 500]"})
    assert answer.status_code == 502
    limited = client.post("/memories", json={"user": user, "text": "[stub: 429]"})
    assert limited.status_code == 429


def test_an_empty_note_is_refused(client, user):
    assert client.post("/memories", json={"user": user, "text": ""}).status_code == 422


def test_health(client):
    health = client.get("/health").json()
    assert health["status"] == "ok"
    assert health["vocabulary"] > 300
    with mock.patch("redis.client.Redis.ping", side_effect=ConnectionError("gone")):
        assert client.get("/health").status_code == 503
