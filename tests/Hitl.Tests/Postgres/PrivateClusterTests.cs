using System.Diagnostics;
using Hitl.Postgres.Clusters;
using Npgsql;

namespace Hitl.Tests.Postgres;

public sealed class PrivateClusterTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("hitl-tests-cluster-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private PrivateClusterOptions Options => new(Path.Combine(_root, "postgres"), IsThrowaway: true);

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task A_cluster_survives_kill_nine_of_its_server_and_comes_back_on_the_same_port()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable(PrivateCluster.Variable) is { Length: > 0 }, "HITL_POSTGRES names a server to be left alone.");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(_root, File.GetUnixFileMode(_root) | UnixFileMode.OtherExecute);
        await using var first = await PrivateCluster.StartAsync(Options, Cancel);
        await PostgresCluster.ExecuteAsync(first.AdminConnectionString, "create table kept as select 42 as answer");
        using (var server = Process.GetProcessById(int.Parse((await File.ReadAllLinesAsync(Path.Combine(_root, "postgres", "data", "postmaster.pid"), Cancel))[0], null)))
        {
            server.Kill();
            await server.WaitForExitAsync(Cancel);
        }

        await using var second = await PrivateCluster.StartAsync(Options, Cancel);

        Assert.Equal(first.AdminConnectionString, second.AdminConnectionString);
        await using var connection = new NpgsqlConnection(second.AdminConnectionString);
        await connection.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand("select answer from kept", connection);
        Assert.Equal(42, await command.ExecuteScalarAsync(Cancel));
    }

    [Fact]
    public async Task A_running_cluster_is_taken_over_and_its_password_is_readable_by_its_owner_only()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable(PrivateCluster.Variable) is { Length: > 0 }, "HITL_POSTGRES names a server to be left alone.");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(_root, File.GetUnixFileMode(_root) | UnixFileMode.OtherExecute);
        await using var first = await PrivateCluster.StartAsync(Options, Cancel);

        await using var second = await PrivateCluster.StartAsync(Options, Cancel);

        Assert.Equal(first.AdminConnectionString, second.AdminConnectionString);
        Assert.Contains("127.0.0.1", second.AdminConnectionString, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_root, "postgres", "password")));
        var refused = new NpgsqlConnectionStringBuilder(second.AdminConnectionString) { Password = "guessed", Pooling = false }.ConnectionString;
        await Assert.ThrowsAsync<PostgresException>(() => PostgresCluster.ExecuteAsync(refused, "select 1"));
    }

    [Fact]
    public async Task A_cluster_asked_for_where_the_server_cannot_reach_is_kept_elsewhere_and_linked()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess && OperatingSystem.IsLinux(), "Only root asks on behalf of another user.");
        Assert.SkipWhen(Environment.GetEnvironmentVariable(PrivateCluster.Variable) is { Length: > 0 }, "HITL_POSTGRES names a server to be left alone.");
        var asked = new PrivateClusterOptions(Path.Combine(_root, "not-there-yet", "postgres"), IsThrowaway: true);

        await using (var cluster = await PrivateCluster.StartAsync(asked, Cancel))
            await PostgresCluster.ExecuteAsync(cluster.AdminConnectionString, "select 1");

        var kept = new DirectoryInfo(asked.Directory).LinkTarget;
        Assert.NotNull(kept);
        Assert.True(File.Exists(Path.Combine(asked.Directory, "data", "PG_VERSION")));
        Directory.Delete(kept, recursive: true);
    }
}
