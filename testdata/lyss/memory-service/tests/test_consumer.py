from unittest import mock

from memory import store
from workers import consumer


def test_notes_are_taken_in_their_order(redis_client, recent, user):
    consumer.put(redis_client, user, "likes walks")
    assert consumer.put(redis_client, user, "likes tea") == 2
    assert consumer.take(redis_client, recent)
    assert consumer.take(redis_client, recent)
    assert recent.last(user) == ["likes tea", "likes walks"]
    assert {one["source"] for one in store.everything(user)} == {"queue"}


def test_an_empty_queue_is_waited_for(redis_client, recent):
    assert not consumer.take(redis_client, recent, wait=1)


def test_a_note_that_failed_is_tried_again(redis_client, recent, user):
    consumer.put(redis_client, user, "likes tea")
    with mock.patch.object(store, "remember", side_effect=RuntimeError("down")):
        assert consumer.take(redis_client, recent)
    assert recent.last(user) == []
    assert consumer.retry_failed(redis_client) == 1
    assert consumer.take(redis_client, recent)
    assert recent.last(user) == ["likes tea"]
