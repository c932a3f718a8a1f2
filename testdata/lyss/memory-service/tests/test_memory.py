from unittest import mock

from memory import store


def test_the_last_fifty_notes_stay_at_hand():
    with mock.patch.object(store, "memory") as memory, mock.patch.object(store, "recent") as recent:
        store.remember("ada", "likes walks")
    memory().add.assert_called_once_with("likes walks", user_id="ada")
    recent().ltrim.assert_called_once_with("recent:ada", 0, 49)


def test_recalling_gives_texts():
    with mock.patch.object(store, "memory") as memory:
        memory().search.return_value = [{"memory": "likes walks"}]
        assert store.recall("ada", "hobbies?") == ["likes walks"]
