from celery import Celery

queue = Celery("x")
