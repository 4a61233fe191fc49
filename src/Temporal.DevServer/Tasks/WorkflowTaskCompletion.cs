using Temporal.DevServer.Activities;
using Temporal.DevServer.Commands;
using Temporal.DevServer.Engine;
using Temporal.DevServer.Hosting;
using Temporal.DevServer.Queries;
using Temporal.DevServer.State;
using Temporal.DevServer.Updates;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.Query.V1;

namespace Temporal.DevServer.Tasks;

/// <summary>What workers answer to workflow tasks and queries.</summary>
internal static class WorkflowTaskCompletion
{
    /// <exception cref="RpcStatusException">NOT_FOUND for a task that is over; INVALID_ARGUMENT when its commands were refused.</exception>
    internal static ValueTask<RespondWorkflowTaskCompletedResponse> CompleteAsync(
        WorkflowEngine engine, NamespaceEntry ns, RespondWorkflowTaskCompletedRequest request)
    {
        var token = Open(engine, request.TaskToken, ns);
        return engine.WithSlotAsync(new(token.Namespace, token.WorkflowId), async slot =>
        {
            var run = await RequireStartedAsync(engine, slot, token);
            var live = slot.LiveOf(token.RunId);
            live.ForgetKnown(run);
            var isBehind = run.Volatile.Buffered.Count > 0 || live.Updates.Exists(u => u.SentWithTask != token.Stamp);
            if (isBehind && request.Commands.Any(c => CommandTable.Closes(c.CommandType)))
            {
                // The workflow would close over something it has not seen: it must look again.
                await FailAsync(engine, slot, run, WorkflowTaskFailedCause.UnhandledCommand, null, request.Identity);
                throw Failures.InvalidArgument("UnhandledCommand");
            }
            try
            {
                return SpeculativeTasks.MayDiscard(run, request)
                    ? await DiscardAsync(engine, ns, slot, run, request)
                    : await ApplyAsync(engine, ns, slot, run, request);
            }
            catch (CommandRefusedException refused)
            {
                run = await engine.RequireAsync(slot, token.RunId);
                await FailAsync(engine, slot, run, refused.Cause, ServerFailure(refused.Message), request.Identity);
                throw Failures.InvalidArgument(refused.Message);
            }
        });
    }

    internal static ValueTask<bool> FailAsync(WorkflowEngine engine, NamespaceEntry ns, RespondWorkflowTaskFailedRequest request)
    {
        var token = Open(engine, request.TaskToken, ns);
        return engine.WithSlotAsync(new(token.Namespace, token.WorkflowId), async slot =>
        {
            var run = await RequireStartedAsync(engine, slot, token);
            return await FailAsync(engine, slot, run, request.Cause, request.Failure, request.Identity);
        });
    }

    internal static void AnswerQuery(WorkflowEngine engine, NamespaceEntry ns, RespondQueryTaskCompletedRequest request)
    {
        var token = Open(engine, request.TaskToken, ns);
        if (engine.Queries.Find(token.QueryId) is not { } query) throw Failures.NotFound("query task not found, or already expired");
        engine.Queries.Remove(query);
        query.Answer.TrySetResult(new()
        {
            ResultType = request.CompletedType,
            Answer = request.QueryResult,
            ErrorMessage = request.ErrorMessage,
            Failure = request.Failure,
        });
    }

    private static TaskToken Open(WorkflowEngine engine, ByteString sealedToken, NamespaceEntry ns) =>
        engine.Tokens.Open(sealedToken) is { } token && token.Namespace == ns.Name ? token : throw Failures.NotFound("Workflow task not found.");

    private static async ValueTask<RunState> RequireStartedAsync(WorkflowEngine engine, WorkflowSlot slot, TaskToken token)
    {
        var run = await engine.RequireAsync(slot, token.RunId);
        if (!run.IsOpen) throw Failures.AlreadyCompleted();
        return run.WorkflowTask is { StartedEventId: > 0 } task && task.Stamp == token.Stamp && task.Attempt == token.Attempt
            ? run : throw Failures.NotFound("Workflow task not found.");
    }

    private static ValueTask<bool> FailAsync(
        WorkflowEngine engine, WorkflowSlot slot, RunState run, WorkflowTaskFailedCause cause, Failure? failure, string identity) =>
        engine.TransactAsync(slot, run, (t, _) =>
        {
            WorkflowTasks.Fail(t, cause, failure, identity);
            return true;
        });

    private static async ValueTask<RespondWorkflowTaskCompletedResponse> ApplyAsync(
        WorkflowEngine engine, NamespaceEntry ns, WorkflowSlot slot, RunState run, RespondWorkflowTaskCompletedRequest request)
    {
        var answered = new List<(PendingQuery Query, WorkflowQueryResult Result)>();
        var updates = new UpdateAnswers(slot.LiveOf(run.Self.RunId));
        var eager = await engine.TransactAsync(slot, run, (t, live) =>
        {
            var context = Apply(t, ns, request, updates);
            // Last, because from here on nothing is refused any more.
            Collect(live, request, answered);
            return context.Eager;
        });
        foreach (var (query, result) in answered) query.Answer.TrySetResult(result);
        updates.Publish();

        var response = new RespondWorkflowTaskCompletedResponse();
        await ReturnNextAsync(engine, slot, run, request, response);
        response.ActivityTasks.Add(eager.Where(run.Activities.ContainsKey).Select(id => ActivityPolling.Response(engine, run, run.Activities[id])));
        return response;
    }

    /// <summary>Writes what a completion says; the caller checked that its task is the one under way.</summary>
    /// <exception cref="CommandRefusedException">A command breaks the rules; what was written so far must be thrown away.</exception>
    internal static CommandContext Apply(Transition t, NamespaceEntry ns, RespondWorkflowTaskCompletedRequest request, UpdateAnswers updates)
    {
        var stamp = t.Run.WorkflowTask!.Stamp;
        var context = new CommandContext(t, WorkflowTasks.Complete(t, request).EventId, request.Identity, ns) { Updates = updates };
        HandleCommands(context, request);
        updates.NoteIgnored(stamp);
        ScheduleNext(t, request, updates.LeavesWaiting);
        foreach (var id in context.Eager.Where(t.Run.Activities.ContainsKey))
        {
            ActivityLifecycle.Start(t, t.Run.Activities[id], request.Identity, Guid.NewGuid().ToString());
        }
        return context;
    }

    /// <summary>Forgets a speculative task that came to nothing; the worker takes back what it was shown.</summary>
    private static async ValueTask<RespondWorkflowTaskCompletedResponse> DiscardAsync(
        WorkflowEngine engine, NamespaceEntry ns, WorkflowSlot slot, RunState run, RespondWorkflowTaskCompletedRequest request)
    {
        var answered = new List<(PendingQuery Query, WorkflowQueryResult Result)>();
        var updates = new UpdateAnswers(slot.LiveOf(run.Self.RunId));
        await engine.TransactAsync(slot, run, (t, live) =>
        {
            var context = new CommandContext(t, 0, request.Identity, ns) { Updates = updates };
            foreach (var message in request.Messages) UpdateMessages.Handle(context, message);
            updates.NoteIgnored(run.WorkflowTask!.Stamp);
            SpeculativeTasks.Discard(run);
            if (updates.LeavesWaiting) SpeculativeTasks.Schedule(t);
            if (run.WorkflowTask is not null && request.ReturnNewWorkflowTask) WorkflowTasks.Start(t, request.Identity, Guid.NewGuid().ToString());
            Collect(live, request, answered);
            return true;
        });
        foreach (var (query, result) in answered) query.Answer.TrySetResult(result);
        updates.Publish();
        engine.Publish(run, slot.LiveOf(run.Self.RunId));
        var response = new RespondWorkflowTaskCompletedResponse { ResetHistoryEventId = run.PreviousStartedEventId };
        await ReturnNextAsync(engine, slot, run, request, response);
        return response;
    }

    private static async ValueTask ReturnNextAsync(
        WorkflowEngine engine, WorkflowSlot slot, RunState run, RespondWorkflowTaskCompletedRequest request, RespondWorkflowTaskCompletedResponse response)
    {
        if (!request.ReturnNewWorkflowTask || !run.TaskIsStarted) return;
        response.WorkflowTask = await WorkflowTaskResponses.ForTaskAsync(engine, run, slot.LiveOf(run.Self.RunId));
    }

    private static void HandleCommands(CommandContext context, RespondWorkflowTaskCompletedRequest request)
    {
        var t = context.Transition;
        t.Run.Volatile.Sticky = request.StickyAttributes is { WorkerTaskQueue.Name.Length: > 0 } sticky
            ? new() { Queue = sticky.WorkerTaskQueue.Name, ScheduleToStartTicks = Ticks.From(sticky.ScheduleToStartTimeout) }
            : null;
        t.HandlesCommands = true;
        foreach (var message in request.Messages) context.Messages[message.Id] = message;
        foreach (var command in request.Commands) CommandTable.Handle(context, command);
        // What no command called up: refusals, and the answers of workers that order nothing.
        if (t.Run.IsOpen) foreach (var message in request.Messages.Where(m => context.Messages.ContainsKey(m.Id))) UpdateMessages.Handle(context, message);
        t.HandlesCommands = false;
    }

    private static void ScheduleNext(Transition t, RespondWorkflowTaskCompletedRequest request, bool updatesWait)
    {
        if (!t.Run.IsOpen)
        {
            t.Run.DropBuffer();
            return;
        }
        if (t.FlushBuffer() || request.ForceCreateNewWorkflowTask) WorkflowTasks.Schedule(t);
        if (updatesWait) SpeculativeTasks.Schedule(t);
        if (t.Run.WorkflowTask is not null && request.ReturnNewWorkflowTask) WorkflowTasks.Start(t, request.Identity, Guid.NewGuid().ToString());
    }

    private static void Collect(RunLive live, RespondWorkflowTaskCompletedRequest request, List<(PendingQuery, WorkflowQueryResult)> answered)
    {
        foreach (var (id, result) in request.QueryResults)
        {
            if (live.Attached.Remove(id, out var query)) answered.Add((query, result));
        }
        QueryDispatch.Detach(live);
    }

    private static Failure ServerFailure(string message) => new() { Message = message, Source = "Server", ServerFailureInfo = new() };
}
