#!/usr/bin/env bash
# run.sh install | tables | ingress | worker
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

# Outside the tree, so that nothing of it is ever found by a build or a commit.
output="${PEER_OUTPUT:-${XDG_CACHE_HOME:-$HOME/.cache}/rechargesync-peers/wolverine}"
program="$output/publish/WolverinePeer"
common=(-v quiet --nologo WolverinePeer.csproj -p:UseArtifactsOutput=true -p:ArtifactsPath="$output")

case "${1:-}" in
  install)
    # A Debug build writes Wolverine's code around the handler, below the current directory; the program that runs is
    # compiled with it, and beforehand, as RechargeSync's images are.
    dotnet build -c Debug "${common[@]}"
    rm -rf "$output/generated"
    mkdir -p "$output/generated"
    (cd "$output/generated" && "$output/bin/WolverinePeer/debug/WolverinePeer" codegen write > codegen.log)
    dotnet publish -c Release --use-current-runtime --self-contained false -p:PublishReadyToRun=true "${common[@]}" \
      -p:GeneratedCode="$output/generated/Internal/Generated" -o "$output/publish"
    if [[ -n "${PG_URL:-}" ]]; then exec "$program" tables; fi
    ;;
  tables | ingress | worker) exec "$program" "$1" ;;
  *) echo "usage: run.sh install|tables|ingress|worker" >&2; exit 2 ;;
esac
