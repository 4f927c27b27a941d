namespace RechargeSync.Core.Admin.Contracts;

/// <summary>Are the surroundings all right: <c>GET /admin/v1/doctor</c>.</summary>
/// <param name="At">When it looked.</param>
/// <param name="Healthy">True where nothing failed; warnings may remain.</param>
/// <param name="Checks">Each look, in the order in which to mend them.</param>
public sealed record DoctorReport(DateTimeOffset At, bool Healthy, IReadOnlyList<DoctorCheck> Checks);
