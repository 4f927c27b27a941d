namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value that is known once the application starts.</summary>
public interface IValueProvider
{
    /// <summary>Resolves the value.</summary>
    ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default);
}
