from unittest import mock
from unittest.mock import MagicMock, patch

import app
import openai
from app import ask


@mock.patch("openai.ChatCompletion.create")
def test_the_text_is_given(create):
    create.return_value = {"choices": [{"message": {"content": "yes"}}]}
    assert ask([]) == "yes"


@patch('app.openai.Image.create', return_value={"data": []})
def test_pictures(create):
    assert app.paint("x") == []


def test_later():
    with patch("openai.ChatCompletion.acreate") as acreate:
        acreate.return_value = None
    with mock.patch(
        "openai.Embedding.acreate",
        side_effect=ValueError,
    ):
        pass
    with mock.patch("openai.Moderation.create", new=lambda **options: None):
        pass


def test_monkeypatched(monkeypatch, mocker):
    def create(**options):
        return None

    monkeypatch.setattr("openai.Completion.create", create)
    monkeypatch.setattr(openai.Image, "create", MagicMock())
    mocker.patch.object(openai.Audio, "atranscribe")
    mocker.patch("app.other")
