using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace RechargeSync.Testing.Processes;

/// <summary>
/// Hands out free ports. They lie below the range from which systems take ports for outgoing connections. A UDP socket
/// of the same number, kept open, tells other processes that do the same that the port is taken before its program
/// listens.
/// </summary>
internal static class PortAllocator
{
    private const int First = 20_000;
    private const int Last = 31_999;
    private static readonly Lock s_lock = new();
    private static readonly List<UdpClient> s_marks = [];

    /// <exception cref="InvalidOperationException">None is free.</exception>
    public static int Next()
    {
        lock (s_lock)
        {
            for (var attempt = 0; attempt < 1_000; attempt++)
            {
                var port = Random.Shared.Next(First, Last + 1);
                if (IsFree(port) && Mark(port) is { } mark)
                {
                    s_marks.Add(mark);
                    return port;
                }
            }
        }

        throw new InvalidOperationException("No free port was found.");
    }

    // Asks the system rather than trying to listen: a process that is being started at that moment holds a copy of
    // every open socket, so that a port that was only tried is taken for a little longer than the trial.
    private static bool IsFree(int port) =>
        Array.TrueForAll(
            IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners(),
            listener => listener.Port != port
        );

    private static UdpClient? Mark(int port)
    {
        try
        {
            return new UdpClient(new IPEndPoint(IPAddress.Loopback, port));
        }
        catch (SocketException)
        {
            return null;
        }
    }
}
