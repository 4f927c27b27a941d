using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.Http.Resilience;

/// <summary>Each value alone, as Polly checks it when a pipeline is built, and the rules that join two values.</summary>
internal sealed class StandardResilienceValidator(string name) : IValidateOptions<HttpStandardResilienceOptions>
{
    public ValidateOptionsResult Validate(string? optionsName, HttpStandardResilienceOptions options)
    {
        if (!string.Equals(optionsName, name, StringComparison.Ordinal))
        {
            return ValidateOptionsResult.Skip;
        }

        var failures = new List<string>();
        if (options.TotalRequestTimeout.Timeout <= options.AttemptTimeout.Timeout)
        {
            failures.Add(
                $"The total request timeout ({options.TotalRequestTimeout.Timeout}) must exceed the attempt timeout ({options.AttemptTimeout.Timeout}).");
        }

        if (options.CircuitBreaker.SamplingDuration < options.AttemptTimeout.Timeout * 2)
        {
            failures.Add(
                $"The sampling duration of the circuit breaker ({options.CircuitBreaker.SamplingDuration}) must be at least twice the attempt timeout ({options.AttemptTimeout.Timeout}).");
        }

        try
        {
            new StandardPipeline(options).Dispose();
        }
        catch (ValidationException e)
        {
            failures.Add(e.Message);
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
