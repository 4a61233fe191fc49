using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Hitl.Local.Story;
using Npgsql;

namespace Hitl.Chaos;

/// <summary>People who click every card they have, sometimes twice; one in seven denies. They find cards in the outbox and click them in Slack.</summary>
internal sealed class ApproverLoad(ChaosSystem system, SlackDriver slack, RunLedger ledger, int seed)
{
    private const string Open =
        """
        select c.request || ' ' || c.person || ' ' || c.channel || ' ' || c.message from hitl.card c join hitl.stage s using (request, revision, ordinal)
         where s.status = 'open' and c.message is not null and s.definition not like '%night-desk%'
           and not exists (select from hitl.stage f where f.request = s.request and f.definition like '%night-desk%')
           and not exists (select from hitl.decision d where (d.request, d.revision, d.ordinal, d.person) = (c.request, c.revision, c.ordinal, c.person))
        """;

    private readonly Random _random = new(seed);
    private readonly ConcurrentDictionary<string, int> _clicks = new(StringComparer.Ordinal);

    public async Task ClickAllAsync(CancellationToken cancel)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(150));
        try
        {
            while (await pace.WaitForNextTickAsync(cancel))
            {
                var cards = (await CardsAsync(cancel)).Where(card => _clicks.GetValueOrDefault(card) < 40).Take(16).ToList();
                await Task.WhenAll(cards.Select(card => ClickAsync(card, Next(card), cancel)));
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // The run is over.
        }
    }

    private (bool Denies, bool Twice) Next(string card)
    {
        // Whoever denied once denies again: a person does not change sides because of a lost click.
        return (card.Sum(letter => letter) % 7 == 0, _random.NextDouble() < 0.15);
    }

    private async Task<IReadOnlyList<string>> CardsAsync(CancellationToken cancel)
    {
        try
        {
            return await system.Database.FindAsync(Open, cancel);
        }
        catch (NpgsqlException)
        {
            return [];
        }
    }

    private async Task ClickAsync(string card, (bool Denies, bool Twice) how, CancellationToken cancel)
    {
        var parts = card.Split(' ');
        var (request, person) = (parts[0], parts[1]);
        var message = new JsonObject { ["channel"] = parts[2], ["ts"] = parts[3] };
        var user = "U0" + person.ToUpperInvariant();
        try
        {
            if (how.Denies)
            {
                var clicked = await slack.ClickAsync(user, message, "hitl.deny", "view", cancel);
                if ((clicked["views"] as JsonArray)?.OfType<JsonObject>().LastOrDefault() is not { } modal) return;
                Note("deny", card, await slack.SubmitAsync(user, modal, "Not in these times.", cancel));
                return;
            }

            var clicks = Enumerable.Range(0, how.Twice ? 2 : 1).Select(_ => slack.ClickBrieflyAsync(user, message, "hitl.approve", cancel));
            foreach (var answer in await Task.WhenAll(clicks)) Note("approve", card, answer);
        }
        catch (Exception failed) when (failed is HttpRequestException or InvalidOperationException or StoryFailedException or TaskCanceledException && !cancel.IsCancellationRequested)
        {
            ledger.Write("click", new() { ["request"] = request, ["person"] = person, ["result"] = "unknown" });
        }
    }

    /// <summary>Told means: our app answered the click with 200, which it does only after the commit.</summary>
    private void Note(string verdict, string card, JsonObject answer)
    {
        var (request, person) = (card.Split(' ')[0], card.Split(' ')[1]);
        var attempts = (answer["attempts"] as JsonArray ?? []).OfType<JsonObject>();
        var told = attempts.Any(attempt => (int?)attempt["status"] == 200);
        // Nobody gives up because the gateway was away; who was answered so often and is still asked does.
        if (told) _clicks.AddOrUpdate(card, 1, (_, count) => count + 1);
        ledger.Write("click", new() { ["request"] = request, ["person"] = person, ["verdict"] = verdict, ["result"] = told ? "told" : "unknown" });
    }
}
