using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using RechargeSync.Core.Storage;

namespace RechargeSync.Console.Access;

/// <summary>
/// Sign-ins, as rows that every Console sees. One ends with its key, by signing out, without a call for
/// <see cref="AdminOptions.SessionLifetime"/>, and in any case after <see cref="AdminOptions.SessionLimit"/>.
/// </summary>
internal sealed class Sessions(
    IDbContextFactory<SyncDbContext> contexts,
    ApiKeys keys,
    IOptions<AdminOptions> options,
    TimeProvider clock
)
{
    private const int TokenBytes = 32;
    private const int LongestToken = 100;

    // A page makes several calls at once: one note a minute is enough to know that it is used.
    private static readonly TimeSpan s_noteEach = TimeSpan.FromMinutes(1);

    /// <summary>Begins a session; returns its token, which is kept nowhere here.</summary>
    public async Task<string> BeginAsync(ApiKey key, CancellationToken cancellationToken)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        var now = clock.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.Sessions.Add(
            new SessionRow
            {
                TokenHash = Hash(token),
                Name = key.Name,
                KeyHash = key.Hash,
                SignedInAt = now,
                SeenAt = now,
            }
        );
        await context.SaveChangesAsync(cancellationToken);

        // Whoever signs in clears away what is over; nothing else has to.
        var oldest = now - options.Value.SessionLimit;
        await context.Sessions.Where(row => row.SignedInAt < oldest).ExecuteDeleteAsync(cancellationToken);
        return token;
    }

    /// <summary>Whose session it is; null where there is none, or it is over.</summary>
    /// <param name="token">As the browser sent it.</param>
    /// <param name="isUse">Whether this counts as a call that keeps the session alive.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    public async Task<ApiKey?> FindAsync(string token, bool isUse, CancellationToken cancellationToken)
    {
        if (token.Length is 0 or > LongestToken)
        {
            return null;
        }

        var hash = Hash(token);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await context
            .Sessions.AsNoTracking()
            .SingleOrDefaultAsync(row => row.TokenHash == hash, cancellationToken);
        var now = clock.GetUtcNow();
        if (
            found is null
            || now - found.SignedInAt >= options.Value.SessionLimit
            || now - found.SeenAt >= options.Value.SessionLifetime
            || keys.Find(found.Name, found.KeyHash) is not { } key
        )
        {
            return null;
        }

        if (isUse && now - found.SeenAt >= s_noteEach)
        {
            await context
                .Sessions.Where(row => row.TokenHash == hash)
                .ExecuteUpdateAsync(row => row.SetProperty(one => one.SeenAt, now), cancellationToken);
        }

        return key;
    }

    /// <summary>Ends a session.</summary>
    public async Task EndAsync(string token, CancellationToken cancellationToken)
    {
        var hash = Hash(token);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Sessions.Where(row => row.TokenHash == hash).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>Ends every session of a key's name, on whatever machine it was begun.</summary>
    public async Task EndAllAsync(string name, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Sessions.Where(row => row.Name == name).ExecuteDeleteAsync(cancellationToken);
    }

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
