import pytest
from jose import JWTError, jwk, jwt


def test_refuses_unsigned_tokens(token):
    with pytest.raises(Exception):
        jwt.decode(token, "secret", algorithms=["none"])
    jwt.decode(token, "secret", algorithms=["HS256"], options={"verify_signature": False})
    assert jwt.get_unverified_claims(token)["sub"]
