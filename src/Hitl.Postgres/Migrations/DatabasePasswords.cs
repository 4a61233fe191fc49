namespace Hitl.Postgres.Migrations;

/// <summary>Passwords of the login roles; a role keeps the password it has when none is given.</summary>
/// <param name="App">Of <c>hitl_app</c>: gateway and workers.</param>
/// <param name="Seal">Of <c>hitl_seal</c>: the sealer.</param>
/// <param name="Retention">Of <c>hitl_retention</c>; null leaves it without a password.</param>
/// <param name="Read">Of <c>hitl_read</c>: auditors; null leaves it without a password.</param>
public sealed record DatabasePasswords(string App, string Seal, string? Retention = null, string? Read = null);
