namespace RechargeSync.AppHost.Tests;

public sealed class TopologyTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Model_holds_every_service_and_store()
    {
        await using var appHost = await CreateAsync();
        var services = appHost.Resources.OfType<ProjectResource>().Select(r => r.Name).Order(StringComparer.Ordinal);

        Assert.Equal(["console", "migrations", "mock", "webhooks", "worker"], services, StringComparer.Ordinal);
        Assert.IsType<PostgresServerResource>(Resource(appHost, "postgres"), exactMatch: false);
        Assert.IsType<PostgresDatabaseResource>(Resource(appHost, "syncdb"), exactMatch: false);
        Assert.IsType<RedisResource>(Resource(appHost, "redis"), exactMatch: false);
    }

    [Theory]
    [InlineData("webhooks")]
    [InlineData("worker")]
    [InlineData("console")]
    public async Task Service_starts_only_after_the_migrations_are_complete(string service)
    {
        await using var appHost = await CreateAsync();
        var waits = Resource(appHost, service).Annotations.OfType<WaitAnnotation>();

        Assert.Contains(waits, w => w.WaitType is WaitType.WaitForCompletion && w.Resource.Name is "migrations" && w.ExitCode == 0);
    }

    [Fact]
    public async Task Only_webhooks_can_be_reached_from_outside()
    {
        await using var appHost = await CreateAsync();
        var external = appHost.Resources
            .Where(r => r.Annotations.OfType<EndpointAnnotation>().Any(e => e.IsExternal))
            .Select(r => r.Name);

        Assert.Equal(["webhooks"], external, StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("mock", new[] { "advance-clock", "calm-down", "place-prepaid-order", "place-standard-order", "storm-platform" })]
    [InlineData("console", new[] { "reconcile", "replay-dead-letters" })]
    public async Task Commands_are_offered_on_the_resource_that_carries_them_out(string resource, string[] commands)
    {
        await using var appHost = await CreateAsync();
        var offered = Resource(appHost, resource).Annotations.OfType<ResourceCommandAnnotation>().Select(c => c.Name);

        Assert.Equal(commands, offered.Intersect(commands, StringComparer.Ordinal).Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Replicas_are_configurable()
    {
        await using var appHost = await CreateAsync("Replicas:Worker=3");

        Assert.Equal(3, Resource(appHost, "worker").GetReplicaCount());
        Assert.Equal(1, Resource(appHost, "webhooks").GetReplicaCount());
    }

    [Fact]
    public async Task Secrets_are_secret_and_have_values_for_development()
    {
        await using var appHost = await CreateAsync();
        foreach (var name in new[] { "recharge-client-secret", "recharge-access-token", "platform-api-key" })
        {
            var parameter = Assert.IsType<ParameterResource>(Resource(appHost, name), exactMatch: false);
            Assert.True(parameter.Secret);
            Assert.StartsWith("dev-", await parameter.GetValueAsync(CancellationToken.None), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Resources_cannot_be_reached_before_the_start()
    {
        await using var appHost = await CreateAsync();
        await using var app = await appHost.BuildAsync();

        Assert.Throws<InvalidOperationException>(() => app.CreateHttpClient("webhooks"));
    }

    [Fact]
    public async Task Whole_system_becomes_healthy_on_random_ports()
    {
        using var deadline = new CancellationTokenSource(s_patience);
        await using var appHost = await CreateAsync();
        await using var app = await appHost.BuildAsync(deadline.Token);
        await app.StartAsync(deadline.Token);
        foreach (var name in new[] { "webhooks", "worker", "mock", "console" })
        {
            await app.ResourceNotifications.WaitForResourceHealthyAsync(name, deadline.Token);
            using var http = app.CreateHttpClient(name);
            using var response = await http.GetAsync(new Uri("/health", UriKind.Relative), deadline.Token);

            Assert.True(response.IsSuccessStatusCode);
            Assert.NotInRange(http.BaseAddress!.Port, 5101, 5104);
        }

        foreach (var (resource, command) in new[] { ("mock", "place-standard-order"), ("mock", "place-prepaid-order"), ("mock", "advance-clock"), ("mock", "storm-platform"), ("mock", "calm-down") })
        {
            var result = await app.ResourceCommands.ExecuteCommandAsync(resource, command, deadline.Token);
            Assert.True(result.Success, result.Message);
        }

        Assert.Contains("Database=syncdb", await app.GetConnectionStringAsync("syncdb", deadline.Token), StringComparison.OrdinalIgnoreCase);
    }

    private static Task<IDistributedApplicationTestingBuilder> CreateAsync(params string[] args) =>
        DistributedApplicationTestingBuilder.CreateAsync<Projects.RechargeSync_AppHost>(args);

    private static IResource Resource(IDistributedApplicationTestingBuilder appHost, string name) =>
        appHost.Resources.Single(r => string.Equals(r.Name, name, StringComparison.Ordinal));
}
