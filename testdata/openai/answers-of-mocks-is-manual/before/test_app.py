from unittest.mock import MagicMock, patch

import openai


def answering(**kwargs):
    return {"choices": [{"message": {"content": "x"}}]}


def test_of_the_helper():
    assert answering()["choices"]


def test_used_for_more(monkeypatch):
    monkeypatch.setattr(openai.ChatCompletion, "create", answering)


@patch("openai.ChatCompletion.create")
def test_items(create):
    create.return_value["choices"] = [{"message": {"content": "x"}}]


@patch("openai.Completion.create")
def test_magic_items(create):
    create.return_value.__getitem__.return_value = [{"text": "x"}]


@patch("openai.Model.list", return_value={"data": [{"id": "gpt-4"}]})
def test_pages(models):
    pass


def test_either(monkeypatch, flag):
    given = {"choices": []} if flag else None
    monkeypatch.setattr(openai.ChatCompletion, "create", MagicMock(return_value=given))


def test_two(monkeypatch):
    fake = MagicMock()
    fake.return_value = {"data": []}
    monkeypatch.setattr(openai.Image, "create", fake)
    monkeypatch.setattr(openai.Embedding, "create", fake)


def test_over_and_over(monkeypatch):
    fake = MagicMock()
    fake = fake; fake = fake; fake = fake; fake = fake; fake = fake; fake = fake; fake = fake; fake = fake; fake = fake; fake = fake; fake = fake; fake = fake; fake = fake; fake = fake; fake = fake; fake = fake; fake = fake; fake = fake; fake = fake; fake = fake; fake = fake; fake = fake; fake = fake; fake = fake; fake = fake; fake = fake; fake = fake; fake = fake; fake = fake; fake = fake; fake = fake; fake = fake; fake = fake; fake = fake; fake = fake; fake = fake; fake = fake; fake = fake; fake = fake; fake = fake; fake = fake; fake = fake; fake = fake; fake = fake; fake = fake; fake = fake; fake = fake; fake = fake; fake = fake; fake = fake; fake = fake; fake = fake; fake = fake; fake = fake; fake = fake; fake = fake; fake = fake; fake = fake; fake = fake; fake = fake
    fake.return_value["data"] = []
    monkeypatch.setattr(openai.Moderation, "create", fake)
