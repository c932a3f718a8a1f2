#!/usr/bin/env bash
# Moves the traffic back to the containers of before; the database goes back to the revision that is given, if any.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."

current=$(cat .colour)
before=$([ "$current" = blue ] && echo green || echo blue)

if [ -n "${1:-}" ]; then
    docker compose --project-name "lyss-$current" run --rm backend alembic downgrade "$1"
fi
docker compose --project-name "lyss-$before" start
scripts/health_check.sh
ln -sfn "/etc/nginx/lyss-$before.conf" /etc/nginx/conf.d/lyss.conf
nginx -s reload
echo "$before" >.colour
