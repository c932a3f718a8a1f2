#!/bin/sh
# gunicorn --preload app:app
exec gunicorn app:app
node --preload x
