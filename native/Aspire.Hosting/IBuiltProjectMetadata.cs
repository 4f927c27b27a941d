namespace Aspire.Hosting;

/// <summary>What the native stack needs beyond <see cref="IProjectMetadata"/>: the assembly that the build made.</summary>
public interface IBuiltProjectMetadata : IProjectMetadata
{
    /// <summary>Full path of the project's built assembly.</summary>
    string TargetPath { get; }
}
