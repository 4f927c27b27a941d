using System.Runtime.CompilerServices;
using RechargeSync.Console.Client;

namespace RechargeSync.Cli.Live;

/// <summary>The events of the admin API's live stream, across broken connections.</summary>
/// <param name="client">The admin API.</param>
/// <param name="clock">Measures the waits between attempts.</param>
/// <param name="say">Is told of broken connections.</param>
internal sealed class LiveTail(AdminClient client, TimeProvider clock, Action<string> say)
{
    private static readonly TimeSpan s_firstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(30);

    private bool _wasConnected;

    /// <summary>Events until cancelled.</summary>
    /// <exception cref="HttpRequestException">The first attempt could not connect.</exception>
    /// <exception cref="AdminException">The caller may not listen.</exception>
    public async IAsyncEnumerable<LiveEvent> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var wait = s_firstWait; ; wait = wait * 2 < s_longestWait ? wait * 2 : s_longestWait)
        {
            await using var events = client.LiveAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
            while (await MovesNextAsync(events))
            {
                wait = s_firstWait;
                yield return events.Current;
            }

            say(CliFormat.Number($"The connection ended; trying again in {wait.TotalSeconds:0} s."));
            await Task.Delay(wait, clock, cancellationToken);
        }
    }

    private async Task<bool> MovesNextAsync(IAsyncEnumerator<LiveEvent> events)
    {
        try
        {
            var moves = await events.MoveNextAsync();
            _wasConnected = true;
            return moves;
        }
        catch (IOException)
        {
            _wasConnected = true;
            return false;
        }
        catch (HttpRequestException) when (_wasConnected)
        {
            return false;
        }
        catch (AdminException exception) when (_wasConnected && exception.Status >= 500)
        {
            return false;
        }
    }
}
