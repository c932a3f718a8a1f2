from unittest import mock

from services import moderation


def result(flagged, **scores):
    scores = {"hate": 0.0, "self-harm": 0.0, "sexual/minors": 0.0, **scores}
    categories = {name: score > 0.5 for name, score in scores.items()}
    return {"results": [{"flagged": flagged, "categories": categories, "category_scores": scores}]}


def test_a_harmless_text_is_allowed(asked):
    assert moderation.is_allowed("a walk")
    assert asked()[0]["body"] == {"input": "a walk"}


def test_what_is_flagged_is_not_allowed(caplog):
    assert not moderation.is_allowed("I hate walks")
    assert "hate 0.75, self-harm 0.12" in caplog.text


async def test_reasons_are_names():
    assert await moderation.reasons("I hate walks") == ["hate", "violence"]
    assert await moderation.reasons("a walk") == []


def test_a_person_looks_at_what_is_near_the_limit():
    with mock.patch("openai.Moderation.create", return_value=result(False, **{"self-harm": 0.6})):
        assert moderation.needs_a_person("…")
    with mock.patch("openai.Moderation.create", return_value=result(False)):
        assert not moderation.needs_a_person("…")


def test_a_route_refuses_what_is_flagged(client, ada, conversation):
    answer = client.post(
        f"/api/v1/conversations/{conversation}/messages", json={"content": "I hate walks"}, headers=ada.headers
    )
    assert answer.status_code == 400
