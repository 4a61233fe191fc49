using System.Text.Json.Nodes;

namespace Hitl.Chaos;

/// <summary>A sound run written by hand, and one lie at a time: the checker must find each.</summary>
public sealed class ChaosCheckerTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("hitl-checker-").FullName;
    private readonly List<string> _requests = ["r1 executed k1 refund", "r2 denied k2 refund"];
    private readonly List<string> _decisions = ["r1 1 1 ben approve", "r2 1 1 ben deny"];
    private readonly List<string> _effects = ["r1 refund-payment f done key1"];
    private readonly List<JsonObject> _payments = [Refund("key1", 100)];
    private readonly List<JsonObject> _ledger =
    [
        Line("submit", "ok", ("key", "k1"), ("request", "r1"), ("amount", 100)), Line("submit", "ok", ("key", "k2"), ("request", "r2"), ("amount", 200)),
        Line("click", "told", ("request", "r1"), ("person", "ben")), Line("submit", "unknown", ("key", "k1"), ("code", "gateway.unreachable"), ("status", 0)),
    ];

    private readonly List<string> _unsettled = [];
    private readonly List<string> _epochs = [];
    private readonly List<string> _missed = [];

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void A_sound_run_passes() => Assert.Empty(Check());

    [Fact]
    public void An_acknowledged_request_that_is_gone_is_lost()
    {
        _requests.RemoveAt(1);
        _decisions.RemoveAt(1);
        Finds("I1");
    }

    [Fact]
    public void Every_invariant_of_the_contract_says_what_holds_a_run_to_it() =>
        Assert.Equal(Enumerable.Range(1, 20).Select(number => $"I{number}"), ChaosChecker.Contract.Select(invariant => invariant.Id));

    [Fact]
    public void A_request_that_an_agent_saw_go_back_is_found()
    {
        _ledger.Add(Line("status", "", ("request", "r1"), ("revision", 1), ("state", "executed")));
        _ledger.Add(Line("status", "", ("request", "r1"), ("revision", 1), ("state", "deciding")));
        Finds("I15");
    }

    [Fact]
    public void A_new_revision_begins_again_and_is_no_step_back()
    {
        _ledger.Add(Line("status", "", ("request", "r1"), ("revision", 1), ("state", "approved")));
        _ledger.Add(Line("status", "", ("request", "r1"), ("revision", 2), ("state", "received")));
        Assert.Empty(Check());
    }

    [Fact]
    public void A_request_that_another_agent_could_read_is_found()
    {
        _ledger.Add(Line("stranger", "", ("request", "r1")));
        Finds("I16");
    }

    [Fact]
    public void A_sealer_that_wrote_after_another_took_over_is_found()
    {
        _epochs.Add("7");
        Finds("I19 or I20");
    }

    [Fact]
    public void A_fail_point_that_nothing_reached_fails_the_run()
    {
        _missed.Add("W7");
        Finds("fail point W7");
    }

    [Fact]
    public void A_key_that_became_another_request_is_found()
    {
        _ledger.Add(Line("submit", "ok", ("key", "k2"), ("request", "r9"), ("amount", 200)));
        Finds("I2");
    }

    [Fact]
    public void Another_body_that_was_accepted_is_found()
    {
        _ledger.Add(Line("other-body", "ok", ("key", "k2"), ("request", "r9")));
        Finds("I2");
    }

    [Fact]
    public void Two_refunds_under_one_key_are_found()
    {
        _payments.Add(Refund("key1", 100));
        Finds("I3");
    }

    [Fact]
    public void A_click_that_was_answered_and_not_recorded_is_found()
    {
        _decisions.RemoveAt(0);
        Finds("I5");
    }

    [Fact]
    public void A_refund_nobody_asked_for_is_found()
    {
        _payments.Add(Refund("key7", 5));
        Finds("I18");
    }

    [Fact]
    public void A_refund_of_another_amount_is_found()
    {
        _payments[0] = Refund("key1", 101);
        Finds("I18");
    }

    [Fact]
    public void An_executed_request_without_an_effect_is_found()
    {
        _payments.Clear();
        Finds("I9");
    }

    [Fact]
    public void What_never_settles_is_found()
    {
        _unsettled.Add("r3 executing");
        Finds("I14");
    }

    [Fact]
    public void An_undocumented_answer_is_found()
    {
        _ledger.Add(Line("submit", "refused", ("key", "k3"), ("code", "internal"), ("status", 500)));
        Finds("I17");
    }

    private void Finds(string invariant) => Assert.Contains(Check(), violation => violation.StartsWith(invariant, StringComparison.Ordinal));

    private IReadOnlyList<string> Check()
    {
        using (var ledger = new RunLedger(_directory, TimeProvider.System))
        {
            foreach (var line in _ledger) ledger.Write((string)line["what"]!, line);
        }

        RunLedger.Keep(_directory, "requests", _requests);
        RunLedger.Keep(_directory, "decisions", _decisions);
        RunLedger.Keep(_directory, "effects", _effects);
        RunLedger.Keep(_directory, "payments", _payments);
        RunLedger.Keep(_directory, "unsettled", _unsettled);
        RunLedger.Keep(_directory, "secrets", Array.Empty<string>());
        RunLedger.Keep(_directory, "epochs", _epochs);
        RunLedger.Keep(_directory, "strangers", Array.Empty<string>());
        RunLedger.Keep(_directory, "missed", _missed);
        RunLedger.Keep(_directory, "broken", Array.Empty<string>());
        return ChaosChecker.Check(_directory);
    }

    private static JsonObject Refund(string key, long amount) => new() { ["kind"] = "refund", ["key"] = key, ["amount"] = amount };

    private static JsonObject Line(string what, string result, params (string Name, JsonNode Value)[] facts)
    {
        var line = new JsonObject { ["what"] = what, ["result"] = result };
        foreach (var (name, value) in facts) line[name] = value;
        return line;
    }
}
