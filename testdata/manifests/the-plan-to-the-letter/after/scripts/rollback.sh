#!/bin/bash
git checkout HEAD~1 -- backend/requirements.txt memory-service/requirements.txt
pip install -r backend/requirements.txt

alembic downgrade -1
pg_restore -d lyss_platform backup_before_upgrade.sql

docker-compose down
docker-compose up -d --scale backend=0
docker-compose up -d --scale backend=1
