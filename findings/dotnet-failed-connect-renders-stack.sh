#!/usr/bin/env bash
# .NET 10.0.12
# Guess:   a connect that fails at once costs one throw and catch, whether it is awaited or blocks, and whoever calls it.
# Happens: Socket.ConnectAsync hands such a failure back in a task, and for that the runtime renders the stack of the
#          moment into the exception: every frame with file and line, callers that never see it included. So it costs the
#          more the deeper its callers are, and to catch it at once saves nothing. A Unix socket's failure always comes at
#          once, a closed TCP port's on the loopback one time in ten; what fails later costs little. With and without
#          .pdb files beside the program it is alike.
# Seen:    100 callers add to the trace of a blocking call 0 lines, of an awaited one 100 lines; many times the time
#          Processor time of one failure: blocking 47 µs, awaited 442 µs; without those callers 25 and 46 µs
. "$(dirname "$0")/lib.sh"

console Connect <<'CS'
using System.Net.Sockets;

var nobody = new UnixDomainSocketEndPoint(Path.Combine(args[0], "nobody"));
Func<Socket, Task> blocking = async socket => socket.Connect(nobody);
Func<Socket, Task> awaited = async socket => await socket.ConnectAsync(nobody);
for (var round = 0; round < 5; round++) // until the compiler has settled
{
    Time(100, blocking);
    Time(100, awaited);
    Thread.Sleep(200);
}

Console.WriteLine($"100 callers add to the trace of a blocking call {Added(blocking)} lines, of an awaited one {Added(awaited)} lines");
var times = Enumerable.Range(0, 5).Select(_ => (Blocking: Time(100, blocking), Awaited: Time(100, awaited)));
var (quick, slow) = times.OrderBy(time => time.Awaited / time.Blocking).ElementAt(2);
Console.WriteLine(slow > 6 * quick ? "many times the time" : $"{quick:F0} and {slow:F0} µs");

int Added(Func<Socket, Task> connect) => Fail(100, connect).Split('\n').Length - Fail(0, connect).Split('\n').Length;

double Time(int depth, Func<Socket, Task> connect)
{
    var before = Environment.CpuUsage.TotalTime;
    for (var call = 0; call < 400; call++)
    {
        Fail(depth, connect);
    }

    return (Environment.CpuUsage.TotalTime - before).TotalMicroseconds / 400;
}

// So many callers above the one that catches.
string Fail(int depth, Func<Socket, Task> connect)
{
    if (depth > 0)
    {
        return Fail(depth - 1, connect) + "";
    }

    using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    try
    {
        connect(socket).GetAwaiter().GetResult();
        return "";
    }
    catch (SocketException failure)
    {
        return failure.StackTrace;
    }
}
CS
judge "$(answer 60 Connect "$work")" \
  "100 callers add to the trace of a blocking call 0 lines, of an awaited one 100 lines; many times the time" \
  "an awaited connect that fails at once renders the stack of all its callers, at many times a blocking one's cost"
