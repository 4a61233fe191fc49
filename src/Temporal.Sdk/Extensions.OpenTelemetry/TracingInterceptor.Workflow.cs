using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Context.Propagation;
using Temporalio.Api.Common.V1;
using Temporalio.Worker.Interceptors;
using Temporalio.Workflows;

namespace Temporalio.Extensions.OpenTelemetry;

/// <content>Spans of workflows.</content>
public partial class TracingInterceptor
{
    private sealed class WorkflowInbound(TracingInterceptor root, WorkflowInboundInterceptor next) : WorkflowInboundInterceptor(next)
    {
        public override void Init(WorkflowOutboundInterceptor outbound) => base.Init(new WorkflowOutbound(root, outbound));

        public override async Task<object?> ExecuteWorkflowAsync(ExecuteWorkflowInput input)
        {
            var type = Workflow.Info.WorkflowType;
            using var trace = new Attached(root);
            using var span = Track($"RunWorkflow:{type}", null);
            try
            {
                var result = await base.ExecuteWorkflowAsync(input).ConfigureAwait(true);
                WorkflowsSource.TrackWorkflowDiagnosticActivity($"CompleteWorkflow:{type}").Dispose();
                return result;
            }
            catch (Exception failed) when (failed is not ContinueAsNewException)
            {
                TrackFailure("CompleteWorkflow", type, failed);
                throw;
            }
        }

        public override async Task HandleSignalAsync(HandleSignalInput input)
        {
            using var trace = new Attached(root);
            using var span = Track($"HandleSignal:{input.Signal}", input.Headers);
            try
            {
                await base.HandleSignalAsync(input).ConfigureAwait(true);
            }
            catch (Exception failed) when (failed is not ContinueAsNewException)
            {
                TrackFailure("CompleteWorkflow", Workflow.Info.WorkflowType, failed);
                throw;
            }
        }

        public override object? HandleQuery(HandleQueryInput input)
        {
            using var trace = new Attached(root);
            using var span = Track($"HandleQuery:{input.Query}", input.Headers, evenOnReplay: true);
            try
            {
                return base.HandleQuery(input);
            }
            catch (Exception failed)
            {
                SpanErrors.Record(span.Activity, failed);
                throw;
            }
        }

        public override void ValidateUpdate(HandleUpdateInput input)
        {
            using var trace = new Attached(root);
            using var span = Track($"ValidateUpdate:{input.Update}", input.Headers);
            try
            {
                base.ValidateUpdate(input);
            }
            catch (Exception failed)
            {
                SpanErrors.Record(span.Activity, failed);
                throw;
            }
        }

        public override async Task<object?> HandleUpdateAsync(HandleUpdateInput input)
        {
            using var trace = new Attached(root);
            using var span = Track($"HandleUpdate:{input.Update}", input.Headers);
            try
            {
                return await base.HandleUpdateAsync(input).ConfigureAwait(true);
            }
            catch (Exception failed)
            {
                TrackFailure("CompleteUpdate", input.Update, failed);
                throw;
            }
        }

        private static void TrackFailure(string ending, string name, Exception failed) => WorkflowsSource.TrackWorkflowDiagnosticActivity(
            $"{(SpanErrors.Ends(failed) ? ending : "WorkflowTaskFailure")}:{name}",
            updateActivity: span => SpanErrors.Record(span, failed)).Dispose();

        private WorkflowDiagnosticActivity Track(string name, IReadOnlyDictionary<string, Payload>? headers, bool evenOnReplay = false) =>
            WorkflowsSource.TrackWorkflowDiagnosticActivity(
                name,
                ActivityKind.Server,
                root.CreateInWorkflowTags(),
                root.HeadersToContext(headers) is { } sender ? [new ActivityLink(sender.ActivityContext)] : null,
                evenOnReplay,
                inheritParentTags: false);

        /// <summary>What the workflow was started in, for as long as a part of it runs.</summary>
        private sealed class Attached : IDisposable
        {
            private readonly Baggage _before = Baggage.Current;
            private readonly WorkflowDiagnosticActivity? _starter;

            internal Attached(TracingInterceptor root)
            {
                if (root.HeadersToContext(Workflow.Info.Headers) is not { } trace) return;
                Baggage.Current = trace.Baggage;
                _starter = WorkflowDiagnosticActivity.AttachFromContext(trace.ActivityContext);
            }

            public void Dispose()
            {
                _starter?.Dispose();
                Baggage.Current = _before;
            }
        }
    }

    private sealed class WorkflowOutbound(TracingInterceptor root, WorkflowOutboundInterceptor next) : WorkflowOutboundInterceptor(next)
    {
        public override ContinueAsNewException CreateContinueAsNewException(CreateContinueAsNewExceptionInput input) =>
            base.CreateContinueAsNewException(input with { Headers = WithTrace(input.Headers) });

        public override Task<TResult> ScheduleActivityAsync<TResult>(ScheduleActivityInput input) =>
            base.ScheduleActivityAsync<TResult>(input with { Headers = WithSpan(input.Headers, $"StartActivity:{input.Activity}") });

        public override Task<TResult> ScheduleLocalActivityAsync<TResult>(ScheduleLocalActivityInput input) =>
            base.ScheduleLocalActivityAsync<TResult>(input with { Headers = WithSpan(input.Headers, $"StartActivity:{input.Activity}") });

        public override Task SignalChildWorkflowAsync(SignalChildWorkflowInput input) =>
            base.SignalChildWorkflowAsync(input with { Headers = WithSpan(input.Headers, $"SignalChildWorkflow:{input.Signal}") });

        public override Task SignalExternalWorkflowAsync(SignalExternalWorkflowInput input) =>
            base.SignalExternalWorkflowAsync(input with { Headers = WithSpan(input.Headers, $"SignalExternalWorkflow:{input.Signal}") });

        public override Task<ChildWorkflowHandle<TWorkflow, TResult>> StartChildWorkflowAsync<TWorkflow, TResult>(StartChildWorkflowInput input) =>
            base.StartChildWorkflowAsync<TWorkflow, TResult>(input with { Headers = WithSpan(input.Headers, $"StartChildWorkflow:{input.Workflow}") });

        private IDictionary<string, Payload> WithSpan(IDictionary<string, Payload>? headers, string name)
        {
            using var span = WorkflowsSource.TrackWorkflowDiagnosticActivity(name, ActivityKind.Client);
            return WithTrace(headers);
        }

        private IDictionary<string, Payload> WithTrace(IDictionary<string, Payload>? headers) => root.HeadersFromContext(
            headers, new PropagationContext(WorkflowDiagnosticActivity.Current?.Context ?? default, Baggage.Current));
    }
}
