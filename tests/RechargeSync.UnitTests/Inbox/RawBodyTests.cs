using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Time.Testing;
using RechargeSync.Core.Inbox;
using RechargeSync.Testing;

namespace RechargeSync.UnitTests.Inbox;

public sealed class RawBodyTests
{
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(5);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5000)]
    [InlineData(10_000)]
    public async Task Body_within_the_cap_is_read_whole_in_whatever_pieces_it_comes(int size)
    {
        var sent = Enumerable.Range(0, size).Select(i => (byte)i).ToArray();
        var pipe = new Pipe();
        var read = ReadAsync(Request(pipe.Reader), 10_000);
        foreach (var piece in sent.Chunk(777))
        {
            await pipe.Writer.WriteAsync(piece);
        }

        await pipe.Writer.CompleteAsync();
        Assert.Equal(sent, (await read).Bytes);
    }

    [Fact]
    public async Task Body_beyond_the_cap_is_refused_before_it_has_come_whole()
    {
        var pipe = new Pipe();
        var read = ReadAsync(Request(pipe.Reader), 1000);
        await pipe.Writer.WriteAsync(new byte[1001]);
        Assert.True(await read is { Bytes: null, Outcome: BodyOutcome.TooLarge });

        // It can still be read from its beginning.
        Assert.Equal(1001, (await pipe.Reader.ReadAsync()).Buffer.Length);
    }

    [Fact]
    public async Task Nothing_is_kept_of_a_body_beyond_the_cap_once_it_is_dropped()
    {
        var pipe = new Pipe();
        var request = Request(pipe.Reader);
        var read = ReadAsync(request, 1000);
        await pipe.Writer.WriteAsync(new byte[1001]);
        await read;
        RawBody.Drop(request);
        await pipe.Writer.CompleteAsync();
        Assert.True((await pipe.Reader.ReadAsync()).Buffer.IsEmpty);
    }

    [Fact]
    public async Task Stated_length_beyond_the_cap_is_refused_unread()
    {
        var request = Request(new Pipe().Reader);
        request.ContentLength = 1001;
        Assert.True(await ReadAsync(request, 1000) is { Bytes: null, Outcome: BodyOutcome.TooLarge });
    }

    [Fact]
    public async Task Large_bodies_share_a_fixed_amount_of_memory_and_small_ones_always_find_room()
    {
        var budget = new BodyBudget(200_000, 200_000);
        var (first, second, small) = (new Pipe(), new Pipe(), new Pipe());
        var firstRead = ReadAsync(Request(first.Reader), 150_000, budget);
        await first.Writer.WriteAsync(new byte[100_000]);

        var secondRead = ReadAsync(Request(second.Reader), 150_000, budget);
        await second.Writer.WriteAsync(new byte[100_000]);
        Assert.True(await secondRead is { Bytes: null, Outcome: BodyOutcome.NoRoom });

        var smallRead = ReadAsync(Request(small.Reader), 150_000, budget);
        await small.Writer.WriteAsync(new byte[60_000]);
        await small.Writer.CompleteAsync();
        Assert.Equal(60_000, (await smallRead).Bytes?.Length);

        await first.Writer.CompleteAsync();
        var whole = await firstRead;
        Assert.Equal(100_000, whole.Bytes?.Length);

        // It counts until whoever has read it is done with it.
        Assert.False(budget.TryTake(default, 100_000));
        whole.Share!.Dispose();
        Assert.True(budget.TryTake(default, 200_000));
    }

    [Fact]
    public async Task Body_takes_memory_by_what_has_come_and_not_by_what_was_promised()
    {
        var budget = new BodyBudget(1_000_000, 1_000_000);
        var pipe = new Pipe();
        var request = Request(pipe.Reader);
        request.ContentLength = 1_000_000;
        var read = ReadAsync(request, 1_000_000, budget);
        await pipe.Writer.WriteAsync(new byte[70_000]);
        Assert.True(budget.TryTake(default, 800_000));
        budget.GiveBack(default, 800_000);
        await pipe.Writer.WriteAsync(new byte[930_000]);
        await pipe.Writer.CompleteAsync();
        Assert.Equal(BodyOutcome.Whole, (await read).Outcome);
    }

    [Fact]
    public async Task Body_that_is_not_there_in_time_is_given_up_and_gives_its_memory_back()
    {
        var budget = new BodyBudget(200_000, 200_000);
        var clock = new FakeTimeProvider();
        var pipe = new Pipe();
        var read = ReadAsync(Request(pipe.Reader), 150_000, budget, clock);
        await pipe.Writer.WriteAsync(new byte[100_000]);
        clock.Advance(s_longest - TimeSpan.FromTicks(1));
        Assert.False(read.IsCompleted);
        clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(BodyOutcome.Late, (await read.AsTask().InTimeAsync()).Outcome);
        Assert.True(budget.TryTake(default, 200_000));
    }

    [Theory]
    [InlineData(408, nameof(BodyOutcome.Late))]
    [InlineData(400, nameof(BodyOutcome.Broken))]
    public async Task What_the_server_says_of_a_body_is_told_apart(int status, string outcome)
    {
        var pipe = new Pipe();
        await pipe.Writer.CompleteAsync(new BadHttpRequestException("", status));
        Assert.Equal(outcome, (await ReadAsync(Request(pipe.Reader), 1000)).Outcome.ToString());
    }

    [Fact]
    public async Task Sender_that_has_hung_up_is_told_from_one_that_waits_for_an_answer()
    {
        var pipe = new Pipe();
        await pipe.Writer.CompleteAsync(new IOException());
        Assert.Equal(BodyOutcome.Gone, (await ReadAsync(Request(pipe.Reader), 1000)).Outcome);
    }

    private static ValueTask<RawBody> ReadAsync(
        HttpRequest request,
        int maxBytes,
        BodyBudget? budget = null,
        TimeProvider? clock = null
    ) =>
        RawBody.ReadAsync(
            request,
            maxBytes,
            budget ?? new BodyBudget(),
            new BodyTime(s_longest, clock ?? TimeProvider.System),
            CancellationToken.None
        );

    private static HttpRequest Request(PipeReader body)
    {
        var context = new DefaultHttpContext();
        context.Features.Set<IRequestBodyPipeFeature>(new Body(body));
        return context.Request;
    }

    private sealed record Body(PipeReader Reader) : IRequestBodyPipeFeature;
}
