namespace Hitl.Postgres.Personal;

/// <summary>A customer's key while it lives.</summary>
internal sealed record CustomerKey(Guid Id, byte[] Key);
