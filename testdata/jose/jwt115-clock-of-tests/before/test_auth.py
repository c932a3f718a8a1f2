from datetime import datetime
from unittest import mock

from jose import jwt


class Clock:
    @staticmethod
    def utcnow():
        return datetime(2020, 1, 1)


@mock.patch("jose.jwt.datetime")
def test_late(clock):
    clock.utcnow.return_value = datetime(2020, 1, 1)


def test_early(monkeypatch):
    monkeypatch.setattr("jose.jwt.datetime", Clock)
    with mock.patch.object(jwt, "datetime", Clock):
        assert jwt
