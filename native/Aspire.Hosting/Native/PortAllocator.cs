using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Aspire.Hosting.Native;

/// <summary>
/// Hands out free ports. They lie below the range from which systems take ports for outgoing connections. A UDP socket of
/// the same number, kept open, tells other processes that do the same that the port is taken before its program listens.
/// </summary>
internal sealed class PortAllocator : IDisposable
{
    private const int First = 20_000;
    private const int Last = 31_999;
    private readonly List<UdpClient> _marks = [];

    public int Next()
    {
        for (var attempt = 0; attempt < 1_000; attempt++)
        {
            var port = Random.Shared.Next(First, Last + 1);
            if (IsFree(port) && Mark(port) is { } mark)
            {
                _marks.Add(mark);
                return port;
            }
        }

        throw new DistributedApplicationException("No free port was found.");
    }

    /// <exception cref="DistributedApplicationException">Another program listens on the port.</exception>
    public static void ThrowIfTaken(int port)
    {
        if (!IsFree(port))
        {
            throw new DistributedApplicationException(
                $"Port {port} is in use by another program. Stop that program (is AppHost running already?), or change the port in launchSettings.json.");
        }
    }

    /// <remarks>
    /// Asks the system rather than trying to listen: a process that is being started at that moment holds a copy of every
    /// open socket, so that a port that was only tried is taken for a little longer than the trial.
    /// </remarks>
    private static bool IsFree(int port) => Array.TrueForAll(
        IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners(), listener => listener.Port != port);

    public void Dispose()
    {
        foreach (var mark in _marks)
        {
            mark.Dispose();
        }

        _marks.Clear();
    }

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
