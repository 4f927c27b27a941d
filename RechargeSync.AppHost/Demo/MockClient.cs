using System.Globalization;
using System.Net.Http.Json;

namespace RechargeSync.AppHost.Demo;

/// <summary>Calls the mock: its controls, and its Recharge API as a merchant's staff would.</summary>
internal sealed class MockClient(Uri address, string accessToken) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = address, Timeout = TimeSpan.FromSeconds(30) };

    public async Task<Checkout> BuyAsync(CheckoutOrder order, CancellationToken cancellationToken)
    {
        using var content = JsonContent.Create(order, DemoJson.Default.CheckoutOrder);
        using var response = await SendAsync(HttpMethod.Post, "/control/checkouts", content, cancellationToken);
        return (await response.Content.ReadFromJsonAsync(DemoJson.Default.Checkout, cancellationToken))!;
    }

    /// <summary>Lets days go by at Recharge; returns the prepaid orders that became due.</summary>
    public async Task<IReadOnlyList<long>> AdvanceAsync(int days, CancellationToken cancellationToken)
    {
        using var content = JsonContent.Create(new ClockAdvance(days), DemoJson.Default.ClockAdvance);
        using var response = await SendAsync(HttpMethod.Post, "/control/clock/advance", content, cancellationToken);
        var result = await response.Content.ReadFromJsonAsync(DemoJson.Default.Result, cancellationToken);
        return result!.ProcessedOrderIds;
    }

    public async Task ChangeAddressAsync(long orderId, AddressChange change, CancellationToken cancellationToken)
    {
        using var content = JsonContent.Create(change, RechargeJson.Default.AddressChange);
        content.Headers.Add("X-Recharge-Access-Token", accessToken);
        content.Headers.Add("X-Recharge-Version", "2021-11");
        var path = string.Create(CultureInfo.InvariantCulture, $"/recharge/orders/{orderId}");
        using var response = await SendAsync(HttpMethod.Put, path, content, cancellationToken);
    }

    /// <summary>Cancels an order at Recharge, as a merchant's staff would.</summary>
    public async Task CancelAsync(long orderId, CancellationToken cancellationToken)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"/control/orders/{orderId}/cancel");
        using var response = await SendAsync(HttpMethod.Post, path, content: null, cancellationToken);
    }

    public async Task<Audit> AuditAsync(CancellationToken cancellationToken)
    {
        using var response = await SendAsync(HttpMethod.Get, "/control/audit", content: null, cancellationToken);
        return (await response.Content.ReadFromJsonAsync(DemoJson.Default.Audit, cancellationToken))!;
    }

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method,
        string path,
        HttpContent? content,
        CancellationToken cancellationToken
    )
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        var response = await _http.SendAsync(request, cancellationToken);
        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            var body = await response.Content.ReadAsStringAsync(cancellationToken);
            throw new HttpRequestException(
                $"{method} {path} answered {(int)response.StatusCode}: {body}",
                inner: null,
                response.StatusCode
            );
        }
    }
}
