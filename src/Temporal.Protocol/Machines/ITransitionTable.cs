namespace Temporal.Protocol.Machines;

/// <summary>What tests read of a table, whatever its states are.</summary>
internal interface ITransitionTable
{
    string Name { get; }

    /// <summary>Every row as text, and whether it was taken since the process began.</summary>
    IReadOnlyList<(string Row, bool IsTaken)> Rows { get; }

    /// <summary>What was done though no row says so.</summary>
    IReadOnlyList<string> Unlisted { get; }
}
