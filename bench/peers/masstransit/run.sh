#!/usr/bin/env bash
# run.sh install | tables | ingress | worker
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

# Outside the tree, so that nothing of it is ever found by a build or a commit.
output="${PEER_OUTPUT:-${XDG_CACHE_HOME:-$HOME/.cache}/rechargesync-peers/masstransit}"
program="$output/publish/MassTransitPeer"

case "${1:-}" in
  install)
    # Compiled beforehand, as RechargeSync's images are.
    dotnet publish -c Release --use-current-runtime --self-contained false -p:PublishReadyToRun=true -v quiet --nologo MassTransitPeer.csproj \
      -p:UseArtifactsOutput=true -p:ArtifactsPath="$output" -o "$output/publish"
    if [[ -n "${PG_URL:-}" ]]; then exec "$program" tables; fi
    ;;
  tables | ingress | worker) exec "$program" "$1" ;;
  *) echo "usage: run.sh install|tables|ingress|worker" >&2; exit 2 ;;
esac
