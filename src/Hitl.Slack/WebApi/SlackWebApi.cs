using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Hitl.Peers;
using Hitl.Slack.Cards;
using Microsoft.Extensions.Options;

namespace Hitl.Slack.WebApi;

/// <summary>A small client of Slack's Web API. Sends once; what the network or Slack does is an answer, not an exception.</summary>
/// <remarks>Source: Slack, Web API. A method that answered 429 is not called again before the time Slack named.</remarks>
public sealed class SlackWebApi(HttpClient http, IOptions<SlackOptions> options, TimeProvider time, ISlackTokens? tokens = null)
{
    private const int LongestAnswer = 1 << 20;

    // Messages come back whole: a page of the longest cards must fit, or a person with many cards can never be searched again.
    // A card has 9,000 characters of text at most (CardRenderer); six bytes for an escaped one, and as much again for blocks, buttons and metadata.
    internal const int LongestMessage = CardRenderer.TextBudget * 6 * 2;
    private const int MessagesPerPage = 100;
    private static readonly HttpRequestOptionsKey<bool> CarriesBotToken = new("hitl.bot-token");
    private readonly SlackPacer _pacer = new(time);
    private readonly ISlackTokens _tokens = tokens ?? new FixedSlackTokens(options);

    /// <summary>Posts a message (<c>chat.postMessage</c>).</summary>
    /// <param name="message">The method's arguments; <c>channel</c> may be a user id.</param>
    /// <param name="cancel">Stops waiting.</param>
    public Task<SlackReply> PostMessageAsync(JsonObject message, CancellationToken cancel) => PostAsync("chat.postMessage", message, cancel);

    /// <summary>Changes one of our messages (<c>chat.update</c>).</summary>
    /// <param name="message">The method's arguments, with <c>channel</c> and <c>ts</c>.</param>
    /// <param name="cancel">Stops waiting.</param>
    public Task<SlackReply> UpdateMessageAsync(JsonObject message, CancellationToken cancel) => PostAsync("chat.update", message, cancel);

    /// <summary>Opens a modal (<c>views.open</c>).</summary>
    /// <param name="triggerId">From the press, at most 3 s old.</param>
    /// <param name="view">The modal.</param>
    /// <param name="cancel">Stops waiting.</param>
    public Task<SlackReply> OpenViewAsync(string triggerId, JsonObject view, CancellationToken cancel) =>
        PostAsync("views.open", new() { ["trigger_id"] = triggerId, ["view"] = view.DeepClone() }, cancel);

    /// <summary>Publishes a person's Home tab (<c>views.publish</c>).</summary>
    /// <param name="user">Slack user id.</param>
    /// <param name="view">The tab.</param>
    /// <param name="cancel">Stops waiting.</param>
    public Task<SlackReply> PublishHomeAsync(string user, JsonObject view, CancellationToken cancel) =>
        PostAsync("views.publish", new() { ["user_id"] = user, ["view"] = view.DeepClone() }, cancel);

    /// <summary>Writes a line of ours and a box with other people's words into a card's thread.</summary>
    /// <param name="channel">The card's channel.</param>
    /// <param name="thread">The card's message.</param>
    /// <param name="label">Our words.</param>
    /// <param name="words">Theirs; shown literally in a box of their own.</param>
    /// <param name="cancel">Stops waiting.</param>
    public Task<SlackReply> PostToThreadAsync(string channel, string thread, string label, string words, CancellationToken cancel) => PostMessageAsync(
        new()
        {
            ["channel"] = channel, ["thread_ts"] = thread, ["text"] = SlackText.Notice(label), ["mrkdwn"] = false, ["unfurl_links"] = false, ["unfurl_media"] = false,
            ["blocks"] = new JsonArray(BlockKit.Boxes([new(ShownText.Clip(ShownText.Line(label), 700), ShownText.Clip(ShownText.Lines(words), 2900), false)])),
        },
        cancel);

    /// <summary>What Slack knows of a user (<c>users.info</c>).</summary>
    /// <param name="user">Slack user id.</param>
    /// <param name="cancel">Stops waiting.</param>
    public Task<SlackReply> UserAsync(string user, CancellationToken cancel) =>
        SendAsync("users.info", Request("users.info", new FormUrlEncodedContent(new Dictionary<string, string> { ["user"] = user })), cancel);

    /// <summary>Whether a user is active (<c>users.getPresence</c>).</summary>
    /// <param name="user">Slack user id.</param>
    /// <param name="cancel">Stops waiting.</param>
    public Task<SlackReply> PresenceAsync(string user, CancellationToken cancel) =>
        SendAsync("users.getPresence", Request("users.getPresence", new FormUrlEncodedContent(new Dictionary<string, string> { ["user"] = user })), cancel);

    /// <summary>When a user's next quiet time is (<c>dnd.info</c>); needs the scope <c>dnd:read</c>.</summary>
    /// <param name="user">Slack user id.</param>
    /// <param name="cancel">Stops waiting.</param>
    public Task<SlackReply> DoNotDisturbAsync(string user, CancellationToken cancel) =>
        SendAsync("dnd.info", Request("dnd.info", new FormUrlEncodedContent(new Dictionary<string, string> { ["user"] = user })), cancel);

    /// <summary>Shows a line to one person only (<c>chat.postEphemeral</c>); best effort, as Slack's is.</summary>
    /// <param name="channel">Where the person is looking.</param>
    /// <param name="user">Whom to tell.</param>
    /// <param name="text">Plain words; shown literally.</param>
    /// <param name="cancel">Stops waiting.</param>
    public Task<SlackReply> PostEphemeralAsync(string channel, string user, string text, CancellationToken cancel) =>
        PostAsync("chat.postEphemeral", new() { ["channel"] = channel, ["user"] = user, ["text"] = SlackText.Literal(text), ["blocks"] = SlackText.PlainBlocks(text) }, cancel);

    /// <summary>Answers a press privately through its <c>response_url</c>; refused unless the address is Slack's (or the configured API's host).</summary>
    /// <param name="responseUrl">From the payload.</param>
    /// <param name="text">Plain words; shown literally, the card stays as it is.</param>
    /// <param name="cancel">Stops waiting.</param>
    public Task<SlackReply> RespondAsync(string responseUrl, string text, CancellationToken cancel)
    {
        var known = Uri.TryCreate(responseUrl, UriKind.Absolute, out var url)
            && (url.Authority == options.Value.ApiUrl.Authority || url is { Scheme: "https", Host: "hooks.slack.com" });
        if (!known) return Task.FromResult(new SlackReply(SlackReplyKind.Refused, "foreign_response_url", null, null));
        var body = new JsonObject
        {
            ["response_type"] = "ephemeral", ["replace_original"] = false, ["text"] = SlackText.Literal(text), ["blocks"] = SlackText.PlainBlocks(text),
        };
        return SendAsync("response_url", new(HttpMethod.Post, url) { Content = Json(body) }, cancel);
    }

    /// <summary>Finds the direct-message channel with a user (<c>conversations.open</c>).</summary>
    /// <param name="user">Slack user id.</param>
    /// <param name="cancel">Stops waiting.</param>
    public Task<SlackReply> OpenConversationAsync(string user, CancellationToken cancel) => PostAsync("conversations.open", new() { ["users"] = user }, cancel);

    /// <summary>Reads one page of a channel's messages with their metadata (<c>conversations.history</c>).</summary>
    /// <param name="channel">Channel id.</param>
    /// <param name="oldest">Nothing older than this, as Slack's <c>ts</c>.</param>
    /// <param name="cursor">Next page, or null for the first.</param>
    /// <param name="cancel">Stops waiting.</param>
    public Task<SlackReply> HistoryAsync(string channel, string oldest, string? cursor, CancellationToken cancel)
    {
        var form = new Dictionary<string, string>
        {
            ["channel"] = channel, ["oldest"] = oldest, ["limit"] = MessagesPerPage.ToString(CultureInfo.InvariantCulture), ["inclusive"] = "true", ["include_all_metadata"] = "true",
        };
        if (cursor is not null) form["cursor"] = cursor;
        return SendAsync("conversations.history", Request("conversations.history", new FormUrlEncodedContent(form)), cancel, MessagesPerPage * LongestMessage);
    }

    /// <summary>Tells whom the token belongs to (<c>auth.test</c>).</summary>
    /// <param name="cancel">Stops waiting.</param>
    public Task<SlackReply> AuthTestAsync(CancellationToken cancel) => PostAsync("auth.test", [], cancel);

    /// <summary>Asks for a Socket Mode address (<c>apps.connections.open</c>), good for one connection.</summary>
    /// <param name="appToken">The app-level token (<c>xapp-…</c>).</param>
    /// <param name="cancel">Stops waiting.</param>
    public Task<SlackReply> OpenConnectionAsync(string appToken, CancellationToken cancel)
    {
        const string method = "apps.connections.open";
        var request = Request(method, new FormUrlEncodedContent([]));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", appToken);
        return SendAsync(method, request, cancel);
    }

    private static StringContent Json(JsonObject body) => new(body.ToJsonString(), Encoding.UTF8, "application/json");

    private Task<SlackReply> PostAsync(string method, JsonObject arguments, CancellationToken cancel)
    {
        // Slack limits posting per channel, everything else per method.
        var limit = method == "chat.postMessage" ? $"{method}:{arguments["channel"]}" : method;
        return SendAsync(limit, Request(method, Json(arguments)), cancel);
    }

    private HttpRequestMessage Request(string method, HttpContent content)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(options.Value.Base(), method)) { Content = content };
        request.Options.Set(CarriesBotToken, true);
        return request;
    }

    private async Task<bool> AuthoriseAsync(HttpRequestMessage request, CancellationToken cancel)
    {
        if (request.Headers.Authorization is not null || !request.Options.TryGetValue(CarriesBotToken, out _)) return true;
        if (await _tokens.BotTokenAsync(cancel) is not { } token) return false;
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return true;
    }

    private async Task<SlackReply> SendAsync(string limit, HttpRequestMessage request, CancellationToken cancel, int longest = LongestAnswer)
    {
        if (_pacer.Held(limit) is { } wait) return new(SlackReplyKind.Later, "ratelimited", null, wait);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        deadline.CancelAfter(options.Value.Timeout);
        try
        {
            using var sent = request;
            if (!await AuthoriseAsync(sent, deadline.Token)) return new(SlackReplyKind.Later, "no_token", null, TimeSpan.FromSeconds(5));
            using var answer = await http.SendAsync(sent, HttpCompletionOption.ResponseHeadersRead, deadline.Token);
            await answer.Content.LoadIntoBufferAsync(longest, deadline.Token);
            var reply = await SlackReplyReader.ReadAsync(answer, deadline.Token);
            if (reply is { Error: "ratelimited", RetryAfter: { } hold }) _pacer.Hold(limit, hold);
            if (reply.Error is not "token_expired" || sent.Headers.Authorization?.Parameter is not { } ended) return reply;
            _tokens.Ended(ended);
            return reply with { RetryAfter = TimeSpan.FromSeconds(1) };
        }
        catch (HttpRequestException failure) when (failure.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError
            or HttpRequestError.ConnectionError || failure.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused })
        {
            return SlackReplyReader.NoConnection;
        }
        catch (Exception failure) when (PeerFailure.IsAway(failure) || failure is OperationCanceledException && !cancel.IsCancellationRequested)
        {
            return SlackReplyReader.NoAnswer;
        }
    }
}
