#!/usr/bin/env bash
# CSharpier 1.3.0 beside `dotnet format` of SDK 10.0
# Guess:   what one formatter has written passes the other's check: both write the .NET conventions, and nothing is set.
# Happens: an alignment in an interpolated string and the clauses of a query never settle. CSharpier puts a space after the
#          comma of {name,-8} and indents the clauses after "return from" by four; dotnet format takes both back. A gate with both can't be passed.
# Seen:    csharpier, then dotnet format: exit 2, 4 places; dotnet format, then csharpier: exit 1
. "$(dirname "$0")/lib.sh"

console Lines <<'CS'
string[] names = ["a", "b"];
foreach (var name in names)
{
    Console.WriteLine($"{name,-8}|");
}

Console.WriteLine(Pairs(names).Count());

static IEnumerable<string> Pairs(string[] names)
{
    return from first in names
           from second in names
           where first != second && first.Length == second.Length && !string.IsNullOrEmpty(first)
           select first + second;
}
CS
cd "$work/Lines"
dotnet tool install csharpier --version 1.3.0 --tool-path ../tools >../errors 2>&1
check() { local status=0; "$@" >../seen 2>&1 || status=$?; echo "$status"; }
../tools/csharpier format Program.cs >>../errors 2>&1
seen="csharpier, then dotnet format: exit $(check dotnet format whitespace --no-restore --verify-no-changes)"
seen+=", $(grep -c 'error WHITESPACE' ../seen) places"
dotnet format whitespace --no-restore >>../errors 2>&1
seen+="; dotnet format, then csharpier: exit $(check ../tools/csharpier check Program.cs)"
judge "$seen" "csharpier, then dotnet format: exit 2, 4 places; dotnet format, then csharpier: exit 1" \
  "CSharpier and dotnet format undo each other's work"
