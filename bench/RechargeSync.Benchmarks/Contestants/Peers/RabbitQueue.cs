using System.Globalization;
using System.Net.Sockets;
using RechargeSync.Benchmarks.Measuring;
using RechargeSync.Benchmarks.Rig;
using RechargeSync.Testing;

namespace RechargeSync.Benchmarks.Contestants.Peers;

/// <summary>A real RabbitMQ on loopback, with all that it keeps in the rig's directory.</summary>
internal sealed class RabbitQueue : IPeerQueue
{
    private const string Programs = "/usr/lib/rabbitmq/bin";
    private static readonly TimeSpan s_start = TimeSpan.FromSeconds(90);

    private readonly string _home;
    private readonly int _port;
    private readonly Dictionary<string, string> _environment;
    private Child? _server;

    private RabbitQueue(string home, int port, int mapper, int distribution)
    {
        (_home, _port) = (home, port);
        _environment = new(StringComparer.Ordinal)
        {
            ["HOME"] = home,
            ["RABBITMQ_CONF_ENV_FILE"] = "/dev/null",
            ["RABBITMQ_NODENAME"] = string.Create(CultureInfo.InvariantCulture, $"bench{port}@localhost"),
            ["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1",
            ["RABBITMQ_NODE_PORT"] = port.ToString(CultureInfo.InvariantCulture),
            ["RABBITMQ_DIST_PORT"] = distribution.ToString(CultureInfo.InvariantCulture),
            ["RABBITMQ_MNESIA_BASE"] = Path.Combine(home, "data"),
            ["RABBITMQ_LOG_BASE"] = Path.Combine(home, "log"),
            ["RABBITMQ_PID_FILE"] = Path.Combine(home, "pid"),
            ["RABBITMQ_CONFIG_FILE"] = Path.Combine(home, "rabbitmq"),
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(home, "plugins"),
            ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1}",
            ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
            ["ERL_EPMD_PORT"] = mapper.ToString(CultureInfo.InvariantCulture),
        };
    }

    public KeyValuePair<string, string>? Address =>
        new("RABBIT_URL", string.Create(CultureInfo.InvariantCulture, $"amqp://guest:guest@127.0.0.1:{_port}/"));

    public static async Task<RabbitQueue> StartAsync(TestRig rig, CancellationToken cancellationToken)
    {
        if (!File.Exists(Path.Combine(Programs, "rabbitmq-server")))
        {
            throw new FileNotFoundException(
                $"RabbitMQ is not in {Programs}: install the package rabbitmq-server, and keep its service from starting."
            );
        }

        var home = Directory.CreateDirectory(Path.Combine(rig.LogDirectory, "rabbitmq")).FullName;
        await File.WriteAllTextAsync(Path.Combine(home, "plugins"), "[].", cancellationToken);
        var queue = new RabbitQueue(
            home,
            Testing.Processes.Programs.FreePort(),
            Testing.Processes.Programs.FreePort(),
            Testing.Processes.Programs.FreePort()
        );

        // Started here, the port mapper does not stay behind as a daemon.
        await rig.AddChildAsync(queue.Spec("epmd", "/usr/bin/epmd"), rig.AddLog("epmd"));
        queue._server = await rig.AddChildAsync(
            queue.Spec("rabbitmq", Path.Combine(Programs, "rabbitmq-server")),
            rig.AddLog("rabbitmq")
        );
        await Until.TrueAsync(queue.ListensAsync, "RabbitMQ listens", s_start, cancellationToken);
        return queue;
    }

    public Task<BrokerCounters> ReadAsync() =>
        Task.FromResult(new BrokerCounters(double.NaN, ProcessTime.Seconds(_server!.Id)));

    public async Task PurgeAsync(CancellationToken cancellationToken)
    {
        // Every queue there is: their names are the peer's own business.
        await Launcher.RunAsync(
            Spec(
                "purge",
                "/bin/bash",
                "-c",
                "for queue in $(\"$0\" -q list_queues --no-table-headers name); do \"$0\" -q purge_queue \"$queue\"; done",
                Path.Combine(Programs, "rabbitmqctl")
            ),
            cancellationToken
        );
    }

    private ChildSpec Spec(string name, string program, params IReadOnlyList<string> arguments) =>
        new(name, program, arguments, _home) { Environment = _environment };

    private async Task<bool> ListensAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", _port);

            // A broker that is still starting hangs up at once.
            await client.GetStream().WriteAsync("AMQP\0\0\u0009\u0001"u8.ToArray());
            return await client.GetStream().ReadAsync(new byte[1]) == 1;
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            return false;
        }
    }
}
