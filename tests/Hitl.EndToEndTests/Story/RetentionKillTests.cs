using Hitl.EndToEndTests.Processes;
using Hitl.Local.Story.Lines;
using Npgsql;

namespace Hitl.EndToEndTests.Story;

/// <summary>T1, T2 and K1 of reliability.md §2.2: the process that expires rows or destroys a key dies in between, or right after it. Also what a hold says.</summary>
[Collection(nameof(SystemCollection))]
public sealed class RetentionKillTests(ProcessSystem system)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("T1", 2019)]
    [InlineData("T2", 2020)]
    public async Task An_expiry_cut_off_is_finished_by_the_next_one_and_the_chain_verifies(string point, int year)
    {
        await new AllowedRefund(system.World()).Steps[0].Act(Cancel);
        await BackdateAsync(year);
        await File.WriteAllTextAsync(Path.Combine(system.FailPoints, point), "", Cancel);
        var revived = system.RestartWhenDeadAsync("gateway", Cancel);
        // Cut off, or finished by the client's own retry when the gateway is back within seconds: both are right.
        await CommandLineAsync("retention", "apply", "--confirm");
        await revived.WaitAsync(TimeSpan.FromSeconds(60), Cancel);

        var again = await CommandLineAsync("retention", "apply", "--confirm");

        Assert.True(File.Exists(Path.Combine(system.FailPoints, point + ".hit")));
        Assert.True(again.Exit == 0, again.Output);
        Assert.Equal(["0"], await system.Database.FindAsync($"select count(*)::text from audit.event where at < '{year + 1}-01-01'", Cancel));
        Assert.Equal(["1"], await system.Database.FindAsync($"select count(*)::text from audit.event where kind = 'records.expired' and body like '%{year}-%'", Cancel));
        await Invariants.CheckAsync(system, Cancel);
    }

    [Fact]
    public async Task K1_an_erasure_cut_off_is_finished_by_the_next_one_and_the_decision_is_still_shown()
    {
        foreach (var step in new AllowedRefund(system.World()).Steps) await step.Act(Cancel);
        var found = await system.Database.FindAsync(
            "select r.id || ' ' || r.customer from hitl.request r where r.ended and not exists (select from hitl.request o where o.customer = r.customer and not o.ended) order by r.id desc limit 1", Cancel);
        var (request, customer) = (found[0].Split(' ')[0], found[0].Split(' ')[1]);
        await File.WriteAllTextAsync(Path.Combine(system.FailPoints, "K1"), "", Cancel);
        var revived = system.RestartWhenDeadAsync("gateway", Cancel);
        await CommandLineAsync("retention", "erase", customer, "--reason", "asked for", "--confirm");
        await revived.WaitAsync(TimeSpan.FromSeconds(60), Cancel);

        var again = await CommandLineAsync("retention", "erase", customer, "--reason", "asked for", "--confirm");
        var shown = await CommandLineAsync("audit", "show", request);
        var told = await CommandLineAsync("audit", "explain", request);

        Assert.True(File.Exists(Path.Combine(system.FailPoints, "K1.hit")));
        Assert.True(again.Exit == 0, again.Output);
        Assert.Equal(["0"], await system.Database.FindAsync($"select count(*)::text from hitl.customer_key where customer = '{customer}' and wrapped is not null", Cancel));
        Assert.Contains(customer, shown.Output, StringComparison.Ordinal);
        Assert.Equal((0, 0), (shown.Exit, told.Exit));
        await Invariants.CheckAsync(system, Cancel);
    }

    [Fact]
    public async Task CL07_What_is_held_is_refused_by_name_and_stays()
    {
        await BackdateAsync(2018);
        var hold = await CommandLineAsync("retention", "hold", "all", "*", "--reason", "lawsuit 1");

        var refused = await CommandLineAsync("retention", "apply", "--confirm");
        var kept = await system.Database.FindAsync("select count(*)::text from audit.event where at < '2019-01-01'", Cancel);
        await CommandLineAsync("retention", "release", hold.Output.Split('(', ')')[^2]);
        var released = await CommandLineAsync("retention", "apply", "--confirm");

        Assert.Equal(65, refused.Exit);
        Assert.Contains("retention.legal_hold", refused.Output, StringComparison.Ordinal);
        Assert.Equal(["3"], kept);
        Assert.True(released.Exit == 0, released.Output);
    }

    /// <summary>Rows of a year long over, as a superuser alone can write them; the sealer takes them like any other.</summary>
    private async Task BackdateAsync(int year)
    {
        await using var source = NpgsqlDataSource.Create(system.Settings.AdminDatabase);
        await using var insert = source.CreateCommand(
            $"insert into audit.event (id, at, kind, by_whom, summary, body) select gen_random_uuid(), timestamptz '{year}-05-05' + make_interval(mins => n), 'ledger.read', 'system:test', 'Old.', '[]' from generate_series(1, 3) n");
        await insert.ExecuteNonQueryAsync(Cancel);
        await Waiting.UntilAsync(
            "the rows to be sealed", async () => (await system.Database.FindAsync("select no::text from audit.unsealed", Cancel)).Count == 0, TimeSpan.FromSeconds(30), Cancel);
    }

    private Task<(int Exit, string Output)> CommandLineAsync(params string[] arguments) => system.CommandLineAsync(arguments, Cancel);
}
