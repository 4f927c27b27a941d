using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using RechargeSync.Core.Recharge;

namespace RechargeSync.Benchmarks.Load;

/// <summary>Signed webhooks as whole HTTP requests, made in advance so that sending costs next to nothing.</summary>
internal sealed class RequestBook
{
    private const int PerPage = 1024;

    private readonly byte[][] _pages;
    private readonly int _length;
    private readonly int _start;

    /// <param name="first">The first order's number.</param>
    /// <param name="count">How many orders, each with one request.</param>
    /// <param name="stores">Their stores, in turn; each has its name's secret, see <see cref="BenchStore"/>.</param>
    public RequestBook(int first, int count, IReadOnlyList<BenchStore> stores)
    {
        (First, Count) = (first, count);
        var heads = stores.Select(Head).ToArray();
        _length = heads[0].Length + OrderTemplate.Created.Length;
        _pages = new byte[(count + PerPage - 1) / PerPage][];
        Parallel.For(
            0,
            _pages.Length,
            page =>
            {
                var onPage = Math.Min(PerPage, count - (page * PerPage));
                _pages[page] = new byte[onPage * _length];
                for (var i = 0; i < onPage; i++)
                {
                    var index = (page * PerPage) + i;
                    Write(
                        _pages[page].AsSpan(i * _length, _length),
                        heads[index % heads.Length],
                        stores[index % stores.Count],
                        first + index
                    );
                }
            }
        );
    }

    private RequestBook(RequestBook whole, int start, int count) =>
        (_pages, _length, _start, First, Count) = (
            whole._pages,
            whole._length,
            whole._start + start,
            whole.First + start,
            count
        );

    /// <summary>The first order's number.</summary>
    public int First { get; }

    public int Count { get; }

    /// <summary>The request of the order with the number <see cref="First"/> + index.</summary>
    public ReadOnlySpan<byte> this[int index] =>
        _pages[(_start + index) / PerPage].AsSpan((_start + index) % PerPage * _length, _length);

    /// <summary>Some of its requests, in place.</summary>
    public RequestBook Part(int start, int count) => new(this, start, count);

    // One host name and names of one length, so that a request fits every receiver and all have one size.
    private static byte[] Head(BenchStore store) =>
        Encoding.ASCII.GetBytes(
            string.Create(
                    CultureInfo.InvariantCulture,
                    $"""
                    POST /webhooks/recharge/{store.Name}/order/created HTTP/1.1
                    Host: localhost
                    Content-Type: application/json
                    Content-Length: {OrderTemplate.Created.Length}
                    {RechargeSignature.LegacyHeader}: {new string('0', SHA256.HashSizeInBytes * 2)}


                    """
                )
                .ReplaceLineEndings("\r\n")
        );

    private static void Write(Span<byte> request, byte[] head, BenchStore store, int number)
    {
        head.CopyTo(request);
        var body = request[head.Length..];
        OrderTemplate.Created.Write(body, number);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(store.SecretBytes);
        hash.AppendData(body);
        Span<byte> signature = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(signature);
        Convert.TryToHexStringLower(
            signature,
            request.Slice(head.Length - 4 - (SHA256.HashSizeInBytes * 2), SHA256.HashSizeInBytes * 2),
            out _
        );
    }
}
