using Microsoft.EntityFrameworkCore;

namespace RechargeSync.ServiceDefaults.Tests;

internal sealed class EmptyContext(DbContextOptions<EmptyContext> options) : DbContext(options);
