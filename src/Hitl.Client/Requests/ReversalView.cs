namespace Hitl.Client.Requests;

/// <summary>A request that undoes another.</summary>
/// <param name="Request">The request that undoes.</param>
/// <param name="Reverses">The request that is undone.</param>
/// <param name="State">State of the request that undoes, as in <see cref="RequestView.State"/>.</param>
public sealed record ReversalView(string Request, string Reverses, string State);
