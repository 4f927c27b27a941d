namespace RechargeSync.Core.Storage;

/// <summary>
/// The schema is not up to date. The message is one line for the operator: which migration failed, and why.
/// </summary>
internal sealed class MigrationFailedException(string message, Exception? cause = null) : Exception(message, cause);
