using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Native;

/// <summary>Runs a Redis server from the program of this machine.</summary>
internal sealed class RedisRecipe(RedisResource server) : ProcessRecipe
{
    private static readonly string[] s_ordinary =
    [
        "WARNING", "oO0OoO", "Redis version", "Configuration loaded", "Server initialized", "User requested shutdown",
        "Received SIGTERM", "ready to exit",
    ];

    public override string ResourceType => "Redis";

    public override async Task<ProcessSpec> PrepareAsync(LaunchContext context, CancellationToken cancellationToken)
    {
        var program = await ProgramProvider.FindRedisAsync(context.Say, context.Clock, cancellationToken);
        var hasVolume = server.Annotations.OfType<DataVolume>().Any();
        var data = DataVolume.DirectoryOf(server, context);
        Directory.CreateDirectory(data);

        var password = await server.PasswordParameter.GetValueAsync(cancellationToken);

        // The password stands in a file, because everybody can read a process's arguments.
        var configuration = Path.Combine(context.Directory, "redis.conf");
        UnixFile.WritePrivate(configuration, string.Create(CultureInfo.InvariantCulture, $"""
            bind 127.0.0.1
            port {context.Ports.Values.First()}
            requirepass {password}
            dir {data}
            {(hasVolume ? "save 60 1" : "save \"\"")}
            daemonize no

            """));
        return new ProcessSpec(program, [configuration, .. context.Arguments]) { Environment = context.Environment };
    }

    public override async Task<string?> CheckAsync(LaunchContext context, CancellationToken cancellationToken)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", context.Ports.Values.First(), cancellationToken);
            await using var stream = client.GetStream();
            var password = await server.PasswordParameter.GetValueAsync(cancellationToken);
            await stream.WriteAsync(Encoding.UTF8.GetBytes($"AUTH {password}\r\nPING\r\n"), cancellationToken);
            using var reader = new StreamReader(stream);
            _ = await reader.ReadLineAsync(cancellationToken);
            var answer = await reader.ReadLineAsync(cancellationToken);
            return answer is "+PONG" ? null : answer ?? "no answer";
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            return exception.Message;
        }
    }

    // Redis marks its warnings with a hash sign, and with them some ordinary lines and hints about the kernel's settings.
    public override bool IsNotable(string line) =>
        line.Contains(" # ", StringComparison.Ordinal) && !s_ordinary.Any(o => line.Contains(o, StringComparison.Ordinal));
}
