"""gunicorn reads this: one worker a core, each with a loop of its own."""

import multiprocessing
import os

bind = os.getenv("BIND", "0.0.0.0:8000")
workers = int(os.getenv("WEB_CONCURRENCY", multiprocessing.cpu_count()))
worker_class = "uvicorn.workers.UvicornWorker"
timeout = 90
graceful_timeout = 30
keepalive = 5
accesslog = "-"
