using Hitl.Escalations.Execution;

namespace Hitl.Escalations.Drills;

/// <summary>The sandbox beside a real target.</summary>
public interface ISandboxTargets
{
    /// <summary>Finds the sandbox of a target and its host; null when none is configured.</summary>
    (IActionTarget Target, string Host)? Find(string target);
}
