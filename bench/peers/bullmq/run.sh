#!/usr/bin/env bash
# run.sh install | tables | ingress | worker
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

case "${1:-}" in
  install)
    npm ci --omit=dev --ignore-scripts --no-audit --no-fund
    if [[ -n "${PG_URL:-}" ]]; then exec node src/tables.js; fi
    ;;
  tables | ingress | worker) NODE_ENV=production exec node "src/$1.js" ;;
  *) echo "usage: run.sh install|tables|ingress|worker" >&2; exit 2 ;;
esac
