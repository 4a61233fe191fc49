namespace Hitl.Client.Requests;

/// <summary>Which requests to list. Agents see their own only, whatever they ask for.</summary>
public sealed record RequestQuery
{
    /// <summary>States to include, in wire spelling; empty for all.</summary>
    public IReadOnlyList<string> States { get; init; } = [];

    /// <summary>Only requests of this actor; people only.</summary>
    public string? Actor { get; init; }

    /// <summary>Only requests whose open stage asks the caller, who has not decided.</summary>
    public bool AsksMe { get; init; }

    /// <summary>From <see cref="RequestPage.Next"/>.</summary>
    public string? Cursor { get; init; }

    /// <summary>Default 50; 1 to 200.</summary>
    public int Limit { get; init; } = 50;
}
