using Temporal.DevServer.Hosting;
using Temporal.DevServer.State;
using Temporal.DevServer.Updates;
using Temporalio.Api.Protocol.V1;

namespace Temporal.DevServer.Commands;

/// <summary>What a command handler works with: the transition, and the completion its events belong to.</summary>
internal sealed record CommandContext(Transition Transition, long CompletedEventId, string Identity, NamespaceEntry Namespace)
{
    internal RunState Run => Transition.Run;

    /// <summary>What this completion says to updates.</summary>
    internal required UpdateAnswers Updates { get; init; }

    /// <summary>Messages of this completion no command has called up yet, by id.</summary>
    internal Dictionary<string, Message> Messages { get; } = [];

    /// <summary>Scheduled ids of activities the worker wants handed back at once, without polling.</summary>
    internal List<long> Eager { get; } = [];

    internal static CommandRefusedException Refuse(WorkflowTaskFailedCause cause, string message) => new(cause, message);
}
