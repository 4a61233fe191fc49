using System.Globalization;
using System.Text.Json.Nodes;
using Hitl.Client.Requests;

namespace Hitl.Client;

/// <content>Requests: submit, follow, withdraw, list, decide, extend.</content>
public sealed partial class HitlClient
{
    /// <summary>Asks for an action.</summary>
    /// <param name="body">What is asked.</param>
    /// <param name="idempotencyKey">1–255 printable ASCII characters without spaces; the same key with the same body names the same request, for good.</param>
    /// <param name="cancel">Stops waiting; the request may have been stored.</param>
    /// <exception cref="Problems.HitlApiException">The gateway refused or could not be reached.</exception>
    public async Task<SubmittedRequest> SubmitAsync(SubmitBody body, string idempotencyKey, CancellationToken cancel = default)
    {
        using var answer = await _calls.SendAsync(() => GatewayCalls.Post("v1/requests", body, idempotencyKey), cancel);
        return await SubmittedAsync(answer, cancel);
    }

    /// <summary>As <see cref="SubmitAsync"/>, with the body as JSON: for doors that pass on what somebody else wrote. The gateway says what is wrong with it.</summary>
    /// <exception cref="Problems.HitlApiException">The gateway refused or could not be reached.</exception>
    public async Task<SubmittedRequest> SubmitJsonAsync(JsonObject body, string idempotencyKey, CancellationToken cancel = default)
    {
        using var answer = await _calls.SendAsync(() => GatewayCalls.Post("v1/requests", body, idempotencyKey), cancel);
        return await SubmittedAsync(answer, cancel);
    }

    /// <summary>The actions the calling agent may ask for, with the schema of a request for each.</summary>
    /// <param name="cursor">From <see cref="AskableActions.Next"/>; null for the first page.</param>
    /// <param name="limit">Default 50; 1 to 200.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <exception cref="Problems.HitlApiException">The gateway refused or could not be reached.</exception>
    public Task<AskableActions> ActionsAsync(string? cursor = null, int limit = 50, CancellationToken cancel = default) =>
        _calls.GetAsync<AskableActions>("v1/actions" + new QueryText().Add("cursor", cursor).Add("limit", limit.ToString(CultureInfo.InvariantCulture)), cancel);

    /// <summary>Reads a request, waiting for a change when asked to.</summary>
    /// <param name="id">The request.</param>
    /// <param name="wait">Return when it is final or changed, or after this; zero to 60 s. Default: at once.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <exception cref="Problems.HitlApiException">The gateway refused or could not be reached.</exception>
    public Task<RequestView> GetAsync(string id, TimeSpan wait = default, CancellationToken cancel = default)
    {
        var query = wait > TimeSpan.Zero ? string.Create(CultureInfo.InvariantCulture, $"?wait={(long)Math.Ceiling(wait.TotalSeconds)}s") : "";
        return _calls.GetAsync<RequestView>("v1/requests/" + Uri.EscapeDataString(id) + query, cancel);
    }

    /// <summary>Follows a request until it is final.</summary>
    /// <exception cref="Problems.HitlApiException">The gateway refused or could not be reached.</exception>
    public async Task<RequestView> WaitUntilFinalAsync(string id, CancellationToken cancel = default)
    {
        while (true)
        {
            var request = await GetAsync(id, TimeSpan.FromSeconds(30), cancel);
            if (request.IsFinal) return request;
        }
    }

    /// <summary>Takes a request back before its execution begins.</summary>
    /// <exception cref="Problems.HitlApiException"><c>request.not_cancellable</c> once execution began; other refusals.</exception>
    public Task<RequestView> WithdrawAsync(string id, string reason, CancellationToken cancel = default) =>
        _calls.PostAsync<RequestView>(Path(id, "withdraw"), new WithdrawBody(reason), Guid.NewGuid().ToString("N"), cancel);

    /// <summary>Answers an approver's question, as the agent that asked for the action.</summary>
    /// <param name="id">The request.</param>
    /// <param name="question">The question's id.</param>
    /// <param name="answer">1 to 2,000 characters.</param>
    /// <param name="cancel">Stops waiting; the answer may have been recorded.</param>
    /// <exception cref="Problems.HitlApiException"><c>question.not_open</c> when it was answered before; other refusals.</exception>
    public Task<RequestView> AnswerAsync(string id, string question, string answer, CancellationToken cancel = default) =>
        _calls.PostAsync<RequestView>(Path(id, $"questions/{Uri.EscapeDataString(question)}/answer"), new AnswerBody(answer), Guid.NewGuid().ToString("N"), cancel);

    /// <summary>Has an executed request undone, as a request of its own; people with the authority to only.</summary>
    /// <param name="id">The executed request.</param>
    /// <param name="reason">Why, 1–1,000 characters; recorded.</param>
    /// <param name="cancel">Stops waiting; it may have been asked. Asking again finds it.</param>
    /// <exception cref="Problems.HitlApiException"><c>request.not_reversible</c>, <c>request.already_reversed</c>, <c>request.reversal_not_yours</c>; other refusals.</exception>
    public Task<ReversalView> ReverseAsync(string id, string reason, CancellationToken cancel = default) =>
        _calls.PostAsync<ReversalView>(Path(id, "reverse"), new ReverseBody(reason), Guid.NewGuid().ToString("N"), cancel);

    /// <summary>Lists requests, newest first.</summary>
    /// <exception cref="Problems.HitlApiException">The gateway refused or could not be reached.</exception>
    public Task<RequestPage> ListAsync(RequestQuery query, CancellationToken cancel = default) =>
        _calls.GetAsync<RequestPage>("v1/requests" + QueryText.Of(query), cancel);

    /// <summary>A request with everything that happened to it; people only.</summary>
    /// <exception cref="Problems.HitlApiException">The gateway refused or could not be reached.</exception>
    public Task<TimelineView> TimelineAsync(string id, CancellationToken cancel = default) =>
        _calls.GetAsync<TimelineView>(Path(id, "timeline"), cancel);

    /// <summary>Decides as the person the credential is bound to.</summary>
    /// <param name="id">The request.</param>
    /// <param name="body">The verdict, bound to what was shown.</param>
    /// <param name="idempotencyKey">Names the attempt, so that a retry answers as the first time; null makes one.</param>
    /// <param name="cancel">Stops waiting; the decision may have been recorded.</param>
    /// <exception cref="Problems.HitlApiException">The decision does not count; the code says why.</exception>
    public Task<DecideAnswer> DecideAsync(string id, DecideBody body, string? idempotencyKey = null, CancellationToken cancel = default) =>
        _calls.PostAsync<DecideAnswer>(Path(id, "decisions"), body, idempotencyKey ?? Guid.NewGuid().ToString("N"), cancel);

    /// <summary>Makes the open stage wait longer, as a person who may decide it.</summary>
    /// <param name="id">The request.</param>
    /// <param name="body">Which extension, bound to what was shown; sent twice, it counts once.</param>
    /// <param name="cancel">Stops waiting; the stage may have been extended.</param>
    /// <returns>The request, with the new deadline.</returns>
    /// <exception cref="Problems.HitlApiException"><c>stage.not_extendable</c>, <c>stage.extensions_used_up</c>, <c>stage.moved</c>; what a decision is refused for.</exception>
    public Task<RequestView> ExtendAsync(string id, ExtendBody body, CancellationToken cancel = default) =>
        _calls.PostAsync<RequestView>(Path(id, "extensions"), body, null, cancel);

    private static async Task<SubmittedRequest> SubmittedAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        var isReplay = answer.Headers.TryGetValues("Idempotent-Replayed", out var replayed) && replayed.Contains("true");
        return new(await GatewayCalls.ReadAsync<RequestView>(answer, cancel), isReplay);
    }

    private static string Path(string id, string rest) => $"v1/requests/{Uri.EscapeDataString(id)}/{rest}";
}
