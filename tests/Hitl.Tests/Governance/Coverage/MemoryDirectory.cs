using Hitl.Escalations.Stages;

namespace Hitl.Tests.Governance.Coverage;

/// <summary>The chat's directory, as far as a test says; it does not answer for anybody else.</summary>
internal sealed class MemoryDirectory : IPeopleDirectory
{
    public Dictionary<string, DirectoryFinding> Found { get; } = [];

    /// <summary>Who was asked about, in order.</summary>
    public List<string> Asked { get; } = [];

    public Task<DirectoryFinding> FindAsync(string surfaceUser, CancellationToken cancel)
    {
        Asked.Add(surfaceUser);
        return Task.FromResult(Found.GetValueOrDefault(surfaceUser, new(DirectoryAnswer.Undetermined)));
    }
}
