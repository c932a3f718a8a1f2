from datetime import datetime, timedelta

import pytest
from jose import jwt

from core import security
from core.config import Settings
from core.security import TokenError, TokenExpired
from scripts import rotate_key

SETTINGS = Settings(jwt_secret="s" * 32, jwt_previous_secret="p" * 32)


def test_a_token_names_its_user_and_what_it_allows():
    claims = security.read_token(security.create_access_token(7, SETTINGS, ["admin"]), SETTINGS)
    assert claims["sub"] == "7"
    assert claims["scopes"] == ["admin"]
    assert claims["exp"] - claims["iat"] == 3600


def test_a_token_of_another_key_is_refused():
    token = security.create_access_token(7, Settings(jwt_secret="a" * 32))
    with pytest.raises(TokenError, match="not valid"):
        security.read_token(token, SETTINGS)


def test_a_token_that_has_expired_is_said_to_be_old():
    token = security.create_access_token(7, SETTINGS.model_copy(update={"jwt_minutes": -1}))
    with pytest.raises(TokenExpired):
        security.read_token(token, SETTINGS)


def test_a_token_for_another_application_is_refused():
    token = security.create_access_token(7, SETTINGS.model_copy(update={"jwt_audience": "somebody else"}))
    with pytest.raises(TokenError, match="something else"):
        security.read_token(token, SETTINGS)


def test_a_refresh_token_opens_nothing():
    token = security.create_refresh_token(7, SETTINGS)
    with pytest.raises(TokenError, match="another kind"):
        security.read_token(token, SETTINGS)
    assert security.read_token(token, SETTINGS, kind="refresh")["jti"]


def test_tokens_of_the_key_of_before_are_accepted():
    before = SETTINGS.model_copy(update={"jwt_secret": SETTINGS.jwt_previous_secret})
    token = security._encode({"sub": "7", "kind": "access"}, timedelta(minutes=1), before, key_id="previous")
    assert security.read_token(token, SETTINGS)["sub"] == "7"


@pytest.mark.parametrize("algorithm", ["HS384", "HS512"])
def test_another_algorithm_than_ours_is_refused(algorithm):
    claims = {"sub": "7", "aud": "lyss", "exp": datetime.utcnow() + timedelta(minutes=1)}
    with pytest.raises(TokenError):
        security.read_token(jwt.encode(claims, SETTINGS.jwt_secret, algorithm=algorithm), SETTINGS)


def test_an_invitation_names_who_signed_it():
    token = security.create_invitation("ada@example.org", "north", "k" * 32)
    assert security.read_invitation(token, {"north": "k" * 32})["sub"] == "ada@example.org"


def test_an_invitation_of_somebody_else_is_refused():
    token = security.create_invitation("ada@example.org", "north", "k" * 32)
    with pytest.raises(TokenError, match="Nobody knows"):
        security.read_invitation(token, {"harbour": "k" * 32})
    with pytest.raises(TokenError, match="not valid"):
        security.read_invitation(token, {"north": "another" * 5})


def test_passwords_are_kept_as_hashes():
    hashed = security.hash_password("a long password")
    assert "long" not in hashed
    assert security.check_password("a long password", hashed)
    assert not security.check_password("another", hashed)


def test_a_rotation_keeps_the_key_of_before():
    text = rotate_key.rotate("A=1\nJWT_SECRET=old\nB=2\n")
    assert "JWT_PREVIOUS_SECRET=old" in text
    assert "JWT_SECRET=old\nB" not in text
    assert text.startswith("A=1\n")
