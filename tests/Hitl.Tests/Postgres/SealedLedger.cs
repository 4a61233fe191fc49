using Hitl.Escalations.Intake;
using Hitl.Escalations.Ledger;
using Hitl.Postgres.Ledger;
using Hitl.Proof;
using Microsoft.Extensions.DependencyInjection;

namespace Hitl.Tests.Postgres;

/// <summary>Seals a test database step by step, as the background service would.</summary>
internal static class SealedLedger
{
    public static Task AppendAsync(PostgresDatabase database, int rows) =>
        Task.WhenAll(Enumerable.Range(0, rows).Select(n => database.Get<IRequestIntake>().RecordAsync(
            Samples.Entry(Samples.Request(), LedgerKinds.AttemptRefused) with { Summary = $"Row {n}." }, default)));

    /// <summary>Seals everything that waits, and signs a checkpoint.</summary>
    public static async Task SealAsync(IServiceProvider process, string holder = "test")
    {
        var epoch = await process.GetRequiredService<SealStore>().HoldLeaseAsync(holder, TimeSpan.FromMinutes(5), default)
            ?? throw new InvalidOperationException("Another sealer holds the lease.");
        var chain = process.GetRequiredService<ChainWriter>();
        while (await chain.SealAsync(epoch, default) is > 0)
        {
        }

        await chain.CheckpointAsync(epoch, isForced: true, default);
    }

    public static Task<VerifyReport> VerifyAsync(IServiceProvider process) => process.GetRequiredService<LedgerReader>().VerifyAsync(default);
}
