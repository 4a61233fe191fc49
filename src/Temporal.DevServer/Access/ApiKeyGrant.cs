namespace Temporal.DevServer.Access;

/// <summary>An API key and what its bearer may do.</summary>
public sealed record ApiKeyGrant
{
    /// <summary>The key, compared in constant time. Required, 1 or more characters.</summary>
    public required string Key { get; init; }

    /// <summary>What it allows. Default <see cref="ApiKeyRole.Admin"/>.</summary>
    public ApiKeyRole Role { get; init; } = ApiKeyRole.Admin;

    /// <summary>Task queues a <see cref="ApiKeyRole.Worker"/> may take tasks from. Default none named: any queue.</summary>
    public IReadOnlyList<string> TaskQueues { get; init; } = [];
}
