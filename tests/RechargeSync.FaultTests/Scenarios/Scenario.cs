using RechargeSync.FaultTests.Auditing;
using RechargeSync.FaultTests.Running;

namespace RechargeSync.FaultTests.Scenarios;

/// <summary>One way in which the world fails.</summary>
internal abstract class Scenario
{
    public abstract string Name { get; }

    /// <summary>The machine that it needs.</summary>
    public virtual BedKind Bed => BedKind.Usual;

    /// <summary>Workers that it begins with.</summary>
    public virtual int Workers => 2;

    /// <summary>Orders in the short form; the long form takes at least a thousand.</summary>
    public virtual int ShortOrders => 80;

    public virtual Tolerance Tolerance => Tolerance.None;

    /// <summary>
    /// Brings the fault about under load, and ends once it is over and every delivery has been accepted.
    /// </summary>
    public abstract Task RunAsync(Run run, CancellationToken cancellationToken);
}
