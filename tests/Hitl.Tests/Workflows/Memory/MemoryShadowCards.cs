using Hitl.Escalations.Cards;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Stages;

namespace Hitl.Tests.Workflows.Memory;

/// <summary>Who was shown a shadow, in memory.</summary>
internal sealed class MemoryShadowCards : IShadowCards
{
    public List<(RequestId Request, string Stage, IReadOnlyList<AskedPerson> People)> Shown { get; } = [];

    public Task ShowAsync(RequestId request, StageDefinition stage, IReadOnlyList<AskedPerson> people, LedgerEntry entry, CancellationToken cancel)
    {
        lock (Shown) Shown.Add((request, stage.Name, people));
        return Task.CompletedTask;
    }
}
