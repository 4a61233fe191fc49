using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Hitl.Client.Requests;
using Hitl.Escalations.Cards;
using Hitl.Gateway.Console.Pages;
using Hitl.Slack.Cards;
using Hitl.Slack.Home;
using Hitl.Slack.Modals;
using Hitl.Slack.WebApi;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hitl.Tests.Slack.Cards;

public sealed partial class SurfaceFuzzTests
{
    private static readonly Uri Console = new("https://hitl.example.com/console");

    [Fact]
    public void Five_thousand_hostile_texts_in_every_dialog()
    {
        foreach (var text in Hostile.Texts(20_260_401))
        {
            var face = Faces.Hostile(text);
            if (FullView.Read(face) is { } read) View(read);
            if (FullView.Approve(face, "t") is { } approve) View(approve);
            View(DenyModal.Build("t", new Dictionary<string, string> { ["again"] = text }));
            View(EditModal.Build("t", new(42_000, "USD"), [("points", text, text, "500")]));
            View(DelegateModal.Build("t", [(new("ben"), text)]));
            View(BulkModal.Build([("v", text)]));
            Hostile.Check(BulkModal.Done([text]));
            Hostile.Seen(DenyModal.Error(text)["errors"]!["hitl.reason"]!.ToString());
        }
    }

    [Fact]
    public void Five_thousand_hostile_questions_and_answers()
    {
        foreach (var text in Hostile.Texts(20_260_402))
        {
            var asked = new AskedQuestion(Guid.Empty, Faces.Stage.Request, new("ben"), text, default, text, default(DateTimeOffset));
            var card = CardRenderer.Render(Faces.Open() with { Notes = new() { Questions = [asked] } });
            Hostile.Check(card.Blocks);
            Hostile.Check(new JsonArray(BlockKit.Boxes([new(ShownText.Clip(ShownText.Line(text), 700), ShownText.Lines(text), false)])));
            Hostile.Fallback(SlackText.Notice(text));
        }
    }

    [Fact]
    public void Five_thousand_hostile_texts_on_the_home_tab_in_digests_and_in_answers_to_commands()
    {
        foreach (var text in Hostile.Texts(20_260_403))
        {
            Hostile.Check(HomeView.Build(new()
            {
                Name = text, Waiting = [new(text, "https://hitl.example.com/console/requests/req_1")], Groups = [new("refund", text)], Coverage = text, Decided = [text],
            }));
            var digest = DigestRenderer.Render(new(30, [new(Faces.Stage.Request, text)]), Console);
            Hostile.Check(digest.Blocks);
            Hostile.Fallback(digest.Text);
            var answer = CommandAnswer.Of(text, [(text, "https://hitl.example.com/console")]);
            Hostile.Check(answer["blocks"]);
            Hostile.Fallback(answer["text"]!.ToString());
        }
    }

    [Fact]
    public async Task Five_thousand_hostile_texts_in_the_console()
    {
        await using var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        await renderer.Dispatcher.InvokeAsync(async () =>
        {
            foreach (var text in Hostile.Texts(20_260_404))
            {
                var html = (await renderer.RenderComponentAsync<AgentWords>(ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(AgentWords.Request)] = Request(text) }))).ToHtmlString();
                var tags = Tags().Matches(html).Select(match => match.Groups[1].Value).Distinct();
                Assert.Subset(new HashSet<string> { "section", "h2", "blockquote", "ul", "li" }, tags.ToHashSet());
                Hostile.Seen(System.Net.WebUtility.HtmlDecode(Tags().Replace(html, "")).ReplaceLineEndings("\n").Replace('\t', ' '));
            }
        });
    }

    private static void View(JsonObject view)
    {
        Hostile.Check(view);
        Assert.True(System.Text.Encoding.UTF8.GetByteCount(view.ToJsonString()) <= 250_000);
    }

    private static RequestView Request(string text) => new()
    {
        Id = "req_1", Revision = 1, State = "deciding", IsFinal = false, StateSince = default, Actor = "bot", Action = "refund", Title = "Refund", Customer = new("cus_1", "retail"), Channel = "chat",
        Parameters = [], ReceivedAt = default, CatalogDigest = "", Rationale = text, Evidence = [text],
    };

    [GeneratedRegex("</?([a-zA-Z0-9]+)[^>]*>")]
    private static partial Regex Tags();
}
