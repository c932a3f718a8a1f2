import pytest
from fastapi import HTTPException
from jose import jwt

from core.config import Settings
from core.security import create_token, current_user, invited_by


def test_a_token_names_its_user():
    settings = Settings(jwt_secret="s" * 32)
    assert current_user(create_token("ada", settings), settings) == "ada"


def test_a_token_of_another_key_is_refused():
    token = create_token("ada", Settings(jwt_secret="a" * 32))
    with pytest.raises(HTTPException):
        current_user(token, Settings(jwt_secret="b" * 32))


def test_an_invitation_names_who_signed_it():
    assert invited_by(jwt.encode({"iss": "partner"}, "k" * 32), "k" * 32) == "partner"
