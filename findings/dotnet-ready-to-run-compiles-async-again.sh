#!/usr/bin/env bash
# .NET SDK 10.0.401, runtime 10.0.12, Microsoft.NETCore.App.Crossgen2 of that SDK
# Guess:   a program published with PublishReadyToRun starts with its own code compiled; the JIT has little to do there.
# Happens: what the compiler makes of an async method is a struct of the program that generic methods of the framework run
#          on: the builder's Start, its boxes and awaiters. Those are another assembly's, which may be serviced, so none of
#          these instantiations is compiled beforehand: each async method that runs costs the JIT five or more methods at
#          start, in a program of some hundred such methods a good part of its start. A plain method costs none.
# Seen:    40 plain methods: 0 compiled at start; 40 async methods: 479
. "$(dirname "$0")/lib.sh"

methods() { # methods PREFIX BODY
  local i
  for i in {1..40}; do echo "    public static $2" | sed "s/NAME/$1$i/"; done
}
{
  cat <<'CS'
Console.WriteLine(args[0] == "plain" ? Work.Plain() : await Work.Async());

static class Work
{
CS
  methods Plain 'long NAME(long n) => n + Environment.TickCount64 % 2;'
  methods Async 'async Task<long> NAME(long n) { await Task.Yield(); return n; }'
  echo "    public static long Plain() => $(printf 'Plain%s(1) + ' {1..40})0;"
  echo "    public static async Task<long> Async() => $(printf 'await Async%s(1) + ' {1..40})0;"
  echo "}"
} >"$work/Program.cs"
project Ahead Microsoft.NET.Sdk \
  "<RuntimeIdentifier>linux-x64</RuntimeIdentifier><SelfContained>false</SelfContained><PublishReadyToRun>true</PublishReadyToRun>" \
  <"$work/Program.cs"
(cd "$work/Ahead" && timeout 240 dotnet publish -v quiet -clp:ErrorsOnly -o ahead -p:UseSharedCompilation=false) \
  >"$work/Ahead/publish.log" 2>&1 || { cat "$work/Ahead/publish.log"; echo "not run: Ahead was not published"; exit 3; }

# compiled plain|async : how many methods the JIT compiled that are about the program's own of that kind.
compiled() {
  DOTNET_JitStdOutFile="$work/$1.jit" DOTNET_JitDisasmSummary=1 DOTNET_TieredPGO=0 \
    dotnet "$work/Ahead/ahead/Ahead.dll" "$1" >/dev/null 2>"$work/errors" || true
  grep -ciE "Work(\+<|:)$1[0-9]" "$work/$1.jit" || true
}
plain=$(compiled plain) async=$(compiled async)
judge "40 plain methods: $plain compiled at start; 40 async methods: $((async >= 200)) $async" \
  "40 plain methods: 0 compiled at start; 40 async methods: 1 *" \
  "of a program that was compiled beforehand the JIT still compiles five methods and more for each async method at start"
