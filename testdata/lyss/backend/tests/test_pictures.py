from unittest import mock

import openai
import pytest

from services import pictures


def test_a_picture_has_an_address(asked):
    assert pictures.picture("a lake") == "https://images/a lake.png"
    assert asked()[0]["body"] == {"prompt": "a lake", "n": 1, "size": "512x512"}


def test_a_refused_picture_is_none():
    refused = openai.error.InvalidRequestError("refused", param="prompt")
    with mock.patch("services.pictures.Image.create", side_effect=refused):
        assert pictures.picture("something") is None


def test_a_picture_that_failed_says_with_what():
    with pytest.raises(pictures.NoPicture, match="500"):
        pictures.picture("[stub: 500]")


async def test_several_pictures(asked):
    assert await pictures.pictures("a lake", 3, "256x256") == ["https://images/a lake.png"] * 3
    assert asked()[0]["body"]["size"] == "256x256"


def test_the_bytes_of_a_picture():
    assert pictures.picture_bytes("a lake") == b"hi"


def test_routes_for_pictures(client, ada):
    several = client.post("/api/v1/pictures", json={"prompt": "a lake", "count": 2}, headers=ada.headers)
    assert len(several.json()["urls"]) == 2
    refused = client.post("/api/v1/pictures/one", json={"prompt": "[stub: 400]"}, headers=ada.headers)
    assert refused.status_code == 422
    failed = client.post("/api/v1/pictures/one", json={"prompt": "[stub: 500]"}, headers=ada.headers)
    assert failed.status_code == 503
