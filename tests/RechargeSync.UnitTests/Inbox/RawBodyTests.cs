using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using RechargeSync.Core.Inbox;

namespace RechargeSync.UnitTests.Inbox;

public sealed class RawBodyTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5000)]
    [InlineData(10_000)]
    public async Task Body_within_the_cap_is_read_whole_in_whatever_pieces_it_comes(int size)
    {
        var sent = Enumerable.Range(0, size).Select(i => (byte)i).ToArray();
        var pipe = new Pipe();
        var read = RawBody.ReadAsync(Request(pipe.Reader), 10_000, Budget(), CancellationToken.None);
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
        var read = RawBody.ReadAsync(Request(pipe.Reader), 1000, Budget(), CancellationToken.None);
        await pipe.Writer.WriteAsync(new byte[1001]);
        Assert.True((await read) is { Bytes: null, IsTooLarge: true });
    }

    [Fact]
    public async Task Stated_length_beyond_the_cap_is_refused_unread()
    {
        var request = Request(new Pipe().Reader);
        request.ContentLength = 1001;
        Assert.True(
            await RawBody.ReadAsync(request, 1000, Budget(), CancellationToken.None)
                is { Bytes: null, IsTooLarge: true }
        );
    }

    [Fact]
    public async Task Large_bodies_share_a_fixed_amount_of_memory_and_small_ones_always_find_room()
    {
        var budget = Budget(200_000);
        var (first, second, small) = (new Pipe(), new Pipe(), new Pipe());
        var firstRead = RawBody.ReadAsync(Request(first.Reader), 150_000, budget, CancellationToken.None);
        await first.Writer.WriteAsync(new byte[100_000]);

        var secondRead = RawBody.ReadAsync(Request(second.Reader), 150_000, budget, CancellationToken.None);
        await second.Writer.WriteAsync(new byte[100_000]);
        Assert.True(await secondRead is { Bytes: null, IsTooLarge: false });

        var smallRead = RawBody.ReadAsync(Request(small.Reader), 150_000, budget, CancellationToken.None);
        await small.Writer.WriteAsync(new byte[60_000]);
        await small.Writer.CompleteAsync();
        Assert.Equal(60_000, (await smallRead).Bytes?.Length);

        await first.Writer.CompleteAsync();
        Assert.Equal(100_000, (await firstRead).Bytes?.Length);
        Assert.True(budget.TryTake(200_000));
    }

    private static BodyBudget Budget(long bytes = 1_000_000) => new(bytes);

    private static HttpRequest Request(PipeReader body)
    {
        var context = new DefaultHttpContext();
        context.Features.Set<IRequestBodyPipeFeature>(new Body(body));
        return context.Request;
    }

    private sealed record Body(PipeReader Reader) : IRequestBodyPipeFeature;
}
