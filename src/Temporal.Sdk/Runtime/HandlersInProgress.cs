using Microsoft.Extensions.Logging;
using Temporalio.Workflows;

namespace Temporalio.Runtime;

/// <summary>The signal handlers that run.</summary>
internal sealed class HandlersInProgress
{
    private readonly LinkedList<Handler> _running = new();

    internal bool AllFinished => _running.Count == 0;

    /// <summary>Counts a handler until the returned value is disposed.</summary>
    internal IDisposable Begin(string name, HandlerUnfinishedPolicy policy) => new Running(_running, _running.AddLast(new Handler(name, policy)));

    internal void WarnOfUnfinished(ILogger logger)
    {
        var names = _running.Where(handler => handler.Policy == HandlerUnfinishedPolicy.WarnAndAbandon).Select(handler => handler.Name).ToList();
        if (names.Count == 0) return;
        logger.LogWarning(
            "The workflow ended while handlers of these signals were running, and what they had left to do is lost: {SignalNames}. "
            + "Wait for Workflow.AllHandlersFinished, or set UnfinishedPolicy to Abandon",
            string.Join(", ", names));
    }

    private sealed record Handler(string Name, HandlerUnfinishedPolicy Policy);

    private sealed class Running(LinkedList<Handler> running, LinkedListNode<Handler> node) : IDisposable
    {
        public void Dispose() => running.Remove(node);
    }
}
