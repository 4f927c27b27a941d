using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;
using RechargeSync.Core.Storage;

namespace RechargeSync.Console.Access;

/// <summary>
/// Keeps the keys of forms and notices in Postgres, so that a form that one Console has shown is taken by another.
/// </summary>
internal sealed class FormKeys(IDbContextFactory<SyncDbContext> contexts, TimeProvider clock) : IXmlRepository
{
    private const long LockKey = 0x466F726D4B657973;

    // Of Consoles that start together the first one's key stands: each looks again after it has stored its own.
    private static readonly TimeSpan s_together = TimeSpan.FromMinutes(1);

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var context = contexts.CreateDbContext();
        return [.. context.FormKeys.OrderBy(row => row.Id).Select(row => row.Xml).AsEnumerable().Select(Parse)];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var context = contexts.CreateDbContext();
        using var transaction = context.Database.BeginTransaction();
        context.Database.ExecuteSql($"SELECT pg_advisory_xact_lock({LockKey})");
        var now = clock.GetUtcNow();
        var recent = now - s_together;
        if (!context.FormKeys.Any(row => row.CreatedAt > recent))
        {
            context.FormKeys.Add(
                new FormKeyRow { Xml = element.ToString(SaveOptions.DisableFormatting), CreatedAt = now }
            );
            context.SaveChanges();
        }

        transaction.Commit();
    }

    private static XElement Parse(string xml) => XElement.Parse(xml);
}
