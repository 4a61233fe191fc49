namespace Hitl.Client.Catalogs;

/// <summary>The question put to the function leaders.</summary>
/// <param name="Request">The request to follow.</param>
/// <param name="Digest">The version, 64 hex digits.</param>
public sealed record ActivationView(string Request, string Digest);
