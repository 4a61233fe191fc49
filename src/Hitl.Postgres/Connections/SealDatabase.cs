namespace Hitl.Postgres.Connections;

/// <summary>The connection of role <c>hitl_seal</c>, told apart from the application's by its type.</summary>
internal sealed class SealDatabase(Database database) : IAsyncDisposable
{
    public Database Database { get; } = database;

    public ValueTask DisposeAsync() => Database.DisposeAsync();
}
