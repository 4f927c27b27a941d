# shellcheck shell=bash
# What the scripts of this folder share: a time limit, a temporary folder, projects with pinned packages, servers on
# random ports of the loopback, an end to everything that was started, and the verdicts. Sourced, never run.
set -euo pipefail
if [ -z "${FINDING_LIMIT-}" ]; then
  export FINDING_LIMIT=${limit-300} # seconds; what takes longer says so before it sources this
  exec timeout --foreground --kill-after=30 "$FINDING_LIMIT" bash "$0" "$@"
fi
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false MSBUILDDISABLENODEREUSE=1

work=$(mktemp -d)
chmod 711 "$work" # Postgres may run as another user
export TMPDIR=$work
export FINDING_FOLDER=$work # inherited by all that is started, and so the mark by which clean_up knows it

# Aspire's orchestrator leaves AppHost's process tree, so that is found by its environment; Redis writes over its own.
servers=()
started() {
  printf '%s\n' "${servers[@]}"
  grep -lsaF "FINDING_FOLDER=$work" /proc/[0-9]*/environ | cut -d/ -f3 || true
}
clean_up() {
  trap '' EXIT INT TERM
  local signal
  for signal in TERM TERM KILL; do
    # shellcheck disable=SC2046 # one word each is meant
    kill -s $signal $(started) 2>/dev/null || true
    for _ in {1..20}; do
      [ -z "$(started | while read -r id; do [ -n "$id" ] && kill -0 "$id" && echo "$id"; done 2>/dev/null)" ] && break 2
      sleep 0.1
    done
  done
  rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT TERM

# judge SEEN PATTERN SENTENCE : the verdict, by whether what was seen still fits.
judge() {
  # shellcheck disable=SC2053 # a pattern is meant
  if [[ $1 == $2 ]]; then
    echo "as found: $3"
    exit 0
  fi
  tail -n 5 "$work/errors" >&2 2>/dev/null || true
  echo "changed: ${1:-no output}"
  exit 1
}

# needs PROGRAM... : ends the script where one is missing.
needs() {
  local program
  for program in "$@"; do
    command -v "$program" >/dev/null || { echo "skipped: needs $program"; exit 2; }
  done
}
needs dotnet

# free_port : a port below the range that the system gives out by itself.
free_port() {
  local port
  while port=$((20000 + RANDOM % 12000)); (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do :; done
  echo "$port"
}

# until_true SECONDS COMMAND... : tries again until it succeeds; fails when the time is over.
until_true() {
  local end=$((SECONDS + $1))
  shift
  until "$@" 2>/dev/null; do
    [ $SECONDS -lt $end ] || return 1
    sleep 0.2
  done
}
answers() { (: <"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# packages PACKAGE@VERSION... : installs npm packages in $work/shop, and what they need as of the day of the finding. Where
# FINDING_PACKAGES names a folder, they stay there for the next script.
packages() {
  needs node npm
  local folder=${FINDING_PACKAGES:+$FINDING_PACKAGES/${1//\//-}}
  mkdir -p "$work/shop" "${folder:=$work/shop}"
  [ -e "$folder/installed" ] || (cd "$folder" &&
    npm install --ignore-scripts --no-audit --no-fund --prefer-offline --before=2026-11-28 "$@" && touch installed) \
    >"$work/npm.log" 2>&1 || { tail -n 5 "$work/npm.log"; echo "not run: npm could not install $*"; exit 3; }
  [ "$folder" = "$work/shop" ] || cp -al "$folder/." "$work/shop" 2>/dev/null ||
    cp -a "$folder/." "$work/shop" # another file system has no links to it
}

# seen PORT <probe.mjs : what that probe printed, as one line "first; second; …". It stands beside ./client.mjs, and finds
# the port in its arguments.
seen() {
  cat >"$work/shop/probe.mjs"
  (cd "$work/shop" && timeout 120 node probe.mjs "$1" 2>"$work/errors" || true) |
    awk '{ printf "%s%s", (NR > 1 ? "; " : ""), $0 }'
}

# project NAME SDK PROPERTIES PACKAGE@VERSION... <Program.cs : makes and builds it; the result is $work/NAME/out/NAME.dll.
project() {
  local name=$1 sdk=$2 properties=$3 package folder=$work/$1
  shift 3
  mkdir -p "$folder"
  cat >"$folder/Program.cs"
  {
    echo "<Project Sdk=\"$sdk\"><PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework>"
    echo "<Nullable>disable</Nullable><ImplicitUsings>enable</ImplicitUsings><NoWarn>\$(NoWarn);NU1603;NU1901;NU1902;NU1903</NoWarn>"
    echo "$properties</PropertyGroup><ItemGroup>"
    for package in "$@"; do
      echo "<PackageReference Include=\"${package%@*}\" Version=\"[${package#*@}]\" />"
    done
    echo "</ItemGroup></Project>"
  } >"$folder/$name.csproj"
  (cd "$folder" && timeout 240 dotnet build -v quiet -clp:ErrorsOnly -o out -p:UseSharedCompilation=false) >"$folder/build.log" 2>&1 ||
    { cat "$folder/build.log"; echo "not run: $name did not build"; exit 3; }
}

# console NAME PACKAGE@VERSION... <Program.cs ; web NAME PACKAGE@VERSION... <Program.cs
console() { project "$1" Microsoft.NET.Sdk "" "${@:2}"; }
web() { project "$1" Microsoft.NET.Sdk.Web "" "${@:2}"; }

# apphost PACKAGE@VERSION... <Program.cs : an Aspire 13.6.5 AppHost whose orchestrator comes from its packages.
apphost() {
  project AppHost Aspire.AppHost.Sdk/13.6.4 \
    "<AspireUseCliBundle>false</AspireUseCliBundle><NoWarn>\$(NoWarn);ASPIRE010;NU1603</NoWarn>" \
    Aspire.Hosting.AppHost@13.6.5 Polly.Core@8.9.1 Polly.Extensions@8.9.1 Nerdbank.MessagePack@1.3.88 "$@"
}

# run SECONDS NAME ARGUMENT... : the program built before, in its own folder, with a home folder of its own.
run() {
  local seconds=$1 name=$2
  shift 2
  (cd "$work/$name" && mkdir -p ../home && HOME=$work/home timeout "$seconds" dotnet "out/$name.dll" "$@")
}

# answer SECONDS NAME ARGUMENT... : what that program printed, as one line "first; second; …".
answer() { (run "$@" 2>"$work/errors" || true) | awk '{ printf "%s%s", (NR > 1 ? "; " : ""), $0 }'; }

fails_to_start() { tail -n 5 "$work/$1.log" >&2; echo "not run: $1 did not start"; exit 3; }

# redis : starts a Redis that keeps nothing; its port is $redis_port.
redis() {
  needs redis-server
  redis_port=$(free_port)
  redis-server --bind 127.0.0.1 --port "$redis_port" --save '' --appendonly no --dir "$work" >"$work/redis.log" 2>&1 &
  servers+=($!)
  until_true 20 answers "$redis_port" || fails_to_start redis
}

# postgres : starts a Postgres with default settings; its port is $postgres_port, its user postgres.
postgres() {
  local programs as=()
  programs=$(dirname "$(command -v initdb || ls -d /usr/lib/postgresql/*/bin/initdb 2>/dev/null | tail -1)")
  [ -x "$programs/postgres" ] || { echo "skipped: needs postgres and initdb"; exit 2; }
  if [ "$(id -u)" = 0 ]; then # which Postgres refuses
    needs setpriv
    as=(setpriv --reuid=postgres --regid=postgres --init-groups --)
  fi
  mkdir "$work/postgres"
  [ "$(id -u)" != 0 ] || chown postgres "$work/postgres"
  postgres_port=$(free_port)
  (
    cd /
    "${as[@]}" "$programs/initdb" -D "$work/postgres/data" -U postgres -A trust -E UTF8 --locale=C --no-sync
    exec "${as[@]}" "$programs/postgres" -D "$work/postgres/data" -p "$postgres_port" -k '' \
      -c listen_addresses=127.0.0.1 -c fsync=off
  ) >"$work/postgres.log" 2>&1 &
  servers+=($!)
  until_true 40 grep -q 'ready to accept connections' "$work/postgres.log" || fails_to_start postgres
}
