namespace RechargeSync.Console.Doctor;

/// <summary><c>/admin/v1/doctor</c>.</summary>
internal static class DoctorEndpoints
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet(
                "/doctor",
                (Diagnostics diagnostics, CancellationToken cancellationToken) =>
                    diagnostics.RunAsync(cancellationToken)
            )
            .WithTags("Doctor")
            .WithSummary("Checks everything around us; each line says what to do.");
}
