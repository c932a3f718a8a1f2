"""Proof by running against a real server: what exuvia writes for redis does there what the old code did.

`scripts/proof-redis` runs it. A case is a folder of `testdata/redis` with a `run.toml` (`cases.py`). Its old code runs on the old
release and what exuvia makes of it on the new ones, each in a Python of its own (`worker.py`), against one `redis-server`
(`server.py`) that is started for it. Compared is what is printed, given and raised, what the server was asked (MONITOR), who was
connected (CLIENT LIST), and what it holds afterwards (`compare.py`).
"""
