using System.Net;
using System.Text.Json.Nodes;
using Hitl.Sandbox;
using Hitl.Sandbox.Slack.Model;
using Hitl.Sandbox.Slack.Page;
using Hitl.Tests.Sandbox.Running;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Hitl.Tests.Sandbox;

public sealed class PageTests
{
    [Theory]
    [InlineData("*bold* _it_ ~no~ `c*d*e`", "<strong>bold</strong> <em>it</em> <del>no</del> <code>c*d*e</code>")]
    [InlineData("<b>x</b> &lt;i&gt; & <script>", "&lt;i&gt; &amp;")]
    [InlineData("see <https://example.com/a_b_c|the *console*>", ">the *console*</a>")]
    [InlineData("<javascript:alert(1)|click>", "click")]
    [InlineData("hi <@U0BEN> and <!channel>", "<span class=\"mention\">@Ben Ruiz</span> and <span class=\"mention\">@channel</span>")]
    [InlineData("> quoted\nnot", "<blockquote>quoted</blockquote>not")]
    [InlineData("a\nb", "a<br>b")]
    [InlineData("https://evil.example/x", "<a href=\"https://evil.example/x\"")]
    [InlineData("2 * 3 * 4 and snake_case_name", "2 * 3 * 4 and snake_case_name")]
    public async Task Markup_is_shown_as_slack_shows_it(string text, string expected)
    {
        await using var sandbox = await RunningSandbox.StartAsync();

        var shown = new Mrkdwn(sandbox.Services.GetRequiredService<Workspace>()).Render(text).Value;

        Assert.Contains(expected, shown);
        Assert.DoesNotContain("<script", shown);
        Assert.DoesNotContain("href=\"javascript", shown);
    }

    [Fact]
    public async Task Plain_text_and_preformatted_text_are_literal()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        await sandbox.ApiAsync("chat.postMessage", new()
        {
            ["channel"] = "U0ADA",
            ["text"] = "x",
            ["blocks"] = JsonNode.Parse("""[{"type":"section","text":{"type":"plain_text","emoji":false,"text":"*a* <!channel> :x: <b>"}},{"type":"rich_text","elements":[{"type":"rich_text_preformatted","elements":[{"type":"text","text":"<https://evil.example|bank>"}]}]}]"""),
        });

        var page = await PageAsync(sandbox, "/slack?as=U0ADA&c=D0ADA");

        Assert.Contains("*a* &lt;!channel&gt; :x: &lt;b&gt;", page);
        Assert.Contains("<pre>&lt;https://evil.example|bank&gt;</pre>", page);
    }

    [Fact]
    public async Task A_stranger_meets_whoever_was_written_to_last_and_is_told_what_this_place_is()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var before = await PageAsync(sandbox, "/slack");
        await sandbox.ApiAsync("chat.postMessage", new() { ["channel"] = "U0ADA", ["text"] = "first" });
        await sandbox.ApiAsync("chat.postMessage", new() { ["channel"] = "U0BEN", ["text"] = "second" });

        var after = await PageAsync(sandbox, "/slack");

        Assert.Contains("nothing leaves this machine", before, StringComparison.Ordinal);
        Assert.Contains("You are Ben Ruiz", after, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_begins_to_act_as_somebody_meets_no_dialog_of_another_client()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var dialog = JsonNode.Parse("""{"type":"modal","title":{"type":"plain_text","text":"Left open"},"blocks":[]}""")!.AsObject();
        sandbox.Services.GetRequiredService<ViewBook>().Open("U0BEN", dialog);

        var within = await PageAsync(sandbox, "/slack?as=U0BEN&c=D0BEN");
        var begun = await PageAsync(sandbox, "/slack?as=U0BEN");

        Assert.Contains("aria-label=\"Left open\"", within, StringComparison.Ordinal);
        Assert.DoesNotContain("aria-label=\"Left open\"", begun, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_kind_of_block_is_shown()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var posted = await sandbox.ApiAsync("chat.postMessage", new() { ["channel"] = "U0ADA", ["text"] = "x", ["blocks"] = JsonNode.Parse(AllBlocks) });

        var page = await PageAsync(sandbox, "/slack?as=U0ADA&c=D0ADA");

        Assert.True((bool)posted["ok"]!);
        Assert.Contains("<h3 class=\"block-header\">Refund</h3>", page);
        Assert.Contains("<button class=\"button primary\"", page);
        Assert.Contains("data-confirm=\"Sure?: Really\"", page);
        Assert.Contains("<option value=\"a\">Option A</option>", page);
        Assert.Contains("type=\"radio\"", page);
        Assert.Contains("type=\"checkbox\"", page);
        Assert.Contains("type=\"date\"", page);
        Assert.Contains("<ol><li>one</li></ol>", page);
        Assert.Contains("<blockquote>said</blockquote>", page);
    }

    [Fact]
    public async Task A_click_on_the_page_reaches_the_app_and_a_failure_is_told()
    {
        await using var app = await StandInApp.StartAsync();
        await using var sandbox = await RunningSandbox.StartAsync();
        await sandbox.DriveAsync(HttpMethod.Put, "slack/app", new JsonObject { ["request_url"] = app.Url });
        var posted = await sandbox.ApiAsync("chat.postMessage", new() { ["channel"] = "U0ADA", ["text"] = "x", ["blocks"] = JsonNode.Parse(AllBlocks) });
        app.Answer = app.Says("", 500);

        using var answer = await sandbox.Http.PostAsync(
            "/slack/do/click",
            new FormUrlEncodedContent([new("as", "U0ADA"), new("c", "D0ADA"), new("channel", "D0ADA"), new("ts", (string?)posted["ts"]), new("action_id", "pick"), new("choice", "a")]),
            TestContext.Current.CancellationToken);

        Assert.Contains("selected_option", WebUtility.UrlDecode(Assert.Single(app.Received).Body));
        Assert.Contains("the app did not answer", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("evil.example", null, 403)]
    [InlineData("127.0.0.1", "http://evil.example", 403)]
    [InlineData("localhost", "http://localhost:8090", 200)]
    [InlineData("127.0.0.1", null, 200)]
    public async Task Pages_of_the_outside_world_cannot_drive_the_sandbox(string host, string? origin, int status)
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/_sandbox/slack/users");
        request.Headers.Host = host;
        if (origin is not null) request.Headers.Add("Origin", origin);

        using var answer = await sandbox.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData("--Sandbox:Url=http://0.0.0.0:0", "other machines")]
    [InlineData("--Sandbox:Url=http://+:0", "must be an http address")]
    [InlineData("--Sandbox:WebhookSecret=whsec_short", "WebhookSecret")]
    [InlineData("--Sandbox:Slack:RequestUrl=/slack", "not an http address")]
    [InlineData("--Sandbox:Slack:SigningSecret=", "SigningSecret")]
    public void A_bad_option_stops_the_sandbox(string option, string reason)
    {
        var refused = Assert.Throws<OptionsValidationException>(() => SandboxHost.Build(["--Sandbox:DataDirectory=", option]));

        Assert.Contains(reason, refused.Message);
    }

    private static async Task<string> PageAsync(RunningSandbox sandbox, string path) =>
        await sandbox.Http.GetStringAsync(path, TestContext.Current.CancellationToken);

    private const string AllBlocks = """
        [{"type":"header","text":{"type":"plain_text","text":"Refund"}},
         {"type":"section","text":{"type":"mrkdwn","text":"*a*"},"fields":[{"type":"plain_text","text":"f"}],"accessory":{"type":"overflow","action_id":"more","options":[{"text":{"type":"plain_text","text":"Option O"},"value":"o"}]}},
         {"type":"divider"},{"type":"context","elements":[{"type":"mrkdwn","text":"small"},{"type":"image","alt_text":"i","image_url":"https://example.com/i.png"}]},
         {"type":"image","alt_text":"picture","image_url":"https://example.com/i.png"},
         {"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"t","style":{"bold":true}},{"type":"user","user_id":"U0BEN"},{"type":"emoji","name":"x"}]},
           {"type":"rich_text_list","style":"ordered","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"one"}]}]},
           {"type":"rich_text_quote","elements":[{"type":"text","text":"said"}]}]},
         {"type":"actions","elements":[
           {"type":"button","action_id":"go","style":"primary","text":{"type":"plain_text","text":"Go"},"confirm":{"title":{"type":"plain_text","text":"Sure?"},"text":{"type":"plain_text","text":"Really"},"confirm":{"type":"plain_text","text":"Y"},"deny":{"type":"plain_text","text":"N"}}},
           {"type":"button","action_id":"link","url":"https://example.com","text":{"type":"plain_text","text":"Link"}},
           {"type":"static_select","action_id":"pick","options":[{"text":{"type":"plain_text","text":"Option A"},"value":"a"}]},
           {"type":"users_select","action_id":"who"},{"type":"datepicker","action_id":"when","initial_date":"2026-03-02"},
           {"type":"radio_buttons","action_id":"one","options":[{"text":{"type":"plain_text","text":"R"},"value":"r"}]},
           {"type":"checkboxes","action_id":"many","options":[{"text":{"type":"plain_text","text":"C"},"value":"c"}]}]},
         {"type":"input","block_id":"why","label":{"type":"plain_text","text":"Why"},"element":{"type":"plain_text_input","action_id":"text"}}]
        """;
}
