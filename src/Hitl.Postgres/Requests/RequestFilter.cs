using Hitl.Escalations.Ids;
using Hitl.Escalations.Requests;

namespace Hitl.Postgres.Requests;

/// <summary>Which requests to list; what is not set does not filter.</summary>
public sealed record RequestFilter
{
    /// <summary>Only these states; empty: any.</summary>
    public IReadOnlyList<RequestState> States { get; init; } = [];

    /// <summary>Only this actor's.</summary>
    public ActorId? Actor { get; init; }

    /// <summary>Only those a stage asked this person about.</summary>
    public PersonId? Asked { get; init; }

    /// <summary>Only those older than this one: the <see cref="RequestPage.Next"/> of the page before.</summary>
    public RequestId? After { get; init; }

    /// <summary>At most this many. Default 50; allowed 1 to 500.</summary>
    public int Most { get; init; } = 50;
}
