using JasperFx;
using JasperFx.CodeGeneration;
using JasperFx.Core;
using Npgsql;
using Wolverine;
using Wolverine.Postgresql;

namespace WolverinePeer;

/// <summary>What both sides have in common: messages in Postgres, and the queue between the two.</summary>
internal static class Messaging
{
    public const string Queue = "orders";

    /// <param name="options">Of one side.</param>
    /// <param name="database">Its pool.</param>
    /// <param name="schema">
    /// Of its own: the two are applications of their own, with only the queue between them.
    /// </param>
    public static void UsePostgres(this WolverineOptions options, NpgsqlDataSource database, string schema)
    {
        options.ApplicationAssembly = typeof(Messaging).Assembly;
        options.CodeGeneration.TypeLoadMode = TypeLoadMode.Static;
        options
            .PersistMessagesWithPostgresql(database, schema)
            .EnableMessageTransport(transport =>
            {
                transport.TransportSchemaName("queues");
                if (Environment.GetEnvironmentVariable("QUEUE_NOTIFICATIONS") != "off")
                {
                    transport.EnableQueueNotifications();
                }
            });

        // Every look at the queue reads all messages of the inbox, those that were handled included.
        options.Durability.KeepAfterMessageHandling = 30.Seconds();
        options.Durability.HandledMessageCleanupPollingTime = 10.Seconds();

        // Made beforehand by the role "tables".
        options.AutoBuildMessageStorageOnStartup = AutoCreate.None;

        // Nobody reads them.
        options.Durability.DurabilityMetricsEnabled = false;
    }
}
