using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Native;

/// <summary>What every instance needs.</summary>
internal sealed record InstanceServices(
    ResourceNotificationService Notifications, DependencyWaiter Waiter, IResourceOutput Output,
    DistributedApplicationExecutionContext ExecutionContext, RunDirectory RunDirectory, TimeProvider Clock);
