#!/usr/bin/env bash
# Aspire.Hosting 13.6.5
# Guess:   publishing an AppHost that has no compute environment fails, or says that there is nothing to publish to.
# Happens: the steps publish and deploy succeed without a warning, exit 0, and do not even make the output folder.
# Seen:    publish: exit 0, no warning, no folder; deploy: exit 0, no warning, no folder
. "$(dirname "$0")/lib.sh"
export Logging__LogLevel__Default=Warning

apphost <<'CS'
var builder = DistributedApplication.CreateBuilder(args);
builder.AddContainer("cache", "redis", "8.6");
builder.Build().Run();
CS
seen=
for step in publish deploy; do
  code=0
  said=$(run 60 AppHost --operation publish --step $step --output-path "$work/$step" 2>&1) || code=$?
  seen+="$step: exit $code, ${said:-no warning}, $([ -e "$work/$step" ] && echo a || echo no) folder; "
done
judge "$seen" "publish: exit 0, no warning, no folder; deploy: exit 0, no warning, no folder; " \
  "without a compute environment publish and deploy exit 0, warn of nothing and write nothing"
