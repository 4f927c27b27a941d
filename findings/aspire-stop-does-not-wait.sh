#!/usr/bin/env bash
# Aspire.Hosting 13.6.5
# Guess:   AppHost ends when what it started has ended, and a stop reaches a program's children, as Ctrl+C in a shell would.
# Happens: AppHost's process ends at once, while the program is still cleaning up; SIGTERM goes to the started process
#          alone. With DcpPublisher:WaitForResourceCleanup=true AppHost waits; the child is not told then either.
# Seen:    false: program had not ended, ended later; true: program had ended; child told: no
. "$(dirname "$0")/lib.sh"
export Logging__LogLevel__Default=None

apphost <<'CS'
var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { DisableDashboard = true });
builder.AddExecutable("svc", "bash", ".", "slow.sh");
builder.Build().Run();
CS
cat >"$work/AppHost/slow.sh" <<'SH'
trap 'echo stopping >>told; sleep 3; echo ended >>told; exit' TERM
bash -c 'trap "echo child >>told" TERM; for _ in {1..900}; do sleep 0.1; done' &
echo up >told
for _ in {1..900}; do sleep 0.1; done
SH
mkdir "$work/home"
cd "$work/AppHost"
seen=
for waits in false true; do
  rm -f told
  HOME=$work/home DcpPublisher__WaitForResourceCleanup=$waits dotnet out/AppHost.dll &
  until_true 30 test -s told
  sleep 1
  kill -TERM $!
  until_true 20 test ! -d /proc/$! || true
  seen+="$waits: program $(grep -q ended told && echo had || echo had not) ended"
  until_true 10 grep -q ended told && seen+=", ended at last; "
  grep -q child told && seen+="child told; "
done
judge "$seen" "false: program had not ended, ended at last; true: program had ended, ended at last; " \
  "a stopped AppHost is gone before its programs unless WaitForResourceCleanup is set, and their children are never told"
