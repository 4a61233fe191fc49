namespace Hitl.Client.Catalogs;

/// <summary>One action of the catalog.</summary>
public sealed record ActionView
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>In words.</summary>
    public required string Title { get; init; }

    /// <summary>Risk class.</summary>
    public required string Risk { get; init; }

    /// <summary>Reversibility class.</summary>
    public required string Reversibility { get; init; }

    /// <summary>False: switched off.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Whether a request carries an amount.</summary>
    public bool HasAmount { get; init; }

    /// <summary>The parameters, each as <c>name: kind</c> with its limits.</summary>
    public IReadOnlyList<string> Parameters { get; init; } = [];

    /// <summary>Rules in the order written.</summary>
    public IReadOnlyList<RuleLine> Rules { get; init; } = [];

    /// <summary>What happens when no rule covers a request: <c>refuse</c> or <c>ask</c> and the path.</summary>
    public required string Gap { get; init; }

    /// <summary>Paths of people.</summary>
    public IReadOnlyList<PathView> Paths { get; init; } = [];

    /// <summary>What runs, in order.</summary>
    public IReadOnlyList<StepLine> Steps { get; init; } = [];
}
