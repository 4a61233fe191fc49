using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Context.Propagation;
using Temporalio.Api.Common.V1;
using Temporalio.Client;
using Temporalio.Client.Interceptors;
using Temporalio.Worker.Interceptors;

namespace Temporalio.Extensions.OpenTelemetry;

/// <content>Spans of clients and activities.</content>
public partial class TracingInterceptor
{
    private sealed class ClientOutbound(TracingInterceptor root, ClientOutboundInterceptor next) : ClientOutboundInterceptor(next)
    {
        public override Task<WorkflowHandle<TWorkflow, TResult>> StartWorkflowAsync<TWorkflow, TResult>(StartWorkflowInput input) => TraceAsync(
            $"{(input.Options.StartSignal is null ? "StartWorkflow" : "SignalWithStartWorkflow")}:{input.Workflow}",
            root.CreateWorkflowTags(input.Options.Id ?? ""),
            () => base.StartWorkflowAsync<TWorkflow, TResult>(input with { Headers = WithTrace(input.Headers) }));

        public override Task SignalWorkflowAsync(SignalWorkflowInput input) => TraceAsync(
            $"SignalWorkflow:{input.Signal}",
            root.CreateWorkflowTags(input.Id),
            async () =>
            {
                await base.SignalWorkflowAsync(input with { Headers = WithTrace(input.Headers) }).ConfigureAwait(false);
                return default(ValueTuple);
            });

        public override Task<TResult> QueryWorkflowAsync<TResult>(QueryWorkflowInput input) => TraceAsync(
            $"QueryWorkflow:{input.Query}",
            root.CreateWorkflowTags(input.Id),
            () => base.QueryWorkflowAsync<TResult>(input with { Headers = WithTrace(input.Headers) }));

        public override Task<WorkflowUpdateHandle<TResult>> StartWorkflowUpdateAsync<TResult>(StartWorkflowUpdateInput input) => TraceAsync(
            $"UpdateWorkflow:{input.Update}",
            root.CreateUpdateTags(input.Id, input.Options.Id),
            () => base.StartWorkflowUpdateAsync<TResult>(input with { Headers = WithTrace(input.Headers) }));

        public override Task<WorkflowUpdateHandle<TUpdateResult>> StartUpdateWithStartWorkflowAsync<TUpdateResult>(
            StartUpdateWithStartWorkflowInput input)
        {
            if (input.Options.StartWorkflowOperation is not { } start) return base.StartUpdateWithStartWorkflowAsync<TUpdateResult>(input);
            return TraceAsync(
                $"UpdateWithStartWorkflow:{start.Workflow}",
                root.CreateUpdateTags(start.Options.Id ?? "", input.Options.Id),
                () =>
                {
                    // Both parts get the trace: either may be the one that happens.
                    start.Headers = WithTrace(start.Headers);
                    return base.StartUpdateWithStartWorkflowAsync<TUpdateResult>(input with { Headers = WithTrace(input.Headers) });
                });
        }

        private static async Task<T> TraceAsync<T>(string name, IEnumerable<KeyValuePair<string, object?>> tags, Func<Task<T>> call)
        {
            using var span = ClientSource.StartActivity(name, ActivityKind.Client, parentContext: default, tags: tags);
            try
            {
                return await call().ConfigureAwait(false);
            }
            catch (Exception failed)
            {
                SpanErrors.Record(span, failed);
                throw;
            }
        }

        private IDictionary<string, Payload>? WithTrace(IDictionary<string, Payload>? headers) => Activity.Current is { } current
            ? root.HeadersFromContext(headers, new PropagationContext(current.Context, Baggage.Current))
            : headers;
    }

    private sealed class ActivityInbound(TracingInterceptor root, ActivityInboundInterceptor next) : ActivityInboundInterceptor(next)
    {
        public override async Task<object?> ExecuteActivityAsync(ExecuteActivityInput input)
        {
            var before = Baggage.Current;
            var trace = root.HeadersToContext(input.Headers);
            if (trace is { } given) Baggage.Current = given.Baggage;
            var name = input.Activity.Name ?? Activities.ActivityExecutionContext.Current.Info.ActivityType;
            using var span = ActivitiesSource.StartActivity(
                $"RunActivity:{name}", ActivityKind.Server, trace?.ActivityContext ?? default, root.CreateInActivityTags());
            try
            {
                return await base.ExecuteActivityAsync(input).ConfigureAwait(false);
            }
            catch (Exception failed)
            {
                SpanErrors.Record(span, failed);
                throw;
            }
            finally
            {
                Baggage.Current = before;
            }
        }
    }
}
