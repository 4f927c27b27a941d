using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace RechargeSync.Core.Storage;

/// <summary>
/// Runs what it is given once. The context's own strategy repeats nothing meanwhile, since EF leaves that to the
/// outermost one.
/// </summary>
internal sealed class OneTry(DbContext context)
    : ExecutionStrategy(context, maxRetryCount: 0, maxRetryDelay: TimeSpan.Zero)
{
    protected override bool ShouldRetryOn(Exception exception) => false;
}
