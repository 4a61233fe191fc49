using Hitl.Escalations.Ids;

namespace Hitl.Gateway.Callers;

/// <summary>Who calls, as the credential says, with the duties the active catalog gives them at this moment.</summary>
internal sealed record Caller(CallerKind Kind, string Id, string Name, IReadOnlyList<string> Duties)
{
    /// <summary>When the person signed in to the console, UTC; null for an API key, which is no proof that the person is there now.</summary>
    public DateTimeOffset? SignedInAt { get; init; }

    /// <summary>As written in the ledger.</summary>
    public string By => Kind == CallerKind.Actor ? "actor:" + Id : "person:" + Id;

    /// <summary>The actor; null for a person.</summary>
    public ActorId? Actor => Kind == CallerKind.Actor ? new ActorId(Id) : null;

    /// <summary>The person; null for an actor.</summary>
    public PersonId? Person => Kind == CallerKind.Person ? new PersonId(Id) : null;

    /// <summary>The caller of this HTTP request; null before or without authentication.</summary>
    public static Caller? Find(HttpContext context) => context.Items.TryGetValue(typeof(Caller), out var caller) ? (Caller?)caller : null;

    /// <summary>The caller of a route that needs one.</summary>
    public static Caller Of(HttpContext context) => Find(context) ?? throw new InvalidOperationException("The route let somebody in without a credential.");

    /// <summary>Remembers the caller for the rest of this HTTP request.</summary>
    public void Attach(HttpContext context) => context.Items[typeof(Caller)] = this;
}
