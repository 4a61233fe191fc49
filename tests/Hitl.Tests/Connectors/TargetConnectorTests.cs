using Hitl.Escalations.Execution;

namespace Hitl.Tests.Connectors;

public sealed class TargetConnectorTests : IAsyncLifetime
{
    private ConnectorBench _bench = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _bench = await ConnectorBench.StartAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task A_refund_is_made_once_however_often_it_is_sent()
    {
        var payments = _bench.Target("payments");

        var first = await payments.SendAsync(_bench.Refund(), Cancel);
        var second = await payments.SendAsync(_bench.Refund(), Cancel);

        Assert.Equal((TargetVerdict.Done, TargetVerdict.Done), (first.Verdict, second.Verdict));
        Assert.Equal(first.Reference, second.Reference);
        Assert.Equal(1, await _bench.EffectsAsync("payments"));
    }

    // Every write fault of the target, on every connector that has a body to misread: what the send must come to.
    [Theory]
    [InlineData("""{"kind":"refuse"}""", TargetVerdict.Refused, 0)]
    [InlineData("""{"kind":"refuse","status":402,"error":"card_declined"}""", TargetVerdict.Refused, 0)]
    [InlineData("""{"kind":"down"}""", TargetVerdict.Unknown, 0)]
    [InlineData("""{"kind":"down","status":503}""", TargetVerdict.Unknown, 0)]
    [InlineData("""{"kind":"timeout_before","seconds":9}""", TargetVerdict.Unknown, 0)]
    [InlineData("""{"kind":"timeout_after","seconds":9}""", TargetVerdict.Unknown, 1)]
    [InlineData("""{"kind":"stored_500"}""", TargetVerdict.Unknown, 0)]
    [InlineData("""{"kind":"in_progress"}""", TargetVerdict.Unknown, 0)]
    [InlineData("""{"kind":"effect_delayed","seconds":30}""", TargetVerdict.Unknown, 1)]
    [InlineData("""{"kind":"rate_limit","retry_after":5}""", TargetVerdict.NotSent, 0)]
    [InlineData("""{"kind":"non_json"}""", TargetVerdict.Unknown, 1)]
    [InlineData("""{"kind":"non_json","status":403}""", TargetVerdict.NotSent, 1)]
    [InlineData("""{"kind":"other_amount","amount":1}""", TargetVerdict.Mismatch, 1)]
    [InlineData("""{"kind":"pending_then_failed","seconds":60}""", TargetVerdict.Pending, 1)]
    public async Task What_the_payment_target_does_is_read_as(string fault, TargetVerdict verdict, int effects)
    {
        var payments = _bench.Target("payments");
        await _bench.Sandbox.FaultAsync("targets/payments", fault);

        var answer = await payments.SendAsync(_bench.Refund(seconds: 0.6), Cancel);

        Assert.Equal(verdict, answer.Verdict);
        Assert.Equal(effects, await _bench.EffectsAsync("payments"));
        Assert.InRange(answer.Detail.Length, 1, 500);
    }

    [Theory]
    [InlineData("""{"kind":"lookup_unavailable"}""", LookUpVerdict.Unavailable)]
    [InlineData("""{"kind":"down"}""", LookUpVerdict.Unavailable)]
    [InlineData("""{"kind":"rate_limit"}""", LookUpVerdict.Unavailable)]
    [InlineData("""{"kind":"lookup_404"}""", LookUpVerdict.Unavailable)]
    [InlineData("""{"kind":"non_json"}""", LookUpVerdict.Unavailable)]
    [InlineData("""{"kind":"lookup_lags","seconds":60}""", LookUpVerdict.NotFound)]
    [InlineData("""{"kind":"other_amount","amount":1,"on":"lookup"}""", LookUpVerdict.Mismatch)]
    public async Task What_a_look_up_meets_is_read_as(string fault, LookUpVerdict verdict)
    {
        var payments = _bench.Target("payments");
        await payments.SendAsync(_bench.Refund(), Cancel);
        await _bench.Sandbox.FaultAsync("targets/payments", fault);

        var answer = await payments.LookUpAsync(_bench.Refund(), Cancel);

        Assert.Equal(verdict, answer.Verdict);
    }

    [Fact]
    public async Task A_look_up_tells_our_refund_from_another_of_the_same_charge()
    {
        var payments = _bench.Target("payments");
        await payments.SendAsync(_bench.Refund("somebody-else"), Cancel);

        var before = await payments.LookUpAsync(_bench.Refund("key-1"), Cancel);
        var sent = await payments.SendAsync(_bench.Refund("key-1"), Cancel);
        var after = await payments.LookUpAsync(_bench.Refund("key-1"), Cancel);

        Assert.Equal((LookUpVerdict.NotFound, LookUpVerdict.Found), (before.Verdict, after.Verdict));
        Assert.Equal(sent.Reference, after.Reference);
    }

    [Fact]
    public async Task A_look_up_reads_every_page()
    {
        var payments = _bench.Target("payments");
        await payments.SendAsync(_bench.Refund("first", 100), Cancel);
        for (var i = 0; i < 120; i++) await payments.SendAsync(_bench.Refund($"later-{i}", 100), Cancel);

        var found = await payments.LookUpAsync(_bench.Refund("first", 100), Cancel);

        Assert.Equal(LookUpVerdict.Found, found.Verdict);
    }

    [Fact]
    public async Task A_refund_is_pending_until_the_bank_has_said_and_failed_for_good_when_it_says_so()
    {
        var payments = _bench.Target("payments");
        await _bench.Sandbox.FaultAsync("targets/payments", """{"kind":"pending_then_failed","seconds":60}""");
        await payments.SendAsync(_bench.Refund(), Cancel);

        var before = await payments.LookUpAsync(_bench.Refund(), Cancel);
        _bench.Sandbox.Time.Advance(TimeSpan.FromSeconds(61));
        var after = await payments.LookUpAsync(_bench.Refund(), Cancel);

        Assert.Equal((LookUpVerdict.Pending, LookUpVerdict.Failed), (before.Verdict, after.Verdict));
    }

    [Fact]
    public async Task The_same_key_with_another_amount_is_a_contradiction()
    {
        var payments = _bench.Target("payments");
        await payments.SendAsync(_bench.Refund(amount: 100), Cancel);

        var answer = await payments.SendAsync(_bench.Refund(amount: 200), Cancel);

        Assert.Equal(TargetVerdict.Mismatch, answer.Verdict);
    }

    [Fact]
    public async Task A_refund_is_cancelled_once_and_its_cancelling_can_be_looked_up()
    {
        var payments = _bench.Target("payments");
        var refund = await payments.SendAsync(_bench.Refund(), Cancel);
        var cancel = _bench.Call("payments", "cancel-refund", new() { ["charge"] = "ch_1", ["amount"] = 42_000 }, "undo-1", refund.Reference);

        var before = await payments.LookUpAsync(cancel, Cancel);
        var first = await payments.SendAsync(cancel, Cancel);
        var second = await payments.SendAsync(cancel, Cancel);
        var after = await payments.LookUpAsync(cancel, Cancel);

        Assert.Equal((TargetVerdict.Done, TargetVerdict.Done), (first.Verdict, second.Verdict));
        Assert.Equal((LookUpVerdict.NotFound, LookUpVerdict.Found), (before.Verdict, after.Verdict));
        Assert.Equal(2, await _bench.EffectsAsync("payments"));
    }

    [Fact]
    public async Task An_address_is_changed_found_and_put_back()
    {
        var accounts = _bench.Target("accounts");
        var change = _bench.Call("accounts", "change-email", new() { ["customer"] = "cus_1", ["email"] = "new@example.com" });

        var changed = await accounts.SendAsync(change, Cancel);
        var found = await accounts.LookUpAsync(change, Cancel);
        var undo = _bench.Call("accounts", "reverse-change", new() { ["customer"] = "cus_1", ["email"] = "new@example.com" }, "undo-1", changed.Reference);
        var reversed = await accounts.SendAsync(undo, Cancel);

        Assert.Equal((TargetVerdict.Done, LookUpVerdict.Found, TargetVerdict.Done), (changed.Verdict, found.Verdict, reversed.Verdict));
        Assert.Equal(LookUpVerdict.Found, (await accounts.LookUpAsync(undo, Cancel)).Verdict);
    }

    [Fact]
    public async Task A_change_that_was_overtaken_is_not_put_back()
    {
        var accounts = _bench.Target("accounts");
        var changed = await accounts.SendAsync(_bench.Call("accounts", "change-email", new() { ["customer"] = "cus_1", ["email"] = "a@example.com" }), Cancel);
        await accounts.SendAsync(_bench.Call("accounts", "change-email", new() { ["customer"] = "cus_1", ["email"] = "b@example.com" }, "key-2"), Cancel);

        var undo = await accounts.SendAsync(_bench.Call("accounts", "reverse-change", new() { ["customer"] = "cus_1" }, "undo-1", changed.Reference), Cancel);

        Assert.Equal(TargetVerdict.Refused, undo.Verdict);
    }

    [Fact]
    public async Task Points_are_restored_taken_and_revoked()
    {
        var loyalty = _bench.Target("loyalty");

        var restored = await loyalty.SendAsync(_bench.Call("loyalty", "restore-points", new() { ["customer"] = "cus_1", ["points"] = 500 }), Cancel);
        var taken = await loyalty.SendAsync(_bench.Call("loyalty", "take-points", new() { ["customer"] = "cus_1", ["points"] = 2_000 }, "key-2"), Cancel);
        var revoked = await loyalty.SendAsync(_bench.Call("loyalty", "revoke-points", new() { ["customer"] = "cus_1", ["points"] = 500 }, "undo-1", restored.Reference), Cancel);

        Assert.Equal((TargetVerdict.Done, TargetVerdict.Refused, TargetVerdict.Done), (restored.Verdict, taken.Verdict, revoked.Verdict));
    }

    [Fact]
    public async Task A_signed_webhook_is_accepted_once_and_found_by_its_id()
    {
        var webhook = _bench.Target(ConnectorBench.WebhookName);
        var call = _bench.Call(ConnectorBench.WebhookName, "cancel-order", new() { ["order"] = "A-1 \r\nX-Evil: 1" });

        var before = await webhook.LookUpAsync(call, Cancel);
        var first = await webhook.SendAsync(call, Cancel);
        var second = await webhook.SendAsync(call, Cancel);
        var after = await webhook.LookUpAsync(call, Cancel);

        Assert.Equal((TargetVerdict.Done, TargetVerdict.Done), (first.Verdict, second.Verdict));
        Assert.Equal((LookUpVerdict.NotFound, LookUpVerdict.Found), (before.Verdict, after.Verdict));
        Assert.Equal(1, await _bench.EffectsAsync("webhook"));
    }

    [Theory]
    [InlineData("payments", "payout")]
    [InlineData("accounts", "close-account")]
    [InlineData("loyalty", "mint-points")]
    public async Task An_operation_the_connector_does_not_know_is_refused_and_nothing_is_sent(string target, string operation)
    {
        var answer = await _bench.Target(target).SendAsync(_bench.Call(target, operation, new() { ["customer"] = "cus_1", ["points"] = 1 }), Cancel);

        Assert.Equal(TargetVerdict.Refused, answer.Verdict);
        Assert.StartsWith("executor.operation", answer.Detail);
        Assert.Empty((await _bench.Sandbox.LedgerAsync(target))["attempts"]!.AsArray());
    }

    [Theory]
    [InlineData("..", TargetVerdict.Refused)]
    [InlineData("a/../../b", TargetVerdict.Refused)]
    [InlineData("a\\b", TargetVerdict.Refused)]
    [InlineData("a b?c#d%2e", TargetVerdict.Done)]
    public async Task A_customer_is_one_segment_of_the_path_or_refused(string customer, TargetVerdict verdict)
    {
        var answer = await _bench.Target("accounts").SendAsync(_bench.Call("accounts", "change-email", new() { ["customer"] = customer, ["email"] = "x@example.com" }), Cancel);

        Assert.Equal(verdict, answer.Verdict);
        Assert.Equal(verdict == TargetVerdict.Done ? 1 : 0, await _bench.EffectsAsync("accounts"));
    }
}
