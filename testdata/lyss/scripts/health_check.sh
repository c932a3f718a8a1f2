#!/usr/bin/env bash
# Asks both services for their health until they are well, or gives up.
set -euo pipefail

backend=${BACKEND_URL:-http://localhost:8000}
memory=${MEMORY_URL:-http://localhost:8001}

well() {
    local name=$1 url=$2
    for _ in $(seq 30); do
        if curl --fail --silent --show-error --max-time 5 "$url" >/dev/null 2>&1; then
            echo "$name: ok"
            return 0
        fi
        sleep 2
    done
    echo "$name: $url does not answer" >&2
    return 1
}

well backend "$backend/api/v1/health"
well "backend and what it needs" "$backend/api/v1/health/deep"
well memory-service "$memory/health"
