using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace RechargeSync.ServiceDefaults.Tests;

/// <summary>Development is for the developer's own machine.</summary>
public sealed class DevelopmentTests
{
    [Theory]
    [InlineData("urls", "http://localhost:5101;http://127.0.0.1:0", "")]
    [InlineData("urls", "http://[::1]:5101", "")]
    [InlineData("urls", "http://*:5101", "http://*:5101")]
    [InlineData("urls", "http://localhost:5101;http://0.0.0.0:80", "http://0.0.0.0:80")]
    [InlineData("urls", "http://sync.shop.test", "http://sync.shop.test")]
    [InlineData("http_ports", "8080", "http://*:8080")]
    [InlineData("https_ports", "8443;9443", "https://*:8443,https://*:9443")]
    [InlineData("Kestrel:Endpoints:All:Url", "http://[::]:80", "http://[::]:80")]
    [InlineData("urls", "", "")]
    public void Address_that_other_machines_can_reach_is_known(string key, string value, string reachable) =>
        Assert.Equal(reachable, string.Join(',', Listening.BeyondThisMachine(Configuration((key, value)))));

    [Fact]
    public async Task Service_in_development_does_not_start_where_others_can_reach_it()
    {
        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() =>
            StartAsync("Development", "http://*:0")
        );
        Assert.Contains("http://*:0", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Development:AllowRemote", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Development", "http://127.0.0.1:0", "false")]
    [InlineData("Development", "http://*:0", "true")]
    [InlineData("Production", "http://*:0", "false")]
    public async Task Service_starts_where_that_is_right(string environment, string urls, string allowRemote) =>
        await StartAsync(environment, urls, allowRemote);

    private static async Task StartAsync(string environment, string urls, string allowRemote = "false")
    {
        var builder = WebApplication.CreateBuilder([
            $"--environment={environment}",
            $"--urls={urls}",
            $"--Development:AllowRemote={allowRemote}",
        ]);
        builder.AddServiceDefaults();
        await using var app = builder.Build();
        await app.StartAsync(CancellationToken.None);
        await app.StopAsync(CancellationToken.None);
    }

    private static IConfigurationRoot Configuration((string Key, string Value) setting) =>
        new ConfigurationBuilder().AddInMemoryCollection([new(setting.Key, setting.Value)]).Build();
}
