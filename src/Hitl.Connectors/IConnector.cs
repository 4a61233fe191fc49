using Hitl.Escalations.Execution;

namespace Hitl.Connectors;

/// <summary>A kind of target: what it promises, and how one is made. Derive the conformance suite of the tests for each, so that the promises are proven.</summary>
public interface IConnector
{
    /// <summary>What every target of this kind promises.</summary>
    ConnectorStatement Statement { get; }

    /// <summary>Makes one target. Nothing is sent yet.</summary>
    IActionTarget Create(ConnectorSite site);

    /// <summary>What is wrong with a target's options, as a sentence; null when nothing is. Asked before the host starts.</summary>
    string? Problem(TargetOptions options) => null;
}
