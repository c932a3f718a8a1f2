from unittest import mock

import openai
import redis


def test_all_is_well(client):
    assert client.get("/api/v1/health").json() == {"status": "ok", "redis": True}


def test_redis_is_gone(client):
    with mock.patch("redis.Redis.ping", side_effect=redis.ConnectionError("gone")):
        answer = client.get("/api/v1/health")
    assert answer.status_code == 503
    assert answer.json() == {"status": "degraded", "redis": False}


def test_all_of_it(client):
    assert client.get("/api/v1/health/deep").json() == {"status": "ok", "database": True, "models": True}


def test_models_are_gone(client):
    with mock.patch.object(openai.Model, "retrieve", side_effect=openai.error.Timeout("late")):
        assert client.get("/api/v1/health/deep").json()["status"] == "degraded"


def test_the_schema_lists_the_routes(client):
    paths = client.get("/openapi.json").json()["paths"]
    assert "/api/v1/conversations/{conversation_id}/messages" in paths
    assert len(paths) >= 20
