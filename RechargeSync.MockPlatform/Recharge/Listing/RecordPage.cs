using RechargeSync.MockPlatform.Recharge.Records;

namespace RechargeSync.MockPlatform.Recharge.Listing;

/// <summary>One page of a list, with the ways to its neighbours.</summary>
internal sealed record RecordPage(IReadOnlyList<RechargeRecord> Items, Cursor? Next, Cursor? Previous)
{
    public static RecordPage Of(IEnumerable<RechargeRecord> matches, ListRequest request, RecordKind kind)
    {
        var (sort, cursor) = (request.Sort, request.Cursor);
        var backwards = cursor is { Backwards: true };
        var descending = sort.Descending != backwards;
        if (cursor is not null)
        {
            matches = matches.Where(r => IsBeyond(sort.PositionOf(r), (cursor.Key, cursor.Id), descending));
        }

        var ordered = descending ? matches.OrderByDescending(sort.PositionOf) : matches.OrderBy(sort.PositionOf);
        var items = ordered.Skip((request.Page - 1) * request.Limit).Take(request.Limit + 1).ToList();
        var more = items.Count > request.Limit;
        if (more)
        {
            items.RemoveAt(request.Limit);
        }

        if (backwards)
        {
            items.Reverse();
        }

        var hasNext = backwards || more;
        var hasPrevious = backwards ? more : cursor is not null || request.Page > 1;
        return new RecordPage(
            items,
            hasNext && items.Count > 0 ? CursorAt(items[^1], backwards: false) : null,
            hasPrevious && items.Count > 0 ? CursorAt(items[0], backwards: true) : null
        );

        Cursor CursorAt(RechargeRecord record, bool backwards)
        {
            var (key, id) = sort.PositionOf(record);
            return new Cursor(kind, backwards, key, id, request.Query);
        }
    }

    private static bool IsBeyond((long Key, long Id) position, (long Key, long Id) mark, bool descending) =>
        descending ? position.CompareTo(mark) < 0 : position.CompareTo(mark) > 0;
}
