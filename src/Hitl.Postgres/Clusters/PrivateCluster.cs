namespace Hitl.Postgres.Clusters;

/// <summary>A PostgreSQL server of our own on a loopback port; or, when <c>HITL_POSTGRES</c> is set, the server it names, left alone.</summary>
public sealed class PrivateCluster : IAsyncDisposable
{
    private PrivateCluster(string adminConnectionString) => AdminConnectionString = adminConnectionString;

    /// <summary>Connection string of the superuser, database <c>postgres</c>.</summary>
    public string AdminConnectionString { get; }

    /// <summary>Whether we started it and may stop it; false for <c>HITL_POSTGRES</c>.</summary>
    public bool IsOurs => true;

    /// <summary>Starts the cluster in the directory, creating it the first time; takes over one that already runs there.</summary>
    /// <exception cref="ClusterException">It cannot be started; the message is one line that says what to do.</exception>
    public static Task<PrivateCluster> StartAsync(PrivateClusterOptions options, CancellationToken cancel) => throw new NotImplementedException();

    /// <summary>Stops the server if it is ours (fast shutdown: open transactions are rolled back).</summary>
    public Task StopAsync(CancellationToken cancel) => throw new NotImplementedException();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await StopAsync(CancellationToken.None);
}
