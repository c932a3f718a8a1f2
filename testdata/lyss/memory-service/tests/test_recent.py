from memory.config import get_settings
from memory.recent import connect


def test_the_last_notes_stay_at_hand(recent):
    for text in ("one", "two", "three", "four"):
        recent.note("ada", text)
    assert recent.last("ada") == ["four", "three", "two"]
    assert recent.last("ada", 1) == ["four"]


def test_a_profile_counts_notes(recent):
    recent.note("ada", "likes walks")
    recent.note("ada", "x" * 100)
    assert recent.profile("ada") == {"notes": 2, "last": "x" * 80}
    assert recent.profile("grace") == {"notes": 0, "last": None}


def test_notes_are_forgotten(recent):
    recent.note("ada", "likes walks")
    assert recent.forget("ada")
    assert not recent.forget("ada")


def test_text_is_text():
    client = connect(get_settings())
    client.set("greeting", "Grüße")
    assert client.get("greeting") == "Grüße"
    assert client.connection_pool.connection_kwargs["db"] == get_settings().redis_db
