using Temporalio.Api.Failure.V1;
using Temporalio.Api.Update.V1;

namespace Temporal.DevServer.Updates;

/// <summary>An update no event tells of yet. In memory only: its caller asks again under the same id if the server dies.</summary>
internal sealed class PendingUpdate(Request request)
{
    internal string Id => Request.Meta.UpdateId;

    internal Request Request { get; } = request;

    /// <summary>Stamp of the workflow task it was last sent with; zero while it waits for one.</summary>
    internal long SentWithTask { get; set; }

    /// <summary>Set when the worker's validator refused it, or the worker knows no updates.</summary>
    internal Failure? Rejection { get; set; }

    /// <summary>Set when the run ended before any worker answered.</summary>
    internal RpcStatusException? Aborted { get; set; }
}
