def test_only_administrators_look(client, ada):
    for path in ("usage", "audit", "models"):
        assert client.get(f"/api/v1/admin/{path}", headers=ada.headers).status_code == 403


def test_usage_is_counted(client, ada, administrator, conversation):
    client.post(f"/api/v1/conversations/{conversation}/messages", json={"content": "hello"}, headers=ada.headers)
    usage = client.get("/api/v1/admin/usage", headers=administrator.headers).json()
    assert usage["stored"]["gpt-3.5-turbo"]["prompt"] >= 7
    assert usage["process"] == {"gpt-3.5-turbo": {"prompt": 3, "completion": 4}}
    assert usage["dollars"] > 0


def test_models_are_listed(client, administrator):
    assert client.get("/api/v1/admin/models", headers=administrator.headers).json()["models"][0] == "davinci-002"


def test_answers_are_forgotten(client, ada, administrator, conversation):
    client.post(f"/api/v1/conversations/{conversation}/messages", json={"content": "hello"}, headers=ada.headers)
    assert client.delete("/api/v1/admin/answers", headers=administrator.headers).json() == {"forgotten": 1}


def test_each_answer_has_an_id(client):
    assert len(client.get("/api/v1/health").headers["x-request-id"]) == 32
    given = client.get("/api/v1/health", headers={"x-request-id": "mine"})
    assert given.headers["x-request-id"] == "mine"
