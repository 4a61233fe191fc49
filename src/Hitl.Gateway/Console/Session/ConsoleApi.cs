using Hitl.Client;
using Hitl.Gateway.Callers;

namespace Hitl.Gateway.Console.Session;

/// <summary>Pages call the API like everybody else: over HTTP, as the person who is signed in, with the same authorization.</summary>
internal sealed class ConsoleApi(ConsoleTokens tokens, OwnApi api)
{
    public HitlClient For(SignedInPerson person) => api.For("Bearer " + tokens.Mint(person.Person, person.SignedInAt));
}
