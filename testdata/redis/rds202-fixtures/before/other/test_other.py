def test_one(client):
    client.hmset("k", {"a": 1})
