using Temporalio.Api.Update.V1;

namespace Temporal.DevServer.State;

/// <summary>An update as history tells it: admitted by a reset, accepted, or completed.</summary>
internal sealed class UpdateEntry
{
    /// <summary>What was asked; kept until the update is accepted.</summary>
    internal Request? Request { get; set; }

    /// <summary>Zero while it is only admitted.</summary>
    internal long AcceptedEventId { get; set; }

    internal Outcome? Outcome { get; set; }
}
