#!/usr/bin/env bash
# Breaks the product in seven ways, one after the other in a copy of the last commit, and asks the suite to notice each:
# the scenario named beside a breakage has to fail. Usage: mutants.sh [NAME]
set -euo pipefail
root=$(git -C "$(dirname "$0")" rev-parse --show-toplevel)
copy=$(mktemp -d)
trap 'git -C "$root" worktree remove --force "$copy" 2>/dev/null || rm -rf "$copy"' EXIT
git -C "$root" worktree add --quiet --detach "$copy" HEAD

missed=0
# breakage, scenario, file, what is replaced, by what
try() {
  local name=$1 scenario=$2 file=$copy/RechargeSync.Core/$3
  [ -z "${only:-}" ] || [ "$only" = "$name" ] || return 0
  git -C "$copy" checkout --quiet -- .
  python3 - "$file" "$4" "$5" <<'PY'
import sys
path, old, new = sys.argv[1:]
text = open(path).read()
if text.count(old) != 1:
    sys.exit(f"{path} does not hold this once: {old}")
open(path, "w").write(text.replace(old, new))
PY
  dotnet build -c Release -v q -nologo "$copy/tests/RechargeSync.FaultTests" >"$copy.log" 2>&1 || { cat "$copy.log"; exit 1; }
  local verdict=caught
  if "$copy/artifacts/bin/RechargeSync.FaultTests/release/RechargeSync.FaultTests" --short --seeds 1 --only "$scenario" >"$copy.log" 2>&1; then
    verdict=MISSED
    missed=1
  fi
  printf '%-20s %-20s %s  %s\n' "$name" "$scenario" "$verdict" "$(grep -m1 -o 'VIOLATION .*' "$copy.log" | cut -c1-160 || true)"
}

only=${1:-}
try no-look killed-after-effect Orders/PlatformSteps.cs \
  'if (verifyFirst || !CreateRules.IsFirst(payload, delivered.Order, restoredAt))' 'if (store.Name.Length == 0)'
try no-settling late-create Orders/CreateRules.cs 'begin + settleTime <= now' 'begin <= now'
try early-answer postgres-away Inbox/WebhookEndpoints.cs \
  'var verdict = await inbox.StoreAsync(delivery, deadline.Token);' 'await Task.Yield(); _ = inbox.StoreAsync(delivery, deadline.Token); var verdict = DeliveryVerdict.Stored;'
try no-fencing worker-frozen Storage/Work/WorkSql.cs \
  ' AND {table}.fence = d.fence
                    AND {table}.lease_owner = @owner' ''
try no-sweeper redis-away Inbox/InboxServices.cs 'AddHostedService<Sweeper>()' 'AddSingleton<Sweeper>()'
try echo-answered side-by-side Orders/OrderChanges.cs 'DesiredHash = hash,' 'DesiredHash = [.. hash, (byte)(delivery.Id % 251)],'
try coarse-dedupe side-by-side Inbox/InboxWriter.cs 'hash.AppendData(body);' 'hash.AppendData(body[..Math.Min(30, body.Length)]);'
exit "$missed"
