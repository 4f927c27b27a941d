namespace RechargeSync.Core.Stores;

/// <summary>Recharge's API versions. The parser accepts both shapes whatever a store is set to.</summary>
public enum ApiVersion
{
    /// <summary>Flat names, upper-case status, store-local times without offset.</summary>
    V202101,

    /// <summary>Nested names, lower-case status, UTC times.</summary>
    V202111,
}
