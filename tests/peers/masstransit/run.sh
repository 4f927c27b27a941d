#!/usr/bin/env bash
# run.sh install | tables | ingress | worker
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

# Outside the tree, so that nothing of it is ever found by a build or a commit.
output="${PEER_OUTPUT:-${XDG_CACHE_HOME:-$HOME/.cache}/rechargesync-peers/masstransit}"
program="$output/bin/MassTransitPeer/release/MassTransitPeer"

case "${1:-}" in
  install)
    dotnet build -c Release -v quiet --nologo MassTransitPeer.csproj -p:UseArtifactsOutput=true -p:ArtifactsPath="$output"
    if [[ -n "${PG_URL:-}" ]]; then exec "$program" tables; fi
    ;;
  tables | ingress | worker) exec "$program" "$1" ;;
  *) echo "usage: run.sh install|tables|ingress|worker" >&2; exit 2 ;;
esac
