using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.WebUtilities;
using RechargeSync.MockPlatform.Recharge.Access;
using RechargeSync.MockPlatform.Recharge.Records;
using RechargeSync.MockPlatform.State;

namespace RechargeSync.MockPlatform.Recharge.Listing;

/// <summary>Answers list calls: cursors in the body in 2021-11, a <c>Link</c> header in 2021-01.</summary>
internal sealed class RecordList(MockState state, RecordReader reader)
{
    public IResult Answer(RecordKind kind, RechargeCall call, HttpRequest http)
    {
        if (ListRequest.Read(http.Query, kind, call, out var errors) is not { } request)
        {
            return RechargeErrors.Invalid(errors);
        }

        var page = RecordPage.Of(Select(kind, call, request), request, kind);
        if (call.Version == ApiVersion.January2021 && Links(page, request, http) is { Length: > 0 } links)
        {
            http.HttpContext.Response.Headers.Link = links;
        }

        return new RawJson(StatusCodes.Status200OK, Body(kind, call.Version, page));
    }

    public IResult Count(RecordKind kind, RechargeCall call, HttpRequest http)
    {
        if (ListRequest.Read(http.Query, kind, call, out var errors) is not { } request)
        {
            return RechargeErrors.Invalid(errors);
        }

        var count = Select(kind, call, request).Count;
        return new RawJson(
            StatusCodes.Status200OK,
            JsonBytes.Write(writer =>
            {
                writer.WriteStartObject();
                writer.WriteNumber("count", count);
                writer.WriteEndObject();
            })
        );
    }

    private List<RechargeRecord> Select(RecordKind kind, RechargeCall call, ListRequest request)
    {
        var matches = state.Use(world => request.Filter.Select(world.Of(call.Store).Table(kind)));
        matches.RemoveAll(r => !reader.IsServed(r));
        return matches;
    }

    private static byte[] Body(RecordKind kind, ApiVersion version, RecordPage page) =>
        JsonBytes.Write(writer =>
        {
            writer.WriteStartObject();
            if (version == ApiVersion.November2021)
            {
                writer.WriteString("next_cursor", page.Next?.Encode());
                writer.WriteString("previous_cursor", page.Previous?.Encode());
            }

            writer.WriteStartArray(kind == RecordKind.Order ? "orders" : "charges");
            foreach (var item in page.Items)
            {
                writer.WriteRawValue(item.Render(version).Span, skipInputValidation: true);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        });

    private static string Links(RecordPage page, ListRequest request, HttpRequest http)
    {
        // Whoever counts pages is led on by page; everybody else by cursor, which misses nothing when the list changes.
        var byPage = http.Query.ContainsKey("page");
        var next =
            page.Next is null ? null
            : byPage ? PageUrl(request.Page + 1)
            : CursorUrl(page.Next);
        var previous =
            page.Previous is null ? null
            : byPage ? PageUrl(request.Page - 1)
            : CursorUrl(page.Previous);
        return string.Join(", ", new[] { Link(previous, "previous"), Link(next, "next") }.OfType<string>());

        string Base() => UriHelper.BuildAbsolute(http.Scheme, http.Host, http.PathBase, http.Path);
        string Limit() => request.Limit.ToString(CultureInfo.InvariantCulture);
        string CursorUrl(Cursor cursor) =>
            QueryHelpers.AddQueryString(
                Base(),
                new Dictionary<string, string?>(StringComparer.Ordinal)
                {
                    ["limit"] = Limit(),
                    ["cursor"] = cursor.Encode(),
                }
            );
        string PageUrl(int number) =>
            QueryHelpers.AddQueryString(
                Base() + (request.Query.Length > 0 ? "?" + request.Query : ""),
                new Dictionary<string, string?>(StringComparer.Ordinal)
                {
                    ["limit"] = Limit(),
                    ["page"] = number.ToString(CultureInfo.InvariantCulture),
                }
            );
    }

    private static string? Link(string? url, string relation) => url is null ? null : $"<{url}>; rel=\"{relation}\"";
}
