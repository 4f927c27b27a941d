using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Native;

/// <summary>A directory whose data outlives the run.</summary>
internal sealed record DataVolume(string Path) : IResourceAnnotation
{
    public static DataVolume For<T>(IResourceBuilder<T> builder, string? name, bool isReadOnly)
        where T : IResource
    {
        if (isReadOnly)
        {
            throw new NotSupportedException("A read-only volume is not supported on the native stack.");
        }

        // Root's home is closed to the user that Postgres runs as.
        var parent = Posix.IsRoot
            ? "/var/lib"
            : Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create);
        var volume = name ?? $"{builder.ApplicationBuilder.Environment.ApplicationName}-{builder.Resource.Name}-data".ToLowerInvariant();
        return new DataVolume(System.IO.Path.Combine(parent, "aspire-native", volume));
    }

    /// <summary>The directory of a resource's data: its volume, or else a directory of this run.</summary>
    public static string DirectoryOf(IResource resource, LaunchContext context) =>
        resource.Annotations.OfType<DataVolume>().LastOrDefault()?.Path ?? context.Directory;
}
