using System.Net;
using System.Text.Json;

namespace Peer;

/// <summary>Takes a delivery to its end. Safe to repeat at any point.</summary>
internal sealed class OrderSync(OrderTable table, Settings settings) : IDisposable
{
    private readonly JsonClient _platform = new(settings.Platform, settings.Concurrency);
    private readonly JsonClient _recharge = new(
        settings.Recharge,
        settings.Concurrency,
        ("X-Recharge-Access-Token", settings.Token),
        ("X-Recharge-Version", "2021-11")
    );

    /// <exception cref="RefusedException">No other try will help; after any other exception one may.</exception>
    public async Task RunAsync(SyncOrder message, string owner, CancellationToken cancellationToken)
    {
        if (await table.BeginAsync(message.RowId, owner, cancellationToken) is not { } delivery)
        {
            return;
        }

        var order = Read(delivery.Body);
        var claim = delivery.Claim ?? throw new InvalidOperationException($"order {order.Id} is in work elsewhere");
        if (claim.IsWritten)
        {
            await table.FinishAsync(message, RowState.Done, null, cancellationToken);
        }
        else if (claim.Ids is null && !order.Acts)
        {
            await table.FinishAsync(message, RowState.Ignored, "status or external id", cancellationToken);
        }
        else
        {
            var ids = claim.Ids ?? await PlaceAsync(order, look: claim.Attempts > 1, cancellationToken);
            await WriteBackAsync(order.Id, ids, cancellationToken);
            await table.FinishAsync(message, RowState.Done, null, cancellationToken);
        }
    }

    public void Dispose()
    {
        _platform.Dispose();
        _recharge.Dispose();
    }

    private static RechargeOrder Read(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, PeerJson.Default.Webhook)!.Order;
        }
        catch (JsonException exception)
        {
            throw new RefusedException(exception.Message);
        }
    }

    private async Task<OrderIds> PlaceAsync(RechargeOrder order, bool look, CancellationToken cancellationToken)
    {
        var found = look ? await FindAsync(order.Id, cancellationToken) : null;
        var ids =
            found
            ?? await CreateAsync(order, cancellationToken)
            ?? throw new HttpRequestException("the platform named no order");

        // The order exists: saving its id does not end with the process's patience.
        await table.PlacedAsync(order.Id, ids, CancellationToken.None);
        return ids;
    }

    private async Task<OrderIds?> CreateAsync(RechargeOrder order, CancellationToken cancellationToken)
    {
        var mapped = OrderMap.Map(order);
        var (_, answer) = await _platform.SendAsync(
            HttpMethod.Post,
            "/orders",
            JsonClient.Content(mapped, PlatformJson.Default.PlatformOrder),
            cancellationToken,
            mapped.Reference,
            except: HttpStatusCode.Conflict
        );
        return answer is null
            ? await FindAsync(order.Id, cancellationToken)
            : OrderIds.Of(JsonSerializer.Deserialize(answer, PlatformJson.Default.PlatformIds));
    }

    private async Task<OrderIds?> FindAsync(long orderId, CancellationToken cancellationToken)
    {
        var reference = OrderMap.Reference(orderId);
        var (_, answer) = await _platform.SendAsync(
            HttpMethod.Get,
            $"/orders?reference={Uri.EscapeDataString(reference)}",
            null,
            cancellationToken
        );
        var orders =
            JsonSerializer.Deserialize(answer, PlatformJson.Default.PlatformOrders)?.Orders
            ?? throw new JsonException("no list of orders");
        return OrderIds.Of(orders.FirstOrDefault(order => order.Reference == reference));
    }

    // The number is not documented for 2021-11: where Recharge refuses it, the id goes alone.
    private async Task WriteBackAsync(long orderId, OrderIds ids, CancellationToken cancellationToken)
    {
        var body = new WriteBack(new ExternalId(ids.Id), new ExternalId(ids.Number));
        var (status, answer) = await PutAsync(body, HttpStatusCode.UnprocessableEntity);
        if (status == HttpStatusCode.UnprocessableEntity)
        {
            (_, answer) = await PutAsync(body with { ExternalOrderNumber = null }, except: null);
        }

        using var parsed = JsonDocument.Parse(answer);

        Task<(HttpStatusCode Status, byte[]? Body)> PutAsync(WriteBack value, HttpStatusCode? except) =>
            _recharge.SendAsync(
                HttpMethod.Put,
                string.Create(CultureInfo.InvariantCulture, $"/orders/{orderId}"),
                JsonClient.Content(value, PeerJson.Default.WriteBack),
                cancellationToken,
                except: except
            );
    }
}
