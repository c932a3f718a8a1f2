import redis
from fastapi import FastAPI, Request

app = FastAPI()


@app.on_event("startup")
def start():
    app.state.pool = redis.ConnectionPool(host="h", max_connections=5)


@app.get("/")
def read(request: Request):
    client = redis.Redis(host="other", connection_pool=request.app.state.pool)
    return client.get("x")


def direct():
    return redis.Redis(host="other", connection_pool=app.state.pool)
