using Hitl.Escalations.Ids;

namespace Hitl.Gateway.Callers;

/// <summary>A person of the console and when they signed in, UTC.</summary>
internal sealed record SignedInPerson(PersonId Person, DateTimeOffset SignedInAt);
