namespace RechargeSync.Core.Recharge;

/// <summary>What a signature check found.</summary>
internal enum SignatureVerdict
{
    Valid,
    Missing,
    Malformed,
    Expired,
    Wrong,
}
