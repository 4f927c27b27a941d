namespace RechargeSync.Platforms.Medusa;

/// <summary>Lets calls for the same reference go one after the other, and those for others go on.</summary>
internal sealed class OneAtATime
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Turn> _turns = new(StringComparer.Ordinal);

    /// <summary>Waits for the reference's turn, and runs.</summary>
    public async Task<T> RunAsync<T>(string reference, Func<Task<T>> run, CancellationToken cancellationToken)
    {
        var turn = Take(reference);
        try
        {
            await turn.Place.WaitAsync(cancellationToken);
            try
            {
                return await run();
            }
            finally
            {
                turn.Place.Release();
            }
        }
        finally
        {
            Leave(reference, turn);
        }
    }

    private Turn Take(string reference)
    {
        lock (_lock)
        {
            if (!_turns.TryGetValue(reference, out var turn))
            {
                _turns[reference] = turn = new Turn();
            }

            turn.Users++;
            return turn;
        }
    }

    private void Leave(string reference, Turn turn)
    {
        lock (_lock)
        {
            if (--turn.Users == 0)
            {
                _turns.Remove(reference);
                turn.Place.Dispose();
            }
        }
    }

    private sealed class Turn
    {
        public SemaphoreSlim Place { get; } = new(1);

        public int Users { get; set; }
    }
}
