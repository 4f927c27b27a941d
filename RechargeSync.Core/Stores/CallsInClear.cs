using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace RechargeSync.Core.Stores;

/// <summary>
/// Stops the start, outside the environment Development, on an API of a store that would be called in clear.
/// </summary>
/// <param name="environment">Where the service runs.</param>
/// <param name="api">The API's key below its store.</param>
/// <param name="of">The API's settings.</param>
internal sealed class CallsInClear(IHostEnvironment environment, string api, Func<StoreOptions, EndpointOptions> of)
    : IValidateOptions<StoresOptions>
{
    public ValidateOptionsResult Validate(string? name, StoresOptions options)
    {
        var problems = options
            .SelectMany(pair => Problems($"{StoresOptions.Section}:{pair.Key}:{api}", of(pair.Value)))
            .ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private IEnumerable<string> Problems(string key, EndpointOptions endpoint) =>
        OutsideAddress.Problems(
            $"{key}:BaseUrl",
            endpoint.BaseUrl,
            endpoint.AllowHttp || environment.IsDevelopment(),
            $"{key}:AllowHttp"
        );
}
