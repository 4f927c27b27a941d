namespace RechargeSync.MockPlatform.Recharge;

/// <summary>The two versions of Recharge's API; they differ in names, nesting, case and time format.</summary>
internal enum ApiVersion
{
    /// <summary><c>2021-01</c>: flat names, upper-case status, store-local times without offset.</summary>
    January2021,

    /// <summary><c>2021-11</c>: nested names, lower-case status, UTC times with offset.</summary>
    November2021,
}
