using Npgsql;

namespace Hitl.EndToEndTests.Processes;

/// <summary>A database of its own for the workflow engine, on the cluster of the test.</summary>
internal static class EngineDatabase
{
    public static async Task<string> CreateAsync(string admin, CancellationToken cancel)
    {
        await using var source = NpgsqlDataSource.Create(admin);
        await using var create = source.CreateCommand("create database hitl_temporal");
        await create.ExecuteNonQueryAsync(cancel);
        return new NpgsqlConnectionStringBuilder(admin) { Database = "hitl_temporal" }.ConnectionString;
    }
}
