from unittest import mock

from core import cache


def test_answers_are_kept_for_an_hour():
    with mock.patch.object(cache.redis_client, "setex") as setex:
        cache.keep_answer("k", {"text": "yes"})
    assert setex.call_args.args == ("answer:k", 3600, '{"text": "yes"}')


def test_what_was_never_asked_is_not_known():
    with mock.patch.object(cache.redis_client, "get", return_value=None):
        assert cache.cached_answer("k") is None
