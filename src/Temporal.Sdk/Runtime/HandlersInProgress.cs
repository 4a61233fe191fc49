using Microsoft.Extensions.Logging;
using Temporalio.Workflows;

namespace Temporalio.Runtime;

/// <summary>The handlers of signals and updates that run.</summary>
internal sealed class HandlersInProgress
{
    private readonly LinkedList<Handler> _running = new();

    internal bool AllFinished => _running.Count == 0;

    /// <summary>Counts the handler of a signal until the returned value is disposed.</summary>
    internal IDisposable Begin(string name, HandlerUnfinishedPolicy policy) => Begin(new Handler(name, policy, IsUpdate: false));

    /// <summary>Counts the handler of an update until the returned value is disposed.</summary>
    internal IDisposable BeginUpdate(string name, HandlerUnfinishedPolicy policy) => Begin(new Handler(name, policy, IsUpdate: true));

    internal void WarnOfUnfinished(ILogger logger)
    {
        var signals = Unfinished(isUpdate: false);
        if (signals.Length > 0)
        {
            logger.LogWarning(
                "[TMPRL1102] The workflow ended while signal handlers are still running, and what they had left to do is lost: {SignalNames}. "
                + "Wait for Workflow.AllHandlersFinished, or set UnfinishedPolicy to Abandon",
                signals);
        }

        var updates = Unfinished(isUpdate: true);
        if (updates.Length > 0)
        {
            logger.LogWarning(
                "[TMPRL1102] The workflow ended while update handlers are still running, and their callers get no result: {UpdateNames}. "
                + "Wait for Workflow.AllHandlersFinished, or set UnfinishedPolicy to Abandon",
                updates);
        }
    }

    private Running Begin(Handler handler) => new(_running, _running.AddLast(handler));

    private string Unfinished(bool isUpdate) => string.Join(", ", _running
        .Where(handler => handler.IsUpdate == isUpdate && handler.Policy == HandlerUnfinishedPolicy.WarnAndAbandon)
        .Select(handler => handler.Name));

    private sealed record Handler(string Name, HandlerUnfinishedPolicy Policy, bool IsUpdate);

    private sealed class Running(LinkedList<Handler> running, LinkedListNode<Handler> node) : IDisposable
    {
        public void Dispose() => running.Remove(node);
    }
}
