#!/bin/sh
set -e
cp requirements.txt requirements.txt.bak
sed -i '/^uvloop/d' requirements.txt
cp requirements.txt.bak requirements.txt
curl -X POST -d '{"beats": 60}' http://localhost:8000/health
TAG=$1
git checkout HEAD~1 -- src/app.py
docker compose pull backend
docker compose up -d --scale backend=0
docker compose up -d --scale backend=2
psql -v ON_ERROR_STOP=1 -f backup.sql
pg_dump app > after.sql
pg_restore -d app "$DUMP"
cat <<'END'
Once there was: alembic downgrade -1
alembic downgrade -1
END
