namespace RechargeSync.MockPlatform.Faults;

/// <summary>The dials as they stand.</summary>
internal sealed class FaultDials
{
    private FaultSettings _current = FaultSettings.None;

    public FaultSettings Current => Volatile.Read(ref _current);

    public void Set(FaultSettings settings) => Volatile.Write(ref _current, settings);
}
