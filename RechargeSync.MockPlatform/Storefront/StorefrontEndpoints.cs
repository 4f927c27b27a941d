using System.Reflection;
using Microsoft.Net.Http.Headers;

namespace RechargeSync.MockPlatform.Storefront;

/// <summary>
/// The page for a person, at <c>/</c>. Its files are embedded, so it is there wherever the program starts.
/// </summary>
internal static class StorefrontEndpoints
{
    private const string Policy =
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; "
        + "base-uri 'none'; form-action 'none'";

    public static void MapStorefront(this WebApplication app)
    {
        Map(app, "/", "index.html", "text/html; charset=utf-8");
        Map(app, "/storefront.css", "storefront.css", "text/css; charset=utf-8");
        Map(app, "/storefront.js", "storefront.js", "text/javascript; charset=utf-8");
    }

    private static void Map(WebApplication app, string path, string file, string contentType)
    {
        var bytes = Read(file);
        app.MapGet(
            path,
            (HttpResponse response) =>
            {
                response.Headers[HeaderNames.ContentSecurityPolicy] = Policy;
                response.Headers[HeaderNames.XContentTypeOptions] = "nosniff";
                response.Headers[HeaderNames.CacheControl] = "no-cache";
                return TypedResults.Bytes(bytes, contentType);
            }
        );
    }

    private static byte[] Read(string file)
    {
        using var stream =
            Assembly.GetExecutingAssembly().GetManifestResourceStream("Storefront/" + file)
            ?? throw new InvalidOperationException($"The embedded file {file} is missing.");
        using var buffer = new MemoryStream();
        stream.CopyTo(buffer);
        return buffer.ToArray();
    }
}
