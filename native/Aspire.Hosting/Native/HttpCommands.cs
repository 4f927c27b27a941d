using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Native;

/// <summary>Carries out commands that are HTTP calls, and writes them as lines for a terminal.</summary>
internal static class HttpCommands
{
    private static readonly HttpClient s_http = new();

    public static async Task<ExecuteCommandResult> ExecuteAsync(ResourceCommandAnnotation command, CancellationToken cancellationToken)
    {
        using var request = await command.CreateRequestAsync();
        try
        {
            using var response = await s_http.SendAsync(request, cancellationToken);
            return new ExecuteCommandResult
            {
                Success = response.IsSuccessStatusCode,
                Message = response.IsSuccessStatusCode ? null : $"{command.DisplayName}: the answer was {(int)response.StatusCode}.",
            };
        }
        catch (HttpRequestException exception)
        {
            return new ExecuteCommandResult { Success = false, Message = $"{command.DisplayName}: {exception.Message}" };
        }
    }

    /// <summary>A line that begins with what the command does and goes on with what to type for it.</summary>
    public static async Task<string> DescribeAsync(ResourceCommandAnnotation command)
    {
        using var request = await command.CreateRequestAsync();
        var headers = request.Headers.Concat(request.Content?.Headers ?? Enumerable.Empty<KeyValuePair<string, IEnumerable<string>>>())
            .Where(header => header.Key != "Content-Length")
            .Select(header => $" -H '{header.Key}: {string.Join(", ", header.Value)}'");
        var body = request.Content is null ? "" : $" -d '{await request.Content.ReadAsStringAsync()}'";
        return $"{command.DisplayName}: curl -X {request.Method} {request.RequestUri}{string.Concat(headers)}{body}";
    }
}
