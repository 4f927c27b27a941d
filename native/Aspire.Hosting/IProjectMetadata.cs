namespace Aspire.Hosting;

/// <summary>Says where a project that AppHost runs is found; generated for each project reference of AppHost.</summary>
public interface IProjectMetadata
{
    /// <summary>Full path of the project file.</summary>
    string ProjectPath { get; }
}
