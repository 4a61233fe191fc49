using System.Text.Json.Nodes;
using Hitl.EndToEndTests.Processes;
using Hitl.Local.Story.Lines;
using Npgsql;

namespace Hitl.EndToEndTests.Story;

/// <summary>A check that cannot fail proves nothing: each invariant finds its violation in data broken on purpose.</summary>
[Collection(nameof(SystemCollection))]
public sealed class InvariantTests(ProcessSystem system)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_invariant_finds_a_database_that_breaks_it()
    {
        await TellAsync();
        await using var source = NpgsqlDataSource.Create(system.Settings.AdminDatabase);
        await using var connection = await source.OpenConnectionAsync(Cancel);
        var blind = new List<string>();

        foreach (var (name, violations) in InvariantQueries.All)
        {
            var breaks = InvariantBreaks.All.Where(pair => name.StartsWith(pair.Key.Split(',')[0], StringComparison.Ordinal)).ToList();
            if (breaks.Count == 0) blind.Add($"{name}: nothing breaks it");
            foreach (var (what, sql) in breaks)
            {
                if (await FindsAsync(connection, sql, violations) == 0) blind.Add($"{name}: did not find '{what}'");
            }
        }

        Assert.Empty(blind);
    }

    [Fact]
    public void A_request_without_its_workflow_or_without_its_timer_is_stranded()
    {
        string[] open = ["request-1", "request-2 timer", "request-3 timer", "request-4"];

        var stranded = Invariants.Stranded(open, ["request-1", "request-2 timer", "request-3"]);

        Assert.Equal(["request-3 timer", "request-4"], stranded);
    }

    [Fact]
    public void Two_live_messages_of_one_person_and_stage_are_found_and_so_is_one_that_is_over()
    {
        JsonObject Message(string channel, string token, bool deleted = false) =>
            new() { ["channel"] = channel, ["deleted"] = deleted, ["actions"] = new JsonArray(new JsonObject { ["value"] = token }) };
        JsonObject[] messages =
        [
            Message("D1", "c1.k1.req_a.1.1.abc.99"), Message("D1", "c1.k1.req_a.1.1.abc.99"), Message("D2", "c1.k1.req_a.1.1.abc.99"),
            Message("D1", "c1.k1.req_b.1.1.abc.99"), Message("D1", "c1.k1.req_c.1.1.abc.99", deleted: true),
        ];

        var wrong = Invariants.Wrong([.. Invariants.LiveCards(messages)], new HashSet<string> { "req_a.1.1" });

        Assert.Equal(["2 of (req_a.1.1, D1)", "(req_b.1.1, D1) is over"], wrong);
    }

    private static async Task<long> FindsAsync(NpgsqlConnection connection, string sql, string violations)
    {
        await using var broken = await connection.BeginTransactionAsync(Cancel);
        await using (var command = new NpgsqlCommand(InvariantBreaks.DropGuards + sql, connection)) await command.ExecuteNonQueryAsync(Cancel);
        await using var found = new NpgsqlCommand($"select count(*) from ({violations}) found", connection);
        return (long)(await found.ExecuteScalarAsync(Cancel))!;
    }

    private async Task TellAsync()
    {
        try
        {
            foreach (var line in new Hitl.Local.Story.StoryLine[] { new CoveredApproval(system.World()), new CompensatedSaga(system.World()) })
            {
                foreach (var step in line.Steps) await step.Act(Cancel);
            }
        }
        catch (Hitl.Local.Story.StoryFailedException)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(system.Logs());
            foreach (var row in await system.Database.FindAsync("select coalesce(request, '') || ' ' || at::time || ' ' || kind || ' ' || by_whom || ' ' || summary from audit.event order by no desc limit 40", Cancel))
                TestContext.Current.TestOutputHelper?.WriteLine(row);
            throw;
        }
    }
}
