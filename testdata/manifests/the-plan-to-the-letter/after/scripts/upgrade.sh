#!/bin/bash
# Phase 1 and phase 2, as the plan has them.
cp backend/requirements.txt backend/requirements.txt.backup
pip install 'fastapi>=0.116.0'
pip check

python -c "from jose import jwt; print(jwt.get_unverified_header('dummy'))"

pip install 'redis>=6.2.0'
python -c "import redis; r=redis.Redis(); r.ping()"

pg_dump lyss_platform > backup_before_upgrade.sql
alembic upgrade head
curl -X POST http://localhost:8000/api/v1/health
