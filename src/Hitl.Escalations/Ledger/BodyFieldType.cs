namespace Hitl.Escalations.Ledger;

/// <summary>What the value of a field of a ledger row's body is.</summary>
public enum BodyFieldType
{
    /// <summary>A string.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Number,

    /// <summary>True or false.</summary>
    Flag,

    /// <summary>A moment, ISO 8601, UTC.</summary>
    Moment,

    /// <summary>A list.</summary>
    List,

    /// <summary>An object of its own.</summary>
    Members,
}
