import redis
from fastapi import FastAPI


def create_app():
    app = FastAPI()
    app.state.cache = redis.Redis(host="cache")
    return app
