namespace Hitl.Client.Retention;

/// <summary>What the erasure of a customer did.</summary>
/// <param name="Customer">The reference that requests name.</param>
/// <param name="Keys">How many keys were destroyed; 0 when that was done before.</param>
/// <param name="Requests">How many requests name the customer; they are still listed, by reference.</param>
/// <param name="Plain">Ledger rows written before encryption was on; they keep their text until they expire.</param>
public sealed record ErasureView(string Customer, long Keys, long Requests, long Plain);
