using Npgsql;

namespace Hitl.Local;

/// <summary>The workflow engine's own database on the cluster of the product: nothing of ours is in it, and it could be elsewhere.</summary>
public static class EngineDatabase
{
    private const string Name = "hitl_temporal";

    /// <summary>Makes the database unless it is there; the connection string to it.</summary>
    /// <param name="admin">Connection string of a role that may create databases.</param>
    /// <param name="cancel">Stops waiting.</param>
    public static async Task<string> EnsureAsync(string admin, CancellationToken cancel)
    {
        await using var source = NpgsqlDataSource.Create(admin);
        await using var exists = source.CreateCommand($"select count(*) from pg_database where datname = '{Name}'");
        if ((long)(await exists.ExecuteScalarAsync(cancel))! == 0)
        {
            await using var create = source.CreateCommand($"create database {Name}");
            await create.ExecuteNonQueryAsync(cancel);
        }

        return new NpgsqlConnectionStringBuilder(admin) { Database = Name }.ConnectionString;
    }
}
