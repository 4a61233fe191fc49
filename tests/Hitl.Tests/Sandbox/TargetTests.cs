using System.Text.Json.Nodes;
using Hitl.Tests.Sandbox.Running;

namespace Hitl.Tests.Sandbox;

public sealed class TargetTests : IDisposable
{
    private static readonly (string, string)[] Refund = [("charge", "ch_1"), ("amount", "42000"), ("metadata[step_key]", "r1/1/refund")];
    private readonly string _directory = Directory.CreateTempSubdirectory("sandbox-targets").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task A_key_sent_again_has_one_effect_and_the_same_answer()
    {
        await using var sandbox = await RunningSandbox.StartAsync();

        var first = await RefundAsync(sandbox, "k1");
        var again = await RefundAsync(sandbox, "k1");

        Assert.Equal(first.Text, again.Text);
        Assert.Equal((false, true), (first.Replayed, again.Replayed));
        Assert.Equal((2, 1), await CountAsync(sandbox, "payments"));
    }

    [Fact]
    public async Task A_key_with_other_parameters_is_refused()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        await RefundAsync(sandbox, "k1");

        var other = await sandbox.TargetAsync(HttpMethod.Post, "payments/v1/refunds", "k1", ("charge", "ch_1"), ("amount", "1"));

        Assert.Equal(400, other.Status);
        Assert.Equal("idempotency_error", (string?)other.Body!["error"]!["type"]);
        Assert.Equal((2, 1), await CountAsync(sandbox, "payments"));
    }

    [Theory]
    [InlineData(23, 1)]
    [InlineData(24, 2)]
    public async Task A_key_is_remembered_for_a_day(int hours, int effects)
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        await RefundAsync(sandbox, "k1");
        sandbox.Time.Advance(TimeSpan.FromHours(hours));

        await RefundAsync(sandbox, "k1");

        Assert.Equal((2, effects), await CountAsync(sandbox, "payments"));
    }

    [Theory]
    [InlineData("""{"kind":"forget_keys","times":1}""")]
    [InlineData("""{"kind":"key_life","seconds":0}""")]
    public async Task A_provider_can_forget_keys_early(string fault)
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        await RefundAsync(sandbox, "k1");
        await sandbox.FaultAsync("targets/payments", fault);

        await RefundAsync(sandbox, "k1");

        Assert.Equal((2, 2), await CountAsync(sandbox, "payments"));
    }

    [Fact]
    public async Task A_stored_error_comes_back_for_its_key_after_the_provider_is_well_again()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        await sandbox.FaultAsync("targets/payments", """{"kind":"stored_500","times":1}""");

        var broken = await RefundAsync(sandbox, "k1");
        var again = await RefundAsync(sandbox, "k1");
        var other = await RefundAsync(sandbox, "k2");

        Assert.Equal((500, 500, 200), (broken.Status, again.Status, other.Status));
        Assert.Equal((3, 1), await CountAsync(sandbox, "payments"));
    }

    [Theory]
    [InlineData("""{"kind":"refuse","error":"account_closed","times":1}""", 422, 0)]
    [InlineData("""{"kind":"down","times":1}""", 0, 0)]
    [InlineData("""{"kind":"down","status":503,"times":1}""", 503, 0)]
    [InlineData("""{"kind":"rate_limit","retry_after":1,"times":1}""", 429, 0)]
    [InlineData("""{"kind":"in_progress","times":1}""", 409, 0)]
    [InlineData("""{"kind":"non_json","times":1}""", 200, 1)]
    [InlineData("""{"kind":"other_amount","amount":1,"times":1}""", 200, 1)]
    [InlineData("""{"kind":"effect_delayed","seconds":30,"times":1}""", 0, 1)]
    [InlineData("""{"kind":"down","only":"ch_2"}""", 200, 1)]
    [InlineData("""{"kind":"refuse","only":"ch_1","times":1}""", 422, 0)]
    public async Task A_write_fails_as_switched_and_the_ledger_tells_the_truth(string fault, int status, int effects)
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        await sandbox.FaultAsync("targets/payments", fault);

        var answered = await StatusAsync(RefundAsync(sandbox, "k1"));

        Assert.Equal(status, answered);
        Assert.Equal((1, effects), await CountAsync(sandbox, "payments"));
        var ledger = await sandbox.LedgerAsync("payments");
        Assert.Equal(effects == 0 ? null : 42000, (long?)(ledger["effects"] as JsonArray)!.FirstOrDefault()?["amount"]);
    }

    [Theory]
    [InlineData("timeout_before", 0)]
    [InlineData("timeout_after", 1)]
    public async Task A_timeout_leaves_the_effect_to_be_looked_up(string kind, int found)
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        await sandbox.FaultAsync("targets/payments", $$"""{"kind":"{{kind}}","seconds":20,"times":1}""");

        var refunding = StatusAsync(RefundAsync(sandbox, "k1"));
        await sandbox.Time.AdvanceWhenAwaitedAsync(TimeSpan.FromSeconds(20));

        Assert.Equal(0, await refunding);
        Assert.Equal(found, await FoundAsync(sandbox));
        Assert.Equal(200, (await RefundAsync(sandbox, "k1")).Status);
        Assert.Equal((2, 1), await CountAsync(sandbox, "payments"));
    }

    [Fact]
    public async Task A_delayed_effect_is_not_found_until_its_time_and_its_key_is_in_progress()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        await sandbox.FaultAsync("targets/payments", """{"kind":"effect_delayed","seconds":30,"times":1}""");
        await StatusAsync(RefundAsync(sandbox, "k1"));

        var early = (await FoundAsync(sandbox), (await RefundAsync(sandbox, "k1")).Status);
        sandbox.Time.Advance(TimeSpan.FromSeconds(30));
        var late = (await FoundAsync(sandbox), (await RefundAsync(sandbox, "k1")).Status);

        Assert.Equal((0, 409), early);
        Assert.Equal((1, 200), late);
        Assert.Equal((3, 1), await CountAsync(sandbox, "payments"));
    }

    [Theory]
    [InlineData("""{"kind":"lookup_unavailable","status":503}""", 503)]
    [InlineData("""{"kind":"lookup_lags","seconds":60}""", 200)]
    [InlineData("""{"kind":"lookup_404"}""", 404)]
    [InlineData("""{"kind":"down","on":"lookup"}""", 0)]
    public async Task A_look_up_can_fail_while_the_effect_stands(string fault, int status)
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        await RefundAsync(sandbox, "k1");
        await sandbox.FaultAsync("targets/payments", fault);

        var answered = await StatusAsync(SearchAsync(sandbox));

        Assert.Equal(status, answered);
        if (status == 200) Assert.Equal(0, await FoundAsync(sandbox));
        Assert.Equal((1, 1), await CountAsync(sandbox, "payments"));
    }

    [Fact]
    public async Task A_refund_can_fail_after_it_was_accepted()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        await sandbox.FaultAsync("targets/payments", """{"kind":"pending_then_failed","seconds":60,"times":1}""");

        var created = await RefundAsync(sandbox, "k1");
        sandbox.Time.Advance(TimeSpan.FromSeconds(61));
        var later = await sandbox.TargetAsync(HttpMethod.Get, $"payments/v1/refunds/{created.Body!["id"]}");

        Assert.Equal(("pending", "failed"), ((string?)created.Body["status"], (string?)later.Body!["status"]));
        Assert.Equal("{}", (await sandbox.DriveAsync(HttpMethod.Get, "targets/payments/totals")).ToJsonString());
    }

    [Fact]
    public async Task A_charge_gives_back_no_more_than_it_is_worth()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        await sandbox.TargetAsync(HttpMethod.Post, "payments/v1/refunds", "k1", ("charge", "ch_1"), ("amount", "9999999"));

        var more = await sandbox.TargetAsync(HttpMethod.Post, "payments/v1/refunds", "k2", ("charge", "ch_1"), ("amount", "2"));
        var charge = await sandbox.TargetAsync(HttpMethod.Get, "payments/v1/charges/ch_1");

        Assert.Equal((400, "charge_already_refunded"), (more.Status, (string?)more.Body!["error"]!["code"]));
        Assert.Equal(9999999, (long)charge.Body!["amount_refunded"]!);
    }

    [Fact]
    public async Task A_cancelled_refund_is_a_second_effect_and_the_money_adds_up()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var refund = await RefundAsync(sandbox, "k1");

        var cancelled = await sandbox.TargetAsync(HttpMethod.Post, $"payments/v1/refunds/{refund.Body!["id"]}/cancel", "k2");
        var again = await sandbox.TargetAsync(HttpMethod.Post, $"payments/v1/refunds/{refund.Body["id"]}/cancel", "k2");
        var twice = await sandbox.TargetAsync(HttpMethod.Post, $"payments/v1/refunds/{refund.Body["id"]}/cancel", "k3");

        Assert.Equal((200, 200, 400), (cancelled.Status, again.Status, twice.Status));
        Assert.Equal("canceled", (string?)cancelled.Body!["status"]);
        var totals = await sandbox.DriveAsync(HttpMethod.Get, "targets/payments/totals");
        Assert.Equal("""{"usd":{"count":1,"refunded":42000,"reversed":42000,"net":0}}""", totals.ToJsonString());
    }

    [Fact]
    public async Task An_account_change_tells_the_previous_value_and_goes_back_unless_changed_since()
    {
        await using var sandbox = await RunningSandbox.StartAsync();

        var first = await sandbox.TargetAsync(HttpMethod.Post, "accounts/v1/c-1/email-changes", "k1", ("email", "new@example.com"));
        var back = await sandbox.TargetAsync(HttpMethod.Post, $"accounts/v1/c-1/changes/{first.Body!["id"]}/reversal", "k2");
        var second = await sandbox.TargetAsync(HttpMethod.Post, "accounts/v1/c-1/email-changes", "k3", ("email", "b@example.com"));
        await sandbox.TargetAsync(HttpMethod.Post, "accounts/v1/c-1/email-changes", "k4", ("email", "c@example.com"));
        var late = await sandbox.TargetAsync(HttpMethod.Post, $"accounts/v1/c-1/changes/{second.Body!["id"]}/reversal", "k5");

        Assert.Equal("c-1@example.com", (string?)first.Body["previous"]);
        Assert.Equal("c-1@example.com", (string?)back.Body!["value"]);
        Assert.Equal(409, late.Status);
        Assert.Equal("c@example.com", (string?)(await sandbox.TargetAsync(HttpMethod.Get, "accounts/v1/c-1")).Body!["email"]);
        Assert.Single((JsonArray)(await sandbox.TargetAsync(HttpMethod.Get, "accounts/v1/changes?key=k3")).Body!["data"]!);
    }

    [Fact]
    public async Task Points_add_up_and_are_found_by_key()
    {
        await using var sandbox = await RunningSandbox.StartAsync();

        var added = await sandbox.TargetAsync(HttpMethod.Post, "loyalty/v1/c-1/points", "k1", ("delta", "500"));
        var tooMuch = await sandbox.TargetAsync(HttpMethod.Post, "loyalty/v1/c-1/points", "k2", ("delta", "-9000"));
        var reversed = await sandbox.TargetAsync(HttpMethod.Post, $"loyalty/v1/c-1/points/{added.Body!["id"]}/reversal", "k3");

        Assert.Equal((1500, 422, 1000), ((long)added.Body["balance"]!, tooMuch.Status, (long)reversed.Body!["balance"]!));
        Assert.Single((JsonArray)(await sandbox.TargetAsync(HttpMethod.Get, "loyalty/v1/points?key=k1")).Body!["data"]!);
    }

    [Fact]
    public async Task One_key_for_two_customers_is_a_mistake()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        await sandbox.TargetAsync(HttpMethod.Post, "loyalty/v1/c-1/points", "k1", ("delta", "5"));

        var other = await sandbox.TargetAsync(HttpMethod.Post, "loyalty/v1/c-2/points", "k1", ("delta", "5"));

        Assert.Equal(400, other.Status);
    }

    [Fact]
    public async Task Effects_answers_and_switches_survive_a_restart()
    {
        await using (var first = await RunningSandbox.StartAsync(_directory))
        {
            await RefundAsync(first, "k1");
            await first.FaultAsync("targets/payments", """{"kind":"refuse","times":1}""");
        }

        await using var second = await RunningSandbox.StartAsync(_directory);
        var refused = await RefundAsync(second, "k2");
        var again = await RefundAsync(second, "k1");

        Assert.Equal((422, true), (refused.Status, again.Replayed));
        Assert.Equal((3, 1), await CountAsync(second, "payments"));
    }

    [Fact]
    public async Task What_was_answered_is_on_disk_already()
    {
        await using var killed = await RunningSandbox.StartAsync(_directory);
        await RefundAsync(killed, "k1");
        // As kill -9 would leave it: copied while the sandbox runs, nothing closed or flushed in between.
        var copy = Directory.CreateDirectory(Path.Combine(_directory, "copy")).FullName;
        using var copying = System.Diagnostics.Process.Start("cp", [Path.Combine(_directory, "journal.jsonl"), copy]);
        await copying.WaitForExitAsync(TestContext.Current.CancellationToken);

        await using var sandbox = await RunningSandbox.StartAsync(copy);

        Assert.True((await RefundAsync(sandbox, "k1")).Replayed);
        Assert.Equal((2, 1), await CountAsync(sandbox, "payments"));
    }

    [Fact]
    public async Task A_fault_of_one_charge_hits_the_undoing_of_its_refunds_and_no_other()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var refund = await RefundAsync(sandbox, "k1");
        var other = await sandbox.TargetAsync(HttpMethod.Post, "payments/v1/refunds", "k2", ("charge", "ch_2"), ("amount", "5"));
        await sandbox.FaultAsync("targets/payments", """{"kind":"refuse","only":"ch_1"}""");

        var refused = await sandbox.TargetAsync(HttpMethod.Post, $"payments/v1/refunds/{refund.Body!["id"]}/cancel", "k3");
        var done = await sandbox.TargetAsync(HttpMethod.Post, $"payments/v1/refunds/{other.Body!["id"]}/cancel", "k4");

        Assert.Equal((422, 200), (refused.Status, done.Status));
    }

    [Fact]
    public async Task Faults_of_an_unknown_target_are_refused()
    {
        await using var sandbox = await RunningSandbox.StartAsync();

        var answer = await sandbox.DriveAsync(HttpMethod.Put, "faults/targets/bank", JsonNode.Parse("""{"kind":"down"}"""));

        Assert.Equal("no_such_target", (string?)answer["error"]);
    }

    [Fact]
    public async Task Nobody_gets_in_without_the_key()
    {
        await using var sandbox = await RunningSandbox.StartAsync();

        using var answer = await sandbox.Http.GetAsync("/targets/payments/v1/charges/ch_1", TestContext.Current.CancellationToken);

        Assert.Equal(401, (int)answer.StatusCode);
        Assert.Equal((0, 0), await CountAsync(sandbox, "payments"));
    }

    private static Task<TargetAnswer> RefundAsync(RunningSandbox sandbox, string key) =>
        sandbox.TargetAsync(HttpMethod.Post, "payments/v1/refunds", key, Refund);

    private static Task<TargetAnswer> SearchAsync(RunningSandbox sandbox) =>
        sandbox.TargetAsync(HttpMethod.Get, "payments/v1/refunds/search?query=" + Uri.EscapeDataString("metadata['step_key']:'r1/1/refund'"));

    private static async Task<int> FoundAsync(RunningSandbox sandbox) => ((JsonArray)(await SearchAsync(sandbox)).Body!["data"]!).Count;

    private static async Task<int> StatusAsync(Task<TargetAnswer> call)
    {
        try
        {
            return (await call).Status;
        }
        catch (HttpRequestException)
        {
            return 0;
        }
    }

    private static async Task<(int Attempts, int Effects)> CountAsync(RunningSandbox sandbox, string target)
    {
        var ledger = await sandbox.LedgerAsync(target);
        return (((JsonArray)ledger["attempts"]!).Count, ((JsonArray)ledger["effects"]!).Count);
    }
}
