import redis
from celery.signals import worker_process_init
from django.apps import AppConfig


@worker_process_init.connect
def init(**kw):
    r = redis.Redis()
    r.ping()


class Cfg(AppConfig):
    def ready(self):
        r = redis.Redis()
        r.ping()


def post_fork(server, worker):
    redis.Redis().ping()
