namespace Hitl.Client.Requests;

/// <summary>A person's wish that the open stage waits longer, bound to what was shown.</summary>
public sealed record ExtendBody
{
    /// <summary>The digest of the consent record that was shown (<see cref="RequestView.Digest"/>).</summary>
    public required string Digest { get; init; }

    /// <summary>The revision that was shown.</summary>
    public required int Revision { get; init; }

    /// <summary>Ordinal of the stage that was shown.</summary>
    public required int Stage { get; init; }

    /// <summary>Which extension it is to be, from 1: one more than <see cref="StageExtensionView.Used"/>. Asked for twice, it counts once.</summary>
    public required int Extension { get; init; }
}
