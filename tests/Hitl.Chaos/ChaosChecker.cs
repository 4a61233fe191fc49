using System.Text.Json.Nodes;

namespace Hitl.Chaos;

/// <summary>Holds what a run wrote down against the contract. Needs nothing but the run's directory, so that it can be asked again.</summary>
internal static class ChaosChecker
{
    private static readonly HashSet<string> KnownTransients = new(StringComparer.Ordinal) { "driver.gave_up" };

    /// <summary>Every invariant of the contract, and what holds a run to it.</summary>
    public static IReadOnlyList<(string Id, string How)> Contract { get; } =
    [
        ("I1", "every acknowledged request is stored; what is open waits with a person, ops or a running workflow with its timer (queries; the engine's own database)"),
        ("I2", "one key names one request, another body under it none (driver's ledger; query)"),
        ("I3", "one refund per key in the target's own record; no step done twice by ours (target; query)"),
        ("I4", "every effect has a grant before it, on a quorum of distinct, asked, unconflicted people, the same digest, in time; none over a denial (4 queries)"),
        ("I5", "every click that was answered is recorded or came too late; every decision stands in the ledger once (driver's ledger; query)"),
        ("I6", "at most one decision settles a stage (query)"),
        ("I7", "nothing runs after refusal, denial, silence or withdrawal; no stage ran out early (2 queries)"),
        ("I8", "stages in order, each told somebody, cards for all asked, at most one live card each, nobody else decided (4 queries; the local Slack)"),
        ("I9", "what we believe of each refund is what the target did; undone in reverse order, nothing left unknown (target; 2 queries)"),
        ("I10", "dense, verified, intent before outcome, every transition its one row (5 queries; hitl audit verify; transitions counted by a trigger of its own)"),
        ("I11", "not of a run: every recorded history is replayed by tests/Hitl.Tests/Workflows on each build"),
        ("I12", "no live button on what is over, and no card left to bring up to date 60 s after the trouble (the local Slack; outbox)"),
        ("I13", "no API key in any ledger row (query)"),
        ("I14", "60 s after the trouble nothing but people is waited for (requests, messages, cards, seals)"),
        ("I15", "an agent that looks again and again never sees a revision go back (driver's ledger)"),
        ("I16", "one organisation per deployment: another agent never reads a request, during faults included (driver's ledger)"),
        ("I17", "every refusal has a code; an agent that did nothing wrong gets only 503, 429 or no answer (driver's ledger)"),
        ("I18", "the sum refunded is the sum of executed requests, to the cent (target; driver's ledger)"),
        ("I19", "times of sealing only go forward along the chain (query)"),
        ("I20", "epochs of sealers only go up along the chain; no effect outside its grant (queries)"),
    ];

    /// <summary>Finds every violation; none means that the run passed.</summary>
    public static IReadOnlyList<string> Check(string directory)
    {
        var ledger = RunLedger.Read(directory);
        IReadOnlyList<string[]> Rows(string name) => [.. RunLedger.Kept(directory, name).AsArray().Select(row => ((string)row!).Split(' '))];
        var requests = Rows("requests");
        var payments = RunLedger.Kept(directory, "payments").AsArray().OfType<JsonObject>().ToList();
        return
        [
            .. Texts(directory, "broken"),
            .. Texts(directory, "unsettled").Select(left => $"I14 not settled 120 s after the trouble: {left}"),
            .. Texts(directory, "secrets").Select(row => $"I13 ledger row {row} contains an API key"),
            .. Texts(directory, "epochs").Select(row => $"I19 or I20 seal {row} is not later than the one before, or of an older epoch"),
            .. Texts(directory, "strangers").Select(row => $"I20 {row} has an effect that its grant does not cover"),
            .. Texts(directory, "missed").Select(point => $"fail point {point} was never reached"),
            .. Backwards(ledger),
            .. Lines(ledger, "stranger").Select(line => $"I16 another agent read {Text(line, "request")}"),
            .. Accepted(ledger, requests),
            .. Clicks(ledger, requests, Rows("decisions")),
            .. Money(ledger, requests, Rows("effects"), payments),
            .. Refusals(ledger),
        ];
    }

    /// <summary>I1 and I2: what was acknowledged exists, under its key and no other; another body under a key never became a request.</summary>
    private static IEnumerable<string> Accepted(IReadOnlyList<JsonObject> ledger, IReadOnlyList<string[]> requests)
    {
        var stored = requests.ToDictionary(row => row[2], row => row[0], StringComparer.Ordinal);
        foreach (var told in Lines(ledger, "submit").Where(line => Text(line, "result") == "ok"))
        {
            if (!stored.TryGetValue(Text(told, "key"), out var id)) yield return $"I1 request {Text(told, "request")} was acknowledged and is lost";
            else if (id != Text(told, "request")) yield return $"I2 key {Text(told, "key")} was told {Text(told, "request")} and is {id}";
        }

        foreach (var wrong in Lines(ledger, "other-body").Where(line => Text(line, "result") == "ok"))
            yield return $"I2 another body under key {Text(wrong, "key")} was accepted as {Text(wrong, "request")}";
    }

    /// <summary>I5: whoever was answered has decided, or came after somebody else's decision or the end.</summary>
    private static IEnumerable<string> Clicks(IReadOnlyList<JsonObject> ledger, IReadOnlyList<string[]> requests, IReadOnlyList<string[]> decisions)
    {
        var decided = decisions.Select(row => (row[0], row[3])).ToHashSet();
        var settled = decisions.Select(row => row[0]).Concat(requests.Where(row => row[1] is "withdrawn" or "expired").Select(row => row[0])).ToHashSet(StringComparer.Ordinal);
        foreach (var told in Lines(ledger, "click").Where(line => Text(line, "result") == "told"))
        {
            var (request, person) = (Text(told, "request"), Text(told, "person"));
            if (!decided.Contains((request, person)) && !settled.Contains(request)) yield return $"I5 the click of {person} on {request} was answered and is not recorded";
        }
    }

    /// <summary>I3, I9 and I18: one refund per key, every executed one refunded, every other one not, to the cent.</summary>
    private static IEnumerable<string> Money(
        IReadOnlyList<JsonObject> ledger, IReadOnlyList<string[]> requests, IReadOnlyList<string[]> effects, IReadOnlyList<JsonObject> payments)
    {
        var refunds = payments.Where(effect => Text(effect, "kind") == "refund").ToList();
        foreach (var twice in refunds.GroupBy(effect => Text(effect, "key")).Where(same => same.Count() > 1)) yield return $"I3 {twice.Count()} refunds under one key {twice.Key}";

        var amounts = Lines(ledger, "submit").Where(line => Text(line, "result") == "ok").GroupBy(line => Text(line, "request"))
            .ToDictionary(same => same.Key, same => (long)same.First()["amount"]!, StringComparer.Ordinal);
        var believed = effects.Where(row => row is [_, "refund-payment", "f", "done", _]).ToDictionary(row => row[0], row => row[4], StringComparer.Ordinal);
        var byKey = refunds.GroupBy(effect => Text(effect, "key")).ToDictionary(same => same.Key, same => (long)same.First()["amount"]!, StringComparer.Ordinal);
        long asked = 0, paid = byKey.Values.Sum();
        foreach (var request in requests.Where(row => row[1] is "executed" or "compensated"))
        {
            if (!believed.TryGetValue(request[0], out var key)) yield return $"I9 {request[0]} is {request[1]} without a refund of its own record";
            else if (!byKey.TryGetValue(key, out var amount)) yield return $"I9 {request[0]} is {request[1]} and the target knows nothing of it";
            else if (amounts.TryGetValue(request[0], out var wanted) && wanted != amount) yield return $"I18 {request[0]} asked for {wanted} and {amount} was refunded";
            else asked += amount;
        }

        if (asked != paid) yield return $"I18 the target refunded {paid}, the executed requests amount to {asked}";
    }

    /// <summary>I15: what one agent saw of a request never goes back to an earlier state.</summary>
    private static IEnumerable<string> Backwards(IReadOnlyList<JsonObject> ledger)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var line in Lines(ledger, "status"))
        {
            var (request, rank) = ($"{Text(line, "request")} revision {Text(line, "revision")}", Rank(Text(line, "state")));
            if (seen.TryGetValue(request, out var before) && rank < before) yield return $"I15 {request} went back to {Text(line, "state")}";
            seen[request] = Math.Max(rank, seen.GetValueOrDefault(request));
        }
    }

    // Waiting for ops may come in between and goes on where it was; a new revision begins again and is told apart.
    private static int Rank(string state) => state switch
    {
        "received" => 0,
        "deciding" => 1,
        "approved" => 2,
        "executing" or "compensating" or "waiting_for_ops" or "waiting-for-ops" => 3,
        _ => 4,
    };

    /// <summary>I17: every refusal has a code; what is no refusal is 503, 429 or no answer.</summary>
    private static IEnumerable<string> Refusals(IReadOnlyList<JsonObject> ledger)
    {
        foreach (var line in ledger.Where(line => Text(line, "result") is "refused" or "unknown" && line.ContainsKey("code")))
        {
            var (code, status) = (Text(line, "code"), (int?)line["status"] ?? 0);
            if (code.Length == 0) yield return $"I17 a refusal without a code: {line.ToJsonString()}";
            if (Text(line, "result") == "refused" && status >= 500) yield return $"I17 an undocumented {status}: {line.ToJsonString()}";
            if (Text(line, "what") == "submit" && Text(line, "result") == "refused") yield return $"I17 an agent that did nothing wrong was refused: {line.ToJsonString()}";
            if (KnownTransients.Contains(code)) yield return $"R9 no answer for 60 s: {line.ToJsonString()}";
        }
    }

    private static IEnumerable<JsonObject> Lines(IReadOnlyList<JsonObject> ledger, string what) => ledger.Where(line => Text(line, "what") == what);

    private static string Text(JsonObject line, string name) => line[name]?.ToString() ?? "";

    private static IEnumerable<string> Texts(string directory, string name) => RunLedger.Kept(directory, name).AsArray().Select(text => (string)text!);
}
