from datetime import datetime, timedelta
from unittest import mock

import openai

from db.models import Conversation, User
from tasks import digest


def somebody(session, name, *titles):
    user = User(email=f"{name}@example.org", password_hash="x")
    user.conversations = [Conversation(title=title) for title in titles]
    session.add(user)
    session.commit()
    return user


def test_who_talked_gets_a_mail(session, asked):
    somebody(session, "talker", "Walks", "Bread")
    somebody(session, "silent")
    mails = digest.run(session)
    assert mails["talker@example.org"] == "yes: Sum this up in one paragraph:\n- Walks\n- Bread"
    assert "silent@example.org" not in mails
    assert all(request["body"]["stream"] for request in asked("/chat/completions"))


def test_what_is_old_is_left_out(session):
    user = somebody(session, "earlier", "Walks")
    assert digest.week_of(session, user, datetime.utcnow() + timedelta(days=8)) == []


def test_without_a_model_the_titles_are_sent():
    for error in (openai.error.APIError("broken"), openai.error.RateLimitError("slow down")):
        with mock.patch("openai.ChatCompletion.create", side_effect=error):
            assert digest.digest(["Walks", "Bread"]) == "- Walks\n- Bread"


def test_a_server_that_is_down():
    assert digest.digest(["Walks [stub: 500]"]) == "- Walks [stub: 500]"
