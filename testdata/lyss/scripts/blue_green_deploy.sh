#!/usr/bin/env bash
# Starts the new images beside the running ones and moves the traffic once they are well: blue_green_deploy.sh TAG
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."

tag=${1:?which tag?}
current=$(cat .colour 2>/dev/null || echo blue)
next=$([ "$current" = blue ] && echo green || echo blue)
port=$([ "$next" = blue ] && echo 8000 || echo 8100)

docker compose ps --format '{{.Image}}' >".images-of-$current"
scripts/backup_database.sh

LYSS_TAG=$tag docker compose --project-name "lyss-$next" up -d --wait backend memory-service memory-worker
LYSS_TAG=$tag docker compose --project-name "lyss-$next" run --rm backend alembic upgrade head

if ! BACKEND_URL=http://localhost:$port scripts/health_check.sh; then
    echo "$next is not well: $current stays" >&2
    docker compose --project-name "lyss-$next" down
    exit 1
fi

ln -sfn "/etc/nginx/lyss-$next.conf" /etc/nginx/conf.d/lyss.conf
nginx -s reload
echo "$next" >.colour
docker compose --project-name "lyss-$current" stop
echo "$next serves; to go back: scripts/roll_back.sh"
