using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Http;
using RechargeSync.Core.Inbox;

namespace RechargeSync.UnitTests.Inbox;

public sealed class PackedBodyTests
{
    private static readonly byte[] s_body = Encoding.UTF8.GetBytes(new string('x', 5000) + "end");

    [Theory]
    [InlineData("gzip", "gzip")]
    [InlineData("gzip", "X-GZIP")]
    [InlineData("deflate", "deflate")]
    [InlineData("br", "Br")]
    public void What_was_packed_is_unpacked_up_to_the_cap(string packing, string name)
    {
        var packed = Pack(s_body, packing);
        Assert.Equal(s_body, PackedBody.Unpack(packed, name, s_body.Length));
        Assert.Null(PackedBody.Unpack(packed, name, s_body.Length - 1));
    }

    [Theory]
    [InlineData("gzip", "br")]
    [InlineData("br", "gzip")]
    [InlineData("gzip", "deflate")]
    [InlineData("gzip", "zstd")]
    [InlineData("gzip", "gzip, gzip")]
    public void What_is_packed_otherwise_than_its_header_says_is_not_unpacked(string packing, string name) =>
        Assert.Null(PackedBody.Unpack(Pack(s_body, packing), name, 1_000_000));

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public void What_breaks_off_is_not_taken_for_whole(string packing)
    {
        var packed = Pack([.. Enumerable.Range(0, 5000).Select(i => (byte)(i * i / 7))], packing);
        var unpacked = PackedBody.Unpack(packed[..(packed.Length / 2)], packing, 1_000_000);
        Assert.True(unpacked is null || unpacked.Length < 5000);
    }

    [Theory]
    [InlineData(1_000, 64 * 1024 + 128_000)]
    [InlineData(1_000_000, 4_000_000)]
    [InlineData(int.MaxValue, 4_000_000)]
    public void Few_bytes_may_not_blow_up_to_the_whole_cap(int packed, int cap) =>
        Assert.Equal(cap, PackedBody.Cap(packed, 4_000_000));

    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData("identity", null)]
    [InlineData(" gzip ", "gzip")]
    [InlineData("zstd", "zstd")]
    public void Plain_body_names_no_encoding(string? header, string? encoding)
    {
        var request = new DefaultHttpContext().Request;
        request.Headers.ContentEncoding = header;
        Assert.Equal(encoding, PackedBody.EncodingOf(request));
    }

    private static byte[] Pack(byte[] body, string encoding)
    {
        using var packed = new MemoryStream();
        using (
            Stream stream = encoding switch
            {
                "gzip" => new GZipStream(packed, CompressionLevel.Optimal),
                "deflate" => new ZLibStream(packed, CompressionLevel.Optimal),
                _ => new BrotliStream(packed, CompressionLevel.Optimal),
            }
        )
        {
            stream.Write(body);
        }

        return packed.ToArray();
    }
}
