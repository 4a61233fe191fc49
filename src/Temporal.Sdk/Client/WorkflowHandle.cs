using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using Temporalio.Api.History.V1;
using Temporalio.Common;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporalio.Client;

/// <summary>Acts on one workflow.</summary>
/// <param name="Client">Client that makes the calls.</param>
/// <param name="Id">Workflow id.</param>
/// <param name="RunId">Run that signals, queries and the rest address; null for the current one. Not set by a start.</param>
/// <param name="ResultRunId">Run whose result is awaited; null for the current one.</param>
/// <param name="FirstExecutionRunId">First run of the chain that cancellation and termination are meant for.</param>
public partial record WorkflowHandle(
    ITemporalClient Client,
    string Id,
    string? RunId = null,
    string? ResultRunId = null,
    string? FirstExecutionRunId = null)
{
    /// <summary>Waits until the workflow completes, and ignores what it returns.</summary>
    /// <param name="followRuns">Whether to go on with the next run after continue-as-new, retry or cron.</param>
    /// <param name="rpcOptions">How the calls are sent.</param>
    /// <returns>Done when it completed.</returns>
    /// <exception cref="WorkflowFailedException">It closed in any other way; the cause says how.</exception>
    /// <exception cref="WorkflowContinuedAsNewException">It continued as new and runs are not followed.</exception>
    /// <exception cref="RpcException">The server refused, or was not reached.</exception>
    public Task GetResultAsync(bool followRuns = true, RpcOptions? rpcOptions = null) =>
        GetResultAsync<ValueTuple>(followRuns, rpcOptions);

    /// <summary>Waits until the workflow completes.</summary>
    /// <typeparam name="TResult">Type to decode the result into.</typeparam>
    /// <param name="followRuns">Whether to go on with the next run after continue-as-new, retry or cron.</param>
    /// <param name="rpcOptions">How the calls are sent.</param>
    /// <returns>The result.</returns>
    /// <exception cref="WorkflowFailedException">It closed in any other way; the cause says how.</exception>
    /// <exception cref="WorkflowContinuedAsNewException">It continued as new and runs are not followed.</exception>
    /// <exception cref="RpcException">The server refused, or was not reached.</exception>
    public virtual Task<TResult> GetResultAsync<TResult>(bool followRuns = true, RpcOptions? rpcOptions = null) =>
        new WorkflowResultWait(this, followRuns, TemporalClient.DefaultRetryOptions(rpcOptions)).RunAsync<TResult>();

    /// <summary>Signals the workflow.</summary>
    /// <typeparam name="TWorkflow">The workflow class.</typeparam>
    /// <param name="signalCall">A single call of a method with the signal attribute.</param>
    /// <param name="options">How the call is sent.</param>
    /// <returns>Done when the server has the signal; the workflow may handle it later.</returns>
    /// <exception cref="RpcException">The server refused, or was not reached.</exception>
    public Task SignalAsync<TWorkflow>(Expression<Func<TWorkflow, Task>> signalCall, WorkflowSignalOptions? options = null)
    {
        var (method, args) = CallExpression.Parse(signalCall);
        return SignalAsync(WorkflowSignalDefinition.NameFromMethodForCall(method), args, options);
    }

    /// <summary>Signals the workflow.</summary>
    /// <param name="signal">Signal name.</param>
    /// <param name="args">Arguments of the handler.</param>
    /// <param name="options">How the call is sent.</param>
    /// <returns>Done when the server has the signal; the workflow may handle it later.</returns>
    /// <exception cref="RpcException">The server refused, or was not reached.</exception>
    public Task SignalAsync(string signal, IReadOnlyCollection<object?> args, WorkflowSignalOptions? options = null) =>
        Client.OutboundInterceptor.SignalWorkflowAsync(new(Id, RunId, signal, args, options, null));

    /// <summary>Asks the workflow something.</summary>
    /// <typeparam name="TWorkflow">The workflow class.</typeparam>
    /// <typeparam name="TQueryResult">Type of the answer.</typeparam>
    /// <param name="queryCall">A single call of a method, or reading of a property, with the query attribute.</param>
    /// <param name="options">How the call is sent.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="WorkflowQueryFailedException">The handler threw, or does not exist.</exception>
    /// <exception cref="WorkflowQueryRejectedException">The reject condition was met.</exception>
    /// <exception cref="RpcException">The server refused, or was not reached.</exception>
    public Task<TQueryResult> QueryAsync<TWorkflow, TQueryResult>(
        Expression<Func<TWorkflow, TQueryResult>> queryCall, WorkflowQueryOptions? options = null)
    {
        if (CallExpression.MemberOf(queryCall) is { } member)
        {
            return member is PropertyInfo property
                ? QueryAsync<TQueryResult>(WorkflowQueryDefinition.NameFromMemberForCall(property), [], options)
                : throw new ArgumentException("Expression must be a single method call or property access");
        }
        var (method, args) = CallExpression.Parse(queryCall);
        return QueryAsync<TQueryResult>(WorkflowQueryDefinition.NameFromMemberForCall(method), args, options);
    }

    /// <summary>Asks the workflow something.</summary>
    /// <typeparam name="TQueryResult">Type of the answer.</typeparam>
    /// <param name="query">Query name.</param>
    /// <param name="args">Arguments of the handler.</param>
    /// <param name="options">How the call is sent.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="WorkflowQueryFailedException">The handler threw, or does not exist.</exception>
    /// <exception cref="WorkflowQueryRejectedException">The reject condition was met.</exception>
    /// <exception cref="RpcException">The server refused, or was not reached.</exception>
    public Task<TQueryResult> QueryAsync<TQueryResult>(
        string query, IReadOnlyCollection<object?> args, WorkflowQueryOptions? options = null) =>
        Client.OutboundInterceptor.QueryWorkflowAsync<TQueryResult>(new(Id, RunId, query, args, options, null));

    /// <summary>What the server says about the workflow now.</summary>
    /// <param name="options">How the call is sent.</param>
    /// <returns>The description.</returns>
    /// <exception cref="RpcException">The server refused, or was not reached.</exception>
    public Task<WorkflowExecutionDescription> DescribeAsync(WorkflowDescribeOptions? options = null) =>
        Client.OutboundInterceptor.DescribeWorkflowAsync(new(Id, RunId, options));

    /// <summary>Asks the workflow to cancel itself.</summary>
    /// <param name="options">How the call is sent.</param>
    /// <returns>Done when the server has the request.</returns>
    /// <exception cref="RpcException">The server refused, or was not reached.</exception>
    public Task CancelAsync(WorkflowCancelOptions? options = null) =>
        Client.OutboundInterceptor.CancelWorkflowAsync(new(Id, RunId, FirstExecutionRunId, options));

    /// <summary>Closes the workflow at once, without giving it a chance to act.</summary>
    /// <param name="reason">Reason kept in the history.</param>
    /// <param name="options">Details and how the call is sent.</param>
    /// <returns>Done when it is closed.</returns>
    /// <exception cref="RpcException">The server refused, or was not reached.</exception>
    public Task TerminateAsync(string? reason = null, WorkflowTerminateOptions? options = null) =>
        Client.OutboundInterceptor.TerminateWorkflowAsync(new(Id, RunId, FirstExecutionRunId, reason, options));

    /// <summary>Reads the whole history there is, without waiting for more.</summary>
    /// <param name="options">Which events, and how the calls are sent.</param>
    /// <returns>The history, fit for replay.</returns>
    /// <exception cref="RpcException">The server refused, or was not reached.</exception>
    public async Task<WorkflowHistory> FetchHistoryAsync(WorkflowHistoryEventFetchOptions? options = null)
    {
        var once = (WorkflowHistoryEventFetchOptions)(options ?? new()).Clone();
        once.WaitNewEvent = false;
        var events = new List<HistoryEvent>();
        await foreach (var each in FetchHistoryEventsAsync(once).ConfigureAwait(false)) events.Add(each);
        return new(Id, events);
    }

    /// <summary>Reads the history event by event.</summary>
    /// <param name="options">Which events, whether to wait for more, and how the calls are sent.</param>
    /// <returns>The events in order.</returns>
    /// <exception cref="RpcException">The server refused, or was not reached; thrown while enumerating.</exception>
    public IAsyncEnumerable<HistoryEvent> FetchHistoryEventsAsync(WorkflowHistoryEventFetchOptions? options = null) =>
        ReadEventsAsync(options ?? new());

    private async IAsyncEnumerable<HistoryEvent> ReadEventsAsync(
        WorkflowHistoryEventFetchOptions options, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var (rpc, linked) = TemporalClient.DefaultRetryOptions(options.Rpc).WithAdditionalCancellationToken(cancellationToken);
        using var ownedByUs = linked;
        byte[]? token = null;
        do
        {
            var page = await Client.OutboundInterceptor.FetchWorkflowHistoryEventPageAsync(new(
                Id, RunId, null, token, options.WaitNewEvent, options.EventFilterType, options.SkipArchival, rpc)).ConfigureAwait(false);
            foreach (var each in page.Events) yield return each;
            token = page.NextPageToken;
        }
        while (token is not null);
    }
}
