using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Hitl.Postgres;

/// <summary>Registers the PostgreSQL adapters.</summary>
public static class PostgresServices
{
    /// <summary>Adds every store and query over role <c>hitl_app</c>, with options from <c>Hitl:Postgres</c> validated on start.</summary>
    public static IServiceCollection AddHitlPostgres(this IServiceCollection services, IConfiguration configuration) =>
        throw new NotImplementedException();

    /// <summary>Adds the sealer of the ledger as a background service; several processes may run it, one at a time seals.</summary>
    public static IServiceCollection AddHitlSealer(this IServiceCollection services) => throw new NotImplementedException();
}
