using System.Text.Json.Serialization;

namespace Hitl.Governance.Coverage;

/// <summary>What is wrong with whom a stage would ask.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CoverageGapKind>))]
public enum CoverageGapKind
{
    /// <summary>Every stage of the path would be skipped: the request would be refused without anybody having seen it.</summary>
    Path,

    /// <summary>The stage would ask nobody: everybody is away and nobody covers.</summary>
    Nobody,

    /// <summary>Only people who took part in asking are there.</summary>
    RequesterOnly,

    /// <summary>Fewer people than the quorum needs, with everybody who covers.</summary>
    Quorum,

    /// <summary>Somebody of the role has no Slack user: only the console reaches them.</summary>
    ConsoleOnly,

    /// <summary>It is not known whether somebody of the role is there: a calendar cannot be read.</summary>
    Undetermined,

    /// <summary>Slack says that somebody's account is gone.</summary>
    Unreachable,

    /// <summary>Slack could not be asked about somebody.</summary>
    Unknown,
}
