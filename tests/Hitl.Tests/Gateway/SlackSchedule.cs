using System.Text.Json.Nodes;
using Hitl.Client.Problems;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Stages;

namespace Hitl.Tests.Gateway;

/// <summary>One seeded schedule: agents ask, people press and decide, time runs out, and Slack fails in both directions. Afterwards I5 to I8 and I12 are held against what is stored and shown.</summary>
internal sealed class SlackSchedule(SlackWeather weather, int seed)
{
    private static readonly string[] Out =
    [
        """{"kind":"timeout_after","on":"chat.postMessage","times":1,"seconds":1.2}""", """{"kind":"cut_after","on":"chat.postMessage","times":2}""", """{"kind":"cut_before","times":2}""",
        """{"kind":"http","status":503,"times":3}""", """{"kind":"html","times":1}""", """{"kind":"truncate","on":"chat.update","times":2}""", """{"kind":"rate_limit","retry_after":1,"times":2}""",
        """{"kind":"rate_limit","times":1,"on":"chat.update"}""", """{"kind":"error","error":"fatal_error","on":"chat.postMessage","times":1}""",
        """{"kind":"error","error":"message_not_found","on":"chat.update","times":1}""", """{"kind":"error","error":"internal_error","on":"conversations.history","times":1}""",
        """{"kind":"error","error":"token_expired","times":1}""", """{"kind":"http","status":500,"times":1}""", """{"kind":"http","status":502,"times":1}""", """{"kind":"http","status":504,"times":1}""",
        """{"kind":"rate_limit","retry_after":"abc","times":1}""", """{"kind":"rate_limit","retry_after":0,"times":1}""", """{"kind":"error","error":"ratelimited","times":1}""",
        """{"kind":"error","error":"channel_not_found","on":"chat.postMessage","times":1}""", """{"kind":"error","error":"cant_update_message","on":"chat.update","times":1}""",
        """{"kind":"delay","seconds":1.2,"times":1}""",
    ];

    private static readonly string[] In =
    [
        """{"kind":"duplicate","on":"block_actions","copies":3,"times":2}""", """{"kind":"drop","on":"block_actions","times":1}""",
    ];

    private static readonly (string Person, string User)[] Pair = [("chidi", "U0CHIDI"), ("gus", "U0GUS")];

    private readonly Random _random = new(seed);
    private readonly List<OpenRequest> _requests = [];
    private readonly List<(OpenRequest Request, string Person, string Verdict)> _told = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private GatewayWorld World => weather.World;

    public async Task RunAsync(int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            if (_requests.Count < 3 || _random.Next(4) == 0) _requests.Add(await World.Requests.AskAsync(Asks.Body("batch", 1000 + step), "support-bot"));
            await StepAsync(_requests[_random.Next(_requests.Count)]);
            if (_random.Next(2) == 0) await weather.RoundAsync();
        }

        await weather.ClearAsync();
    }

    public async Task CheckAsync()
    {
        var latest = await weather.AskAsync<double>("select coalesce(max(extract(epoch from due_at - clock_timestamp())), 0)::float8 from hitl.card where is_due and due_at < 'infinity'");
        Assert.True(latest <= 60, $"I12: a card waits {latest} s after the faults stopped");
        await weather.SettleAsync();
        foreach (var request in _requests)
        {
            await CheckRecordsAsync(request);
            await CheckShownAsync(request);
        }

        foreach (var (request, person, verdict) in _told)
        {
            var rows = await weather.AskAsync<long>(
                $"select count(*) from audit.event where request = '{request.Id}' and kind = 'decision.recorded' and by_whom = 'person:{person}' and body::json ->> 'verdict' = '{verdict}'");
            Assert.True(rows == 1, $"I5: {person} was told that {verdict} was recorded, and {rows} rows say so");
        }

        foreach (var request in _requests) await World.Get<IStageStore>().CloseAsync(request.Stage.Key, StageStatus.Escalated, IdentityGraph.None, Cancel);
        await weather.SettleAsync();
    }

    private async Task StepAsync(OpenRequest request)
    {
        switch (_random.Next(9))
        {
            case 0 or 1: await weather.FaultAsync(Out[_random.Next(Out.Length)]); break;
            case 2: await weather.FaultAsync(In[_random.Next(In.Length)]); break;
            case 3 or 4: await ClickAsync(request, Pair[_random.Next(2)].User, null); break;
            case 5: await Task.WhenAll(ClickAsync(request, "U0CHIDI", null), ClickAsync(request, "U0CHIDI", null), DecideAsync(request, "gus", "deny")); break;
            case 6: await ClickAsync(request, "U0CHIDI", "U0HANA"); break;
            case 7: await DecideAsync(request, Pair[_random.Next(2)].Person, _random.Next(2) == 0 ? "approve" : "deny"); break;
            default: await World.Get<IStageStore>().CloseAsync(request.Stage.Key, StageStatus.Escalated, IdentityGraph.None, Cancel); break;
        }
    }

    private async Task ClickAsync(OpenRequest request, string user, string? pretending)
    {
        if ((await weather.CardsAsync(user, request.Id.Value)).FirstOrDefault(SlackWeather.IsLive) is not { } card) return;
        await World.Slack.ClickAsync(user, request with { Cards = new Dictionary<string, Hitl.Escalations.Cards.CardLocation> { [user[2..].ToLowerInvariant()] = new(card["channel"]!.ToString(), card["ts"]!.ToString()) } }, "approve", click =>
        {
            if (pretending is not null) click["patch"] = new JsonObject { ["user"] = new JsonObject { ["id"] = pretending } };
        });
    }

    private async Task DecideAsync(OpenRequest request, string person, string verdict)
    {
        try
        {
            await World.Client(person).DecideAsync(request.Id.Value, request.Decide(verdict, "Looked at it."), null, Cancel);
            _told.Add((request, person, verdict));
        }
        catch (HitlApiException refused) when (refused.Status == 409)
        {
            // Too late or decided before: the answer said so, and nothing was recorded.
            Assert.True(refused.Problem!.Code is "decision.already_decided" or "request.closed" or "decision.superseded", $"I6: the loser was told {refused.Problem.Code}: {refused.Message}");
        }
    }

    private async Task CheckRecordsAsync(OpenRequest request)
    {
        var id = request.Id.Value;
        var settled = await weather.AskAsync<long>($"select count(*) from hitl.decision where request = '{id}' and settles");
        Assert.True(settled <= 1, $"I6: {settled} decisions settle {id}");
        var unrecorded = await weather.AskAsync<long>(
            $"select count(*) from hitl.decision d where d.request = '{id}' and 1 <> (select count(*) from audit.event e where e.request = d.request and e.kind = 'decision.recorded' and e.by_whom = 'person:' || d.person)");
        Assert.True(unrecorded == 0, $"I5: {unrecorded} decisions of {id} are not in the ledger exactly once");
        var late = await weather.AskAsync<long>(
            $"select count(*) from hitl.decision d join hitl.stage s using (request, revision, ordinal) where d.request = '{id}' and s.status <> 'open' and d.at > s.closed_at");
        Assert.True(late == 0, $"I7: {late} decisions of {id} came after its stage had closed");
        var strangers = await weather.AskAsync<long>(
            $"select count(*) from hitl.decision d where d.request = '{id}' and not exists (select from hitl.stage_person p where (p.request, p.revision, p.ordinal, p.person) = (d.request, d.revision, d.ordinal, d.person))");
        Assert.True(strangers == 0, $"I8: {strangers} decisions of {id} are by people who were not asked");
        var notified = await weather.AskAsync<long>($"select count(*) from audit.event where request = '{id}' and kind in ('card.posted', 'card.undelivered')");
        var isOver = await weather.AskAsync<bool>($"select status <> 'open' from hitl.stage where request = '{id}'");
        Assert.True(notified > 0 || isOver, $"I8: nobody was told of {id}");
    }

    private async Task CheckShownAsync(OpenRequest request)
    {
        var stage = (await World.Get<IStageStore>().FindAsync(request.Stage.Key, Cancel))!;
        var decided = (await World.Get<IStageStore>().DecisionsAsync(request.Id, 1, Cancel)).Select(decision => decision.Person.Value).ToHashSet();
        foreach (var (person, user) in Pair)
        {
            // A card that Slack said is gone still stands in this Slack; its button decides nothing, because the message is no longer the card.
            var known = await weather.AskAsync<string>($"select message from hitl.card where request = '{request.Id}' and person = '{person}'");
            var live = (await weather.CardsAsync(user, request.Id.Value)).Where(message => SlackWeather.IsLive(message) && message["ts"]!.ToString() == known).ToList();
            Assert.True(live.Count <= 1, $"I8: {live.Count} live messages of {request.Id} for {person}");
            if (stage.Status != StageStatus.Open || decided.Contains(person)) Assert.True(live.Count == 0, $"I12: a live button on {request.Id} for {person}, {stage.Status}");
        }
    }
}
