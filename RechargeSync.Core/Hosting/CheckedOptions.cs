using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace RechargeSync.Core.Hosting;

/// <summary>Options that are bound to a section of the configuration and checked before anything starts.</summary>
internal static class CheckedOptions
{
    /// <summary>Binds a section; a value out of its range stops the start with a message that names its key.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="section">The section's name.</param>
    /// <param name="ranges">Checks the options' attributes; generated.</param>
    public static OptionsBuilder<TOptions> AddCheckedOptions<TOptions>(
        this IServiceCollection services,
        string section,
        IValidateOptions<TOptions> ranges
    )
        where TOptions : class
    {
        services.AddSingleton<IValidateOptions<TOptions>>(new SectionValidation<TOptions>(section, ranges));
        return services.AddOptions<TOptions>().BindConfiguration(section).ValidateOnStart();
    }
}

/// <summary>
/// Names a value by its key, which the configuration knows it by: a generated check says "Member: The field
/// Options.Member must be …", whatever message its attribute has.
/// </summary>
internal sealed class SectionValidation<TOptions>(string section, IValidateOptions<TOptions> ranges)
    : IValidateOptions<TOptions>
    where TOptions : class
{
    public ValidateOptionsResult Validate(string? name, TOptions options) =>
        ranges.Validate(name, options) is { Failed: true, Failures: { } problems }
            ? ValidateOptionsResult.Fail(problems.Select(Named))
            : ValidateOptionsResult.Success;

    private string Named(string problem)
    {
        var member = problem.IndexOf(": ", StringComparison.Ordinal);
        var rule = problem.IndexOf(" must ", StringComparison.Ordinal);
        return member > 0 && rule > member ? $"{section}:{problem[..member]}{problem[rule..]}" : $"{section}:{problem}";
    }
}
