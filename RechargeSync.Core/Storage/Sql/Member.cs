using System.Reflection;

namespace RechargeSync.Core.Storage.Sql;

/// <summary>One property of a row, or of the work that stands in the row's own table, as two delegates.</summary>
internal sealed record Member<TRow, TValue>(Func<TRow, TValue> Get, Action<TRow, TValue> Set)
{
    /// <param name="property">The property.</param>
    /// <param name="work">The row's property that holds the work, where the property is one of that.</param>
    public static Member<TRow, TValue> Of(PropertyInfo property, PropertyInfo? work)
    {
        if (work is null)
        {
            return new(Getter<TRow>(property), Setter<TRow>(property));
        }

        var (find, get, set) = (
            work.GetMethod!.CreateDelegate<Func<TRow, WorkItem>>(),
            Getter<WorkItem>(property),
            Setter<WorkItem>(property)
        );
        return new(row => get(find(row)), (row, value) => set(find(row), value));
    }

    private static Func<THolder, TValue> Getter<THolder>(PropertyInfo property) =>
        property.GetMethod!.CreateDelegate<Func<THolder, TValue>>();

    private static Action<THolder, TValue> Setter<THolder>(PropertyInfo property) =>
        property.SetMethod!.CreateDelegate<Action<THolder, TValue>>();
}
