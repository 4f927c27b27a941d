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
        var read = RawBody.ReadAsync(Request(pipe.Reader), 10_000, CancellationToken.None);
        foreach (var piece in sent.Chunk(777))
        {
            await pipe.Writer.WriteAsync(piece);
        }

        await pipe.Writer.CompleteAsync();
        Assert.Equal(sent, await read);
    }

    [Fact]
    public async Task Body_beyond_the_cap_is_refused_before_it_has_come_whole()
    {
        var pipe = new Pipe();
        var read = RawBody.ReadAsync(Request(pipe.Reader), 1000, CancellationToken.None);
        await pipe.Writer.WriteAsync(new byte[1001]);
        Assert.Null(await read);
    }

    [Fact]
    public async Task Stated_length_beyond_the_cap_is_refused_unread()
    {
        var request = Request(new Pipe().Reader);
        request.ContentLength = 1001;
        Assert.Null(await RawBody.ReadAsync(request, 1000, CancellationToken.None));
    }

    private static HttpRequest Request(PipeReader body)
    {
        var context = new DefaultHttpContext();
        context.Features.Set<IRequestBodyPipeFeature>(new Body(body));
        return context.Request;
    }

    private sealed record Body(PipeReader Reader) : IRequestBodyPipeFeature;
}
