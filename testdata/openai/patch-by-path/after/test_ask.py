from unittest import mock
from unittest.mock import MagicMock, patch, AsyncMock

import app
import openai
import openai.resources.audio
from openai.types import ImagesResponse
from openai.types.chat import ChatCompletion
from app import ask


@mock.patch("openai.resources.chat.Completions.create")
def test_the_text_is_given(create):
    create.return_value = ChatCompletion.model_construct(choices=[{"message": {"content": "yes"}}])
    assert ask([]) == "yes"


@patch('openai.resources.Images.generate', return_value=ImagesResponse.model_construct(data=[]))
def test_pictures(create):
    assert app.paint("x") == []


def test_later():
    with patch("openai.resources.chat.AsyncCompletions.create", new_callable=AsyncMock) as acreate:
        acreate.return_value = None
    with mock.patch(
        "openai.resources.AsyncEmbeddings.create",
        side_effect=ValueError,
        new_callable=mock.AsyncMock,
    ):
        pass
    with mock.patch("openai.resources.Moderations.create", new=staticmethod(lambda **options: None)):
        pass


def test_monkeypatched(monkeypatch, mocker):
    def create(**options):
        return None

    monkeypatch.setattr("openai.resources.Completions.create", staticmethod(create))
    monkeypatch.setattr(openai.resources.Images, "generate", MagicMock())
    mocker.patch.object(openai.resources.audio.AsyncTranscriptions, "create", new_callable=mocker.AsyncMock)
    mocker.patch("app.other")
