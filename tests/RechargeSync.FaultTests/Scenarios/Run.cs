using System.Text.Json.Nodes;
using RechargeSync.FaultTests.Auditing;
using RechargeSync.FaultTests.Load;
using RechargeSync.FaultTests.Running;
using RechargeSync.Testing;

namespace RechargeSync.FaultTests.Scenarios;

/// <summary>One run of one scenario from one seed: its orders, its chances and its tools.</summary>
internal sealed class Run : IDisposable
{
    private const int MostSenders = 64;

    private readonly List<OrderStory> _stories = [];
    private readonly List<CartStory> _carts = [];
    private readonly List<Delivery> _poison = [];
    private readonly List<string> _notes = [];
    private readonly List<Figure> _figures = [];
    private readonly List<string> _violations = [];

    public Run(Bed bed, int seed, int orderCount, TimeSpan patience, string? otherBuild)
    {
        (Bed, Seed, OrderCount, Patience, OtherBuild) = (bed, seed, orderCount, patience, otherBuild);
        (Random, Writer, Database) = (new Random(seed), new StoryWriter(seed), new Database(bed.Postgres.Source));
        Sender = new Sender([.. bed.Webhooks.Select(service => service.Address)], patience);
    }

    public Bed Bed { get; }

    public int Seed { get; }

    public int OrderCount { get; }

    /// <summary>The longest that anything may take.</summary>
    public TimeSpan Patience { get; }

    /// <summary>Where another version's programs are (<c>artifacts/bin</c>); null is this build.</summary>
    public string? OtherBuild { get; }

    public Random Random { get; }

    public StoryWriter Writer { get; }

    public Database Database { get; }

    public Sender Sender { get; }

    public bool IsLong => OrderCount >= 1000;

    /// <summary>One seed in ten of the long form: for what takes minutes.</summary>
    public bool IsOneInTen => IsLong && Seed % 10 == 1;

    public IReadOnlyList<OrderStory> Stories => _stories;

    public IReadOnlyList<CartStory> Carts => _carts;

    /// <summary>Rightly signed deliveries that nobody can understand.</summary>
    public IReadOnlyList<Delivery> Poison => _poison;

    /// <summary>Orders that poison names.</summary>
    public HashSet<long> PoisonOrders { get; } = [];

    public IReadOnlyList<string> Notes => _notes;

    public IReadOnlyList<Figure> Figures => _figures;

    /// <summary>What the scenario itself found wrong.</summary>
    public IReadOnlyList<string> Violations => _violations;

    /// <summary>
    /// Does what takes the database back in time, unseen by whoever watches that nothing goes backwards.
    /// </summary>
    public Func<Func<Task>, Task> Unwatched { get; set; } = work => work();

    public void Note(string note) => _notes.Add(note);

    public void Measured(string name, double value) => _figures.Add(new Figure(name, value));

    public void Require(bool holds, string violation)
    {
        if (!holds)
        {
            _violations.Add(violation);
        }
    }

    /// <summary>
    /// As <see cref="Require"/>, for what depends on how busy the machine is: the short form runs beside other tests.
    /// </summary>
    public void RequireInLongForm(bool holds, string violation) => Require(holds || !IsLong, violation);

    /// <summary>As <see cref="Require"/>, from tasks that run side by side.</summary>
    public void RequireLocked(bool holds, string violation)
    {
        lock (_violations)
        {
            Require(holds, violation);
        }
    }

    public void AddPoison(Delivery delivery) => _poison.Add(delivery);

    /// <summary>Writes orders of all kinds and some carts, and puts them into the mock.</summary>
    public Task PrepareAsync(CancellationToken cancellationToken) =>
        PrepareAsync(Writer.Write(OrderCount), cancellationToken);

    /// <summary>Writes some carts, and puts them and orders into the mock.</summary>
    public async Task PrepareAsync(IReadOnlyList<OrderStory> stories, CancellationToken cancellationToken)
    {
        await AddAsync(stories, cancellationToken);
        for (var i = 0; i < OrderCount / 10; i++)
        {
            _carts.Add(Writer.Cart(await Bed.Control.CreateCartAsync(cancellationToken)));
        }
    }

    /// <summary>Puts orders into the mock of Recharge.</summary>
    public async Task AddAsync(IReadOnlyList<OrderStory> stories, CancellationToken cancellationToken)
    {
        _stories.AddRange(stories);
        await Parallel.ForEachAsync(
            stories,
            new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = cancellationToken },
            async (story, token) =>
            {
                var charge = story.Charge(story.IsPrepaid ? 3 : 1, TimeProvider.System.GetUtcNow().AddDays(-1));
                await Bed.Control.SeedAsync(story.Shop, (JsonObject)story.Final.DeepClone(), charge, token);
            }
        );
    }

    /// <summary>
    /// Delivers everything with duplicates, shuffled over a stretch of time; ends when all of it was accepted, and
    /// returns each one's tries.
    /// </summary>
    public Task<IReadOnlyList<Attempt>[]> LoadAsync(TimeSpan stretch, CancellationToken cancellationToken) =>
        LoadAsync(
            [.. _stories.SelectMany(story => story.Deliveries), .. _carts.Select(cart => cart.Delivery)],
            stretch,
            cancellationToken
        );

    public async Task<IReadOnlyList<Attempt>[]> LoadAsync(
        IReadOnlyList<Delivery> deliveries,
        TimeSpan stretch,
        CancellationToken cancellationToken
    )
    {
        var plan = deliveries
            .SelectMany(delivery => Enumerable.Repeat(delivery, 1 + Random.Next(3)))
            .Select(delivery => (Delivery: delivery, At: stretch * Random.NextDouble()))
            .OrderBy(item => item.At)
            .ToList();
        using var senders = new SemaphoreSlim(MostSenders);
        var started = TimeProvider.System.GetTimestamp();
        var sending = new List<Task<IReadOnlyList<Attempt>>>(plan.Count);
        foreach (var (delivery, at) in plan)
        {
            var wait = at - TimeProvider.System.GetElapsedTime(started);
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, TimeProvider.System, cancellationToken);
            }

            await senders.WaitAsync(cancellationToken);
            sending.Add(SendAsync(delivery, senders, cancellationToken));
        }

        return await Task.WhenAll(sending);
    }

    /// <summary>The moment of the next fault, chosen by the seed.</summary>
    public Task PauseAsync(int fromMs, int toMs, CancellationToken cancellationToken) =>
        Task.Delay(TimeSpan.FromMilliseconds(Random.Next(fromMs, toMs)), TimeProvider.System, cancellationToken);

    public Task UntilAsync(string what, Func<Task<bool>> condition, CancellationToken cancellationToken) =>
        Until.TrueAsync(condition, what, Patience, cancellationToken);

    /// <summary>A stretch for the load: as given, or longer in the long form.</summary>
    public TimeSpan Stretch(double shortSeconds) =>
        TimeSpan.FromSeconds(IsLong ? Math.Max(6, 2 * shortSeconds) : shortSeconds);

    public void Dispose() => Sender.Dispose();

    private async Task<IReadOnlyList<Attempt>> SendAsync(
        Delivery delivery,
        SemaphoreSlim senders,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await Sender.DeliverAsync(delivery, cancellationToken);
        }
        finally
        {
            senders.Release();
        }
    }
}
