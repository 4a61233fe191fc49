using Hitl.Escalations.Ids;
using Hitl.Escalations.Intake;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Requests;
using Hitl.Postgres;
using Microsoft.Extensions.DependencyInjection;

namespace Hitl.Tests.Postgres;

/// <summary>The server carries a write out and the answer is lost, at every round trip of every write: the caller sees "unavailable", repeats, and is answered rightly.</summary>
public sealed class CommitUnknownTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    private const int MostRoundTrips = 6;

    public static TheoryData<string> Names => [.. UnknownCommitWrites.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_write_whose_answer_was_lost_can_be_repeated(string name)
    {
        await using var proxy = new CutProxy(database.Access.App);
        await using var process = database.Services(proxy.ConnectionString, database.Access.Seal);
        var cuts = 0;

        for (var roundTrip = 1; roundTrip <= MostRoundTrips; roundTrip++)
        {
            var write = await UnknownCommitWrites.All[name](database, process);
            await WarmAsync(process);
            proxy.CutAnswer(roundTrip);
            var lost = await Record.ExceptionAsync(() => write.Call(process));
            proxy.LetThrough();
            Assert.Equal(proxy.HasCut, lost is not null);
            if (lost is not null) Assert.True(Assert.IsType<StoreUnavailableException>(lost).IsTransient);
            Assert.True(write.IsRight(await write.Call(process)), $"wrong answer after losing answer {roundTrip}");
            Assert.Equal(1, await write.Rows());
            if (!proxy.HasCut) break;
            cuts++;
        }

        Assert.InRange(cuts, 1, MostRoundTrips - 1);
    }

    [Fact]
    public async Task A_ledger_row_whose_answer_was_lost_is_repeated_by_the_appender_and_written_once()
    {
        await using var proxy = new CutProxy(database.Access.App);
        await using var process = database.Services(proxy.ConnectionString, database.Access.Seal);
        var request = Samples.Request();
        await WarmAsync(process);
        proxy.CutAnswer(1);

        await process.GetRequiredService<IRequestIntake>().RecordAsync(
            Samples.Entry(request, LedgerKinds.AttemptRefused), TestContext.Current.CancellationToken);

        Assert.True(proxy.HasCut);
        Assert.Equal(1, await database.RowsAsync(request.Id, LedgerKinds.AttemptRefused));
    }

    private static Task WarmAsync(IServiceProvider process) =>
        process.GetRequiredService<IRequestStore>().FindAsync(new RequestId("req_none"), TestContext.Current.CancellationToken);
}
