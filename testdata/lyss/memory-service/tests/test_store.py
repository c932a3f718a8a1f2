"""Long memory, with the model that docker-compose.test.yml stands in for."""

from unittest import mock

import pytest

from memory import store


def test_what_was_said_is_found_again(user, asked):
    store.remember(user, "likes walks by the lake")
    store.remember(user, "is allergic to nuts")
    assert store.recall(user, "nuts?", limit=1) == ["is allergic to nuts"]
    assert store.recall(user, "the lake", limit=1) == ["likes walks by the lake"]
    assert {request["body"]["model"] for request in asked("/embeddings")} == {"text-embedding-3-small"}


def test_the_nearest_comes_first(user):
    for text in ("works in oslo", "likes tea", "likes walks"):
        store.remember(user, text)
    assert store.recall(user, "where works oslo")[0] == "works in oslo"
    scores = store.scores(user, "likes tea")
    assert max(scores, key=scores.get) == "likes tea"
    assert scores["likes tea"] > scores["works in oslo"]


def test_users_do_not_see_each_other(user):
    store.remember(user, "likes walks")
    assert store.recall("somebody else", "walks") == []
    assert store.everything("somebody else") == []


def test_everything_has_its_source(user):
    store.remember(user, "likes tea", source="chat")
    store.remember(user, "likes coffee")
    found = sorted(store.everything(user), key=lambda one: one["text"])
    assert [(one["text"], one["source"]) for one in found] == [("likes coffee", None), ("likes tea", "chat")]


def test_a_memory_is_corrected(user):
    store.remember(user, "lives in vienna")
    (one,) = store.everything(user)
    assert store.correct(one["id"], "lives in oslo") == {"id": one["id"], "text": "lives in oslo"}
    assert store.recall(user, "where") == ["lives in oslo"]
    assert store.changes(one["id"]) == ["ADD", "UPDATE"]


def test_a_memory_is_forgotten(user):
    store.remember(user, "likes walks")
    (one,) = store.everything(user)
    store.forget(one["id"])
    assert store.everything(user) == []
    assert sorted(store.changes(one["id"])) == ["ADD", "DELETE"]


def test_all_of_a_user_is_forgotten(user):
    store.remember(user, "likes walks")
    store.remember(user, "likes tea")
    assert store.forget_user(user) == 2
    assert store.forget_user(user) == 0


def test_memories_belong_to_somebody():
    with pytest.raises(Exception, match="user_id"):
        store.remember("", "likes walks")


def test_what_mem0_is_asked(user):
    with mock.patch.object(store, "memory") as memory:
        store.remember(user, "likes walks", source="chat")
        store.correct("m", "likes tea")
    memory().add.assert_called_once_with("likes walks", user_id=user, metadata={"source": "chat"})
    memory().update.assert_called_once_with("m", "likes tea")
