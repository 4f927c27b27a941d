namespace RechargeSync.Core.Stores;

/// <summary>An HTTP API that we call.</summary>
public class EndpointOptions
{
    /// <summary>Absolute http or https address; a path in it is kept.</summary>
    public string BaseUrl { get; set; } = "";

    /// <summary>Time for one call. Default 10 seconds.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);
}
