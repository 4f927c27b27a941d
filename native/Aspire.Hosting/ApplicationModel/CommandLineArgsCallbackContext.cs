namespace Aspire.Hosting.ApplicationModel;

/// <summary>What a callback that adds arguments works on.</summary>
public sealed class CommandLineArgsCallbackContext(IList<object> args, CancellationToken cancellationToken = default)
{
    /// <summary>The arguments; each is a text or an <see cref="IValueProvider"/>.</summary>
    public IList<object> Args { get; } = args;

    /// <summary>Signals that the application stops.</summary>
    public CancellationToken CancellationToken { get; } = cancellationToken;
}
