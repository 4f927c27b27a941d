namespace RechargeSync.Core.Http;

/// <summary>What a failed call allows.</summary>
internal enum CallFailureKind
{
    /// <summary>Nothing was tried, for want of room: come again at the given time.</summary>
    Deferred,

    /// <summary>Nothing happened on the other side; trying again may work.</summary>
    Transient,

    /// <summary>It may have happened: look before acting again.</summary>
    Ambiguous,

    /// <summary>Trying again cannot work without somebody's act.</summary>
    Permanent,
}
