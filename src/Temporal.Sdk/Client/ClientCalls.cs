using System.Runtime.CompilerServices;
using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client.Interceptors;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Temporalio.Client;

/// <summary>The last interceptor: turns calls into requests and answers into values.</summary>
internal sealed partial class ClientCalls(TemporalClient client) : ClientOutboundInterceptor
{
    private string Namespace => client.Options.Namespace;

    private string Identity => client.Connection.Options.Identity ?? "";

    private DataConverter Converter => client.Options.DataConverter;

    private DataConverter Of(string workflowId) => Converter.WithSerializationContext(new ISerializationContext.Workflow(Namespace, workflowId));

    private WorkflowService Service => client.Connection.WorkflowService;

    /// <inheritdoc />
    public override async Task SignalWorkflowAsync(SignalWorkflowInput input)
    {
        var request = new SignalWorkflowExecutionRequest
        {
            Namespace = Namespace,
            WorkflowExecution = Execution(input.Id, input.RunId),
            SignalName = input.Signal,
            Input = await PayloadsAsync(Of(input.Id), input.Args).ConfigureAwait(false),
            Identity = Identity,
            // The same for every retry of this call, so that the workflow sees one signal.
            RequestId = Guid.NewGuid().ToString(),
            Header = await HeaderAsync(Of(input.Id), input.Headers).ConfigureAwait(false),
        };
        await Service.SignalWorkflowExecutionAsync(request, Rpc(input.Options?.Rpc)).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public override async Task<TResult> QueryWorkflowAsync<TResult>(QueryWorkflowInput input)
    {
        var request = new QueryWorkflowRequest
        {
            Namespace = Namespace,
            Execution = Execution(input.Id, input.RunId),
            Query = new()
            {
                QueryType = input.Query,
                QueryArgs = await PayloadsAsync(Of(input.Id), input.Args).ConfigureAwait(false),
                Header = await HeaderAsync(Of(input.Id), input.Headers).ConfigureAwait(false),
            },
            QueryRejectCondition = input.Options?.RejectCondition ?? client.Options.QueryRejectCondition ?? default,
        };
        var response = await SendQueryAsync(request, Rpc(input.Options?.Rpc)).ConfigureAwait(false);
        if (response.QueryRejected is { } rejected) throw new WorkflowQueryRejectedException(rejected.Status);
        return response.QueryResult is { Payloads_.Count: > 0 } result
            ? await Of(input.Id).ToSingleValueAsync<TResult>(result.Payloads_).ConfigureAwait(false)
            : default!;
    }

    /// <inheritdoc />
    public override async Task<WorkflowExecutionDescription> DescribeWorkflowAsync(DescribeWorkflowInput input)
    {
        var request = new DescribeWorkflowExecutionRequest { Namespace = Namespace, Execution = Execution(input.Id, input.RunId) };
        var response = await Service.DescribeWorkflowExecutionAsync(request, Rpc(input.Options?.Rpc)).ConfigureAwait(false);
        return await WorkflowExecutionDescription.FromProtoAsync(response, Of(input.Id)).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public override Task CancelWorkflowAsync(CancelWorkflowInput input) =>
        Service.RequestCancelWorkflowExecutionAsync(
            new()
            {
                Namespace = Namespace,
                WorkflowExecution = Execution(input.Id, input.RunId),
                FirstExecutionRunId = input.FirstExecutionRunId ?? "",
                Identity = Identity,
                RequestId = Guid.NewGuid().ToString(),
            },
            Rpc(input.Options?.Rpc));

    /// <inheritdoc />
    public override async Task TerminateWorkflowAsync(TerminateWorkflowInput input)
    {
        var request = new TerminateWorkflowExecutionRequest
        {
            Namespace = Namespace,
            WorkflowExecution = Execution(input.Id, input.RunId),
            FirstExecutionRunId = input.FirstExecutionRunId ?? "",
            Reason = input.Reason ?? "",
            Details = await PayloadsAsync(Of(input.Id), input.Options?.Details ?? []).ConfigureAwait(false),
            Identity = Identity,
        };
        await Service.TerminateWorkflowExecutionAsync(request, Rpc(input.Options?.Rpc)).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public override async Task<WorkflowHistoryEventPage> FetchWorkflowHistoryEventPageAsync(FetchWorkflowHistoryEventPageInput input)
    {
        var request = new GetWorkflowExecutionHistoryRequest
        {
            Namespace = Namespace,
            Execution = Execution(input.Id, input.RunId),
            MaximumPageSize = input.PageSize ?? 0,
            NextPageToken = input.NextPageToken is { } token ? ByteString.CopyFrom(token) : ByteString.Empty,
            WaitNewEvent = input.WaitNewEvent,
            HistoryEventFilterType = input.EventFilterType,
            SkipArchival = input.SkipArchival,
        };
        while (true)
        {
            var response = await Service.GetWorkflowExecutionHistoryAsync(request, Rpc(input.Rpc)).ConfigureAwait(false);
            var events = response.History?.Events.ToArray() ?? [];
            // A long poll that ran out answers with a token alone; some test servers with nothing at all.
            var isOver = events.Length > 0 || (response.NextPageToken.IsEmpty && !(input.WaitNewEvent && response.History is null));
            if (isOver) return new(events, response.NextPageToken.IsEmpty ? null : response.NextPageToken.ToByteArray());
            request.NextPageToken = response.NextPageToken;
        }
    }

    /// <inheritdoc />
    public override IAsyncEnumerable<WorkflowExecution> ListWorkflowsAsync(ListWorkflowsInput input) =>
        input.Options is { Limit: < 0 }
            ? throw new ArgumentOutOfRangeException(nameof(input), "Limit cannot be negative")
            : ListPagesAsync(input.Query, input.Options?.Limit ?? 0, Rpc(input.Options?.Rpc));

    /// <inheritdoc />
    public override async Task<WorkflowListPage> ListWorkflowsPaginatedAsync(ListWorkflowsPaginatedInput input)
    {
        var request = new ListWorkflowExecutionsRequest
        {
            Namespace = Namespace,
            Query = input.Query,
            PageSize = input.Options?.PageSize ?? 0,
            NextPageToken = ByteString.CopyFrom(input.NextPageToken ?? []),
        };
        var page = await Service.ListWorkflowExecutionsAsync(request, Rpc(input.Options?.Rpc)).ConfigureAwait(false);
        return new(
            [.. page.Executions.Select(info => new WorkflowExecution(info, Of(info.Execution.WorkflowId)))],
            page.NextPageToken.IsEmpty ? null : page.NextPageToken.ToByteArray());
    }

    /// <inheritdoc />
    public override async Task<WorkflowExecutionCount> CountWorkflowsAsync(CountWorkflowsInput input) =>
        new(await Service.CountWorkflowExecutionsAsync(
            new() { Namespace = Namespace, Query = input.Query }, Rpc(input.Options?.Rpc)).ConfigureAwait(false));

    private static RpcOptions Rpc(RpcOptions? ofCaller) => TemporalClient.DefaultRetryOptions(ofCaller);

    private static Api.Common.V1.WorkflowExecution Execution(string id, string? runId) => new() { WorkflowId = id, RunId = runId ?? "" };

    private async Task<QueryWorkflowResponse> SendQueryAsync(QueryWorkflowRequest request, RpcOptions rpc)
    {
        try
        {
            return await Service.QueryWorkflowAsync(request, rpc).ConfigureAwait(false);
        }
        catch (RpcException error) when (RpcErrorDetails.Of(error).Any(detail => detail.Is(QueryFailedFailure.Descriptor)))
        {
            throw new WorkflowQueryFailedException(error.Message);
        }
    }

    private async IAsyncEnumerable<WorkflowExecution> ListPagesAsync(
        string query, int limit, RpcOptions rpc, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var (options, linked) = rpc.WithAdditionalCancellationToken(cancellationToken);
        using var ownedByUs = linked;
        var returned = 0;
        byte[]? token = null;
        do
        {
            var page = await client.OutboundInterceptor.ListWorkflowsPaginatedAsync(new(query, token, new() { Rpc = options })).ConfigureAwait(false);
            foreach (var workflow in page.Workflows)
            {
                yield return workflow;
                if (++returned == limit) yield break;
            }

            token = page.NextPageToken;
        }
        while (token is not null);
    }

    private static async Task<Payloads?> PayloadsAsync(DataConverter converter, IReadOnlyCollection<object?> values) =>
        values.Count == 0
            ? null
            : new Payloads { Payloads_ = { await converter.ToPayloadsAsync(values).ConfigureAwait(false) } };

    private static async Task<Header?> HeaderAsync(DataConverter converter, IDictionary<string, Payload>? fields)
    {
        if (fields is null) return null;
        var header = new Header();
        foreach (var (name, payload) in fields)
        {
            header.Fields[name] = converter.PayloadCodec is { } codec
                ? await codec.EncodeSingleAsync(payload).ConfigureAwait(false)
                : payload;
        }
        return header;
    }
}
