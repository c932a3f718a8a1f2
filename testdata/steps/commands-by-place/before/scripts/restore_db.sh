#!/bin/bash
cp requirements.txt requirements.txt.bak
gunzip -c dump.sql.gz > dump.sql
docker exec -i db pg_restore -U app -d app < dump.sql
pg_dumpall > "$ALL"
sudo -u postgres pg_restore "$ALL"
alembic downgrade -1  # exuvia: ignore[STP202]
