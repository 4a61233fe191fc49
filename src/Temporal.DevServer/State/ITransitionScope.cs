namespace Temporal.DevServer.State;

/// <summary>What a transition asks of the server around it.</summary>
internal interface ITransitionScope
{
    /// <summary>The next task id: grows across the server and its restarts.</summary>
    long NextTaskId();

    /// <summary>Whether a worker polled this sticky queue lately, so that a task sent there will be seen.</summary>
    bool IsPolled(string @namespace, string stickyQueue);
}
