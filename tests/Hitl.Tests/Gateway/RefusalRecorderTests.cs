using Hitl.Escalations.Ids;
using Hitl.Escalations.Intake;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Requests;
using Hitl.Gateway.Problems;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hitl.Tests.Gateway;

public sealed class RefusalRecorderTests
{
    private readonly ManualTime _clock = new();
    private readonly Written _written = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Beyond_ten_a_minute_one_row_tells_how_many_there_were()
    {
        using var recorder = new RefusalRecorder(_written, _clock, NullLogger<RefusalRecorder>.Instance);
        foreach (var _ in Enumerable.Range(0, 1000)) await recorder.RecordAsync("auth.invalid", "nobody", null, "GET /v1/requests", Cancel);
        await recorder.RecordAsync("auth.role", "actor:support-bot", null, "GET /v1/ops/parked", Cancel);

        _clock.Forward(TimeSpan.FromMinutes(1));
        await recorder.FoldAsync(_clock.GetUtcNow(), Cancel);

        Assert.Equal(12, _written.Entries.Count);
        Assert.All(_written.Entries, entry => Assert.Equal(LedgerKinds.AttemptRefused, entry.Kind));
        Assert.Equal(990, _written.Entries[^1].Body["folded"]!.GetValue<int>());
        Assert.Equal("990 more attempts were refused within a minute: auth.invalid.", _written.Entries[^1].Summary);
    }

    [Fact]
    public async Task A_running_minute_is_not_folded_yet()
    {
        using var recorder = new RefusalRecorder(_written, _clock, NullLogger<RefusalRecorder>.Instance);
        foreach (var _ in Enumerable.Range(0, 20)) await recorder.RecordAsync("auth.invalid", "nobody", null, "GET /", Cancel);

        await recorder.FoldAsync(_clock.GetUtcNow(), Cancel);

        Assert.Equal(10, _written.Entries.Count);
    }

    private sealed class Written : IRequestIntake
    {
        public List<LedgerEntry> Entries { get; } = [];

        public Task RecordAsync(LedgerEntry entry, CancellationToken cancel)
        {
            Entries.Add(entry);
            return Task.CompletedTask;
        }

        public Task<IntakeReceipt> SubmitAsync(ActionRequest request, string key, string bodyHash, LedgerEntry entry, CancellationToken cancel, LedgerEntry? also = null) => throw new NotSupportedException();

        public Task<StoredRequest?> WithdrawAsync(RequestId id, string reason, LedgerEntry entry, CancellationToken cancel) => throw new NotSupportedException();

        public Task<int> OpenCountAsync(ActorId actor, CancellationToken cancel) => throw new NotSupportedException();
    }
}
