#!/usr/bin/env bash
# A dump of the database in pg_restore's format, and the revision that it stands at.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."

folder=${BACKUPS:-backups}
name=$folder/lyss_platform-$(date +%Y%m%d-%H%M%S)
mkdir -p "$folder"
docker compose exec -T database pg_dump --username lyss --format custom lyss_platform >"$name.dump"
docker compose run --rm backend alembic current >"$name.revision"
echo "$name.dump"
