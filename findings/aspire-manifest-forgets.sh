#!/usr/bin/env bash
# Aspire.Hosting 13.6.5
# Guess:   the manifest of a project with WithReplicas(3) and WaitFor says three replicas and what is waited for, or the
#          publisher warns that it leaves them out.
# Happens: neither is there, and nothing is said: the two projects below differ in the model, not in the manifest.
# Seen:    no warning; plain and replicated differ: no
. "$(dirname "$0")/lib.sh"
export Logging__LogLevel__Default=Warning

web Svc <<'CS'
WebApplication.Create().Run();
CS
apphost <<'CS'
var builder = DistributedApplication.CreateBuilder(args);
var first = builder.AddProject("first", "../Svc/Svc.csproj");
builder.AddProject("plain", "../Svc/Svc.csproj");
builder.AddProject("replicated", "../Svc/Svc.csproj").WithReplicas(3).WaitFor(first);
builder.Build().Run();
CS
said=$(run 60 AppHost --publisher manifest --output-path "$work/m.json" 2>&1) || true
of() { sed -n "/^    \"$1\": {/,/^    }/p" "$work/m.json" | sed "1d;s/},$/}/"; }
differ=$([ -n "$(of plain)" ] && [ "$(of plain)" = "$(of replicated)" ] && echo no || echo yes)
judge "${said:-no warning}; plain and replicated differ: $differ" "no warning; plain and replicated differ: no" \
  "replicas and waits are missing in the manifest, without a word"
