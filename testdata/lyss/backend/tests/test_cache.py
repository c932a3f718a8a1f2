from unittest import mock

import redis

from core import cache
from scripts import flush_sessions


def test_answers_are_kept_for_an_hour():
    cache.keep_answer("k", {"text": "yes"})
    assert cache.cached_answer("k") == {"text": "yes"}
    assert 0 < cache.redis_client.ttl("answer:k") <= 3600


def test_how_an_answer_is_kept():
    with mock.patch.object(cache.redis_client, "setex") as setex:
        cache.keep_answer("k", {"text": "yes"}, seconds=5)
    assert setex.call_args.args == ("answer:k", 5, '{"text": "yes"}')


def test_what_was_never_asked_is_not_known():
    assert cache.cached_answer("k") is None


def test_answers_are_forgotten_and_nothing_else():
    for key in "abc":
        cache.keep_answer(key, {"text": key})
    cache.remember_session("s", 7, "browser")
    assert cache.forget_answers() == 3
    assert cache.forget_answers() == 0
    assert cache.session("s") is not None


def test_sessions_belong_to_users():
    cache.remember_session("one", 7, "browser")
    cache.remember_session("two", 7, "telephone")
    cache.remember_session("three", 8, "browser")
    assert cache.sessions_of(7) == ["one", "two"]
    assert cache.end_session("one")
    assert not cache.end_session("one")
    assert cache.end_sessions(7) == 1
    assert cache.sessions_of(8) == ["three"]


def test_a_session_is_remembered_again():
    cache.remember_session("one", 7, "browser")
    cache.remember_session("one", 7, "another")
    assert cache.session("one") == {"user": "7", "agent": "another"}


def test_all_sessions_are_flushed(settings):
    cache.remember_session("one", 7, "browser")
    cache.remember_session("two", 8, "browser")
    cache.keep_answer("k", {"text": "yes"})
    url = f"redis://{settings.redis_host}:{settings.redis_port}/{settings.redis_db}"
    assert flush_sessions.flush(url) == 2
    assert cache.session("one") is None
    assert cache.cached_answer("k")


def test_the_pool_reaches_the_server_of_the_settings(settings):
    connection = cache.redis_client.connection_pool.connection_kwargs
    assert (connection["host"], connection["port"]) == (settings.redis_host, settings.redis_port)
    assert isinstance(cache.redis_client, redis.Redis)
