namespace RechargeSync.AppHost.Tests.Model;

/// <summary>What is published, as far as the packages that are always there tell it.</summary>
public sealed class DeploymentTests
{
    private static readonly string[] s_secrets = ["secret", "token", "key", "password"];

    [Fact]
    public async Task Neither_sandbox_nor_demo_is_deployed()
    {
        await using var appHost = await AppHostModel.OfPublishingAsync();

        Assert.Equal(
            ["console", "migrations", "webhooks", "worker"],
            appHost.Projects().Select(resource => resource.Name).Order(StringComparer.Ordinal),
            StringComparer.Ordinal
        );
    }

    [Fact]
    public async Task Only_webhooks_can_be_reached_from_outside()
    {
        await using var appHost = await AppHostModel.OfPublishingAsync();
        var external = appHost
            .Resources.Where(r => r.Annotations.OfType<EndpointAnnotation>().Any(e => e.IsExternal))
            .Select(r => r.Name);

        Assert.Equal(["webhooks"], external, StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("webhooks", "Liveness /alive", "Readiness /health")]
    [InlineData("console", "Liveness /alive", "Readiness /health")]
    [InlineData("worker", "Liveness /alive")]
    public async Task Service_is_probed(string service, params string[] probes)
    {
        await using var appHost = await AppHostModel.OfPublishingAsync();
#pragma warning disable ASPIREPROBES001 // Experimental; the product publishes them all the same.
        var published = appHost
            .Named(service)
            .Annotations.OfType<EndpointProbeAnnotation>()
            .Select(probe => $"{probe.Type} {probe.Path}");
#pragma warning restore ASPIREPROBES001

        Assert.Equal(probes, published.Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("webhooks")]
    [InlineData("worker")]
    [InlineData("console")]
    [InlineData("migrations")]
    public async Task Secrets_are_references_and_never_plain_text(string service)
    {
        await using var appHost = await AppHostModel.OfPublishingAsync();
        var environment = await appHost.EnvironmentOfAsync(service);

        // What a key may do is no secret.
        var secrets = environment.Where(variable =>
            s_secrets.Any(word => variable.Key.Contains(word, StringComparison.OrdinalIgnoreCase))
            && !variable.Key.EndsWith("__Role", StringComparison.Ordinal)
        );
        Assert.All(secrets, variable => Assert.Matches(@"^\{[a-z-]+\.[a-z.]+\}$", variable.Value));
        Assert.DoesNotContain(environment.Values, value => value.Contains("dev-", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("worker", "Stores__default__AccessToken", "{recharge-access-token.value}")]
    [InlineData("worker", "Stores__default__Platform__BaseUrl", "{platform-base-url.value}")]
    [InlineData("webhooks", "Stores__default__ClientSecrets__0", "{recharge-client-secret.value}")]
    [InlineData("webhooks", "Stores__default__TimeZone", "{store-time-zone.value}")]
    [InlineData("console", "Admin__Keys__operator__Hash", "{admin-key-hash.value}")]
    [InlineData("webhooks", "ConnectionStrings__redis", "{redis.connectionString}")]
    [InlineData("worker", "ConnectionStrings__redis", "{redis.connectionString}")]
    [InlineData("migrations", "Database__Roles__Ingress__Name", "rechargesync_ingress")]
    [InlineData("migrations", "Database__Roles__Ingress__Password", "{ingress-database-password.value}")]
    [InlineData("migrations", "Database__Roles__Worker__Password", "{worker-database-password.value}")]
    [InlineData("migrations", "Database__Roles__Console__Password", "{console-database-password.value}")]
    [InlineData("migrations", "ConnectionStrings__syncdb", "{syncdb.connectionString}")]
    public async Task Setting_comes_from_the_model(string service, string variable, string expected)
    {
        await using var appHost = await AppHostModel.OfPublishingAsync();

        Assert.Equal(expected, (await appHost.EnvironmentOfAsync(service))[variable]);
    }

    [Theory]
    [InlineData("webhooks", "ingress")]
    [InlineData("worker", "worker")]
    [InlineData("console", "console")]
    public async Task Service_comes_to_the_database_by_a_role_of_its_own_and_knows_no_other_password(
        string service,
        string role
    )
    {
        await using var appHost = await AppHostModel.OfPublishingAsync();
        var environment = await appHost.EnvironmentOfAsync(service);

        Assert.EndsWith(
            $";Username=rechargesync_{role};Password={{{role}-database-password.value}};Database=syncdb",
            environment["ConnectionStrings__syncdb"],
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(
            environment,
            variable => variable.Value.Contains("{postgres-password", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Ingress_has_a_second_replica()
    {
        await using var appHost = await AppHostModel.OfPublishingAsync();

        Assert.Equal(2, appHost.Named("webhooks").GetReplicaCount());
    }

    [Fact]
    public async Task People_who_are_named_have_a_key_each()
    {
        await using var appHost = await AppHostModel.OfPublishingAsync(
            "Admin:Keys:olga:Hash=0a",
            "Admin:Keys:olga:Role=operator",
            "Admin:Keys:vera:Hash=0b"
        );
        var environment = await appHost.EnvironmentOfAsync("console");

        Assert.Equal(
            [
                "Admin__Keys__olga__Hash=0a",
                "Admin__Keys__olga__Role=operator",
                "Admin__Keys__vera__Hash=0b",
                "Admin__Keys__vera__Role=viewer",
            ],
            environment
                .Where(variable => variable.Key.StartsWith("Admin__Keys__", StringComparison.Ordinal))
                .Select(variable => $"{variable.Key}={variable.Value}")
                .Order(StringComparer.Ordinal),
            StringComparer.Ordinal
        );
    }

    [Fact]
    public async Task Migrations_run_the_worker_with_their_own_argument()
    {
        await using var appHost = await AppHostModel.OfPublishingAsync();

        Assert.Equal(["migrate"], await appHost.ArgumentsOfAsync("migrations"), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Publishing_without_a_target_is_refused_and_says_what_to_set()
    {
        await using var appHost = await AppHostModel.OfPublishingAsync();

        Assert.Contains("DeployTarget=azure", Assert.Single(appHost.Problems()), StringComparison.Ordinal);
    }
}
