namespace RechargeSync.AppHost.Tests.Model;

/// <summary>What <c>dotnet run</c> starts, and what waits for what.</summary>
public sealed class TopologyTests
{
    private static readonly string[] s_services = ["console", "mock", "webhooks", "worker"];

    public static TheoryData<string> Shapes => ["containers", "processes"];

    [Fact]
    public async Task Model_holds_every_service()
    {
        await using var appHost = await AppHostModel.OfRunAsync();

        Assert.Equal(
            ["console", "migrations", "mock", "webhooks", "worker"],
            appHost.Projects().Select(resource => resource.Name).Order(StringComparer.Ordinal),
            StringComparer.Ordinal
        );
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Stores_have_the_same_names_whatever_they_run_as(string shape)
    {
        await using var appHost = await AppHostModel.OfRunAsync($"Stores={shape}");

        Assert.All(
            ["postgres", "syncdb", "redis"],
            name => Assert.IsType<IResourceWithConnectionString>(appHost.Named(name), exactMatch: false)
        );
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Stores_say_the_same_properties_whatever_they_run_as(string shape)
    {
        await using var appHost = await AppHostModel.OfRunAsync($"Stores={shape}");

        Assert.All(
            ["Host", "Port", "Username", "Password", "Uri", "DatabaseName"],
            name => Assert.Contains(name, Properties("syncdb"), StringComparer.Ordinal)
        );
        Assert.All(
            ["Host", "Port", "Password", "Uri"],
            name => Assert.Contains(name, Properties("redis"), StringComparer.Ordinal)
        );

        IEnumerable<string> Properties(string name) =>
            ((IResourceWithConnectionString)appHost.Named(name))
                .GetConnectionProperties()
                .Select(property => property.Key);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Stores_are_checked(string shape)
    {
        await using var appHost = await AppHostModel.OfRunAsync($"Stores={shape}");

        Assert.All(
            ["postgres", "syncdb", "redis"],
            name => Assert.True(appHost.Named(name).TryGetAnnotationsOfType<HealthCheckAnnotation>(out _), name)
        );
    }

    [Theory]
    [InlineData("webhooks")]
    [InlineData("worker")]
    [InlineData("console")]
    public async Task Service_starts_only_after_the_migrations_are_complete(string service)
    {
        await using var appHost = await AppHostModel.OfRunAsync();
        var waits = appHost.Named(service).Annotations.OfType<WaitAnnotation>();

        Assert.Contains(
            waits,
            w => w.WaitType is WaitType.WaitForCompletion && w.Resource.Name is "migrations" && w.ExitCode == 0
        );
    }

    [Fact]
    public async Task Postgres_as_a_process_starts_only_after_its_data_folder_is_made()
    {
        await using var appHost = await AppHostModel.OfRunAsync("Stores=processes");
        var waits = appHost.Named("postgres").Annotations.OfType<WaitAnnotation>();

        Assert.Contains(
            waits,
            w => w.WaitType is WaitType.WaitForCompletion && w.Resource.Name is "postgres-initdb" && w.ExitCode == 0
        );
    }

    [Fact]
    public async Task Every_service_is_checked_and_has_a_link()
    {
        await using var appHost = await AppHostModel.OfRunAsync();

        Assert.All(
            s_services,
            name =>
            {
                Assert.NotEmpty(appHost.Named(name).Annotations.OfType<HealthCheckAnnotation>());
                Assert.NotEmpty(appHost.Named(name).Annotations.OfType<ResourceUrlsCallbackAnnotation>());
            }
        );
    }

    [Theory]
    [InlineData(
        "mock",
        new[] { "advance-clock", "calm-down", "place-prepaid-order", "place-standard-order", "storm-platform" }
    )]
    [InlineData("console", new[] { "reconcile", "replay-dead-letters" })]
    public async Task Commands_are_offered_on_the_resource_that_carries_them_out(string resource, string[] commands)
    {
        await using var appHost = await AppHostModel.OfRunAsync();
        var offered = appHost.Named(resource).Annotations.OfType<ResourceCommandAnnotation>().Select(c => c.Name);

        Assert.Equal(
            commands,
            offered.Intersect(commands, StringComparer.Ordinal).Order(StringComparer.Ordinal),
            StringComparer.Ordinal
        );
    }

    [Fact]
    public async Task Replicas_are_configurable()
    {
        await using var appHost = await AppHostModel.OfRunAsync("Replicas:Worker=3");

        Assert.Equal(3, appHost.Named("worker").GetReplicaCount());
        Assert.Equal(1, appHost.Named("webhooks").GetReplicaCount());
    }

    [Theory]
    [InlineData("recharge-client-secret")]
    [InlineData("recharge-access-token")]
    [InlineData("platform-api-key")]
    public async Task Secret_is_secret_described_and_has_a_value_for_development(string name)
    {
        await using var appHost = await AppHostModel.OfRunAsync();
        var parameter = Assert.IsType<ParameterResource>(appHost.Named(name), exactMatch: false);

        Assert.True(parameter.Secret);
        Assert.NotEmpty(parameter.Description!);
        Assert.StartsWith("dev-", await parameter.GetValueAsync(CancellationToken.None), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_shape_of_the_stores_is_refused_and_says_which_there_are()
    {
        await using var appHost = await AppHostModel.OfRunAsync("Stores=clouds");

        Assert.Contains(
            appHost.Problems(),
            problem => problem.Contains("containers or processes", StringComparison.Ordinal)
        );
    }
}
