#!/bin/sh
export GUNICORN_CMD_ARGS="--preload"
exec gunicorn app:app
