namespace Temporalio.Common;

/// <summary>Something that is measured.</summary>
public abstract class Metric
{
    private protected Metric(string name, string? unit, string? description)
    {
        Name = name;
        Unit = unit;
        Description = description;
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Its unit, if given.</summary>
    public string? Unit { get; }

    /// <summary>What it means, if given.</summary>
    public string? Description { get; }
}
